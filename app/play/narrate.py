"""The journal in words: a sentence for each kind of fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.formats import days, money, number, percent
from app.i18n import pick
from app.play.figures import figure, short_date
from app.play.looks import SHORT_WAIT, Tone, look_of
from app.play.state_names import describe
from app.play.texts import Texts
from app.play.words import OUTCOMES, RESPONSES, listed
from simengine import journal
from simengine.calendar import date_of_day
from simengine.journal import Fact
from simengine.program import Program
from simengine.world.award import NOBODY, US


@dataclass(frozen=True)
class Line:
    """A fact in words. `icon` is one of the sprite's."""

    day: float
    date: date
    icon: str
    tone: Tone
    text: str


class Narrator:
    """Tells the facts of one scenario's runs in the reader's language."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.texts = Texts(program.scenario)

    def line(self, fact: Fact) -> Line:
        """The fact in words, with its date and look."""
        icon, tone = look_of(fact)
        return Line(fact.day, self.date(fact.day), icon, tone, self.sentence(fact))

    def plan_line(self, facts: Sequence[journal.TaskPlanned]) -> Line:
        """Several tasks that were put in the plan on one day, in one line."""
        icon, tone = look_of(facts[0])
        names = listed([self.name(fact.task) for fact in facts])
        text = _("Put in the plan: %(tasks)s.", tasks=names)
        return Line(facts[0].day, self.date(facts[0].day), icon, tone, text)

    def sentence(self, fact: Fact) -> str:
        """The fact in words."""
        return _SENTENCES[type(fact)](self, fact)

    def name(self, element_id: str) -> str:
        """What an element is called."""
        return self.texts.name(element_id)

    def date(self, day: float) -> date:
        """The date of a working day."""
        return date_of_day(self.program.scenario.start, day, self.program.scenario.holidays)

    def money(self, amount: float) -> str:
        """An amount in the scenario's currency."""
        return money(amount, self.program.scenario.currency)

    def bidder(self, bidder: str) -> str:
        """Who offered."""
        if bidder == US:
            return _("Us")
        if bidder == NOBODY:
            return _("Nobody")
        return self.name(bidder)


def _days(count: float) -> str:
    return days(count, 0 if abs(count - round(count)) < SHORT_WAIT else 1)


def _stage_passed(n: Narrator, fact: journal.StagePassed) -> str:
    if fact.forced:
        return _("The time of the stage “%(stage)s” was up.", stage=n.name(fact.stage))
    return _("The stage “%(stage)s” was passed.", stage=n.name(fact.stage))


def _decision_made(n: Narrator, fact: journal.DecisionMade) -> str:
    decision = n.program.scenario.decisions[fact.decision]
    return _(
        "%(decision)s: we chose %(answer)s.",
        decision=pick(decision.title),
        answer=n.texts.answer(decision, fact.value),
    )


def _number_changed(n: Narrator, fact: journal.NumberChanged) -> str:
    name = describe(n.program, n.texts, fact.name)
    before, after = (
        figure(float(value), name.unit, n.program.scenario.currency)
        for value in (fact.before, fact.after)
    )
    return _("%(name)s: %(before)s → %(after)s.", name=name.label, before=before, after=after)


def _task_planned(n: Narrator, fact: journal.TaskPlanned) -> str:
    return _(
        "%(task)s is in the plan, from %(start)s to %(finish)s.",
        task=n.name(fact.task),
        start=short_date(n.date(fact.planned_start)),
        finish=short_date(n.date(fact.planned_finish)),
    )


def _task_started(n: Narrator, fact: journal.TaskStarted) -> str:
    if fact.waited < SHORT_WAIT:
        return _("%(task)s began.", task=n.name(fact.task))
    return _(
        "%(task)s began, after waiting %(days)s for people.",
        task=n.name(fact.task),
        days=_days(fact.waited),
    )


def _people_called(n: Narrator, fact: journal.PeopleCalled) -> str:
    texts = {"pool": n.name(fact.pool), "date": short_date(n.date(fact.arrival_day))}
    if fact.source == "hire":
        return str(
            ngettext(
                "%(pool)s: %(num)s person is being hired and comes on %(date)s.",
                "%(pool)s: %(num)s people are being hired and come on %(date)s.",
                fact.people,
                **texts,
            )
        )
    return str(
        ngettext(
            "%(pool)s: %(num)s contractor is ordered and comes on %(date)s.",
            "%(pool)s: %(num)s contractors are ordered and come on %(date)s.",
            fact.people,
            **texts,
        )
    )


