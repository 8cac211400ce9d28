"""What a review promises of skill and luck, on a deal whose best answers are known."""

import statistics
from functools import cache
from typing import Any

from simengine.library import load_text
from simengine.policies import POLICIES, Imitate, Policy, play
from simengine.review.labels import WRONG
from simengine.review.model import RunReview
from simengine.review.reviewing import review_run
from tests.simengine.making import as_text, make_scenario

SEEDS = (1, 2, 3)

# Twice out of three times the market is with the bold; the careful one does not mind.
BOLD = {
    "bold": {"cases": [{"when": "market > 33", "then": ["points += 12"]}]},
    "careful": {"then": ["points += 5"]},
}


def staked(best: float) -> dict[str, Any]:
    """The options of a decision in which the first one is best."""
    return {
        "right": {"then": [f"points += normal({best}, 3)"]},
        "usual": {"then": [f"points += normal({best / 2}, 3)"]},
        "wrong": {},
    }


@cache
def deal() -> str:
    """Five decisions worth 0 to 12 points, and chance that is worth more than any of them."""
    decisions = {
        f"d{place}": {"day": place + 1, "options": options, "default": next(iter(options))}
        for place, options in enumerate([staked(4), BOLD, staked(10), staked(7), staked(1)])
    }
    return as_text(
        make_scenario(
            variables={
                "points": {"label": {"en": "Points"}, "known": 0, "min": -200, "max": 200},
                "market": {"hidden": "uniform(0, 100)"},
            },
            events={"fortune": {"day": 20, "then": ["points += normal(35, 12)"]}},
            decisions=decisions,
            kpis={"points": {"value": "points", "worst": 0, "target": 100}},
        )
    )


PAR = POLICIES["default"]


def reviewed(policy: Policy, seed: int) -> RunReview:
    answers = play(load_text(deal()), seed, policy).answers
    return review_run(deal(), seed, answers, PAR)


@cache
def of_par(seed: int) -> RunReview:
    return reviewed(PAR, seed)


@cache
def of_dice(seed: int) -> RunReview:
    return reviewed(POLICIES["random"], seed)


def test_par_makes_no_mistake() -> None:
    labels = [each.label for seed in SEEDS for each in of_par(seed).decisions]
    assert not {"mistake", "blunder"} & set(labels)
    assert statistics.fmean(of_par(seed).accuracy for seed in SEEDS) > 97


def test_dice_decide_far_worse_than_par() -> None:
    dice = statistics.fmean(of_dice(seed).accuracy for seed in SEEDS)
    assert dice < 60
    assert all(WRONG & {each.label for each in of_dice(seed).decisions} for seed in SEEDS)


def test_who_loses_the_bet_has_decided_as_well_as_who_wins_it() -> None:
    bets = [of_par(seed).decisions[1] for seed in SEEDS]
    same = [[option.same_luck for option in bet.options] for bet in bets]
    # Some of these runs would have done better with the other answer; none is blamed for it.
    assert {bet.label for bet in bets} == {"best"}
    assert any(careful > bold for bold, careful in same)


def test_luck_moves_the_score_and_hardly_the_accuracy() -> None:
    """The same answers by another seed: another score, and the same skill."""
    scores, accuracies = [], []
    for seed in SEEDS:
        first = of_dice(seed)
        answers = play(load_text(deal()), seed, POLICIES["random"]).answers
        second = reviewed(Imitate(answers, PAR), seed + 100)
        scores.append(abs(first.score - second.score))
        accuracies.append(abs(first.accuracy - second.accuracy))
    assert statistics.fmean(accuracies) < statistics.fmean(scores) / 3


def test_luck_is_laid_to_where_it_came_from() -> None:
    """The event's luck is in `events` alone, and the answers' own in `effects`."""
    for seed in SEEDS:
        review = of_par(seed)
        away = abs(review.luck_by_source["events"].mean - review.luck.mean)
        assert away < 12
        assert review.luck_by_source["award"].mean == 0.0
        assert abs(review.luck_remainder) < 5
