"""Hengxu collects: due dates, late days, cash by month, and four ways to the money."""

from __future__ import annotations

from datetime import date

import pytest

from app.worksheets.calculations.collection import (
    Invoice,
    Way,
    by_age,
    cash_by_month,
    days_sales_outstanding,
)

TODAY = date(2026, 8, 17)
GO_LIVE = Invoice(date(2026, 7, 3), 30, 1_380_000, chance=0.96, hoped_for=date(2026, 9, 2))
LATE = Invoice(date(2026, 5, 1), 30, 100, paid=40)
COMING = Invoice(date(2026, 8, 10), 15, 500, chance=0.5)
PAID = Invoice(date(2026, 1, 1), 30, 700, paid=700)
DRAFT = Invoice(None, 30, 80)


def test_due_dates_and_late_days() -> None:
    assert (GO_LIVE.due, GO_LIVE.overdue(TODAY)) == (date(2026, 8, 2), 15)
    assert (COMING.due, COMING.overdue(TODAY)) == (date(2026, 8, 25), 0)
    assert (LATE.overdue(TODAY), LATE.open, LATE.expected) == (78, 60, 60)
    assert (PAID.overdue(TODAY), PAID.open) == (0, 0)
    assert (DRAFT.due, DRAFT.overdue(TODAY)) == (None, 0)


def test_cash_is_expected_by_month() -> None:
    invoices = [GO_LIVE, LATE, COMING, PAID, DRAFT]
    # What is late is expected this month, what has no day in none.
    assert cash_by_month(invoices, TODAY) == {
        (2026, 8): 60 + 250,
        (2026, 9): pytest.approx(1_380_000 * 0.96),
    }


def test_open_amounts_by_age() -> None:
    much_later = Invoice(date(2026, 1, 1), 30, 9)
    assert by_age([GO_LIVE, LATE, COMING, PAID, much_later], TODAY) == [500, 1_380_000, 0, 60, 9]


def test_days_outstanding() -> None:
    assert days_sales_outstanding(11_200_000, 46_000_000) == pytest.approx(88.9, abs=0.05)
    assert days_sales_outstanding(1, 0) is None


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (Way(0.70, months=3, interest=0.048), 94.9),
        (Way(0.85, months=2, interest=0.048), 116.2),
        (Way(0.96, given=0.009), 131.3),
        (Way(0.90, given=0.05), 118.0),
    ],
)
def test_ways_to_the_money(way: Way, expected: float) -> None:
    assert way.expected(138) == pytest.approx(expected, abs=0.05)
