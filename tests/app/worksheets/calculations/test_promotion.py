"""Zechuan's promotion of last year."""

from __future__ import annotations

import pytest

from app.worksheets.calculations.promotion import (
    Activity,
    Effect,
    chance_that_pays,
    cost_of_a_win,
    effect_of,
)

MARGIN, BID = 2_400_000, 300_000
YEAR = (
    Activity(260_000, 4, 0.08),
    Activity(132_000, 9, 0.18),
    Activity(72_000, 5, 0.35),
    Activity(90_000, 3, 0.06),
)


def test_what_opportunities_cost_and_are_worth() -> None:
    effects = [effect_of(activity, MARGIN, BID) for activity in YEAR]
    assert [effect.worth for effect in effects] == pytest.approx(
        [-108_000, 132_000, 540_000, -156_000]
    )
    assert [effect.cost_each for effect in effects] == pytest.approx(
        [65_000, 14_667, 14_400, 30_000], abs=1
    )
    assert effects[2].gain == pytest.approx(5 * 540_000 - 72_000)


def test_what_a_win_costs_in_all() -> None:
    assert cost_of_a_win(YEAR, BID) == pytest.approx(1_771_000, abs=1_000)
    assert cost_of_a_win([Activity(1, None, None)], BID) is None


def test_a_bid_must_be_paid_for() -> None:
    assert chance_that_pays(MARGIN, BID) == 0.125
    assert chance_that_pays(0, BID) is None


def test_what_is_not_known_is_not_invented() -> None:
    assert effect_of(Activity(90_000, None, 0.1), MARGIN, BID) == Effect(
        None, pytest.approx(-60_000), None, None
    )
    assert effect_of(Activity(90_000, 3, 0.1), None, BID).worth is None
