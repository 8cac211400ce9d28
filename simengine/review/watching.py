"""What a finished run was asked, and what else could have been answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simengine.errors import N_, SimError
from simengine.journal import AnswerValue, DecisionMade, StageEntered
from simengine.policies import POLICIES, Policy, play
from simengine.program import Program
from simengine.questions import Question, check_answer
from simengine.review.options import answers_to_weigh
from simengine.run import Answer, Snapshot, replay
from simengine.sight import Sight
from simengine.streams import Stream

# What they would do is weighed too, where not every answer can be.
_BOTS = ("default", "cautious", "greedy")


class ReviewError(SimError):
    """A run that can't be reviewed."""


class Step(NamedTuple):
    """A decision of the run: what was asked and answered, what par would have answered, and all
    the answers to weigh, among which are both."""

    asked: Question
    stage: str
    chosen: AnswerValue
    par: AnswerValue
    answers: tuple[AnswerValue, ...]


def watch(
    program: Program, seed: int, answers: Sequence[Answer], par: Policy
) -> tuple[Snapshot, tuple[Step, ...]]:
    """Return the finished run of these answers and its steps.

    Raises ReviewError for a run that is not finished, AnswerError for an answer that is not in
    order and FormulaError for a formula of the author that fails.
    """
    run = replay(program, seed, answers)
    if run.status != "finished":
        raise ReviewError(
            N_("only a finished run can be reviewed; answer “%(decision)s” first"),
            {"decision": run.question.decision if run.question is not None else ""},
        )
    watcher = _Watcher(run.answers, par)
    play(program, seed, watcher)
    stages = _stages(run)
    return run, tuple(
        Step(asked, stage, answer.value, others[0], answers_to_weigh(asked, answer.value, others))
        for (asked, others), answer, stage in zip(watcher.seen, run.answers, stages, strict=True)
    )


class _Watcher:
    """Plays the run again, and notes what was asked and what others would have answered."""

    def __init__(self, answers: Sequence[Answer], par: Policy) -> None:
        self.answers = answers
        self.par = par
        # Its own name, so that a par that throws dice throws the same ones here.
        self.name = par.name
        # Par's own comes first.
        self.seen: list[tuple[Question, tuple[AnswerValue, ...]]] = []

    def __call__(self, asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
        """Return what was answered."""
        players = (self.par, *(POLICIES[bot] for bot in _BOTS))
        others = tuple(check_answer(asked, player(asked, sight, stream)) for player in players)
        self.seen.append((asked, others))
        return self.answers[asked.step].value


def _stages(run: Snapshot) -> list[str]:
    """Return the stage that the deal was in at each step."""
    stage = run.program.stages[0].id
    found = []
    for fact in run.journal:
        if isinstance(fact, StageEntered):
            stage = fact.stage
        elif isinstance(fact, DecisionMade):
            found.append(stage)
    return found
