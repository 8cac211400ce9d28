"""Means of shares, and how far they can be trusted."""

from __future__ import annotations

import pytest

from app.learning.measures import Measure, measure


def test_nothing_has_no_mean() -> None:
    assert measure([]) is None
    assert measure([1.0, 0.0], [0.0, 0.0]) is None


def test_the_interval_is_wilsons() -> None:
    """81 of 263, an example of Newcombe (1998), Statistics in Medicine 17, p. 861."""
    found = measure([1.0] * 81 + [0.0] * 182)
    assert found == Measure(
        263,
        pytest.approx(81 / 263),
        pytest.approx(0.2553, abs=5e-5),
        pytest.approx(0.3662, abs=5e-5),
    )


def test_a_few_right_answers_prove_little() -> None:
    found = measure([1.0, 1.0, 1.0])
    assert found == Measure(3, 1.0, pytest.approx(0.4385, abs=1e-4), 1.0)


def test_weights_shift_the_mean_and_widen_the_interval() -> None:
    even, uneven = measure([1.0, 0.0, 1.0, 0.0]), measure([1.0, 0.0, 1.0, 0.0], [3, 1, 1, 1])
    assert even is not None
    assert uneven is not None
    assert (even.mean, uneven.mean) == (0.5, pytest.approx(4 / 6))
    assert uneven.high - uneven.low > 0.9 * (even.high - even.low)
    assert measure([1.0, 0.0, 0.7], [1.0, 1.0, 0.0]) == measure([1.0, 0.0])
