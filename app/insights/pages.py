"""What the pages of one person show, put together from their attempts."""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n import pick
from app.insights.board import mean_points, points_of
from app.insights.service import PersonRecord
from app.play.figures import figure
from app.play.models import Attempt
from simengine.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class KpiAverage:
    """Mean points (0-100) of one KPI of one scenario over `count` finished attempts.

    `mean` and `target` are written with their unit.
    """

    scenario: str
    title: str
    mean: str
    target: str
    points: float
    count: int


@dataclass(frozen=True, slots=True)
class ScenarioTrend:
    """The scores of the finished attempts at one scenario, from the first to the last."""

    scenario: str
    scores: tuple[float, ...]


def scores_in_time(record: PersonRecord) -> list[ScenarioTrend]:
    """Return the scores of each scenario, the last played first.

    Scores of two scenarios can't be compared: an easier one is no progress.
    """
    by_entry: dict[object, list[Attempt]] = {}
    for attempt in record.attempts:
        if attempt.score is not None:
            by_entry.setdefault(attempt.entry_id or attempt.digest, []).append(attempt)
    return [
        ScenarioTrend(
            scenario=record.title_of(attempts[0]),
            scores=tuple(one.score for one in reversed(attempts) if one.score is not None),
        )
        for attempts in by_entry.values()
    ]


def kpi_averages(record: PersonRecord) -> list[KpiAverage]:
    """Return the KPIs of every scenario played to its end, the weakest first."""
    by_entry: dict[int, list[Attempt]] = {}
    for attempt in record.attempts:
        if attempt.status == "finished" and attempt.entry_id is not None:
            by_entry.setdefault(attempt.entry_id, []).append(attempt)
    averages = [
        average
        for attempts in by_entry.values()
        if (scenario := _newest_scenario(record, attempts)) is not None
        for average in _averages(scenario, attempts)
    ]
    return sorted(averages, key=lambda average: average.points)


def _newest_scenario(record: PersonRecord, attempts: list[Attempt]) -> Scenario | None:
    found = (record.scenarios.get(attempt.digest) for attempt in attempts)
    return next((scenario for scenario in found if scenario is not None), None)


def _averages(scenario: Scenario, attempts: list[Attempt]) -> list[KpiAverage]:
    """Return the averages of one scenario's KPIs; one that it no longer has is left out."""
    points = [points_of(attempt) for attempt in attempts]
    return [
        _average(scenario, key, mean, attempts)
        for key, mean in mean_points(points).items()
        if key in scenario.kpis
    ]


def _average(scenario: Scenario, key: str, points: float, attempts: list[Attempt]) -> KpiAverage:
    kpi = scenario.kpis[key]
    found = [one["value"] for attempt in attempts for one in attempt.kpis or () if one["id"] == key]
    mean = sum(found) / len(found)
    return KpiAverage(
        scenario=pick(scenario.title),
        title=pick(kpi.title),
        mean=figure(mean, kpi.unit, scenario.currency, short=True),
        target=figure(kpi.target, kpi.unit, scenario.currency, short=True),
        points=points,
        count=len(found),
    )
