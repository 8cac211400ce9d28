"""Quanling on day 90."""

from __future__ import annotations

import pytest

from app.worksheets.calculations.performance import Labour, Status, labour_difference, signal

DAY_90 = Status(budget=3.9e6, planned=2.34e6, earned=1.95e6, actual=2.2e6)


def test_variances_and_indices() -> None:
    assert (DAY_90.cost_variance, DAY_90.schedule_variance) == (-250_000, -390_000)
    assert DAY_90.cpi == pytest.approx(0.886, abs=0.0005)
    assert DAY_90.spi == pytest.approx(0.833, abs=0.0005)


def test_three_estimates_at_completion() -> None:
    assert DAY_90.estimate_if_once == pytest.approx(4_150_000)
    assert DAY_90.estimate_if_it_goes_on == pytest.approx(4_400_000)
    assert DAY_90.estimate_if_date_holds == pytest.approx(4_840_000)


def test_what_the_rest_needs() -> None:
    assert DAY_90.tcpi == pytest.approx(1.147, abs=0.0005)
    assert DAY_90.days_at_this_pace(150) == pytest.approx(180)


def test_before_anything_is_spent_or_earned_nothing_is_known() -> None:
    start = Status(100, 0, 0, 0)
    assert (start.cpi, start.spi) == (None, None)
    assert start.estimate_if_it_goes_on is None
    assert start.estimate_if_date_holds is None
    assert start.days_at_this_pace(10) is None
    assert Status(100, 50, 50, 100).tcpi is None


def test_the_difference_is_split_by_who_can_act() -> None:
    found = labour_difference(490, 560, 1900, 2050)
    assert found == Labour(efficiency=133_000, rate=84_000)


def test_noise_and_signal() -> None:
    assert signal(490, 560) == pytest.approx(0.33, abs=0.005)
    assert signal(40, 78) == pytest.approx(1.67, abs=0.005)
    assert signal(0, 78) is None
