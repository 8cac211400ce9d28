"""From the final state to KPIs, from KPIs to the score. Pure: nothing here changes anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simengine.names import Value
from simengine.program import KpiSpec, Program


class KpiResult(NamedTuple):
    """A KPI of a run. `points` is 0-100; `share` is what it adds to the score of 100, out of
    `most`."""

    id: str
    value: float
    points: float
    weight: float
    share: float
    most: float


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The score of a run, 0-100: the weighted mean of its KPIs' points."""

    score: float
    passed: bool
    grade: str
    kpis: tuple[KpiResult, ...]


def kpi_points(value: float, worst: float, target: float) -> float:
    """Return 0 at `worst` or beyond, 100 at `target` or beyond, in a straight line between."""
    share = (value - worst) / (target - worst)
    return 0.0 if share <= 0.0 else 100.0 if share >= 1.0 else 100.0 * share


def score_state(program: Program, state: Sequence[Value]) -> Scorecard:
    """Return the scorecard of a state, final or not."""
    total = sum([kpi.weight for kpi in program.kpis])
    results = tuple([_result(kpi, state, total) for kpi in program.kpis])
    score = round(sum([result.share for result in results]), 6)
    rules = program.scenario.score
    return Scorecard(score, score >= rules.pass_mark, _grade(rules.grades, score), results)


def _result(kpi: KpiSpec, state: Sequence[Value], total_weight: float) -> KpiResult:
    value = float(kpi.value.raw(state))
    points = kpi_points(value, kpi.worst, kpi.target)
    most = 100.0 * kpi.weight / total_weight
    return KpiResult(kpi.id, value, points, kpi.weight, points * most / 100.0, most)


def _grade(grades: dict[str, float], score: float) -> str:
    """Return the best grade whose mark is reached; the lowest if none is."""
    reached = [name for name, mark in grades.items() if score >= mark]
    if not reached:
        return min(grades, key=lambda name: grades[name])
    return max(reached, key=lambda name: grades[name])
