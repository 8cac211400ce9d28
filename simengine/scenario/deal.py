"""The parts of a deal: stages, people, the market, tasks, risks, events, contract and score."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from simengine.scenario.parts import (
    MOMENT_PATTERN,
    MOST_DAYS,
    Draw,
    Effects,
    Formula,
    HiddenQuantity,
    Id,
    Part,
    Text,
    Trigger,
    Unit,
)

Phase = Literal["market_analysis", "planning", "execution", "closeout"]
PHASES: tuple[Phase, ...] = ("market_analysis", "planning", "execution", "closeout")
Criterion = Literal["price", "fit", "relationship", "risk", "delivery"]
CRITERIA: tuple[Criterion, ...] = ("price", "fit", "relationship", "risk", "delivery")
Response = Literal["avoid", "transfer", "mitigate", "accept"]
RESPONSES: tuple[Response, ...] = ("avoid", "transfer", "mitigate", "accept")

Rating = Annotated[int, Field(ge=1, le=5)]


class Stage(Effects):
    """One of the author's stages. It begins when the one before it is passed.

    Its effects are carried out at its start. It is passed once `gate` holds, or at
    `latest` days after its start, whether it holds or not; then `late` is carried out.
    """

    phase: Phase = Field(description="Which of the four phases of a deal it belongs to.")
    title: Text
    goal: Text | None = Field(None, description="What is to be reached here.")
    gate: Formula = Field(description="Condition that passes the stage.")
    latest: Formula | None = Field(None, description="Days after its start when it ends anyway.")
    late: Effects | None = Field(None, description="What follows when it had to be ended.")
    passed: Effects | None = Field(None, description="What follows when it is passed.")


class Hiring(Part):
    """Hiring takes `days`; who comes is trained for `training_days` by those who are there."""

    days: float = Field(ge=0, le=MOST_DAYS, description="Working days until they come.")
    cost: float = Field(0, ge=0, description="Money for each person hired.")
    training_days: float = Field(
        15, ge=0, le=MOST_DAYS, description="Working days until they work like others."
    )
    most: int = Field(3, ge=1, description="People that can be hired in the whole deal.")


class Outsourcing(Part):
    """People from outside come after `days`, stay for `term` days and cost their own rate."""

    days: float = Field(ge=0, le=MOST_DAYS, description="Working days until they come.")
    day_rate: float = Field(ge=0, description="Money for each person and working day booked.")
    term: float = Field(gt=0, le=MOST_DAYS, description="Working days that they stay.")
    most: int = Field(3, ge=1, description="People from outside at any one time.")


class Pool(Part):
    """People who can stand in for each other."""

    title: Text
    people: int = Field(ge=0, description="Head count at the start.")
    day_rate: float = Field(ge=0, description="Money for each person and working day booked.")
    skill: float = Field(50, ge=0, le=100, description="50 works at plan speed; 100 at 1.5 times.")
    most_overtime: float = Field(0.5, ge=0, le=1, description="Share of a normal day.")
    hire: Hiring | None = Field(None, description="How to hire; none: nobody can be hired.")
    outsource: Outsourcing | None = Field(
        None, description="How to bring people in from outside; none: nobody can be."
    )


class Character(Part):
    """Somebody who writes to the trainee without being part of the buying centre."""

    name: Text
    role: Text


class Stakeholder(Part):
    """A member of the buying centre."""

    name: Text
    role: Text
    about: Text | None = Field(None, description="What is known of this person.")
    influence: float = Field(gt=0, description="Weight in the award, relative to the others.")
    attitude: HiddenQuantity = Field(description="Towards us, 0 hostile to 100 champion.")
    weighs: dict[Criterion, Annotated[float, Field(ge=0)]] = Field(
        min_length=1, description="What counts for this person, as relative weights."
    )
    weighs_shown: Formula | None = Field(
        None, description="When the trainee gets to know the weights; none: from the start."
    )


class Move(Effects, Trigger):
    """Something a competitor does; the same as an event."""

    title: Text | None = Field(None, description="How it is told; none: it goes unseen.")
    chance: Formula | None = Field(None, description="Probability that it happens at all.")
    after: Draw | None = Field(None, description="Days between the trigger and the move.")
    repeat: bool = Field(False, description="Whether a condition may trigger it again.")


class Competitor(Part):
    """A rival for the contract; the criteria are 0-100, the price is money."""

    name: Text
    about: Text | None = Field(None, description="What is known of this competitor.")
    price: HiddenQuantity = Field(description="Money.")
    fit: HiddenQuantity = Field(description="How well its offer fits the need.")
    relationship: HiddenQuantity = Field(description="How close it is to the buyer.")
    risk: HiddenQuantity = Field(description="100 is safest in the buyer's eyes.")
    delivery: HiddenQuantity = Field(description="100 is the best delivery.")
    bids: Formula | None = Field(None, description="Whether it is in the award; none: always.")
    moves: dict[Id, Move] = Field(default_factory=dict, description="What it does, by id.")


class Rework(Part):
    """With `chance` the finished task has to be done again for a `share` of its duration."""

    chance: Formula = Field(description="Probability, worked out whenever it is finished.")
    share: Formula = Field(description="Share of its duration.")


class Task(Effects):
    """A piece of work. It waits for those of its predecessors that are in the plan.

    Its effects are carried out when it is finished; `cost` is spent when it starts.
    Days are at plan speed: skill, overtime, fatigue and training change how long they take. The
    project factor applies where `days` draws by chance.
    """

    title: Text
    detail: Text | None = Field(None, description="What there is to do.")
    stage: Id = Field(description="Stage whose work it is.")
    days: Draw = Field(description="Working days at plan speed.")
    needs: dict[Id, Annotated[int, Field(ge=1)]] = Field(
        default_factory=dict, description="People it keeps busy, by pool."
    )
    after: tuple[Id, ...] = Field((), description="Predecessors.")
    priority: int = Field(0, description="Who gets people first; higher first.")
    rework: Rework | None = Field(None, description="Work that may have to be done again.")


class RiskResponse(Effects):
    """One way to answer a risk; its effects are carried out when it is chosen."""

    label: Text | None = Field(None, description="What would be done.")
    chance_times: Formula | None = Field(None, description="Factor on the chance; none: 1.")
    impact: Effects | None = Field(None, description="What strikes instead; none: unchanged.")


class WarningSign(Part):
    """A sign that the risk is about to strike."""

    days: float = Field(gt=0, le=MOST_DAYS, description="How long before, if it does strike.")
    effects: Effects = Field(description="What the trainee gets to see.")


class Risk(Effects):
    """Something that may happen; its effects are its impact, carried out once.

    Either `chance` over the days `between`, or `rate` a working day `during` stages.
    """

    title: Text
    detail: Text | None = Field(None, description="Where it comes from.")
    impact_text: Text | None = Field(None, description="What it would do, for the register.")
    rating: tuple[Rating, Rating] | None = Field(
        None, description="Likelihood and severity, 1-5 each, as the register first puts them."
    )
    chance: Formula | None = Field(None, description="Probability, over the days `between`.")
    between: tuple[Formula, Formula] | None = Field(None, description="First and last day.")
    rate: Formula | None = Field(None, description="Expected cases a working day, in `during`.")
    during: tuple[Id, ...] = Field((), description="Stages in which it can strike.")
    warning: WarningSign | None = Field(None, description="What is seen before it strikes.")
    responses: dict[Response, RiskResponse] = Field(
        default_factory=dict, description="How it can be answered."
    )


class Event(Effects, Trigger):
    """Something that happens at a moment, on a day, every so often, or on a condition."""

    title: Text | None = Field(None, description="How it is told; none: only by its mail.")
    chance: Formula | None = Field(None, description="Probability that it happens at all.")
    after: Draw | None = Field(None, description="Days between the trigger and the event.")
    repeat: bool = Field(False, description="Whether a condition may trigger it again.")


class Award(Part):
    """Who wins: multinomial logit over the stakeholders' weighted utility of each offer.

    Our price is money; fit, risk and delivery are 0-100 (100 is best). Price utility is
    100 * lowest price / price; relationship is each stakeholder's attitude.
    """

    at: str = Field(pattern=MOMENT_PATTERN, description="The moment of the award.")
    price: Formula = Field(description="Our price, money.")
    fit: Formula = Field(description="How well our offer fits the need, 0-100.")
    risk: Formula = Field(description="How safe our offer looks, 0-100.")
    delivery: Formula = Field(description="How good our delivery looks, 0-100.")
    qualified: Formula | None = Field(None, description="Whether our offer is admitted at all.")
    scale: float = Field(0.15, gt=0, description="Logit units for one point of utility.")
    no_award: Formula | None = Field(
        None, description="Utility of buying from nobody, 0-100; none: somebody always wins."
    )
    won: Effects = Field(Effects(), description="What follows when we win.")
    lost: Effects = Field(
        Effects(),
        description="What follows when we lose; then the deal ends, though not a pipeline.",
    )


class Acceptance(Part):
    """The customer's test: passed with `chance`; if not, `rework` days go by before the next."""

    chance: Formula = Field(description="Probability to pass, at each attempt.")
    rework: Draw = Field(description="Working days until the next attempt.")
    cost: Formula | None = Field(None, description="Money spent on each failed attempt.")


