"""What became of a deal and why, in one sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from app.play.models import Attempt
from app.play.narrate import Narrator
from app.play.pages.headline import headline
from app.play.pages.weighing import Bid, bids_of
from config import ROOT
from simengine.journal import AwardMade, OffersWeighed
from simengine.library import load_text
from simengine.policies import play
from simengine.review.model import RunReview
from simengine.run import Snapshot
from simengine.view import look
from simengine.world.award import NOBODY, US
from tests.support.coaching import around, make_review
from tests.support.deals import MINI

QUARTER = (ROOT / "tests" / "simengine" / "quarter.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def won() -> Snapshot:
    return play(load_text(MINI), 4, "default")


def attempt(outcome: str = "closed", score: float = 62.5) -> Attempt:
    return Attempt(outcome=outcome, score=score)


def said(
    speaker: Flask,
    run: Snapshot,
    outcome: str,
    *,
    bids: tuple[Bid, ...] = (),
    review: RunReview | None = None,
    with_award: bool = True,
) -> str:
    facts = [f for f in run.journal if with_award or not isinstance(f, AwardMade)]
    with speaker.test_request_context():
        narrator = Narrator(run.program)
        told = headline(attempt(outcome), narrator, look(run), facts, bids, review)
    return told.replace("\N{NO-BREAK SPACE}", " ")


def bid(bidder: str, utility: float, *, has_won: bool) -> Bid:
    return Bid(bidder, bidder, 9e5, utility, 0.42, has_won)


def test_a_deal_that_was_won_says_at_what_price_and_in_how_many_days(
    speaker: Flask, won: Snapshot
) -> None:
    assert said(speaker, won, "closed") == (
        "The contract was won at CNY 920K and closed after "
        f"{round(won.day)} working days, with 62.5 points."
    )


def test_a_contract_that_ran_out_of_time_was_won_all_the_same(
    speaker: Flask, won: Snapshot
) -> None:
    assert said(speaker, won, "expired") == (
        "The contract was won at CNY 920K but not closed in time: 62.5 points."
    )


def test_a_lost_deal_names_the_winner_and_what_it_cost(speaker: Flask) -> None:
    lost = play(load_text(MINI), 1, "default")
    award = next(fact for fact in lost.journal if isinstance(fact, AwardMade))
    assert award.winner not in (US, NOBODY)

    told = said(speaker, lost, "lost")

    assert told.startswith(f"Hua Pumps won the award on day {round(award.day)}, after CNY ")
    assert told.endswith(": 62.5 points.")


def test_a_deal_without_an_award_says_how_it_ended(speaker: Flask) -> None:
    lost = play(load_text(MINI), 1, "default")

    told = said(speaker, lost, "withdrawn", with_award=False)

    assert told.startswith(f"Withdrawn on day {round(lost.day)}, with CNY ")


def test_a_drill_and_another_engines_attempt(speaker: Flask, won: Snapshot) -> None:
    drill = load_text(MINI.replace("kind: deal", "kind: drill"))
    with speaker.test_request_context():
        finished = headline(attempt(), Narrator(drill), look(won), (), (), None)
        unread = headline(attempt("lost"), Narrator(won.program), None, (), (), None)

    assert finished.endswith("working days: 62.5 points.")
    assert unread == "Tender lost: 62.5 points."


def test_a_quarter_counts_orders(speaker: Flask) -> None:
    quarter = load_text(QUARTER)
    run = play(quarter, 4, "default")
    with speaker.test_request_context():
        told = headline(attempt(), Narrator(quarter), look(run), run.journal, (), None)

    room = look(run)
    assert room.pipeline is not None
    assert told.startswith(f"Of {room.pipeline.leads} leads {room.pipeline.won} became orders")


@pytest.mark.parametrize(
    ("bids", "why"),
    [
        ((bid(US, 80, has_won=True),), "the offer had a chance of 42% to win"),
        (
            (bid(US, 80, has_won=False), bid("hua", 70, has_won=True)),
            "the offer stood first, with a chance of 42%, and lost",
        ),
        (
            (bid("hua", 80, has_won=True), bid(US, 70, has_won=False)),
            "the offer had had a chance of 42%",
        ),
        ((bid("hua", 80, has_won=True),), ""),
    ],
)
def test_without_a_review_the_award_says_why(
    speaker: Flask, won: Snapshot, bids: tuple[Bid, ...], why: str
) -> None:
    told = said(speaker, won, "closed", bids=bids)

    assert told.endswith(f"; {why}." if why else "with 62.5 points.")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, "neither a decision nor luck moved it far"),
        ({"luck": around(9.0)}, "luck added 9.0 points, most of all by the award"),
        (
            {"luck": around(-9.0), "luck_by_source": {"award": around(-8.0)}},
            "luck took 9.0 points, most of all by the award",
        ),
        # The award made 6 points, in the other direction or less than a half.
        ({"luck": around(-9.0)}, "luck took 9.0 points"),
        ({"luck": around(15.0)}, "luck added 15.0 points"),
        ({"luck": around(9.0), "luck_by_source": {}}, "luck added 9.0 points"),
        ({"luck": around(-9.0), "luck_by_source": {}}, "luck took 9.0 points"),
        ({"luck": around(9.0, 20.0)}, "neither a decision nor luck moved it far"),
        ({"costliest": (2,)}, "what cost most was “{}”, 3.0 points"),
    ],
)
def test_the_review_says_whether_luck_or_a_decision_turned_it(
    speaker: Flask, won: Snapshot, changed: dict[str, object], why: str
) -> None:
    plain = make_review(won, {2: "mistake"})
    review = replace(plain, **{"luck": around(0.0), "costliest": (), **changed})
    third = won.program.scenario.decisions[won.answers[2].decision].title["en"]

    assert said(speaker, won, "closed", review=review).endswith(f"; {why.format(third)}.")


def test_offers_come_the_best_first_and_know_ours(speaker: Flask, won: Snapshot) -> None:
    with speaker.test_request_context():
        bids = bids_of(Narrator(won.program), won.journal)
        none = bids_of(Narrator(won.program), ())

    assert [each.utility for each in bids] == sorted((b.utility for b in bids), reverse=True)
    assert [each.name for each in bids if each.is_ours] == ["Us"]
    assert [each.name for each in bids if each.has_won] == ["Us"]
    assert none == ()


def test_where_nobody_else_offers_nothing_was_weighed(speaker: Flask, won: Snapshot) -> None:
    alone = [
        fact._replace(utilities={US: 60.0}, probabilities={US: 1.0})
        if isinstance(fact, OffersWeighed)
        else fact
        for fact in won.journal
    ]
    with speaker.test_request_context():
        assert bids_of(Narrator(won.program), alone) == ()
