"""What is usually at stake in each decision of a scenario: how far its best answer is ahead of its
worst one.

It is measured once, over situations that players of every skill come into, and kept with par. A
decision so weighs the same in every review: were its weight measured in the run under review, two
reviews of one run would differ by it, and two runs by what luck had put at stake in them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import NamedTuple

from simengine.check.bots import graded
from simengine.library import load_text
from simengine.policies import Policy, play
from simengine.program import Program
from simengine.review.folds import cross_validated
from simengine.review.sampling import Line, Outcomes, Scenario, Work, batches, carry_out
from simengine.review.steadying import gains_of_winning, steadied
from simengine.review.watching import Step, watch
from simengine.run import Answer
from simengine.streams import MAX_SEED, Fork

# Situations of a decision: more of them are worth more than more futures of each.
SITUATIONS = 40
FUTURES = 8

# So many runs are looked through for situations; a decision not met in them is a rare one.
_MOST_PLAYED = 120

# Played, played again up to its end, and watched.
_RUNS_TO_WATCH = 3

# Told the runs made and those there may be; whatever it raises ends the measuring.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Stakes:
    """Points of score by decision, and the runs that it took to measure them."""

    points: Mapping[str, float]
    runs: int


def measure_stakes(
    text: str,
    par: Policy,
    *,
    seed: int,
    budget_runs: int,
    name: str = "scenario.yaml",
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Stakes:
    """Return what is usually at stake in each decision that was met, with so many runs at most.

    The same text, par, seed and budget give the same, with any executor. Raises ScenarioInvalid
    for a scenario that is not in order, and SimError for a run that fails.
    """
    program = load_text(text, name)
    meter = _Meter(program, Scenario(text, name, seed), par, budget_runs)
    meter.find_situations()
    spent = 0

    def tell(runs: int) -> None:
        nonlocal spent
        spent += runs
        if progress is not None:
            progress(spent, budget_runs)

    def told(place: int, _has_ended: bool) -> None:
        # A situation asks for all its runs at once.
        tell(meter.situations[place].cost)

    tell(meter.watched)
    found = carry_out([each.work for each in meter.situations], executor, told)
    by_decision: dict[str, list[float]] = {}
    for situation, apart in zip(meter.situations, found, strict=True):
        by_decision.setdefault(situation.decision, []).append(apart)
    points = {
        # In the order of the scenario; below nothing is what chance makes of nothing.
        decision: round(max(0.0, math.fsum(values) / len(values)), 2)
        for decision in program.scenario.decisions
        if (values := by_decision.get(decision))
    }
    return Stakes(points, spent)


class _Situation(NamedTuple):
    """A situation of a decision, and the runs that it takes to see what is at stake in it."""

    decision: str
    work: Work[float]
    cost: int


class _Meter:
    """The situations to be measured, within a budget."""

    def __init__(self, program: Program, scenario: Scenario, par: Policy, budget_runs: int) -> None:
        self.program, self.scenario, self.par = program, scenario, par
        self.situations: list[_Situation] = []
        self.watched = 0
        self.left = budget_runs
        self.met: Counter[str] = Counter()

    def find_situations(self) -> None:
        """Look through runs of players of every skill, until there are enough of each decision."""
        players = graded(self.par)
        for place in range(_MOST_PLAYED):
            if self.left < _RUNS_TO_WATCH or self._has_enough():
                break
            seed = (self.scenario.seed + place) % (MAX_SEED + 1)
            answers = play(self.program, seed, players[place % len(players)]).answers
            _, steps = watch(self.program, seed, answers, self.par)
            self.watched += _RUNS_TO_WATCH
            self.left -= _RUNS_TO_WATCH
            for step in _one_of_each(steps, place):
                self._add(step, seed, answers)

    def _add(self, step: Step, seed: int, answers: Sequence[Answer]) -> None:
        decision, cost = step.asked.decision, FUTURES * len(step.answers)
        if cost > self.left or self.met[decision] == SITUATIONS:
            return
        at = step.asked.step
        lines = [Line((*answers[:at], Answer(decision, value)), self.par) for value in step.answers]
        work = _apart(self.scenario._replace(seed=seed), at, lines)
        self.situations.append(_Situation(decision, work, cost))
        self.met[decision] += 1
        self.left -= cost

    def _has_enough(self) -> bool:
        return all(self.met[decision] == SITUATIONS for decision in self.program.scenario.decisions)


def _one_of_each(steps: Sequence[Step], place: int) -> list[Step]:
    """Return one step of each decision with something to decide; of one that is asked again and
    again, another time from each run."""
    by_decision: dict[str, list[Step]] = {}
    for step in steps:
        if len(step.answers) > 1:
            by_decision.setdefault(step.asked.decision, []).append(step)
    return [asked[place % len(asked)] for asked in by_decision.values()]


def _apart(scenario: Scenario, step: int, lines: Sequence[Line]) -> Work[float]:
    """Return how far the best answer is ahead of the worst.

    Else the luckiest and the unluckiest would be taken for them, both are measured on other
    futures than those that they are found in.
    """
    forks = [Fork(luck, step) for luck in range(FUTURES)]
    found: Outcomes = yield batches(scenario, lines, forks)
    gains = gains_of_winning([outcome for outcomes in found for outcome in outcomes])
    scores = [
        [steadied(outcomes[place], gains).score for outcomes in found]
        for place in range(len(lines))
    ]
    return cross_validated(scores, _highest) - cross_validated(scores, _lowest)


def _highest(means: Sequence[float]) -> int:
    return max(range(len(means)), key=means.__getitem__)


def _lowest(means: Sequence[float]) -> int:
    return min(range(len(means)), key=means.__getitem__)
