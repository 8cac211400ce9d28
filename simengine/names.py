"""The names of the state: what formulas may read, what effects may change, what is hidden."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from simengine.expressions import MAX_MAGNITUDE
from simengine.scenario.deal import CRITERIA, RESPONSES
from simengine.scenario.model import Scenario
from simengine.scenario.parts import Quantity
from simengine.scenario.pipeline import Pipeline

Value = float | bool

RESPONSE_PAST = {
    "avoid": "avoided",
    "transfer": "transferred",
    "mitigate": "mitigated",
    "accept": "accepted",
}

# The slots of the numbers that every scenario has and that the engine sets most.
DAY = 0
DEAL_DAY = 1
ANSWER = 2
SPENT = 3
SELLING = 4
DELIVERY = 5
LEFT = 6
COMMITTED = 7
MONEY_SPENT = (SPENT, SELLING, DELIVERY, LEFT, COMMITTED)

# Heads of the names of whose turn it is in a pipeline; they mean something in its formulas alone.
PASSING = ("lead.", "seller.")

# What a pipeline counts: of itself, of each step, channel and salesperson.
PIPELINE_COUNTS = (
    "leads", "dropped", "open", "won", "lost", "cold",
    "value", "weighted", "revenue", "margin", "cycle_days",
)  # fmt: skip
STEP_COUNTS = ("open", "entered", "passed")
CHANNEL_COUNTS = ("leads", "won", "revenue")
SELLER_COUNTS = ("open", "won", "revenue")

_FOREVER = math.inf


@dataclass(frozen=True, slots=True)
class Name:
    """One number of the state: its start value, the range it stays in, who may touch or see it.

    A `changing` name can take other values than its first during a run.
    """

    name: str
    first: Value = 0.0
    low: float = 0.0
    high: float = _FOREVER
    assignable: bool = False
    hidden: bool = False
    changing: bool = True
    quantity: Quantity | None = None

    @property
    def held_between(self) -> tuple[float, float]:
        """The lowest and highest value that effects can give it, which can be counted with."""
        return max(self.low, -MAX_MAGNITUDE), min(self.high, MAX_MAGNITUDE)


def state_names(scenario: Scenario) -> tuple[Name, ...]:
    """Return every name of the scenario's state; its place in the tuple is its slot."""
    return tuple(_all_names(scenario))


def quantities(scenario: Scenario) -> Iterator[tuple[str, Quantity, tuple[str | int, ...]]]:
    """Yield (name, quantity, path in the file) of every quantity."""
    for key, quantity in scenario.variables.items():
        yield key, quantity, ("variables", key)
    for key, stakeholder in scenario.stakeholders.items():
        yield f"attitude.{key}", stakeholder.attitude, ("stakeholders", key, "attitude")
    for key, competitor in scenario.competitors.items():
        for criterion in CRITERIA:
            path = ("competitors", key, criterion)
            yield f"rivals.{key}.{criterion}", getattr(competitor, criterion), path
    for key, seller in scenario.pipeline.sellers.items() if scenario.pipeline else ():
        for trait in ("skill", "morale"):
            where = ("pipeline", "sellers", key, trait)
            yield f"sellers.{key}.{trait}", getattr(seller, trait), where


def quantity_limits(name: str, quantity: Quantity) -> tuple[float, float]:
    """Return the lowest and highest value: 0-100 for attitudes, criteria and people, 0 up
    for prices."""
    low, high = -_FOREVER, _FOREVER
    if name.startswith(("attitude.", "rivals.", "sellers.")):
        low, high = 0.0, _FOREVER if name.endswith(".price") else 100.0
    return (
        low if quantity.min is None else quantity.min,
        high if quantity.max is None else quantity.max,
    )


def _flag(name: str, first: bool = False) -> Name:
    return Name(name, first, 0.0, 1.0)


