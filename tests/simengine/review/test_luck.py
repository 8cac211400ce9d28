"""Luck is what befell, and never what was made of it."""

import statistics
from functools import cache

import pytest

from simengine.estimates import Estimate, student_t
from simengine.journal import AnswerValue
from simengine.library import load_text
from simengine.policies import POLICIES, play
from simengine.questions import Question
from simengine.review.luck import luck_of, without_luck
from simengine.review.model import RunReview
from simengine.review.reviewing import review_run
from simengine.sight import Sight
from simengine.streams import Stream
from tests.simengine.making import as_text, make_scenario


@cache
def deal() -> str:
    """The wind can be seen before the sails are set: 20 points for who sets them by it. And there
    is fortune, which nobody can help."""
    sails = {
        "wide": {"then": ["points += 20 if wind > 50 else 0"]},
        "narrow": {"then": ["points += 0 if wind > 50 else 20"]},
    }
    return as_text(
        make_scenario(
            variables={
                "points": {"label": {"en": "Points"}, "known": 30, "min": -200, "max": 200},
                "wind": {"label": {"en": "Wind"}, "known": "uniform(0, 100)"},
            },
            events={"fortune": {"day": 20, "then": ["points += normal(0, 8)"]}},
            decisions={
                f"sails_{place}": {"day": place, "options": sails, "shows": ["wind"]}
                for place in (2, 4)
            },
            kpis={"points": {"value": "points", "worst": 0, "target": 100}},
        )
    )


class ByTheWind:
    """Sets the sails by what can be seen."""

    name = "by the wind"

    def __call__(self, asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
        return "wide" if (sight.see("wind").low or 0) > 50 else "narrow"


@cache
def reviewed(player: str, seed: int) -> RunReview:
    policy = ByTheWind() if player == "par" else POLICIES[player]
    answers = play(load_text(deal()), seed, policy).answers
    return review_run(deal(), seed, answers, ByTheWind())


SEEDS = tuple(range(1, 21))


@pytest.mark.parametrize("player", ["par", "default", "random"])
def test_luck_is_nothing_on_average_however_well_somebody_plays(player: str) -> None:
    """Whoever goes by the wind is right in whatever wind there is, and that is no luck."""
    found = [reviewed(player, seed).luck.mean for seed in SEEDS]
    luck, spread = statistics.fmean(found), statistics.stdev(found)
    # The fortune alone, which is spread by 8.
    assert abs(luck) < 2.5 * 8 / len(SEEDS) ** 0.5
    assert 4 < spread < 12


def test_a_run_is_worth_what_par_makes_less_what_it_gave_away() -> None:
    for seed in SEEDS[:5]:
        review = reviewed("default", seed)
        given = [each.behind_par for each in review.decisions if each.behind_par]
        assert {each.mean for each in given} <= {0.0, 20.0}
        assert review.expected == without_luck(review.par_score, given)
        assert review.luck == luck_of(review.score, review.expected)


def test_the_wind_is_no_luck_for_who_goes_by_it() -> None:
    """By source: the market brings the wind, and the events the fortune."""
    for seed in SEEDS[:5]:
        review = reviewed("par", seed)
        assert review.luck_by_source["market"].mean == pytest.approx(0.0)
        assert review.luck_by_source["events"].mean == pytest.approx(review.luck.mean, abs=3)


def test_errors_of_what_was_given_away_add_up_by_their_squares() -> None:
    par = Estimate(400, 80.0, 60.0, 74.0, 86.0)
    given = [Estimate(100, 5.0, 40.0, 0.0, 10.0), Estimate(64, -2.0, 0.0, -2.0, -2.0)]
    found = without_luck(par, given)
    assert (found.n, found.mean) == (400, 77.0)
    assert found.sd == pytest.approx(5 * 20)
    half = 5 * student_t(399)
    assert (found.low, found.high) == pytest.approx((77 - half, 77 + half))
    luck = luck_of(70.0, found)
    assert (luck.mean, luck.low, luck.high) == (-7.0, 70.0 - found.high, 70.0 - found.low)
