"""The six risks of the Yunxi pump station."""

from __future__ import annotations

import pytest

from app.worksheets.calculations.risks import Risk, at_least_one, reserve_for

BEFORE = (
    Risk(0.30, 2.4e6),
    Risk(0.35, 1.1e6),
    Risk(0.40, 0.6e6),
    Risk(0.25, 0.9e6),
    Risk(0.05, 3.0e6),
    Risk(0.15, 0.8e6),
)
AFTER = (
    Risk(0.12, 1.5e6),
    Risk(0.35, 0.6e6),
    Risk(0.40, 0.2e6),
    Risk(0.25, 0.3e6),
    Risk(0.02, 3.0e6),
    Risk(0.15, 0.4e6),
)


def test_expected_losses_and_the_chance_of_any() -> None:
    assert sum(risk.expected for risk in BEFORE) == pytest.approx(1_840_000)
    assert sum(risk.expected for risk in AFTER) == pytest.approx(665_000)
    assert at_least_one(BEFORE) == pytest.approx(0.835, abs=0.001)
    assert at_least_one([]) == 0


def test_the_reserve_for_eight_cases_of_ten() -> None:
    assert reserve_for(BEFORE, 0.8) == 3_200_000
    assert reserve_for(AFTER, 0.8) == 1_000_000
    assert reserve_for([], 0.8) == 0
    assert reserve_for([Risk(0.2, 100)], 0.8) == 0
    assert reserve_for([Risk(0.21, 100)], 0.8) == 100
    assert reserve_for([Risk(1, 100), Risk(1, 50)], 0.999) == 150


def test_many_risks_are_reckoned_in_steps() -> None:
    many = [Risk(0.3, 1000 + number) for number in range(30)]
    found = reserve_for(many, 0.8)
    # About 9 of 30 strike, and in 8 cases of 10 at most 11.
    assert found == pytest.approx(11_165, rel=0.02)
    assert reserve_for(many, 1.0) <= sum(risk.impact for risk in many) * 1.01
