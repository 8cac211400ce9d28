"""The critical path method and PERT over a network of tasks.

Kelley and Walker (1959) for the passes; Malcolm and others (1959) for three-point estimates, with
their assumption that the tasks of a path vary independently and their sum is about normal.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

_SAME = 1e-9


@dataclass(frozen=True)
class Task:
    """A task: days as usual, at best and at worst, and the keys of what it waits for."""

    key: str
    usual: float
    after: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def expected(self) -> float:
        """(low + 4 usual + high) / 6; the usual days where there are no three points."""
        if self.low is None or self.high is None:
            return self.usual
        return (self.low + 4 * self.usual + self.high) / 6

    @property
    def deviation(self) -> float:
        """(high - low) / 6."""
        if self.low is None or self.high is None:
            return 0.0
        return (self.high - self.low) / 6


@dataclass(frozen=True)
class Timing:
    """When a task can start and end, and when it must, in days from the beginning."""

    start: float
    finish: float
    latest_start: float
    latest_finish: float

    @property
    def slack(self) -> float:
        """How late it may be without making the end late."""
        return self.latest_start - self.start

    @property
    def is_critical(self) -> bool:
        """Whether it has no slack."""
        return self.slack < 1e-6


@dataclass(frozen=True)
class Plan:
    """A network worked out. `path` is one longest path; of equal ones the most uncertain."""

    timings: Mapping[str, Timing]
    length: float
    path: tuple[str, ...]
    deviation: float


class Circle(ValueError):
    """Tasks that wait for each other; `keys` are those of one circle, in order."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(" -> ".join((*keys, keys[0])))
        self.keys = keys


def plan(tasks: Sequence[Task], *, by_expected: bool = False) -> Plan:
    """The network with usual days, or with the expected ones. Raises Circle.

    Every key in `after` must be that of a task.
    """
    by_key = {task.key: task for task in tasks}
    order = in_order(by_key)
    days = {task.key: task.expected if by_expected else task.usual for task in tasks}
    start: dict[str, float] = {}
    for key in order:
        befores = by_key[key].after
        start[key] = max((start[before] + days[before] for before in befores), default=0.0)
    length = max((start[key] + days[key] for key in order), default=0.0)
    latest = dict.fromkeys(order, length)
    for key in reversed(order):
        for before in by_key[key].after:
            latest[before] = min(latest[before], latest[key] - days[key])
    timings = {
        key: Timing(start[key], start[key] + days[key], latest[key] - days[key], latest[key])
        for key in order
    }
    path = _longest_path(by_key, order, start, days)
    variance = sum(by_key[key].deviation ** 2 for key in path)
    return Plan(timings, length, path, math.sqrt(variance))


def in_order(tasks: Mapping[str, Task]) -> list[str]:
    """The keys so that each comes after all that it waits for. Raises Circle."""
    order: list[str] = []
    done: set[str] = set()
    for first in tasks:
        way: list[str] = []
        waiting = [(first, False)]
        while waiting:
            key, is_left = waiting.pop()
            if is_left:
                way.pop()
                done.add(key)
                order.append(key)
            elif key in way:
                raise Circle(tuple(way[way.index(key) :]))
            elif key not in done:
                way.append(key)
                waiting.append((key, True))
                waiting += [(before, False) for before in reversed(tasks[key].after)]
    return order


def chance_by(plan: Plan, days: float) -> float:
    """The chance that the path of a plan is done within so many days, by the normal curve."""
    if plan.deviation == 0.0:
        return 1.0 if days >= plan.length - _SAME else 0.0
    return NormalDist(plan.length, plan.deviation).cdf(days)


def days_for(plan: Plan, chance: float) -> float:
    """Within how many days the path is done with this chance, between 0 and 1."""
    if plan.deviation == 0.0:
        return plan.length
    return NormalDist(plan.length, plan.deviation).inv_cdf(chance)


def _longest_path(
    tasks: Mapping[str, Task],
    order: Sequence[str],
    start: Mapping[str, float],
    days: Mapping[str, float],
) -> tuple[str, ...]:
    """From a first task to a last one; of equally long ways the one that varies most."""
    best: dict[str, tuple[float, tuple[str, ...]]] = {}
    for key in order:
        ways = [
            best[before]
            for before in tasks[key].after
            if abs(start[before] + days[before] - start[key]) < _SAME
        ]
        variance, way = max(ways, key=lambda way: way[0], default=(0.0, ()))
        best[key] = (variance + tasks[key].deviation ** 2, (*way, key))
    length = max((start[key] + days[key] for key in order), default=0.0)
    ends = [best[key] for key in order if abs(start[key] + days[key] - length) < _SAME]
    return max(ends, key=lambda way: way[0], default=(0.0, ()))[1]
