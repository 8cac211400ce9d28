"""Two years of Tongyuan's funnel."""

from __future__ import annotations

import pytest

from app.worksheets.calculations.funnels import (
    Stage,
    conversions,
    cost_of_a_win,
    cost_with_better,
    standard_error,
)

STAGES = (
    Stage(240, 2_000, 21),
    Stage(96, 20_000, 45),
    Stage(54, 50_000, 50),
    Stage(34, 140_000, 35),
    Stage(10),
)


def test_conversion_by_stage() -> None:
    found = [share if share is None else round(share, 4) for share in conversions(STAGES)]
    assert found == [0.4, 0.5625, 0.6296, 0.2941, None]
    assert conversions([]) == []
    assert conversions([Stage(0), Stage(0)]) == [None, None]


def test_what_a_win_costs() -> None:
    assert cost_of_a_win(STAGES) == pytest.approx(986_000)
    assert cost_of_a_win(STAGES[:1]) == pytest.approx(2_000)
    assert cost_of_a_win([]) is None


def test_a_tenth_better_at_bids_pays_most() -> None:
    costs = [cost_with_better(STAGES, place, 0.1) or 0.0 for place in range(4)]
    assert costs[3] == pytest.approx(896_364, abs=1)
    assert costs == sorted(costs, reverse=True)


def test_the_sample_has_its_error() -> None:
    assert standard_error(10, 34) == pytest.approx(0.078, abs=0.0005)
    assert standard_error(1, 0) is None
    assert standard_error(5, 4) is None
