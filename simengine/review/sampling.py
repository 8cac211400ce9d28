"""Runs for a review, on any executor of `concurrent.futures`.

A piece of work is a generator: it yields the batches of runs that it needs next, gets what they
came to, and returns its result in the end. Each goes its own way, so a worker is never idle while
any of them has runs to make; and since none sees another's runs or the order in which they were
made, the results are the same to the last bit whatever the executor.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Executor, Future
from queue import SimpleQueue
from typing import Generic, NamedTuple, TypeVar, cast

from simengine.awards import surprise
from simengine.errors import N_, SimError
from simengine.journal import DecisionMade, Fact
from simengine.library import load_text
from simengine.policies import Policy, play
from simengine.review.watching import ReviewError
from simengine.run import Answer, Snapshot
from simengine.streams import Fork

# Long enough that sending it costs little, short enough that workers end together.
_LARGEST_BATCH = 24


class Scenario(NamedTuple):
    """What is played: a scenario's text, the name of its file, and the seed."""

    text: str
    name: str
    seed: int


class Line(NamedTuple):
    """A way to play: these answers first, then the policy."""

    answers: tuple[Answer, ...]
    policy: Policy


class Batch(NamedTuple):
    """Runs that a worker makes in one go: every line under each fork. None is the seed's own
    luck."""

    scenario: Scenario
    lines: tuple[Line, ...]
    forks: tuple[Fork | None, ...]


class Outcome(NamedTuple):
    """What is kept of a run: its score, and what each KPI adds to it, in their order.

    `surprise` is 1 if the bid was won and 0 if not, less the probability that it would be; 0 where
    no award was drawn by the luck of the fork.
    """

    score: float
    shares: tuple[float, ...]
    surprise: float


# Told the place of a work, and whether it has ended.
Told = Callable[[int, bool], None]

# Of each fork, what each line came to.
Outcomes = list[tuple[Outcome, ...]]

Result = TypeVar("Result")
Work = Generator[Sequence[Batch], Outcomes, Result]


def batches(scenario: Scenario, lines: Sequence[Line], forks: Sequence[Fork | None]) -> list[Batch]:
    """Return the runs of every line under each fork, as batches."""
    size = max(1, _LARGEST_BATCH // len(lines))
    return [
        Batch(scenario, tuple(lines), tuple(forks[at : at + size]))
        for at in range(0, len(forks), size)
    ]


def play_batch(batch: Batch) -> Outcomes:
    """Make the runs. Raises ReviewError for one that fails, with its reason."""
    text, name, seed = batch.scenario
    program = load_text(text, name)
    found = []
    for fork in batch.forks:
        try:
            runs = [
                play(program, seed, line.policy, line.answers, fork=fork) for line in batch.lines
            ]
        except SimError as error:
            raise ReviewError(
                N_("the run can't be played on with another luck: %(error)s"), {"error": error}
            ) from None
        found.append(tuple(_outcome(run, fork) for run in runs))
    return found


def _outcome(run: Snapshot, fork: Fork | None) -> Outcome:
    card = run.scorecard
    by_luck = 0.0 if fork is None else _surprise(run.journal, fork)
    return Outcome(card.score, tuple(kpi.share for kpi in card.kpis), by_luck)


def _surprise(journal: Sequence[Fact], fork: Fork) -> float:
    """Return by how much more the bid was won than was to be expected, after the fork."""
    if fork.sources is not None and "award" not in fork.sources:
        return 0.0
    return surprise(
        itertools.takewhile(
            lambda fact: not (isinstance(fact, DecisionMade) and fact.step == fork.step),
            reversed(journal),
        )
    )


def carry_out(works: Sequence[Work[Result]], executor: Executor | None, told: Told) -> list[Result]:
    """Return the results of the works, in their order; without an executor, right here.

    `told` is told whenever a work has got what it asked for.
    """
    crew = _Crew(works, told)
    if executor is None:
        crew.work_here()
    else:
        crew.work_on(executor)
    return [crew.results[place] for place in range(len(works))]


class _Crew(Generic[Result]):
    """Works under way."""

    def __init__(self, works: Sequence[Work[Result]], told: Told) -> None:
        self.works = works
        self.told = told
        self.results: dict[int, Result] = {}

    def work_here(self) -> None:
        """Finish one work after the other."""
        for place in range(len(self.works)):
            asked = self._begin(place)
            while asked:
                asked = self._go_on(place, [play_batch(batch) for batch in asked])

    def work_on(self, executor: Executor) -> None:
        """Finish all of them at the same time."""
        asked: dict[int, list[Future[Outcomes]]] = {}
        missing: dict[int, int] = {}
        # A queue, for it does not matter in which of the executor's threads a batch ends.
        ended: SimpleQueue[int] = SimpleQueue()

        def submit(place: int, wanted: Sequence[Batch]) -> None:
            missing[place] = len(wanted)
            asked[place] = [executor.submit(play_batch, batch) for batch in wanted]
            for future in asked[place]:
                future.add_done_callback(lambda _: ended.put(place))

        try:
            for place in range(len(self.works)):
                submit(place, self._begin(place))
            while any(missing.values()):
                place = ended.get()
                missing[place] -= 1
                if not missing[place]:
                    found = [future.result() for future in asked[place]]
                    submit(place, self._go_on(place, found))
        finally:
            # Nothing is left to cancel unless a run failed or the review was called off.
            for futures in asked.values():
                for future in futures:
                    future.cancel()

    def _begin(self, place: int) -> Sequence[Batch]:
        return self._next(place, None)

    def _go_on(self, place: int, found: Sequence[Outcomes]) -> Sequence[Batch]:
        wanted = self._next(place, [outcomes for part in found for outcomes in part])
        self.told(place, place in self.results)
        return wanted

    def _next(self, place: int, found: Outcomes | None) -> Sequence[Batch]:
        """Return what the work asks for next; nothing when it has ended."""
        try:
            # A generator is begun by sending it None.
            return self.works[place].send(cast(Outcomes, found))
        except StopIteration as end:
            self.results[place] = end.value
            return ()
