"""Luck is what befell, and never what was made of it."""

import math
import statistics
from functools import cache

import pytest

from simengine.estimates import Estimate
from simengine.journal import AnswerValue, AwardMade, DecisionMade, StageEntered
from simengine.library import load_text
from simengine.policies import POLICIES, play
from simengine.questions import Question
from simengine.review.luck import luck_of, steps_before_award, without_luck
from simengine.review.model import RunReview
from simengine.review.reviewing import review_run
from simengine.run import Answer
from simengine.sight import Sight
from simengine.streams import Stream
from tests.simengine.making import as_text, make_scenario


@cache
def deal() -> str:
    """The wind can be seen before the sails are set: 20 points for who sets them by it, 12 of them
    only if it does not turn. And there is fortune, which nobody can help."""
    sails = {
        "wide": {"then": ["points += (8 + turn) if wind > 50 else 0"]},
        "narrow": {"then": ["points += 0 if wind > 50 else (8 + turn)"]},
    }
    return as_text(
        make_scenario(
            variables={
                "points": {"label": {"en": "Points"}, "known": 30, "min": -200, "max": 200},
                "wind": {"label": {"en": "Wind"}, "known": "uniform(0, 100)"},
                "turn": {"hidden": "uniform(0, 24)"},
            },
            events={"fortune": {"day": 20, "then": ["points += normal(0, 8)"]}},
            decisions={
                f"sails_{place}": {"day": place, "options": sails, "shows": ["wind"]}
                for place in (2, 4)
            },
            kpis={"points": {"value": "points", "worst": -100, "target": 200}},
        )
    )


# Points of score for a point of the deal.
POINT = 1 / 3


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


SEEDS = tuple(range(1, 17))


@pytest.mark.parametrize("player", ["par", "default", "random"])
def test_luck_is_nothing_on_average_however_well_somebody_plays(player: str) -> None:
    """Whoever goes by the wind is right in whatever wind there is, and that is no luck."""
    found = [reviewed(player, seed).luck.mean for seed in SEEDS]
    luck, spread = statistics.fmean(found), statistics.stdev(found)
    assert abs(luck) < 2.5 * spread / len(SEEDS) ** 0.5
    # The fortune is spread by 8, and what the sails bring by 2 x 7 at most.
    assert 0.75 * 8 * POINT < spread < 1.25 * 16.2 * POINT


def test_a_run_is_worth_what_par_makes_less_what_it_gave_away() -> None:
    for seed in SEEDS[:5]:
        review = reviewed("random", seed)
        given = [each.behind_par for each in review.decisions if each.behind_par]
        wrong = [each.chosen != each.par for each in review.decisions]
        assert [each.mean > 5 for each in given] == wrong
        assert review.expected == without_luck(review.par_score, given)
        assert review.luck == luck_of(review.score, review.expected)


def test_what_a_run_is_worth_lies_within_its_interval() -> None:
    """Par makes 70 points of the deal, and each wrong answer gives away 20."""
    held = 0
    for seed in SEEDS:
        review = reviewed("random", seed)
        wrong = sum(each.chosen != each.par for each in review.decisions)
        worth = (100 + 70 - 20 * wrong) * POINT
        held += review.expected.low <= worth <= review.expected.high
    # 95 % less three standard deviations of such a share.
    assert held / len(SEEDS) >= 0.95 - 3 * (0.95 * 0.05 / len(SEEDS)) ** 0.5


def test_the_luck_of_each_source_is_nothing_on_average() -> None:
    for source in ("market", "events"):
        found = [reviewed("par", seed).luck_by_source[source].mean for seed in SEEDS]
        assert abs(statistics.fmean(found)) < 2.5 * statistics.stdev(found) / len(SEEDS) ** 0.5


def test_the_fortune_is_told_apart_from_the_wind() -> None:
    for seed in SEEDS[:5]:
        review = reviewed("par", seed)
        together = sum(review.luck_by_source[source].mean for source in ("market", "events"))
        assert together == pytest.approx(review.luck.mean, abs=4)
        assert {name for name, found in review.luck_by_source.items() if found.sd} == {
            "market",
            "events",
        }


def test_the_award_is_drawn_anew_after_the_own_bid() -> None:
    """Who bids dear has a chance of his own, and by it his luck is counted."""
    facts = [
        StageEntered(0.0, "offer"),
        DecisionMade(1.0, 0, "price", 90.0, 0.0),
        DecisionMade(2.0, 1, "terms", "usual", 0.0),
        AwardMade(3.0, "us", 1),
        DecisionMade(4.0, 2, "team", "a", 0.0),
    ]
    assert steps_before_award(facts) == 2
    assert steps_before_award(facts[:3]) == 2


CHEAP, DEAR = ({"then": [f"price = {price}"]} for price in (20, 100))


def test_whoever_bids_dear_has_the_luck_of_his_own_chance() -> None:
    """Cheap is as good as certain to win, dear is a toss-up; both are worth the same to par."""
    text = as_text(
        make_scenario(
            variables={"price": {"label": {"en": "Price"}, "known": 50, "max": 200}},
            stakeholders={"buyer": {"weighs": {"price": 100}}},
            competitors={"hua": {"price": 100}},
            award={"at": "work.gate", "price": "price", "fit": 50, "risk": 50, "delivery": 50},
            stages={"work": {"gate": "day >= 10"}, "rest": {"gate": "day >= 30"}},
            decisions={
                "bid": {
                    "day": 2,
                    "options": {
                        "cheap": {"then": ["price = 20"]},
                        "dear": {"then": ["price = 100"]},
                    },
                }
            },
            kpis={"won": {"value": "1 if deal.won else 0", "worst": 0, "target": 1}},
        )
    )
    lucks = {
        bid: [
            review_run(text, seed, (Answer("bid", bid),), POLICIES["default"])
            .luck_by_source["award"]
            .mean
            for seed in range(1, 9)
        ]
        for bid in ("cheap", "dear")
    }
    assert max(map(abs, lucks["cheap"])) < 25 < min(map(abs, lucks["dear"]))
    assert min(lucks["dear"]) < 0 < max(lucks["dear"])


def test_errors_of_what_was_given_away_add_up_by_their_squares() -> None:
    par = Estimate(400, 80.0, 60.0, 77.0, 83.0)
    given = [Estimate(64, 5.0, 40.0, 1.0, 11.0), Estimate(64, -2.0, 0.0, -2.0, -2.0)]
    found = without_luck(par, given)
    assert found == Estimate(400, 77.0, 60.0, 77.0 - math.hypot(3, 6), 77.0 + math.hypot(3, 4))
    luck = luck_of(70.0, found)
    assert (luck.mean, luck.low, luck.high) == (-7.0, 70.0 - found.high, 70.0 - found.low)
