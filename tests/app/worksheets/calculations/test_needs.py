"""What Chuanyu wanted, and where the five of Yunling stand."""

from __future__ import annotations

import pytest

from app.worksheets.calculations.needs import payback_years, weighted_attitude


def test_payback_by_savings_alone_and_with_the_loss_avoided() -> None:
    assert payback_years(5e6, 1.071e6, 0.4e6) == pytest.approx(7.5, abs=0.05)
    assert payback_years(5e6, 1.071e6 + 3.465e6, 0.4e6) == pytest.approx(1.2, abs=0.05)
    assert payback_years(5e6, 0.4e6, 0.4e6) is None


def test_attitude_is_weighed() -> None:
    people = [(3, 52), (2, 38), (2, 60), (1.5, 30), (1.5, 46)]
    assert weighted_attitude(people) == pytest.approx(46.6)
    assert weighted_attitude([(0, 50)]) is None