def _all_names(scenario: Scenario) -> Iterator[Name]:
    yield Name("day", 0.0, 0.0, scenario.horizon)
    yield Name("deal.day", 0.0, 0.0, scenario.horizon)
    yield Name("answer", 0.0, -_FOREVER)
    yield Name("money.spent")
    yield Name("money.selling")
    yield Name("money.delivery")
    yield Name("money.left", 0.0, -_FOREVER)
    yield Name("money.committed")
    for name, quantity, _ in quantities(scenario):
        low, high = quantity_limits(name, quantity)
        hidden = quantity.hidden is not None
        yield Name(name, 0.0, low, high, assignable=True, hidden=hidden, quantity=quantity)
    for key in ("selling_budget", "delivery_budget", "collected"):
        yield Name(f"money.{key}")
    for key in ("invoiced", "penalty"):
        yield Name(f"money.{key}")
    yield _flag("contract.signed")
    yield Name("contract.value", assignable=True)
    yield Name("contract.day", 0.0, 0.0, scenario.horizon)
    for key in ("won", "lost", "over"):
        yield _flag(f"deal.{key}")
    yield Name("award.rank")
    yield from _contract_names(scenario)
    for key in scenario.stages:
        yield _flag(f"stage.{key}.entered")
        yield _flag(f"stage.{key}.passed")
        yield Name(f"stage.{key}.day", 0.0, 0.0, scenario.horizon)
    for key in scenario.tasks:
        yield _flag(f"tasks.{key}.planned")
        yield _flag(f"tasks.{key}.started")
        yield _flag(f"tasks.{key}.done")
        yield Name(f"tasks.{key}.day", 0.0, 0.0, scenario.horizon)
    for key, pool in scenario.team.items():
        people = float(pool.people)
        yield Name(f"team.{key}.people", people)
        # Below 0 while people from outside finish the work that they should have left.
        yield Name(f"team.{key}.free", people, -_FOREVER)
        yield Name(f"team.{key}.training")
        yield Name(f"team.{key}.fatigue", 0.0, 0.0, 1.0)
        yield Name(f"team.{key}.overtime", 0.0, 0.0, pool.most_overtime, assignable=True)
    for key in scenario.risks:
        yield _flag(f"risks.{key}.struck")
        yield _flag(f"risks.{key}.warned")
        for response in RESPONSES:
            yield _flag(f"risks.{key}.{RESPONSE_PAST[response]}")
    for key in scenario.events:
        yield Name(f"events.{key}.times")
    for competitor in scenario.competitors.values():
        for key in competitor.moves:
            yield Name(f"events.{key}.times")
    yield from _decision_names(scenario)
    if scenario.pipeline is not None:
        yield from _pipeline_names(scenario.pipeline)


def _contract_names(scenario: Scenario) -> Iterator[Name]:
    contract = scenario.contract
    milestones = contract.milestones if contract else {}
    yield Name("milestones.total", float(len(milestones)), changing=False)
    yield Name("milestones.accepted", 0.0, 0.0, float(len(milestones)))
    yield Name("milestones.on_time", 0.0, 0.0, float(len(milestones)))
    for key in milestones:
        yield _flag(f"milestone.{key}.accepted")
        yield Name(f"milestone.{key}.late", 0.0, 0.0, scenario.horizon)
    for key in contract.changes if contract else ():
        yield Name(f"events.{key}.times", 0.0, 0.0, 1.0)


def _decision_names(scenario: Scenario) -> Iterator[Name]:
    for key, decision in scenario.decisions.items():
        yield Name(f"asked.{key}")
        if decision.amount is not None:
            yield Name(f"answers.{key}", 0.0, -_FOREVER)
        for option in decision.options:
            if decision.answer == "allocation":
                yield Name(f"chose.{key}.{option}")
            else:
                yield _flag(f"chose.{key}.{option}")


def _pipeline_names(pipeline: Pipeline) -> Iterator[Name]:
    for key in PIPELINE_COUNTS:
        yield Name(f"pipeline.{key}")
    for key in pipeline.steps:
        for count in STEP_COUNTS:
            yield Name(f"steps.{key}.{count}")
    for key in pipeline.channels:
        for count in CHANNEL_COUNTS:
            yield Name(f"channels.{key}.{count}")
    for key in pipeline.sellers:
        yield _flag(f"sellers.{key}.here")
        for count in SELLER_COUNTS:
            yield Name(f"sellers.{key}.{count}")
    for key in ("here", "left"):
        yield Name(f"sellers.{key}")
    # Whose turn it is: set before a formula of the pipeline is worked out.
    team = pipeline.sellers.values()
    traits = [trait for seller in team for trait in (seller.skill, seller.morale)]
    is_hidden = any(trait.hidden is not None for trait in traits)
    yield Name("lead.quality", 0.0, 0.0, 100.0, hidden=True)
    for key in ("seen", "low", "high"):
        yield Name(f"lead.{key}", 0.0, 0.0, 100.0)
    for key in ("value", "days", "waited", "step"):
        yield Name(f"lead.{key}")
    yield Name("lead.discount", 0.0, 0.0, 1.0)
    for key in pipeline.channels:
        yield _flag(f"lead.by.{key}")
    for key in ("skill", "morale"):
        yield Name(f"seller.{key}", 0.0, 0.0, 100.0, hidden=is_hidden)
    yield Name("seller.load")
    yield Name("seller.weight", 0.0, -_FOREVER)
    yield Name("seller.ramp", 0.0, 0.0, 1.0)