def _people_joined(n: Narrator, fact: journal.PeopleJoined) -> str:
    if fact.source == "hire":
        return str(
            ngettext(
                "%(pool)s: %(num)s new colleague has joined and is being trained.",
                "%(pool)s: %(num)s new colleagues have joined and are being trained.",
                fact.people,
                pool=n.name(fact.pool),
            )
        )
    return str(
        ngettext(
            "%(pool)s: %(num)s contractor has come.",
            "%(pool)s: %(num)s contractors have come.",
            fact.people,
            pool=n.name(fact.pool),
        )
    )


def _people_trained(n: Narrator, fact: journal.PeopleTrained) -> str:
    return str(
        ngettext(
            "%(pool)s: %(num)s new colleague has finished training.",
            "%(pool)s: %(num)s new colleagues have finished training.",
            fact.people,
            pool=n.name(fact.pool),
        )
    )


def _people_left(n: Narrator, fact: journal.PeopleLeft) -> str:
    return str(
        ngettext(
            "%(pool)s: %(num)s contractor has left.",
            "%(pool)s: %(num)s contractors have left.",
            fact.people,
            pool=n.name(fact.pool),
        )
    )


def _risk_struck(n: Narrator, fact: journal.RiskStruck) -> str:
    if fact.response is None:
        return _("The risk “%(risk)s” struck; we had no response to it.", risk=n.name(fact.risk))
    response = RESPONSES[fact.response]  # type: ignore[index]
    return _(
        "The risk “%(risk)s” struck; our response was: %(response)s.",
        risk=n.name(fact.risk),
        response=response,
    )


def _event_happened(n: Narrator, fact: journal.EventHappened) -> str:
    if n.texts.is_named(fact.event):
        return _("What happened: %(event)s.", event=n.name(fact.event))
    return _("Things moved on (%(event)s).", event=fact.event)


def _rival_moved(n: Narrator, fact: journal.RivalMoved) -> str:
    if n.texts.is_named(fact.move):
        return _(
            "%(rival)s made a move: %(move)s.",
            rival=n.name(fact.competitor),
            move=n.name(fact.move),
        )
    return _("%(rival)s made a move (%(move)s).", rival=n.name(fact.competitor), move=fact.move)


def _message_received(n: Narrator, fact: journal.MessageReceived) -> str:
    mail = n.program.mails[fact.place]
    return _(
        "%(sender)s wrote: “%(subject)s”.", sender=n.name(mail.sender), subject=pick(mail.subject)
    )


def _offers_weighed(n: Narrator, fact: journal.OffersWeighed) -> str:
    chances = [
        f"{n.bidder(bidder)} {percent(chance)}" for bidder, chance in fact.probabilities.items()
    ]
    return _("The offers were compared; chances of winning: %(chances)s.", chances=listed(chances))


def _award_made(n: Narrator, fact: journal.AwardMade) -> str:
    if fact.winner == US:
        return _("We won the award.")
    if fact.rank == 0:
        return _(
            "%(winner)s won the award; our offer was not admitted.", winner=n.bidder(fact.winner)
        )
    if fact.winner == NOBODY:
        return _("The customer awarded the contract to nobody.")
    return _(
        "%(winner)s won the award; by merit we were number %(rank)s.",
        winner=n.bidder(fact.winner),
        rank=fact.rank,
    )


def _milestone_accepted(n: Narrator, fact: journal.MilestoneAccepted) -> str:
    if fact.late_days < SHORT_WAIT:
        return _("The milestone “%(name)s” was accepted on time.", name=n.name(fact.milestone))
    return _(
        "The milestone “%(name)s” was accepted, %(days)s late.",
        name=n.name(fact.milestone),
        days=_days(fact.late_days),
    )


def _seller_left(n: Narrator, fact: journal.SellerLeft) -> str:
    return ngettext(
        "%(name)s left; %(num)s open deal goes to somebody else.",
        "%(name)s left; %(num)s open deals go to others.",
        fact.deals,
        name=n.name(fact.seller),
    )


def _order_won(n: Narrator, fact: journal.OrderWon) -> str:
    words = {
        "value": n.money(fact.value),
        "days": _days(fact.days),
        "channel": n.name(fact.channel),
    }
    if not fact.seller:
        return _("An order over %(value)s was won (%(channel)s, %(days)s).", **words)
    return _(
        "%(name)s won an order over %(value)s (%(channel)s, %(days)s).",
        name=n.name(fact.seller), **words,
    )  # fmt: skip


