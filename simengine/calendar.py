"""Working days as dates: Monday to Friday, without the scenario's holidays."""

from __future__ import annotations

import datetime
import math
from collections.abc import Collection

WEEKEND = (5, 6)
_WEEK = 5

# Some 3,800 years: plans of plans may lie far beyond any deal, but every calendar has an end.
_FURTHEST = 1_000_000


def date_of_day(
    start: datetime.date, day: float, holidays: Collection[datetime.date] = ()
) -> datetime.date:
    """Return the date on which a working day lies; day 0 is the first one from `start` on."""
    days = min(max(math.floor(day + 1e-9), 0), _FURTHEST)
    to_monday = 7 - start.weekday() if start.weekday() in WEEKEND else 0
    date = _weekdays_after(start + datetime.timedelta(days=to_monday), days)
    # In their order, for each may push the date onto the next.
    for holiday in sorted(holidays):
        if start <= holiday <= date and holiday.weekday() not in WEEKEND:
            date = _weekdays_after(date, 1)
    return date


def _weekdays_after(weekday: datetime.date, days: int) -> datetime.date:
    weeks, place = divmod(weekday.weekday() + days, _WEEK)
    return weekday + datetime.timedelta(days=7 * weeks + place - weekday.weekday())
