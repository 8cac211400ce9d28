"""The bots that a scenario is checked with: of every skill, and one that is blind.

Skill is graded by the share of answers given at random, the rest being par's. So the bots differ
in nothing but how often they are wrong, and a score that is worth anything falls from one to the
next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from simengine.journal import AnswerValue
from simengine.policies import POLICIES, Policy
from simengine.policies.imitate import steps_by_question, times_asked
from simengine.questions import AnswerError, Question, check_answer
from simengine.run import Answer
from simengine.sight import Sight
from simengine.streams import Stream, Streams

# Shares of answers at random of the graded bots, from par to pure chance.
GRADES = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Careless:
    """Answers as par does, but for a share of the answers, which are any that are allowed."""

    par: Policy
    randomness: float

    @property
    def name(self) -> str:
        """Return what it is called, as `random 25 %`."""
        return f"random {100 * self.randomness:.0f} %"

    def __call__(self, asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
        """Return par's answer, or any."""
        careless = stream.chance(self.randomness)
        return (POLICIES["random"] if careless else self.par)(asked, sight, stream)


@dataclass(frozen=True, slots=True)
class Blind:
    """Gives one and the same answer to a decision whatever the situation; where it is not in
    order, or there is none, what is done by habit."""

    answers: Mapping[str, AnswerValue]
    name: str = "blind"

    def __call__(self, asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
        """Return the answer on the list, or the default."""
        try:
            return check_answer(asked, self.answers[asked.decision])
        except (KeyError, AnswerError):
            return asked.default


@dataclass(frozen=True, slots=True)
class SameDice:
    """The player who gave these answers on a seed, on any other one: what it leaves to its dice
    falls as it did when it was asked the same, and not by the luck of the run."""

    policy: Policy
    seed: int
    answers: tuple[Answer, ...]
    _steps: Mapping[tuple[str, int], int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_steps", steps_by_question(self.answers))

    @property
    def name(self) -> str:
        """Return what the player is called."""
        return self.policy.name

    def __call__(self, asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
        """Return its answer."""
        # What it was not asked before has dice of its own, after all that were thrown.
        step = self._steps.get(
            (asked.decision, times_asked(asked, sight)), len(self.answers) + asked.step
        )
        return self.policy(asked, sight, Streams(self.seed).at("policy", self.name, step))


def graded(par: Policy) -> tuple[Policy, ...]:
    """Return bots of falling skill, from par itself to pure chance."""
    return tuple(_of_grade(par, grade) for grade in GRADES)


def _of_grade(par: Policy, grade: float) -> Policy:
    if grade == 0.0:
        return par
    return POLICIES["random"] if grade == 1.0 else Careless(par, grade)


def most_frequent(runs: Iterable[Iterable[Answer]]) -> Blind:
    """Return the bot that answers each decision as these runs most often did; of amounts it takes
    the median."""
    given: dict[str, list[AnswerValue]] = {}
    for answers in runs:
        for answer in answers:
            given.setdefault(answer.decision, []).append(answer.value)
    return Blind({decision: _usual(values) for decision, values in given.items()})


def _usual(values: list[AnswerValue]) -> AnswerValue:
    amounts = sorted(value for value in values if isinstance(value, float))
    if amounts:
        return amounts[len(amounts) // 2]
    # By their text, since the units of an allocation are a dictionary; of equals the first.
    texts = Counter(repr(value) for value in values)
    usual = texts.most_common(1)[0][0]
    return next(value for value in values if repr(value) == usual)
