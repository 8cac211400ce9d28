"""The wall clock."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app import clock


def test_now_is_aware_and_in_utc() -> None:
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)


def test_a_frozen_clock_stands_still_and_then_goes_on() -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=8)))
    with clock.frozen(noon):
        assert clock.now() == datetime(2026, 3, 2, 4, tzinfo=UTC)
    assert clock.now() > datetime(2026, 3, 2, 4, tzinfo=UTC)


def test_a_clock_is_not_frozen_at_a_naive_moment() -> None:
    with pytest.raises(ValueError, match="has no timezone"), clock.frozen(datetime(2026, 3, 2)):  # noqa: DTZ001
        pass
