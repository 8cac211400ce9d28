import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simengine.calendar import date_of_day

MONDAY = datetime.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "date"),
    [
        (0, datetime.date(2026, 3, 2)),
        (0.99, datetime.date(2026, 3, 2)),
        (4, datetime.date(2026, 3, 6)),
        (5, datetime.date(2026, 3, 9)),
        (180, datetime.date(2026, 11, 9)),
    ],
)
def test_working_days_skip_weekends(day: float, date: datetime.date) -> None:
    assert date_of_day(MONDAY, day) == date


def test_a_day_that_is_only_short_of_whole_by_rounding_is_whole() -> None:
    assert date_of_day(MONDAY, 4.9999999999) == datetime.date(2026, 3, 9)


def test_holidays_are_skipped() -> None:
    holidays = (datetime.date(2026, 3, 2), datetime.date(2026, 3, 4))
    assert [date_of_day(MONDAY, day, holidays).day for day in range(3)] == [3, 5, 6]


def test_a_start_on_a_weekend_means_the_monday_after() -> None:
    assert date_of_day(datetime.date(2026, 3, 7), 0) == datetime.date(2026, 3, 9)


def counted(start: datetime.date, day: int, holidays: set[datetime.date]) -> datetime.date:
    """The same, day by day."""
    date, left = start, day
    while True:
        if date.weekday() < 5 and date not in holidays:
            if not left:
                return date
            left -= 1
        date += datetime.timedelta(days=1)


@settings(deadline=None)
@given(st.integers(0, 13), st.integers(0, 120), st.sets(st.integers(-5, 60), max_size=12))
def test_it_is_as_counted_day_by_day(start: int, day: int, holidays: set[int]) -> None:
    first = MONDAY + datetime.timedelta(days=start)
    free = {MONDAY + datetime.timedelta(days=n) for n in holidays}
    assert date_of_day(first, day, tuple(free)) == counted(first, day, free)


@pytest.mark.parametrize(("day", "year"), [(-3, 2026), (1e15, 5859), (1e300, 5859)])
def test_no_day_is_beyond_the_calendar(day: float, year: int) -> None:
    assert date_of_day(MONDAY, day).year == year
