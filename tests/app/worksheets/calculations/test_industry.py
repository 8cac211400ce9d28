"""The numbers of the lesson on the structure of an industry."""

from __future__ import annotations

import pytest

from app.worksheets.calculations import industry


def test_concentration() -> None:
    found = industry.concentration_of([0.10, 0.28, 0.22, 0.17, 0.12, 0.11])
    assert found.cr4 == pytest.approx(0.79)
    assert found.hhi == pytest.approx(1922)
    assert found.known == pytest.approx(1.0)


def test_the_middle_of_the_scores_counts() -> None:
    assert industry.middle_score([3, 5, 5]) == 5
    assert industry.middle_score([3, None, 4]) == 3.5
    assert industry.middle_score([None, None]) is None
    assert industry.spread_of([3, 5, 5]) == 2
    assert industry.spread_of([None]) == 0


def test_the_market_of_a_year() -> None:
    large, medium = (
        industry.yearly_market(60, 25, 80_000_000),
        industry.yearly_market(420, 20, 9_000_000),
    )
    assert (large, medium) == (192_000_000, 189_000_000)
    assert ((large or 0) + (medium or 0)) * 0.6 == pytest.approx(228_600_000)
    assert industry.yearly_market(60, 0, 1) is None


def test_what_one_letter_takes() -> None:
    found = industry.squeeze(80_000_000, 0.14, 0.35, 0.08)
    assert found is not None
    assert found.part_cost == pytest.approx(24_080_000)
    assert found.extra == pytest.approx(1_926_400)
    assert (found.margin_before, found.margin_after) == pytest.approx((11_200_000, 9_273_600))
    assert found.rate_after == pytest.approx(0.116, abs=0.0005)
    assert industry.squeeze(0, 0.14, 0.35, 0.08) is None
