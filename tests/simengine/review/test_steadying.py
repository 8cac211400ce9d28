import random
import statistics

import pytest

from simengine.review.sampling import Outcome
from simengine.review.steadying import gains_of_winning, steadied


def bids(n: int, seed: int = 1) -> list[Outcome]:
    """Runs in which a bid of some probability brings 30 points of one KPI and 10 of another."""
    draw = random.Random(seed)
    found = []
    for _ in range(n):
        probability = draw.uniform(0.2, 0.9)
        won = draw.random() < probability
        shares = (20 + 30 * won + draw.gauss(0, 2), 10 + 10 * won)
        found.append(Outcome(round(sum(shares), 6), shares, won - probability))
    return found


def test_the_gains_are_what_winning_brings() -> None:
    one, other = gains_of_winning(bids(2000))
    assert one == pytest.approx(30, abs=1)
    assert other == pytest.approx(10, abs=0.3)


def test_the_mean_stays_and_the_spread_falls() -> None:
    """Over 60 samples of 50 runs: the means agree, and those without the draw vary far less."""
    plain, steady = [], []
    for seed in range(60):
        runs = bids(50, seed)
        gains = gains_of_winning(runs[:16])
        plain.append(statistics.fmean(run.score for run in runs))
        steady.append(statistics.fmean(steadied(run, gains).score for run in runs))
    truth = 30 + 40 * 0.55
    assert statistics.fmean(plain) == pytest.approx(truth, abs=1.0)
    assert statistics.fmean(steady) == pytest.approx(truth, abs=0.6)
    assert statistics.stdev(steady) < 0.6 * statistics.stdev(plain)


def test_shares_still_add_up_to_the_score() -> None:
    runs = bids(20)
    gains = gains_of_winning(runs)
    for run in runs:
        found = steadied(run, gains)
        assert sum(found.shares) == pytest.approx(found.score, abs=1e-5)


def test_without_a_draw_nothing_changes() -> None:
    runs = [Outcome(50.0, (20.0, 30.0), 0.0), Outcome(60.0, (30.0, 30.0), 0.0)]
    assert gains_of_winning(runs) == (0.0, 0.0)
    assert steadied(runs[0], (9.0, 9.0)) == runs[0]
