"""Hengxu's five lessons and eight interfaces."""

from __future__ import annotations

import pytest

from app.worksheets.calculations.lessons import norm_of, yearly_worth


@pytest.mark.parametrize(
    ("hit", "loss", "avoided", "cost", "worth"),
    [
        (0.35, 65_000, 0.6, 5_000, 131_500),
        (0.50, 36_000, 0.4, 10_000, 62_000),
        (0.30, 17_000, 0.7, 2_000, 33_700),
        (0.20, 63_000, 0.5, 30_000, 33_000),
        (0.15, 20_000, 0.1, 15_000, -12_000),
    ],
)
def test_what_a_lesson_is_worth(
    hit: float, loss: float, avoided: float, cost: float, worth: float
) -> None:
    assert yearly_worth(10, hit, loss, avoided, cost) == pytest.approx(worth)


def test_norms_come_from_logarithms() -> None:
    norm = norm_of([1.2, 1.5, 0.9, 2.1, 1.4, 1.1, 1.8, 1.3])
    assert norm is not None
    assert norm.mean_log == pytest.approx(0.313, abs=0.0005)
    assert (norm.count, norm.usual) == (8, pytest.approx(1.37, abs=0.005))
    assert norm.eighty == pytest.approx(1.72, abs=0.005)
    alone = norm_of([2.0])
    assert alone is not None
    assert alone.usual == alone.eighty == pytest.approx(2.0)
    assert norm_of([]) is None