def _lead_lost(n: Narrator, fact: journal.LeadLost) -> str:
    words = {"value": n.money(fact.value), "step": n.name(fact.step)}
    if fact.why == "cold":
        return _("A deal over %(value)s went cold at “%(step)s”.", **words)
    if fact.why == "dropped":
        return _("A deal over %(value)s was given up at “%(step)s”.", **words)
    return _("A deal over %(value)s was lost at “%(step)s”.", **words)


_SENTENCES: Mapping[type, Callable[[Narrator, Any], str]] = {
    journal.StageEntered: lambda n, f: _("The stage “%(stage)s” began.", stage=n.name(f.stage)),
    journal.StagePassed: _stage_passed,
    journal.DecisionMade: _decision_made,
    journal.DecisionSkipped: lambda n, f: _(
        "%(decision)s: nothing could be chosen, so nobody was asked.", decision=n.name(f.decision)
    ),
    journal.NumberChanged: _number_changed,
    journal.MoneySpent: lambda n, f: _(
        "%(amount)s was spent: %(cause)s.", amount=n.money(f.amount), cause=n.name(f.cause)
    ),
    journal.TaskPlanned: _task_planned,
    journal.TaskStarted: _task_started,
    journal.TaskReworked: lambda n, f: _(
        "%(task)s needs rework: %(days)s more.", task=n.name(f.task), days=_days(f.days)
    ),
    journal.TaskFinished: lambda n, f: _(
        "%(task)s was finished after %(days)s, at a cost of %(cost)s.",
        task=n.name(f.task), days=_days(f.days), cost=n.money(f.cost),
    ),
    journal.TaskStopped: lambda n, f: _("%(task)s was called off.", task=n.name(f.task)),
    journal.PeopleCalled: _people_called,
    journal.PeopleJoined: _people_joined,
    journal.PeopleTrained: _people_trained,
    journal.PeopleLeft: _people_left,
    journal.RiskResponded: lambda n, f: _(
        "Response to the risk “%(risk)s”: %(response)s.",
        risk=n.name(f.risk), response=RESPONSES[f.response],
    ),
    journal.RiskWarned: lambda n, f: _(
        "There are signs that “%(risk)s” is about to happen.", risk=n.name(f.risk)
    ),
    journal.RiskStruck: _risk_struck,
    journal.EventHappened: _event_happened,
    journal.RivalMoved: _rival_moved,
    journal.MessageReceived: _message_received,
    journal.OffersWeighed: _offers_weighed,
    journal.AwardMade: _award_made,
    journal.ContractSigned: lambda n, f: _(
        "The contract over %(value)s was signed.", value=n.money(f.value)
    ),
    journal.MilestoneReached: lambda n, f: _(
        "The milestone “%(name)s” is ready for acceptance.", name=n.name(f.milestone)
    ),
    journal.AcceptanceRefused: lambda n, f: _(
        "The customer refused to accept “%(name)s”: %(days)s of rework.",
        name=n.name(f.milestone), days=_days(f.rework_days),
    ),
    journal.MilestoneAccepted: _milestone_accepted,
    journal.InvoiceSent: lambda n, f: _(
        "An invoice over %(amount)s was sent for “%(name)s”.",
        amount=n.money(f.amount), name=n.name(f.milestone),
    ),
    journal.PaymentReceived: lambda n, f: _(
        "%(amount)s was paid for “%(name)s”.",
        amount=n.money(f.amount), name=n.name(f.milestone),
    ),
    journal.ChangeRequested: lambda n, f: _(
        "The customer asks for a change: %(change)s.", change=n.name(f.change)
    ),
    journal.PenaltyIncurred: lambda n, f: _(
        "The delay of “%(name)s” cost a penalty of %(amount)s.",
        name=n.name(f.milestone), amount=n.money(f.amount),
    ),
    journal.SellerJoined: lambda n, f: _("%(name)s joined the sales team.", name=n.name(f.seller)),
    journal.SellerLeft: _seller_left,
    journal.OrderWon: _order_won,
    journal.LeadLost: _lead_lost,
    journal.DealEnded: lambda n, f: _(
        "The deal ended on day %(day)s: %(outcome)s.",
        day=number(f.day), outcome=OUTCOMES[f.outcome],
    ),
}  # fmt: skip
