"""What happened in a run: facts in the past tense, frozen, in the order in which they happened.

`day` is the working day, a float from 0. Money is in the scenario's currency. `cause` names the
element whose effects brought a change about.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from simengine.names import Value

AnswerValue = str | float | int | tuple[str, ...] | dict[str, int]


class StageEntered(NamedTuple):
    day: float
    stage: str


class StagePassed(NamedTuple):
    """`forced` when its time was up before its gate held."""

    day: float
    stage: str
    forced: bool


class DecisionMade(NamedTuple):
    """`cost` is the money that the chosen options took at once."""

    day: float
    step: int
    decision: str
    value: AnswerValue
    cost: float


class DecisionSkipped(NamedTuple):
    """None of its options could be chosen, so nobody was asked."""

    day: float
    decision: str


class NumberChanged(NamedTuple):
    day: float
    name: str
    before: Value
    after: Value
    cause: str


class MoneySpent(NamedTuple):
    day: float
    amount: float
    cause: str


class TaskPlanned(NamedTuple):
    """The dates are those of the plan, free of chance and of waiting for people."""

    day: float
    task: str
    planned_start: float
    planned_finish: float


class TaskStarted(NamedTuple):
    """`waited` is how long it stood ready but had no people."""

    day: float
    task: str
    waited: float


class TaskReworked(NamedTuple):
    """`days` is the extra work at plan speed."""

    day: float
    task: str
    days: float


class TaskFinished(NamedTuple):
    """`days` is from its start to its finish; `cost` is of people and of the task itself."""

    day: float
    task: str
    days: float
    cost: float


class TaskStopped(NamedTuple):
    day: float
    task: str
    cost: float


class PeopleCalled(NamedTuple):
    """`source` is `hire` or `outsource`; they come on `arrival_day`."""

    day: float
    pool: str
    people: int
    source: str
    arrival_day: float


class PeopleJoined(NamedTuple):
    day: float
    pool: str
    people: int
    source: str


class PeopleTrained(NamedTuple):
    day: float
    pool: str
    people: int


class PeopleLeft(NamedTuple):
    day: float
    pool: str
    people: int


class RiskResponded(NamedTuple):
    day: float
    risk: str
    response: str


class RiskWarned(NamedTuple):
    day: float
    risk: str


class RiskStruck(NamedTuple):
    """`response` is the one in force, or none."""

    day: float
    risk: str
    response: str | None


class EventHappened(NamedTuple):
    day: float
    event: str


class RivalMoved(NamedTuple):
    day: float
    competitor: str
    move: str


class MessageReceived(NamedTuple):
    """`place` is where its text stands in the scenario."""

    day: float
    place: str


class OffersWeighed(NamedTuple):
    """`utilities` and `probabilities` by bidder: `us`, the competitors, perhaps `nobody`."""

    day: float
    prices: dict[str, float]
    utilities: dict[str, float]
    probabilities: dict[str, float]


class AwardMade(NamedTuple):
    """`rank` is our place by utility, from 1; 0 when our offer was not admitted."""

    day: float
    winner: str
    rank: int


class ContractSigned(NamedTuple):
    day: float
    value: float


class MilestoneReached(NamedTuple):
    day: float
    milestone: str


class AcceptanceRefused(NamedTuple):
    day: float
    milestone: str
    rework_days: float


class MilestoneAccepted(NamedTuple):
    day: float
    milestone: str
    late_days: float


class InvoiceSent(NamedTuple):
    day: float
    milestone: str
    amount: float


class PaymentReceived(NamedTuple):
    day: float
    milestone: str
    amount: float


class ChangeRequested(NamedTuple):
    day: float
    change: str


class PenaltyIncurred(NamedTuple):
    day: float
    milestone: str
    amount: float


class SellerJoined(NamedTuple):
    day: float
    seller: str


class SellerLeft(NamedTuple):
    """`deals` are those that others have to take over."""

    day: float
    seller: str
    deals: int


class OrderWon(NamedTuple):
    """`value` is what the customer pays, `days` how long it took from the lead."""

    day: float
    channel: str
    seller: str
    value: float
    days: float


class LeadLost(NamedTuple):
    """`why` is `no`, `cold` or `dropped`; `value` is at list price."""

    day: float
    channel: str
    seller: str
    step: str
    value: float
    why: str


class DealEnded(NamedTuple):
    """`outcome` is `closed`, `lost`, `withdrawn` or `expired`."""

    day: float
    outcome: str


Fact = (
    StageEntered | StagePassed | DecisionMade | DecisionSkipped | NumberChanged | MoneySpent
    | TaskPlanned | TaskStarted | TaskReworked | TaskFinished | TaskStopped
    | PeopleCalled | PeopleJoined | PeopleTrained | PeopleLeft
    | RiskResponded | RiskWarned | RiskStruck | EventHappened | RivalMoved | MessageReceived
    | OffersWeighed | AwardMade | ContractSigned
    | MilestoneReached | AcceptanceRefused | MilestoneAccepted | InvoiceSent | PaymentReceived
    | ChangeRequested | PenaltyIncurred
    | SellerJoined | SellerLeft | OrderWon | LeadLost
    | DealEnded
)  # fmt: skip


def as_json(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """Return the facts as plain data, each with its kind under `fact`."""
    return [{"fact": type(fact).__name__, **fact._asdict()} for fact in facts]
