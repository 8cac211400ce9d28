"""How the KPIs would come out if the deal ended today, as far as the trainee can know."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from app.play.charts.dials import Dial, draw_dial
from simengine.expressions import Formula
from simengine.run import Snapshot
from simengine.scenario.deal import Kpi
from simengine.scoring import kpi_points
from simengine.view import Shown, see

# A formula is tried at the ends of the ranges of the hidden numbers that it reads, at most so many.
_MOST_HIDDEN = 6


@dataclass(frozen=True)
class KpiOutlook:
    """A KPI as it stands. `value` and `points` are ranges, unknown where too much is hidden.

    `most` is its share of the score.
    """

    id: str
    kpi: Kpi
    value: Shown
    points: Shown
    most: float

    @property
    def dial(self) -> Dial:
        """The points as a drawing."""
        return draw_dial(self.points)


def kpi_outlook(snapshot: Snapshot) -> tuple[KpiOutlook, ...]:
    """Every KPI in the scenario's order. What is hidden enters only by the range that is shown."""
    program = snapshot.program
    total = sum(kpi.weight for kpi in program.kpis)
    found = []
    for spec, kpi in zip(program.kpis, program.scenario.kpis.values(), strict=True):
        values = _possible_values(snapshot, spec.value)
        points = [kpi_points(value, spec.worst, spec.target) for value in values]
        found.append(
            KpiOutlook(spec.id, kpi, _range(values), _range(points), 100.0 * spec.weight / total)
        )
    return tuple(found)


def _possible_values(snapshot: Snapshot, formula: Formula) -> list[float]:
    program = snapshot.program
    state = list(snapshot.world.s)
    hidden = [slot for slot in formula.reads if slot in program.hidden]
    if snapshot.status == "finished" or not hidden:
        return [float(formula(state))]
    ranges = [see(snapshot, program.names[slot].name) for slot in hidden]
    if len(hidden) > _MOST_HIDDEN or any(shown.low is None for shown in ranges):
        return []
    values = []
    for corner in product(*((shown.low, shown.high) for shown in ranges)):
        for slot, value in zip(hidden, corner, strict=True):
            assert value is not None
            state[slot] = value
        values.append(float(formula(state)))
    return values


def _range(values: list[float]) -> Shown:
    return Shown(min(values), max(values)) if values else Shown(None, None)
