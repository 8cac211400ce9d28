"""What happened when."""

from __future__ import annotations

from datetime import date, timedelta

from app.learning.history import MOST_POINTS, Point, mean_by_week, total_by_week

MONDAY = date(2026, 11, 2)
SUNDAY = MONDAY + timedelta(days=6)
NEXT = MONDAY + timedelta(days=7)


def test_a_week_is_told_by_its_mean() -> None:
    values = [(NEXT, 1.0), (SUNDAY, 0.5), (MONDAY, 0.0)]
    assert mean_by_week(values) == [Point(MONDAY, 0.25, 2), Point(NEXT, 1.0, 1)]
    assert mean_by_week([]) == []


def test_totals_grow() -> None:
    days = [NEXT, MONDAY, SUNDAY]
    assert total_by_week(days) == [Point(MONDAY, 2.0, 2), Point(NEXT, 3.0, 1)]


def test_the_last_weeks_are_shown() -> None:
    days = [MONDAY + timedelta(weeks=number) for number in range(MOST_POINTS + 3)]
    assert [point.value for point in total_by_week(days)] == [
        float(number) for number in range(4, MOST_POINTS + 4)
    ]
    assert len(mean_by_week((day, 1.0) for day in days)) == MOST_POINTS