class Milestone(Effects):
    """A stretch of the contract that is accepted and paid; effects follow its acceptance."""

    title: Text
    share: float = Field(ge=0, le=1, description="Share of the contract value that falls due.")
    after: tuple[Id, ...] = Field((), description="Tasks that must be finished.")
    wait: float = Field(
        0, ge=0, le=MOST_DAYS, description="Days to wait after that, as for retention money."
    )
    due: Formula | None = Field(None, description="Promised day, in days after signing.")
    acceptance: Acceptance | None = Field(
        None, description="The test before it is accepted; none: accepted at once."
    )
    pay_days: Draw = Field(description="Days from the invoice to the money.")


class Penalty(Part):
    """Liquidated damages for the milestones' delay."""

    per_day: float = Field(ge=0, description="Share of the contract value a working day late.")
    cap: float = Field(ge=0, le=1, description="Share of the contract value at most.")


class Change(Effects):
    """A change request of the customer during delivery; a decision can answer it."""

    title: Text
    chance: Formula = Field(description="Probability, worked out at the signature.")
    after: Draw = Field(description="Days after signing.")


class Contract(Effects):
    """What is signed when the award is won; its effects follow the signature."""

    value: Formula = Field(description="Contract value, money.")
    milestones: dict[Id, Milestone] = Field(min_length=1, description="In order, by id.")
    penalty: Penalty | None = Field(None, description="What delay costs; none: nothing.")
    changes: dict[Id, Change] = Field(
        default_factory=dict, description="Change requests that may come, by id."
    )


class Budget(Part):
    """Money at hand: for winning the deal, and for delivering it once the contract is signed."""

    selling: Formula = Field(description="Until the signature.")
    delivery: Formula | None = Field(
        None, description="From the signature on; none: what is left of the selling budget."
    )


class Kpi(Part):
    """A measure, 0 points at `worst`, 100 at `target`, in a straight line between."""

    title: Text
    detail: Text | None = Field(None, description="How it is worked out, in words.")
    unit: Unit = Field(description="What `value` is measured in.")
    value: Formula = Field(description="Worked out from the final state.")
    worst: float = Field(description="Value for 0 points.")
    target: float = Field(description="Value for 100 points.")
    weight: float = Field(gt=0, description="Weight in the score, relative to the others.")


class Score(Part):
    """What is enough, and what the grades are called."""

    pass_mark: float = Field(60, ge=0, le=100, description="Score that is enough.")
    grades: dict[str, float] = Field(
        {"A": 85.0, "B": 70.0, "C": 60.0, "D": 0.0}, description="Lowest score of each grade."
    )
