"""What is picked is measured on other values than those that it was picked by."""

from collections.abc import Sequence

from simengine.review.folds import cross_validated


def highest(means: Sequence[float]) -> int:
    return max(range(len(means)), key=means.__getitem__)


def test_what_is_best_all_over_is_worth_its_mean() -> None:
    assert cross_validated([[1, 2, 3, 4], [5, 6, 7, 8], [0, 0, 0, 0]], highest) == 6.5


def test_the_luck_of_one_value_does_not_pay() -> None:
    """Picked for its only good value, it is measured without it; by that, it is not picked."""
    assert cross_validated([[0, 0, 0, 0], [9, -3, -3, -3]], highest) == (0 - 3 - 3 - 3) / 4
