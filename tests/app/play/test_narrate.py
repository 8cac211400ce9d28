"""Every kind of fact has its sentence, in every language."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from flask import Flask
from flask_babel import force_locale

from app.i18n import LOCALES
from app.play.narrate import Line, Narrator
from app.play.pages.news import NumberMoved, Spending, tell
from simengine import journal
from simengine.library import load_text
from simengine.policies import POLICIES, play
from simengine.program import Program
from tests.support.deals import MINI

FACT_KINDS = get_args(journal.Fact)

MAIL = "events.welcome"
FACTS: list[Any] = [
    journal.StageEntered(1.0, "offer"),
    journal.StagePassed(1.0, "offer", False),
    journal.StagePassed(1.0, "offer", True),
    journal.DecisionMade(1.0, 0, "how_deep", "visit", 0.0),
    journal.DecisionMade(1.0, 1, "price_bid", 900_000.0, 0.0),
    journal.DecisionMade(1.0, 2, "port", ("mitigate", "transfer"), 0.0),
    journal.DecisionMade(1.0, 2, "port", (), 0.0),
    journal.DecisionMade(1.0, 3, "crew", {"helpers": 1, "overtime": 0}, 0.0),
    journal.DecisionSkipped(1.0, "port"),
    journal.NumberChanged(1.0, "insight", 20.0, 60.0, "visit"),
    journal.MoneySpent(1.0, 5000.0, "port.mitigate"),
    journal.TaskPlanned(1.0, "visit", 2.0, 5.0),
    journal.TaskStarted(1.0, "visit", 0.0),
    journal.TaskStarted(1.0, "visit", 2.5),
    journal.TaskReworked(1.0, "build", 3.0),
    journal.TaskFinished(1.0, "build", 20.0, 90_000.0),
    journal.TaskStopped(1.0, "build", 0.0),
    journal.PeopleCalled(1.0, "engineers", 1, "hire", 11.0),
    journal.PeopleCalled(1.0, "engineers", 2, "outsource", 4.0),
    journal.PeopleJoined(1.0, "engineers", 1, "hire"),
    journal.PeopleJoined(1.0, "engineers", 2, "outsource"),
    journal.PeopleTrained(1.0, "engineers", 1),
    journal.PeopleLeft(1.0, "engineers", 2),
    journal.RiskResponded(1.0, "strike", "transfer"),
    journal.RiskWarned(1.0, "strike"),
    journal.RiskStruck(1.0, "strike", None),
    journal.RiskStruck(1.0, "strike", "accept"),
    journal.EventHappened(1.0, "chat"),
    journal.EventHappened(1.0, "titled"),
    journal.RivalMoved(1.0, "hua", "price_cut"),
    journal.RivalMoved(1.0, "hua", "titled_move"),
    journal.MessageReceived(1.0, MAIL),
    journal.OffersWeighed(1.0, {"us": 1.0}, {"us": 60.0}, {"us": 0.6, "hua": 0.3, "nobody": 0.1}),
    journal.SellerJoined(1.0, "mei"),
    journal.SellerLeft(1.0, "bo", 1),
    journal.OrderWon(1.0, "web", "an", 80_000.0, 21.5),
    journal.OrderWon(1.0, "web", "", 80_000.0, 21.0),
    journal.LeadLost(1.0, "web", "an", "solution", 80_000.0, "no"),
    journal.LeadLost(1.0, "web", "", "solution", 80_000.0, "cold"),
    journal.AwardMade(1.0, "us", 1),
    journal.AwardMade(1.0, "hua", 2),
    journal.AwardMade(1.0, "hua", 0),
    journal.AwardMade(1.0, "nobody", 2),
    journal.ContractSigned(1.0, 900_000.0),
    journal.MilestoneReached(1.0, "handover"),
    journal.AcceptanceRefused(1.0, "handover", 3.0),
    journal.MilestoneAccepted(1.0, "handover", 0.0),
    journal.MilestoneAccepted(1.0, "handover", 2.2),
    journal.InvoiceSent(1.0, "handover", 630_000.0),
    journal.PaymentReceived(1.0, "handover", 630_000.0),
    journal.ChangeRequested(1.0, "bigger"),
    journal.PenaltyIncurred(1.0, "handover", 9_000.0),
    *(journal.DealEnded(9.0, outcome) for outcome in ("closed", "lost", "withdrawn", "expired")),
]


@pytest.fixture(scope="module")
def program() -> Program:
    """The small deal, with a title for an event and for a move."""
    text = MINI.replace("  chat: {", "  titled: {day: 9, title: {en: A strike}}\n  chat: {")
    return load_text(
        text.replace(
            "      price_cut: {",
            "      titled_move: {day: 9, title: {en: A cut}}\n      price_cut: {",
        )
    )


def test_there_is_an_example_of_every_kind() -> None:
    assert {type(fact) for fact in FACTS} == set(FACT_KINDS)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_a_fact_has_a_sentence(speaker: Flask, program: Program, fact: Any, locale: str) -> None:
    with speaker.test_request_context(), force_locale(locale):
        line = Narrator(program).line(fact)

    assert line.text.endswith("。" if locale.startswith("zh") else ".")
    assert "%(" not in line.text


def test_the_sentences_in_english(speaker: Flask, program: Program) -> None:
    with speaker.test_request_context(), force_locale("en"):
        narrator = Narrator(program)
        told = [narrator.sentence(fact).replace("\u00a0", " ") for fact in FACTS]

    assert told == [
        "The stage “Offer” began.",
        "The stage “Offer” was passed.",
        "The time of the stage “Offer” was up.",
        "Depth: we chose Visit.",
        "Price: we chose CNY 900,000.",
        "Port: we chose Early, Insure.",
        "Port: we chose –.",
        "Crew: we chose Helpers 1.",
        "Port: nothing could be chosen, so nobody was asked.",
        "Insight: 20 → 60.",
        "CNY 5,000 was spent: Early.",
        "Visit is in the plan, from Mar 4 to Mar 9.",
        "Visit began.",
        "Visit began, after waiting 2.5 working days for people.",
        "Build needs rework: 3 working days more.",
        "Build was finished after 20 working days, at a cost of CNY 90,000.",
        "Build was called off.",
        "Engineers: 1 person is being hired and comes on Mar 17.",
        "Engineers: 2 contractors are ordered and come on Mar 6.",
        "Engineers: 1 new colleague has joined and is being trained.",
        "Engineers: 2 contractors have come.",
        "Engineers: 1 new colleague has finished training.",
        "Engineers: 2 contractors have left.",
        "Response to the risk “Port strike”: Transfer.",
        "There are signs that “Port strike” is about to happen.",
        "The risk “Port strike” struck; we had no response to it.",
        "The risk “Port strike” struck; our response was: Accept.",
        "Things moved on (chat).",
        "What happened: A strike.",
        "Hua Pumps made a move (price_cut).",
        "Hua Pumps made a move: A cut.",
        "Lin wrote: “Hello”.",
        "The offers were compared; chances of winning: Us 60%, Hua Pumps 30%, Nobody 10%.",
        "mei joined the sales team.",
        "bo left; 1 open deal goes to somebody else.",
        "an won an order over CNY 80,000 (web, 21.5 working days).",
        "An order over CNY 80,000 was won (web, 21 working days).",
        "A deal over CNY 80,000 was lost at “solution”.",
        "A deal over CNY 80,000 went cold at “solution”.",
        "We won the award.",
        "Hua Pumps won the award; by merit we were number 2.",
        "Hua Pumps won the award; our offer was not admitted.",
        "The customer awarded the contract to nobody.",
        "The contract over CNY 900,000 was signed.",
        "The milestone “Handover” is ready for acceptance.",
        "The customer refused to accept “Handover”: 3 working days of rework.",
        "The milestone “Handover” was accepted on time.",
        "The milestone “Handover” was accepted, 2.2 working days late.",
        "An invoice over CNY 630,000 was sent for “Handover”.",
        "CNY 630,000 was paid for “Handover”.",
        "The customer asks for a change: Bigger pump.",
        "The delay of “Handover” cost a penalty of CNY 9,000.",
        "The deal ended on day 9: Deal closed.",
        "The deal ended on day 9: Tender lost.",
        "The deal ended on day 9: Withdrawn.",
        "The deal ended on day 9: Time ran out.",
    ]


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_whole_runs_can_be_told(speaker: Flask, program: Program, policy: str) -> None:
    with speaker.test_request_context(), force_locale("en"):
        narrator = Narrator(program)
        for seed in range(5):
            for fact in play(program, seed, policy).journal:
                assert isinstance(narrator.line(fact), Line)


def test_news_leave_the_bookkeeping_away(speaker: Flask, program: Program) -> None:
    facts = [
        journal.EventHappened(1.0, "chat"),
        journal.TaskPlanned(1.0, "visit", 1.0, 4.0),
        journal.TaskPlanned(1.0, "build", 4.0, 24.0),
        journal.TaskPlanned(1.0, "install", 24.0, 29.0),
        journal.TaskStarted(1.0, "visit", 0.0),
        journal.NumberChanged(1.0, "insight", 20.0, 30.0, "visit"),
        journal.NumberChanged(1.5, "rivals.hua.price", 9e5, 9e5, "visit"),
        journal.TaskFinished(2.0, "visit", 1.0, 4_000.0),
        journal.NumberChanged(2.0, "insight", 30.0, 60.0, "visit"),
        journal.MoneySpent(2.0, 1_000.0, "visit"),
        journal.MessageReceived(2.0, MAIL),
        journal.StagePassed(2.0, "qualify", False),
        journal.StageEntered(2.0, "offer"),
        journal.TaskPlanned(3.0, "proposal", 3.0, 8.0),
    ]
    with speaker.test_request_context(), force_locale("en"):
        news = tell(Narrator(program), facts)

    assert [line.text.replace("\u00a0", " ") for line in news.lines] == [
        "Put in the plan: Build, Install.",
        "Visit began.",
        "Visit was finished after 1 working day, at a cost of CNY 4,000.",
        "The stage “Offer” began.",
        "Put in the plan: Proposal.",
    ]
    assert news.numbers == (NumberMoved("insight", "Insight", "points", 20.0, 60.0),)
    assert news.spending == (Spending("Visit", 5_000.0),)
    assert (news.spent, news.is_empty) == (5_000.0, False)


def test_nothing_is_no_news(speaker: Flask, program: Program) -> None:
    with speaker.test_request_context():
        assert tell(Narrator(program), []).is_empty
