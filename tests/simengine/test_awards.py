import random

import pytest

from simengine.awards import gain_of_winning, surprise
from simengine.journal import AwardMade, OffersWeighed, StageEntered


def weighed(ours: float) -> OffersWeighed:
    return OffersWeighed(5.0, {}, {}, {"us": ours, "rival": 1.0 - ours})


WON, LOST = AwardMade(6.0, "us", 1), AwardMade(6.0, "rival", 2)


def test_a_win_surprises_by_what_was_lacking_to_certainty() -> None:
    assert surprise([weighed(0.25), WON]) == 0.75
    assert surprise([weighed(0.25), LOST]) == -0.25


def test_several_bids_add_up_and_nothing_else_counts() -> None:
    facts = [StageEntered(1.0, "work"), weighed(0.5), WON, weighed(0.125), LOST]
    assert surprise(facts) == 0.375
    assert surprise([]) == 0.0


def test_an_offer_that_was_not_admitted_was_expected_to_lose() -> None:
    assert surprise([OffersWeighed(5.0, {}, {}, {"rival": 1.0}), LOST]) == 0.0


def test_the_gain_is_the_slope_and_none_where_nothing_surprised() -> None:
    draw = random.Random(3)
    surprises = [draw.uniform(-1, 1) for _ in range(50)]
    values = [7 + 30 * one for one in surprises]
    assert gain_of_winning(values, surprises) == pytest.approx(30, 0.05)
    assert gain_of_winning([1.0, 2.0], [0.0, 0.0]) == 0.0


def test_awards_that_were_all_but_certain_do_not_tell_what_winning_is_worth() -> None:
    """By least squares alone these would make a slope of ten thousand millions, by which the first
    lost bid is then set right."""
    draw = random.Random(3)
    surprises = [draw.uniform(0, 1e-9) for _ in range(50)]
    assert abs(gain_of_winning([70 + draw.gauss(0, 10) for _ in range(50)], surprises)) < 1e-5
