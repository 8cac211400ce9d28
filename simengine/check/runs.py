"""The runs of a check: what is kept of each, and how they are made on any executor.

A worker gets the scenario's text and compiles it once. What comes back is in the order of what was
asked for, so a check is the same to the last bit whatever the number of workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass, field
from typing import TypeVar

from simengine.errors import SimError
from simengine.journal import (
    AnswerValue,
    ChangeRequested,
    EventHappened,
    Fact,
    MessageReceived,
    MilestoneAccepted,
    RiskStruck,
    RivalMoved,
    StageEntered,
    TaskStarted,
)
from simengine.library import load_text
from simengine.policies import Policy, play
from simengine.questions import Question
from simengine.run import Answer
from simengine.sight import Sight
from simengine.streams import Stream

# Told the runs made and the runs to make; whatever it raises ends the check.
Progress = Callable[[int, int], None]

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ToPlay:
    """A run to make."""

    seed: int
    policy: Policy


@dataclass(frozen=True, slots=True)
class Offer:
    """How often an option was on offer, could be chosen, and could be paid for."""

    asked: int = 0
    available: int = 0
    affordable: int = 0

    def plus(self, other: Offer) -> Offer:
        """Return both together."""
        return Offer(
            self.asked + other.asked,
            self.available + other.available,
            self.affordable + other.affordable,
        )


@dataclass(frozen=True, slots=True)
class Played:
    """What is kept of a run. `values` and `points` are of the KPIs, in their order; `met` has the
    paths of what happened, `offers` the options by decision and id.

    `error` is why the run failed, and nothing else is of use then.
    """

    seed: int
    policy: str
    score: float = 0.0
    passed: bool = False
    outcome: str = ""
    values: tuple[float, ...] = ()
    points: tuple[float, ...] = ()
    answers: tuple[Answer, ...] = ()
    met: frozenset[str] = frozenset()
    offers: dict[tuple[str, str], Offer] = field(default_factory=dict)
    error: SimError | None = None


class Workers:
    """Where the runs of a check are made: an executor, or right here.

    `made` counts them; `limit` is what the progress is told of, more or less.
    """

    def __init__(
        self,
        text: str,
        name: str,
        executor: Executor | None,
        progress: Progress | None,
        limit: int,
    ) -> None:
        self.text = text
        self.name = name
        self.made = 0
        self._executor = executor
        self._progress = progress
        self._limit = limit

    def work(
        self,
        worker: Callable[[str, str, Job], Result],
        jobs: Sequence[Job],
        runs: Callable[[Job], int],
    ) -> list[Result]:
        """Return what the worker makes of each job, in their order; `runs` says how many runs a
        job takes."""
        found: dict[int, Result] = {}
        for place, result in self._results(worker, jobs):
            found[place] = result
            self.made += runs(jobs[place])
            if self._progress is not None:
                self._progress(self.made, max(self.made, self._limit))
        return [found[place] for place in range(len(jobs))]

    def play(self, runs: Sequence[ToPlay]) -> list[Played]:
        """Return the runs."""
        return self.work(play_one, runs, lambda job: 1)

    def _results(
        self, worker: Callable[[str, str, Job], Result], jobs: Sequence[Job]
    ) -> Iterator[tuple[int, Result]]:
        """Yield each job's place and its result, as they come."""
        if self._executor is None:
            for place, job in enumerate(jobs):
                yield place, worker(self.text, self.name, job)
            return
        futures = {
            self._executor.submit(worker, self.text, self.name, job): place
            for place, job in enumerate(jobs)
        }
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            # Nothing is left to cancel unless a run failed or the check was called off.
            for future in futures:
                future.cancel()


def play_one(text: str, name: str, job: ToPlay) -> Played:
    """Return what is kept of a run; one that fails says why."""
    program = load_text(text, name)
    watcher = _Watcher(job.policy)
    try:
        run = play(program, job.seed, watcher)
    except SimError as error:
        return Played(job.seed, job.policy.name, error=error)
    card = run.scorecard
    return Played(
        seed=job.seed,
        policy=job.policy.name,
        score=card.score,
        passed=card.passed,
        outcome=run.outcome or run.status,
        values=tuple(kpi.value for kpi in card.kpis),
        points=tuple(kpi.points for kpi in card.kpis),
        answers=run.answers,
        met=_met(run.journal, run.answers),
        offers=watcher.offers,
    )


class _Watcher:
    """Plays as its policy does, and writes down what was on offer."""

    def __init__(self, policy: Policy) -> None:
        self.name = policy.name
        self.policy = policy
        self.offers: dict[tuple[str, str], Offer] = {}

    def __call__(self, asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
        money = sight.money_left if asked.budget is None else asked.budget
        for option in asked.options:
            key = asked.decision, option.id
            can_be_paid = option.cost <= max(money, 0.0)
            this = Offer(1, int(option.available), int(can_be_paid))
            self.offers[key] = self.offers.get(key, Offer()).plus(this)
        return self.policy(asked, sight, stream)


def _met(journal: Sequence[Fact], answers: Sequence[Answer]) -> frozenset[str]:
    """Return the paths in the file of what came up in a run."""
    met = {f"decisions.{answer.decision}" for answer in answers}
    for fact in journal:
        match fact:
            case StageEntered():
                met.add(f"stages.{fact.stage}")
            case TaskStarted():
                met.add(f"tasks.{fact.task}")
            case RiskStruck():
                met.add(f"risks.{fact.risk}")
            case EventHappened():
                met.add(f"events.{fact.event}")
            case RivalMoved():
                met.add(f"competitors.{fact.competitor}.moves.{fact.move}")
            case ChangeRequested():
                met.add(f"contract.changes.{fact.change}")
            case MilestoneAccepted():
                met.add(f"contract.milestones.{fact.milestone}")
            case MessageReceived():
                met.add(f"{fact.place}.mail")
    return frozenset(met)
