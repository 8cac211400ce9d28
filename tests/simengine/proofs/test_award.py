"""Who wins, against the multinomial logit."""

import math
from collections import Counter
from typing import Any

import pytest

from simengine.journal import AwardMade, OffersWeighed
from simengine.program import Program
from simengine.run import Snapshot
from tests.simengine.making import make_program, play
from tests.simengine.proofs.gauges import LEAST_LIKELY, chi_square_p, normal_cdf, tell

# Price, fit, relationship, risk and delivery of each bidder.
OFFERS = {
    "us": (108.0, 75.0, 62.0, 60.0, 70.0),
    "hua": (100.0, 50.0, 60.0, 50.0, 40.0),
    "lin": (125.0, 80.0, 45.0, 70.0, 65.0),
    "wei": (104.0, 45.0, 75.0, 40.0, 55.0),
}
CRITERIA = ("price", "fit", "relationship", "risk", "delivery")
BUYER = {"influence": 3, "weighs": {"price": 4, "fit": 1, "relationship": 2}}
CHIEF = {"influence": 2, "weighs": {"fit": 3, "risk": 2, "delivery": 1}}
NOBODY = 62.0


def contest(scale: float, **award: Any) -> Program:
    """Four bid; the buyer and the chief choose on day 1."""
    ours = dict(zip(CRITERIA, OFFERS["us"], strict=True))
    attitude = ours.pop("relationship")
    rivals = {
        key: dict(zip(CRITERIA, offer, strict=True)) for key, offer in OFFERS.items() if key != "us"
    }
    return make_program(
        horizon=2,
        stages={"offer": {"gate": "day >= 1"}},
        decisions={"go": {"at": "offer.start", "options": {"yes": {}, "no": {}}}},
        stakeholders={
            "buyer": {**BUYER, "attitude": attitude},
            "chief": {**CHIEF, "attitude": attitude},
        },
        competitors=rivals,
        award={"at": "offer.gate", "scale": scale, **ours, **award},
    )


def utility(bidder: str) -> float:
    """What an offer is worth to the buying centre, worked out by hand."""
    scores = dict(zip(CRITERIA, OFFERS[bidder], strict=True))
    scores["price"] = 100 * min(offer[0] for offer in OFFERS.values()) / scores["price"]
    total = 0.0
    for person in (BUYER, CHIEF):
        weighs = person["weighs"]
        mean = sum(weighs[key] * scores[key] for key in weighs) / sum(weighs.values())
        total += person["influence"] * mean
    return total / (BUYER["influence"] + CHIEF["influence"])


def logit(utilities: dict[str, float], scale: float) -> dict[str, float]:
    """McFadden (1974): P = exp(scale · U) / Σ exp(scale · U)."""
    weights = {key: math.exp(scale * value) for key, value in utilities.items()}
    return {key: weight / sum(weights.values()) for key, weight in weights.items()}


@pytest.mark.parametrize(("scale", "nobody"), [(0.15, False), (0.05, True), (0.4, True)])
def test_each_bidder_wins_as_often_as_the_logit_says(scale: float, nobody: bool) -> None:
    program = contest(scale, no_award=NOBODY) if nobody else contest(scale)
    utilities = {key: utility(key) for key in OFFERS} | ({"nobody": NOBODY} if nobody else {})
    expected = logit(utilities, scale)
    winners = Counter(winner(play(program, seed=seed)) for seed in range(3000))
    p = chi_square_p(winners, expected)
    shares = ", ".join(
        f"{key} {winners[key] / 3000:.3f} (should be {expected[key]:.3f})" for key in expected
    )
    tell(f"award at scale {scale}: {shares}; chi-square p {p:.3f}")
    assert winners.keys() <= expected.keys()
    assert p > LEAST_LIKELY


def winner(run: Snapshot) -> str:
    (made,) = (fact for fact in run.journal if isinstance(fact, AwardMade))
    return made.winner


def test_chances_hold_while_what_is_hidden_changes_from_run_to_run() -> None:
    """Over runs with different odds, we win as often as the odds add up to."""
    program = make_program(
        horizon=2,
        stages={"offer": {"gate": "day >= 1"}},
        decisions={"go": {"at": "offer.start", "options": {"yes": {}, "no": {}}}},
        stakeholders={
            "buyer": {"attitude": "normal(50, 25)", "weighs": {"price": 1, "relationship": 1}}
        },
        competitors={
            "hua": {"price": "normal(100, 15)", "relationship": "uniform(20, 80)"},
        },
        award={
            "at": "offer.gate", "scale": 0.15, "price": 100,
            "fit": 50, "risk": 50, "delivery": 50,
        },
    )  # fmt: skip
    surprise = spread = 0.0
    for seed in range(2000):
        run = play(program, seed=seed)
        (weighed,) = (fact for fact in run.journal if isinstance(fact, OffersWeighed))
        odds = weighed.probabilities["us"]
        surprise += (winner(run) == "us") - odds
        spread += odds * (1 - odds)
    z = surprise / math.sqrt(spread)
    tell(f"award over hidden odds: {surprise:+.1f} wins off, z {z:+.2f}")
    assert 2 * normal_cdf(-abs(z)) > LEAST_LIKELY
    # The odds do differ: were they all the same, the spread would be that of one binomial.
    assert spread < 0.8 * 2000 / 4
