import itertools
from typing import Any

import pytest

from simengine.portable_math import exp
from simengine.program import Program
from simengine.streams import Streams
from simengine.world.award import choice_probabilities
from tests.simengine.making import happened, make_program, play, value

OFFER = {"price": 110, "fit": 80, "risk": 60, "delivery": 70}


def bidding(award: dict[str, Any] | None = None, **parts: Any) -> Program:
    """A program in which two people choose between us and one rival on day 5."""
    return make_program(
        **{
            "stages": {"offer": {"gate": "day >= 5"}, "after": {"gate": "day >= 9"}},
            "decisions": {"go": {"at": "offer.start", "options": {"yes": {}, "no": {}}}},
            "stakeholders": {
                "buyer": {
                    "influence": 3,
                    "attitude": 40,
                    "weighs": {"price": 3, "relationship": 1},
                },
                "chief": {
                    "influence": 1,
                    "attitude": 70,
                    "weighs": {"fit": 1, "risk": 1, "delivery": 2},
                },
            },
            "competitors": {
                "hua": {"price": 100, "fit": 50, "relationship": 60, "risk": 50, "delivery": 40}
            },
            "award": {"at": "offer.gate", "scale": 0.1, **OFFER, **(award or {})},
            **parts,
        }
    )


US = (3 * (3 * 100 * 100 / 110 + 40) / 4 + (80 + 60 + 140) / 4) / 4
HUA = (3 * (3 * 100 + 60) / 4 + (50 + 50 + 80) / 4) / 4


def test_offers_are_weighed_by_influence_and_by_what_counts() -> None:
    run = play(bidding())
    (weighed,) = (fact for fact in run.journal if type(fact).__name__ == "OffersWeighed")
    assert weighed.day == 5
    assert weighed.prices == {"us": 110, "hua": 100}
    assert weighed.utilities == pytest.approx({"us": US, "hua": HUA})
    odds = exp(0.1 * (US - HUA))
    expected = {"us": odds / (1 + odds), "hua": 1 / (1 + odds)}
    assert weighed.probabilities == pytest.approx(expected)


def test_winning_and_losing() -> None:
    program = bidding(
        {"won": {"then": ["joy = 1"]}, "lost": {"then": ["joy = -1"]}},
        variables={"joy": {"known": 0}},
    )
    odds = exp(0.1 * (US - HUA))
    share = odds / (1 + odds)
    for seed in range(12):
        run = play(program, seed=seed)
        if Streams(seed).at("award").uniform(0, 1) < share:
            assert happened(run)[1:] == [
                ("AwardMade", 5, "us", 2),
                ("NumberChanged", 5, "joy", 0, 1, "award"),
            ]
            assert (run.outcome, run.day, value(run, "deal.won")) == ("closed", 9, True)
        else:
            assert happened(run)[1:] == [
                ("AwardMade", 5, "hua", 2),
                ("NumberChanged", 5, "joy", 0, -1, "award"),
            ]
            assert (run.outcome, run.day, value(run, "deal.lost")) == ("lost", 5, True)


def test_who_is_not_qualified_cannot_win() -> None:
    program = bidding({"qualified": "day > 90"})
    for seed in range(9):
        assert happened(play(program, seed=seed)) == [
            ("OffersWeighed", 5, {"hua": 100}, {"hua": round(HUA, 6)}, {"hua": 1}),
            ("AwardMade", 5, "hua", 0),
        ]


def test_without_any_offer_nobody_wins() -> None:
    run = play(bidding({"qualified": False}, competitors={}))
    assert happened(run) == [("OffersWeighed", 5, {}, {}, {}), ("AwardMade", 5, "nobody", 0)]
    assert run.outcome == "lost"


def test_alone_we_win() -> None:
    run = play(bidding(competitors={}))
    assert [fact[2] for fact in happened(run, "AwardMade")] == ["us"]


def test_a_rival_may_stay_away() -> None:
    rival = {"hua": {"bids": "day < 3"}}
    assert [f[2] for f in happened(play(bidding(competitors=rival)), "AwardMade")] == ["us"]


def test_the_buyer_may_buy_from_nobody() -> None:
    program = bidding({"no_award": 99, "scale": 3})
    run = play(program)
    (weighed, made) = happened(run, "OffersWeighed", "AwardMade")
    assert weighed[3]["nobody"] == 99
    # Our rank is among those who bid.
    assert made == ("AwardMade", 5, "nobody", 2)


def test_the_award_is_made_once() -> None:
    program = bidding(
        {"at": "visit.done"},
        competitors={},
        tasks={"visit": {"days": 1}},
        contract={"value": 100, "milestones": {"all": {"share": 1}}},
        events={"one": {"day": 1, "start": ["visit"]}, "two": {"day": 4, "start": ["visit"]}},
    )
    run = play(program)
    assert [fact[1] for fact in happened(run, "AwardMade", "ContractSigned")] == [2, 2]


def test_decisions_of_the_same_moment_come_before_the_award() -> None:
    program = bidding(
        {"price": "price"},
        decisions={
            "bid": {
                "at": "offer.gate",
                "answer": "amount",
                "amount": {"min": 50, "max": 150, "step": 1},
                "then": ["price = answer"],
            }
        },
        variables={"price": {"known": 0, "unit": "money"}},
    )
    run = play(program, {"bid": 60.0})
    assert happened(run, "DecisionMade", "OffersWeighed")[0][0] == "DecisionMade"
    (weighed,) = happened(run, "OffersWeighed")
    assert weighed[2] == {"us": 60, "hua": 100}


def test_moments_of_the_award() -> None:
    program = bidding(events={"feast": {"at": "award.won"}, "wake": {"at": "award.lost"}})
    runs = [play(program, seed=seed) for seed in range(20)]
    found = {run.outcome: happened(run, "EventHappened") for run in runs}
    assert found == {
        "closed": [("EventHappened", 5, "feast")],
        "lost": [("EventHappened", 5, "wake")],
    }


def test_after_a_loss_nothing_is_asked() -> None:
    program = bidding(
        {"qualified": False},
        decisions={"go": {"at": "award.lost", "options": {"yes": {}, "no": {}}}},
    )
    assert play(program).answers == ()


def test_a_better_offer_only_turns_luck_our_way() -> None:
    won = [
        [play(bidding({"fit": fit}), seed=seed).outcome == "closed" for seed in range(30)]
        for fit in (20, 60, 100)
    ]
    for worse, better in itertools.pairwise(won):
        assert all(after >= before for before, after in zip(worse, better, strict=True))
    assert sum(won[0]) < sum(won[2])


def test_criteria_and_prices_out_of_range_are_held() -> None:
    (weighed,) = happened(
        play(bidding({"price": "0 - 5", "fit": 300, "risk": -8, "delivery": 70})), "OffersWeighed"
    )
    assert weighed[2] == {"us": 1, "hua": 100}
    us = (3 * (3 * 100 + 40) / 4 + (100 + 0 + 140) / 4) / 4
    assert weighed[3]["us"] == pytest.approx(us)


def test_probabilities_of_hopeless_offers_are_all_but_none() -> None:
    found = choice_probabilities({"a": 100.0, "b": 0.0, "c": 100.0}, 1e15)
    assert found["a"] == found["c"] == pytest.approx(0.5)
    assert 0 < found["b"] < 1e-300
    assert choice_probabilities({}, 1.0) == {}
