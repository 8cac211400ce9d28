"""The pipeline: many deals at once, worked on by salespeople who are never enough.

Leads arrive by channels, with a quality that nobody sees. A salesperson works on one deal at a
time, in steps; between two steps the customer takes time. What waits for too long goes cold.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from simengine.scenario.parts import (
    MOST_DAYS,
    Draw,
    Effects,
    Formula,
    HiddenQuantity,
    Id,
    Part,
    Text,
)

MOST_LEADS_A_DAY = 100


class Channel(Part):
    """Where leads come from."""

    title: Text
    rate: Formula = Field(description="Leads a working day, on average; at most 100.")
    quality: Draw = Field(description="How likely it is to buy and how well it fits, 0-100.")
    value: Draw = Field(description="What the order would be worth at list price, money.")
    cost: Formula | None = Field(None, description="Money spent on each lead; none: nothing.")


class Seller(Part):
    """A salesperson.

    Works at plan speed with a skill of 50, at 1.5 times with 100; a morale of 50 is plan speed,
    100 is 1.25 times (an assumption).
    """

    name: Text
    about: Text | None = Field(None, description="What is known of this person.")
    skill: HiddenQuantity = Field(description="0-100.")
    morale: HiddenQuantity = Field(description="0-100; let it drift with what is asked.")
    day_rate: float = Field(ge=0, description="Money for each working day in the team.")
    pace: Formula | None = Field(
        None, description="Factor on this person's speed, looked at when work begins; none: 1."
    )
    weight: Formula | None = Field(
        None, description="`seller.weight` in the rule who gets a lead; none: 1."
    )
    joins: Formula | None = Field(
        None, description="Condition on which this person is hired; none: there from day 0."
    )
    join_days: float = Field(
        0, ge=0, le=MOST_DAYS, description="Working days from the hiring until they come."
    )
    ramp_days: float = Field(
        30, ge=0, le=MOST_DAYS, description="Working days until they work like others, from 0.3."
    )
    hire_cost: float = Field(0, ge=0, description="Money for hiring this person.")
    leaves: Formula | None = Field(
        None, description="Expected departures a week, as a hazard; none: stays."
    )


class Step(Part):
    """A step that every deal takes, from the first talk to the signature."""

    title: Text
    effort: Draw = Field(description="Working days of the salesperson at plan speed.")
    needs: dict[Id, Annotated[int, Field(ge=1)]] = Field(
        default_factory=dict, description="People borrowed for the effort, by pool."
    )
    cost: Formula | None = Field(None, description="Money spent when it is begun.")
    wait: Draw | None = Field(None, description="Days that the customer takes afterwards.")
    passes: Formula = Field(description="Probability that the deal goes on.")
    usual: float = Field(
        gt=0, le=1, description="That probability by experience: what the forecast weighs by."
    )


class Pipeline(Part):
    """Deals from lead to order.

    In its formulas `lead.*` is the deal in question and `seller.*` the person who works on it.
    Those that the trainee's rules stand for (`enters`, `assign`, `drops`, `priority`, `discount`)
    may name nothing hidden: of the quality they know `lead.low`, `lead.high` and their middle,
    `lead.seen`.
    """

    channels: dict[Id, Channel] = Field(min_length=1, description="By id.")
    sellers: dict[Id, Seller] = Field(min_length=1, description="By id.")
    steps: dict[Id, Step] = Field(min_length=1, description="In their order, by id.")
    shown_within: Formula = Field(
        description="Half width of the range in which a lead's quality is shown; looked at when it "
        "arrives and after each step."
    )
    enters: Formula | None = Field(
        None, description="The bar: whether a new lead is taken up; none: each."
    )
    assign: Formula | None = Field(
        None, description="Who gets a lead: the highest; none: who has fewest deals."
    )
    drops: Formula | None = Field(
        None,
        description="Whether a deal that waits for us is given up; looked at every morning; "
        "none: never.",
    )
    priority: Formula | None = Field(
        None, description="Which of one's deals comes next: the highest; none: the oldest."
    )
    patience: Draw = Field(description="Days that a deal may lie before it goes cold.")
    discount: Formula | None = Field(
        None, description="Share of the price given away in the last step; none: nothing."
    )
    margin: Formula | None = Field(
        None, description="Share of what the customer pays that is margin; none: all of it."
    )
    pace: Formula | None = Field(None, description="Factor on everybody's speed; none: 1.")
    won: Effects = Field(Effects(), description="What follows an order.")
    lost: Effects = Field(Effects(), description="What follows when a customer says no.")
    cold: Effects = Field(Effects(), description="What follows when a deal goes cold.")
    left: Effects = Field(Effects(), description="What follows when a salesperson leaves.")
