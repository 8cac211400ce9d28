"""The three bidders of the lesson on competitors."""

from __future__ import annotations

import pytest

from app.worksheets.calculations.bidding import bid_for_another_point, habit_of, price_points


def test_price_points_follow_the_lowest_bid() -> None:
    found = price_points([11.8e6, 10.8e6, 12.6e6, None, 0], 30)
    assert found == [
        pytest.approx(27.46, abs=0.005),
        30,
        pytest.approx(25.71, abs=0.005),
        None,
        None,
    ]
    assert price_points([], 30) == []


def test_what_a_point_costs() -> None:
    assert bid_for_another_point(11.8e6, 10.8e6, 30) == pytest.approx(11.385e6, abs=1e3)
    assert bid_for_another_point(10.8e6, 10.8e6, 30) is None


def test_a_habit_of_six_notices() -> None:
    habit = habit_of([0.88, 0.91, 0.84, 0.90, 0.87, 0.92], 13e6)
    assert habit is not None
    assert (habit.count, habit.mean) == (6, pytest.approx(0.887, abs=0.0005))
    assert habit.deviation == pytest.approx(0.029, abs=0.0005)
    assert habit.middle == pytest.approx(11.53e6, abs=1e4)
    assert habit.low == pytest.approx(10.76e6, abs=1e4)
    alone = habit_of([0.9], 10)
    assert alone is not None
    assert (alone.deviation, alone.low) == (0, 9)
    assert habit_of([], 13e6) is None
