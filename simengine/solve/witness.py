"""Witnesses: what was asked in a run, what could be seen then, and what was answered."""

from __future__ import annotations

from typing import NamedTuple

from simengine.awards import surprise
from simengine.errors import N_, SimError
from simengine.journal import AnswerValue
from simengine.library import load_text
from simengine.policies import Policy, play
from simengine.policies.imitate import times_asked
from simengine.policies.wishes import Part, part_of
from simengine.program import Program
from simengine.questions import Question
from simengine.run import Snapshot
from simengine.scenario.decisions import Decision
from simengine.sight import Sight
from simengine.streams import Stream


class SolveError(SimError):
    """A search that can't be made, or one of its runs that can't."""


def play_seed(program: Program, seed: int, policy: Policy) -> Snapshot:
    """Return the run of a seed by a policy; raise SolveError if it fails."""
    try:
        return play(program, seed, policy)
    except SimError as error:
        raise SolveError(
            N_("seed %(seed)s can't be played: %(error)s"), {"seed": seed, "error": error}
        ) from None


class Outcome(NamedTuple):
    """What came of a run: its score, the decisions that were asked in it, and by how much more was
    won than was to be expected."""

    score: float
    asked: frozenset[str]
    surprise: float = 0.0

    @classmethod
    def of(cls, run: Snapshot) -> Outcome:
        """Return what came of this run."""
        asked = frozenset(answer.decision for answer in run.answers)
        return cls(run.score, asked, surprise(run.journal))


class Feature(NamedTuple):
    """A part of a number that can be seen."""

    name: str
    part: Part


class Asked(NamedTuple):
    """A question as it came up for the n-th time (`times` before it), its answer, and the value of
    each of the decision's features then; None where nothing was seen."""

    question: Question
    times: int
    answer: AnswerValue
    seen: tuple[float | None, ...]


def features(program: Program, decision: Decision) -> tuple[Feature, ...]:
    """Return what a rule may go by: what the author says matters here, or else all numbers with a
    label; the day, the money, and what has become of the risks."""
    labelled = [key for key, one in program.scenario.variables.items() if one.label is not None]
    names = [*(decision.shows or labelled), "day", "money.left", "contract.signed"]
    for risk in program.scenario.risks:
        names += [f"risks.{risk}.warned", f"risks.{risk}.struck"]
    found = []
    for name in dict.fromkeys(names):
        hidden = program.names[program.slots[name]].hidden
        parts: tuple[Part, ...] = ("low", "middle", "high") if hidden else ("middle",)
        found += [Feature(name, part) for part in parts]
    return tuple(found)


class _Witness:
    """Plays as a policy does and writes down what happens."""

    def __init__(self, program: Program, policy: Policy) -> None:
        self.policy = policy
        self.name = policy.name
        self.asked: dict[str, list[Asked]] = {}
        self._features = {
            key: features(program, decision) for key, decision in program.scenario.decisions.items()
        }

    def __call__(self, asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
        seen = tuple(
            part_of(sight, feature.name, feature.part) for feature in self._features[asked.decision]
        )
        answer = self.policy(asked, sight, stream)
        row = Asked(asked, times_asked(asked, sight), answer, seen)
        self.asked.setdefault(asked.decision, []).append(row)
        return answer


class Watched(NamedTuple):
    """Runs of a policy for a worker to watch."""

    text: str
    name: str
    policy: Policy
    seeds: tuple[int, ...]


def watch(watched: Watched) -> list[tuple[Outcome, dict[str, list[Asked]]]]:
    """Return what came of the run of each seed, and what was asked in it, by decision."""
    program = load_text(watched.text, watched.name)
    found = []
    for seed in watched.seeds:
        witness = _Witness(program, watched.policy)
        run = play_seed(program, seed, witness)
        found.append((Outcome.of(run), witness.asked))
    return found
