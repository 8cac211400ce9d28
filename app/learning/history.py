"""How it went over time: pure functions of what happened on which day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

MOST_POINTS = 12
"""So many weeks or deals are shown, the last ones."""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a day, or of the week that begins on it."""

    day: date
    value: float
    count: int


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def mean_by_week(values: Iterable[tuple[date, float]]) -> list[Point]:
    """The mean of each week that has any values, the first week first."""
    weeks: dict[date, list[float]] = {}
    for day, value in values:
        weeks.setdefault(week_of(day), []).append(value)
    points = [Point(week, fmean(found), len(found)) for week, found in sorted(weeks.items())]
    return points[-MOST_POINTS:]


def total_by_week(days: Iterable[date]) -> list[Point]:
    """How many had happened by the end of each week in which anything did, the first first."""
    counts: dict[date, int] = {}
    for day in days:
        counts[week_of(day)] = counts.get(week_of(day), 0) + 1
    points, total = [], 0
    for week, count in sorted(counts.items()):
        total += count
        points.append(Point(week, float(total), count))
    return points[-MOST_POINTS:]
