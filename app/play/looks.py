"""How a fact looks in a list: its icon and its tone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from simengine import journal
from simengine.journal import Fact
from simengine.world.award import US

Tone = Literal["", "good", "warning", "bad", "accent"]

SHORT_WAIT = 0.05
"""Days too few to be told: they are zero but for rounding."""


def look_of(fact: Fact) -> tuple[str, Tone]:
    """The icon of the sprite and the tone of a fact."""
    icon, tone = _LOOKS[type(fact)]
    return icon, tone(fact) if callable(tone) else tone


_Look = tuple[str, Tone | Callable[[Any], Tone]]

_LOOKS: Mapping[type, _Look] = {
    journal.StageEntered: ("flag", "accent"),
    journal.StagePassed: ("flag", lambda f: "warning" if f.forced else "good"),
    journal.DecisionMade: ("check", "accent"),
    journal.DecisionSkipped: ("info-circle", ""),
    journal.NumberChanged: ("gauge", ""),
    journal.MoneySpent: ("cash", ""),
    journal.TaskPlanned: ("calendar", ""),
    journal.TaskStarted: ("player-play", ""),
    journal.TaskReworked: ("refresh", "warning"),
    journal.TaskFinished: ("circle-check", "good"),
    journal.TaskStopped: ("player-stop", "warning"),
    journal.PeopleCalled: ("user-plus", ""),
    journal.PeopleJoined: ("users", "good"),
    journal.PeopleTrained: ("school", "good"),
    journal.PeopleLeft: ("users", "warning"),
    journal.RiskResponded: ("shield", "accent"),
    journal.RiskWarned: ("alert-triangle", "warning"),
    journal.RiskStruck: ("alert-triangle", "bad"),
    journal.EventHappened: ("bell", ""),
    journal.RivalMoved: ("git-branch", "warning"),
    journal.MessageReceived: ("mail", ""),
    journal.OffersWeighed: ("scale", "accent"),
    journal.AwardMade: ("trophy", lambda f: "good" if f.winner == US else "bad"),
    journal.ContractSigned: ("file-text", "good"),
    journal.MilestoneReached: ("target", ""),
    journal.AcceptanceRefused: ("circle-x", "bad"),
    journal.MilestoneAccepted: (
        "target", lambda f: "good" if f.late_days < SHORT_WAIT else "warning"
    ),
    journal.InvoiceSent: ("file-text", ""),
    journal.PaymentReceived: ("coin", "good"),
    journal.ChangeRequested: ("edit", "warning"),
    journal.PenaltyIncurred: ("cash", "bad"),
    journal.SellerJoined: ("user-plus", "good"),
    journal.SellerLeft: ("users", "bad"),
    journal.OrderWon: ("trophy", "good"),
    journal.LeadLost: ("circle-x", ""),
    journal.DealEnded: ("flag", lambda f: "good" if f.outcome == "closed" else "bad"),
}  # fmt: skip
