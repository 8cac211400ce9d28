"""Receivables: when they are due, how late they are, and what can be expected of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

AGES = (30, 60, 90)
"""Ends of the classes of overdue days; the last class is open."""


@dataclass(frozen=True)
class Invoice:
    """An invoice: its day, the days of its terms, its amount, and what has come of it."""

    day: date | None
    terms: float
    amount: float
    paid: float = 0.0
    chance: float = 1.0
    hoped_for: date | None = None

    @property
    def open(self) -> float:
        """What is still to come."""
        return max(self.amount - self.paid, 0.0)

    @property
    def due(self) -> date | None:
        """The last day of its terms."""
        return None if self.day is None else self.day + timedelta(round(self.terms))

    def overdue(self, today: date) -> int:
        """Days since it was due; 0 while it is not, or nothing is open."""
        if self.due is None or self.open == 0:
            return 0
        return max((today - self.due).days, 0)

    @property
    def expected(self) -> float:
        """Open × chance."""
        return self.open * self.chance


def cash_by_month(invoices: Iterable[Invoice], today: date) -> dict[tuple[int, int], float]:
    """Expected cash by (year, month): on the day hoped for, else due; what is late, this month."""
    found: dict[tuple[int, int], float] = {}
    for invoice in invoices:
        at = invoice.hoped_for or invoice.due
        if at is None or invoice.open == 0:
            continue
        at = max(at, today)
        found[at.year, at.month] = found.get((at.year, at.month), 0.0) + invoice.expected
    return dict(sorted(found.items()))


def by_age(invoices: Iterable[Invoice], today: date) -> list[float]:
    """Open amounts: not due, then overdue by the classes of ``AGES``, then beyond."""
    sums = [0.0] * (len(AGES) + 2)
    for invoice in invoices:
        late = invoice.overdue(today)
        place = 0 if late == 0 else 1 + sum(late > end for end in AGES)
        sums[place] += invoice.open
    return sums


def days_sales_outstanding(receivables: float, yearly_sales: float) -> float | None:
    """Receivables ÷ yearly sales × 365."""
    return receivables / yearly_sales * 365 if yearly_sales > 0 else None


@dataclass(frozen=True)
class Way:
    """A way to the money: chance, months later, interest a year, and the part given away."""

    chance: float
    months: float = 0.0
    interest: float = 0.0
    given: float = 0.0

    def expected(self, amount: float) -> float:
        """Chance × amount less what is given away, less interest while it is awaited."""
        return self.chance * amount * (1 - self.given) - amount * self.interest * self.months / 12
