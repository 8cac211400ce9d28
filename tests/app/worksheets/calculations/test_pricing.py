"""The numbers of the lesson on pricing."""

from __future__ import annotations

import pytest

from app.worksheets.calculations import pricing
from app.worksheets.calculations.pricing import Offer

COST = 3_800_000
OFFERS = [
    Offer(4_600_000, 0.60),
    Offer(4_800_000, 0.54),
    Offer(5_000_000, 0.46),
    Offer(5_200_000, 0.34),
    Offer(5_400_000, 0.20),
]


def test_a_margin_is_no_mark_up() -> None:
    assert pricing.price_for_margin(COST, 0.24) == pytest.approx(5_000_000)
    assert pricing.price_by_mark_up(COST, 0.24) == pytest.approx(4_712_000)
    assert pricing.margin_rate(4_712_000, COST) == pytest.approx(0.194, abs=0.0005)
    assert pricing.price_for_margin(COST, 1.0) is None
    assert pricing.margin_rate(0, COST) is None


def test_expected_margins() -> None:
    worths = pricing.worths_of(OFFERS, COST)
    expected = [worth.expected for worth in worths]
    assert expected == pytest.approx([480_000, 540_000, 552_000, 476_000, 320_000])
    assert pricing.best_of(worths) == 2
    assert worths[1].needed == pytest.approx(0.552)
    assert [worth.margin for worth in worths] == [800_000, 1e6, 1.2e6, 1.4e6, 1.6e6]


def test_prices_without_a_chance_or_below_cost() -> None:
    worths = pricing.worths_of([Offer(5e6, None), Offer(3e6, 0.9)], COST)
    assert [worth.expected for worth in worths] == [None, pytest.approx(-720_000)]
    assert [worth.needed for worth in worths] == [None, None]
    assert pricing.best_of(worths) == 1
    assert pricing.best_of([]) is None


def test_a_discount_eats_margin_first() -> None:
    found = pricing.discount_of(5_000_000, COST, 0.05)
    assert (found.price, found.given) == (4_750_000, 250_000)
    assert found.share_of_margin == pytest.approx(0.208, abs=0.0005)
    assert found.more_deals == pytest.approx(0.263, abs=0.0005)
    assert pricing.discount_of(5_000_000, COST, 0.3).more_deals is None
    assert pricing.discount_of(COST, COST, 0.05).share_of_margin is None


def test_paying_later_is_cheaper() -> None:
    assert pricing.cost_of_waiting(5_000_000 * 0.2, 0.048, 5) == pytest.approx(20_000)


def test_break_even() -> None:
    assert pricing.break_even_deals(3_600_000, 1_200_000) == 3
    assert pricing.break_even_deals(3_600_000, 0) is None
