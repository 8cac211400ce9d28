"""What counts as right: items by the marking of quizzes, decisions by what a review measured."""

from __future__ import annotations

import pytest

from app.memory.marking import answer_fits, is_right, worth
from simengine.estimates import Estimate, Histogram
from simengine.review.model import DecisionReview, OptionWorth
from tests.support.coaching import around


def option(behind: Estimate, *, is_chosen: bool = False) -> OptionWorth:
    return OptionWorth(
        answer="a", is_chosen=is_chosen, is_par=False, n=400, worth=around(50.0), behind=behind,
        histogram=Histogram(0.0, 100.0, (1,)), same_luck=50.0, kpis={},
    )  # fmt: skip


OPTIONS = (
    option(around(0.0)),
    option(around(1.0, 0.4)),  # Surely little: good.
    option(around(4.0, 5.0)),  # Perhaps nothing at all: within the noise.
    option(around(2.5, 0.4)),  # An inaccuracy.
    option(around(4.0, 0.4)),  # A mistake that nobody made.
    option(around(3.0, 3.5), is_chosen=True),  # What was chosen, and called a mistake then.
)
DECISION = DecisionReview(
    step=0, day=0.0, stage="offer", decision="price", kind="price", skill="planning.price",
    lessons=(), chosen="a", par="a", label="mistake", loss=around(3.5), kpis={},
    expected_before=None, expected_after=None, options=OPTIONS,
)  # fmt: skip


@pytest.mark.parametrize(
    ("place", "expected"), [(0, True), (1, True), (2, True), (3, False), (4, False), (5, False)]
)
def test_a_decision_is_right_when_it_gives_nothing_away_for_sure(
    place: int, expected: bool
) -> None:
    assert is_right(worth(DECISION, place)) is expected


@pytest.mark.parametrize(("value", "fits"), [(5, True), (6, False), (-1, False), ("0", False)])
def test_an_answer_is_one_of_those_that_were_measured(value: object, fits: bool) -> None:
    assert answer_fits(DECISION, value) is fits


def test_an_item_is_right_when_it_is_worth_all() -> None:
    assert (is_right(0.8), is_right(1.0)) == (False, True)
