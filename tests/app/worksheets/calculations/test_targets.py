"""Boli's CNY 60 million, from the lesson on goals and strategy."""

from __future__ import annotations

import pytest

from app.worksheets.calculations.targets import Need, Segment, need_of, reachable

ALL = Segment(48e6, 4.8e6, 0.25, 35)
FOCUSED = (Segment(28.8e6, 4.8e6, 0.4, 40), Segment(19.2e6, 4.8e6, 0.4, 40))


def test_a_target_is_taken_apart() -> None:
    assert need_of(ALL) == Need(wins=10, bids=40, days=1400, days_per_win=140)
    needs = [need_of(segment) for segment in FOCUSED]
    assert [need.bids for need in needs if need] == pytest.approx([15, 10])
    assert sum(need.days for need in needs if need) == pytest.approx(1000)


def test_days_bring_whole_bids_only() -> None:
    assert reachable([ALL], 1000) == pytest.approx(28 * 0.25 * 4.8e6)
    assert reachable(FOCUSED, 1000) == pytest.approx(48e6)
    assert reachable(FOCUSED, 5000) == pytest.approx(48e6)
    assert reachable([], 1000) == 0


@pytest.mark.parametrize("segment", [Segment(1, 0, 0.5, 1), Segment(1, 1, 0, 1)])
def test_nothing_is_won_without_a_rate_or_a_price(segment: Segment) -> None:
    assert need_of(segment) is None
    assert reachable([segment], 100) == 0
