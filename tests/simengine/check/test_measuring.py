import math
import random
from typing import Any

import pytest

from simengine.check.measuring import (
    bot_figures,
    correlations,
    kpi_figures,
    separation,
    variance,
)
from simengine.check.report import Correlation, KpiFigures
from simengine.check.runs import Played
from simengine.estimates import share_of, summarise
from tests.simengine.making import make_program

PROGRAM = make_program(
    kpis={
        "up": {"value": "day", "worst": 0, "target": 10},
        "down": {"value": "day", "worst": 10, "target": 0},
        "flat": {"value": 1, "worst": 0, "target": 2},
    }
)


def played(points: tuple[float, ...], **parts: Any) -> Played:
    kept = {"seed": 1, "policy": "par", "values": points, "points": points, "outcome": "closed"}
    return Played(**{**kept, **parts})


def test_bots_are_summed_up() -> None:
    runs = {"par": [played((), score=score, passed=score > 55) for score in (50.0, 60.0, 70.0)]}
    (bot,) = bot_figures(runs, {"par": 0.0})
    assert (bot.policy, bot.randomness) == ("par", 0.0)
    assert bot.score == summarise([50.0, 60.0, 70.0])
    assert bot.passed == share_of(2, 3)
    assert bot_figures(runs, {})[0].randomness is None


# -- skill and luck --------------------------------------------------------------------------


def test_scores_that_only_decisions_make() -> None:
    scores = [[70.0] * 6, [50.0] * 6]
    found = variance(scores, scores)
    assert found is not None
    assert (found.decisions, found.low, found.high, found.luck, found.together) == (1, 1, 1, 0, 0)


def test_scores_that_only_luck_makes() -> None:
    dice = random.Random(1)
    luck, other = ([dice.gauss(50, 10) for _ in range(200)] for _ in range(2))
    found = variance([luck, luck], [other, other])
    assert found is not None
    assert found.decisions == pytest.approx(0, abs=0.15)
    assert found.luck == pytest.approx(1, abs=0.15)


def test_shares_of_the_variance_are_those_of_the_model() -> None:
    dice = random.Random(2)
    skill = (10.0, 0.0, -10.0)
    n = 200
    luck, other = ([dice.gauss(0, 5) for _ in range(n)] for _ in range(2))
    # Score = 50 + skill + luck + noise: that of decisions and luck together is 4 strong.
    scores = [[50 + s + luck[i] + dice.gauss(0, 4) for i in range(n)] for s in skill]
    again = [[50 + s + other[i] + dice.gauss(0, 4) for i in range(n)] for s in skill]
    found = variance(scores, again)
    assert found is not None
    total = 200 / 3 + 25 + 16
    assert found.decisions == pytest.approx(200 / 3 / total, abs=0.08)
    assert found.luck == pytest.approx(25 / total, abs=0.08)
    assert found.together == pytest.approx(16 / total, abs=0.08)
    assert found.low < 200 / 3 / total < found.high


def test_scores_that_never_differ_have_no_variance() -> None:
    assert variance([[50.0] * 3] * 2, [[50.0] * 3] * 2) is None


def test_one_seed_may_make_all_the_variance() -> None:
    found = variance([[50.0, 50.0, 60.0], [50.0, 50.0, 60.0]], [[50.0, 50.0, 50.0]] * 2)
    assert found is not None
    assert 0 <= found.low <= found.decisions <= found.high <= 1


def test_separation_counts_pairs_under_different_luck() -> None:
    # (1, 5) and (2, 5) are lost, (9, 5) twice won; those of one seed do not count.
    assert separation([1, 9, 2], [5, 5, 5]) == pytest.approx(2 / 6)
    assert separation([5, 5], [5, 5]) == 0.5


# -- KPIs ------------------------------------------------------------------------------------


def test_kpis_are_summed_up() -> None:
    runs = [played((20.0, 80.0, 50.0)), played((100.0, 0.0, 50.0))]
    assert kpi_figures(PROGRAM, runs) == (
        KpiFigures("up", 60, 40, 20, 100, 100, share_of(1, 2)),
        KpiFigures("down", 40, 40, 0, 80, 0, share_of(0, 2)),
        KpiFigures("flat", 50, 0, 50, 50, 50, share_of(0, 2)),
    )


def test_correlations_are_those_within_an_outcome() -> None:
    runs = [
        played((x + 50, y + 50, 1.0), outcome="won") for x, y in [(0.0, 0.0), (1.0, 1.0), (2.0, 0)]
    ] + [played((0.0, 0.0, 1.0), outcome="lost")] * 2
    # Over all runs they would go together by 0.99; the one that never moves is left out.
    assert correlations(PROGRAM, runs) == (Correlation("up", "down", pytest.approx(0.0)),)


def test_kpis_that_measure_the_same_correlate_by_one() -> None:
    runs = [played((x, 2 * x, 1.0)) for x in (1.0, 4.0, 9.0)]
    (found,) = correlations(PROGRAM, runs)
    assert math.isclose(found.r, 1.0)
