"""Playing as somebody has played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from simengine.journal import AnswerValue
from simengine.policies.bots import POLICIES
from simengine.policies.policy import Policy
from simengine.questions import AnswerError, Question, check_answer
from simengine.run import Answer
from simengine.sight import Sight
from simengine.streams import Stream


@dataclass(frozen=True, slots=True)
class Imitate:
    """Gives these answers again: to a decision asked for the n-th time its n-th answer.

    Where there is none, or where it is not in order as things have come, `fallback` answers.
    """

    answers: tuple[Answer, ...]
    fallback: Policy = POLICIES["default"]
    name: str = "imitate"
    _answer: Mapping[tuple[str, int], AnswerValue] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        steps = steps_by_question(self.answers)
        found = {question: self.answers[step].value for question, step in steps.items()}
        object.__setattr__(self, "_answer", found)

    def __call__(self, asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
        """Return the answer given then, or that of the fallback."""
        given = self._answer.get((asked.decision, times_asked(asked, sight)))
        if given is not None:
            try:
                return check_answer(asked, given)
            except AnswerError:
                pass
        return self.fallback(asked, sight, stream)


def steps_by_question(answers: Sequence[Answer]) -> dict[tuple[str, int], int]:
    """Return the step of each answer by its decision and how often that was asked before."""
    asked: Counter[str] = Counter()
    found = {}
    for step, answer in enumerate(answers):
        found[answer.decision, asked[answer.decision]] = step
        asked[answer.decision] += 1
    return found


def times_asked(asked: Question, sight: Sight) -> int:
    """Return how often the decision has been answered before."""
    return int(sight.see(f"asked.{asked.decision}").low or 0)
