"""Names of the state, such as `team.engineers.free`, as people call them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.play.figures import FigureUnit
from app.play.texts import Texts
from app.play.words import CRITERIA, RESPONSES
from simengine.names import RESPONSE_PAST
from simengine.program import Program

Word = tuple[LazyString, FigureUnit]

# Names that stand alone.
_SINGLE: Mapping[str, Word] = {
    "day": (_("Today"), "day"),
    "money.left": (_("Money left"), "money"),
    "money.spent": (_("Money spent"), "money"),
    "money.selling": (_("Cost of winning"), "money"),
    "money.delivery": (_("Cost of delivery"), "money"),
    "money.selling_budget": (_("Budget for winning"), "money"),
    "money.delivery_budget": (_("Budget for delivery"), "money"),
    "money.collected": (_("Money collected"), "money"),
    "money.invoiced": (_("Money invoiced"), "money"),
    "money.penalty": (_("Penalties"), "money"),
    "money.committed": (_("Cost still to come"), "money"),
    "contract.signed": (_("Contract signed"), "flag"),
    "contract.value": (_("Contract value"), "money"),
    "contract.day": (_("Day of signing"), "day"),
    "deal.won": (_("Award won"), "flag"),
    "deal.lost": (_("Award lost"), "flag"),
    "deal.over": (_("Deal over"), "flag"),
    "deal.day": (_("Day of the deal"), "day"),
    "milestones.total": (_("Milestones"), "count"),
    "milestones.accepted": (_("Milestones accepted"), "count"),
    "milestones.on_time": (_("Milestones on time"), "count"),
    "pipeline.leads": (_("Leads"), "count"),
    "pipeline.dropped": (_("Leads not taken up"), "count"),
    "pipeline.open": (_("Open deals"), "count"),
    "pipeline.won": (_("Orders won"), "count"),
    "pipeline.lost": (_("Deals lost"), "count"),
    "pipeline.cold": (_("Deals gone cold"), "count"),
    "pipeline.value": (_("Value of the open deals"), "money"),
    "pipeline.weighted": (_("Weighted value of the open deals"), "money"),
    "pipeline.revenue": (_("Revenue"), "money"),
    "pipeline.margin": (_("Margin"), "money"),
    "pipeline.cycle_days": (_("From lead to order"), "days"),
    "sellers.here": (_("Salespeople"), "count"),
    "sellers.left": (_("Salespeople who left"), "count"),
    "award.rank": (_("Our rank in the award"), "count"),
}

# Names of the form family.element.attribute, by family and attribute.
_FAMILIES: Mapping[tuple[str, str], Word] = {
    ("team", "people"): (_("%(name)s: people"), "count"),
    ("team", "free"): (_("%(name)s: free"), "count"),
    ("team", "training"): (_("%(name)s: in training"), "count"),
    ("team", "fatigue"): (_("%(name)s: fatigue"), "share"),
    ("team", "overtime"): (_("%(name)s: overtime"), "share"),
    ("tasks", "planned"): (_("%(name)s: planned"), "flag"),
    ("tasks", "started"): (_("%(name)s: begun"), "flag"),
    ("tasks", "done"): (_("%(name)s: done"), "flag"),
    ("tasks", "day"): (_("%(name)s: finished"), "day"),
    ("stage", "entered"): (_("%(name)s: begun"), "flag"),
    ("stage", "passed"): (_("%(name)s: passed"), "flag"),
    ("stage", "day"): (_("%(name)s: begun on"), "day"),
    ("risks", "struck"): (_("%(name)s: has struck"), "flag"),
    ("risks", "warned"): (_("%(name)s: signs seen"), "flag"),
    ("milestone", "accepted"): (_("%(name)s: accepted"), "flag"),
    ("milestone", "late"): (_("%(name)s: late by"), "days"),
    ("steps", "open"): (_("%(name)s: open deals"), "count"),
    ("steps", "entered"): (_("%(name)s: deals so far"), "count"),
    ("steps", "passed"): (_("%(name)s: went on"), "count"),
    ("channels", "leads"): (_("%(name)s: leads"), "count"),
    ("channels", "won"): (_("%(name)s: orders"), "count"),
    ("channels", "revenue"): (_("%(name)s: revenue"), "money"),
    ("sellers", "here"): (_("%(name)s: in the team"), "flag"),
    ("sellers", "open"): (_("%(name)s: open deals"), "count"),
    ("sellers", "won"): (_("%(name)s: orders"), "count"),
    ("sellers", "revenue"): (_("%(name)s: revenue"), "money"),
    ("sellers", "skill"): (_("%(name)s: skill"), "points"),
    ("sellers", "morale"): (_("%(name)s: morale"), "points"),
    ("events", "times"): (_("%(name)s: times"), "count"),
}

_RESPONSES = {past: response for response, past in RESPONSE_PAST.items()}


@dataclass(frozen=True)
class StateName:
    """A name of the state in words. `low` and `high` are the ends of its scale, if it has one."""

    label: str
    unit: FigureUnit
    low: float | None = None
    high: float | None = None


def describe(program: Program, texts: Texts, name: str) -> StateName:
    """What a name of the state is called, in which unit it is, and on which scale."""
    if name in _SINGLE:
        label, unit = _SINGLE[name]
        return StateName(str(label), unit)
    label_text, unit = _label(program, texts, name)
    spec = program.names[program.slots[name]]
    quantity = spec.quantity
    if unit == "money" and (quantity is None or quantity.min is None or quantity.max is None):
        return StateName(label_text, unit)
    if unit in ("flag", "day", "days", "count") or not math.isfinite(spec.low + spec.high):
        return StateName(label_text, unit)
    return StateName(label_text, unit, spec.low, spec.high)


def _label(program: Program, texts: Texts, name: str) -> tuple[str, FigureUnit]:
    family, *rest = name.split(".")
    if not rest:
        return texts.name(name), program.scenario.variables[name].unit
    element, attribute = rest[0], rest[-1]
    if (family, attribute) in _FAMILIES:
        label, unit = _FAMILIES[family, attribute]
        return str(label) % {"name": texts.name(element)}, unit
    if family == "attitude":
        return gettext("Attitude of %(name)s", name=texts.name(element)), "points"
    if family == "rivals":
        return _pair(texts.name(element), str(CRITERIA[attribute])), (  # type: ignore[index]
            "money" if attribute == "price" else "points"
        )
    if family == "risks":
        return _pair(texts.name(element), str(RESPONSES[_RESPONSES[attribute]])), "flag"  # type: ignore[index]
    decision = program.scenario.decisions[element]
    if family == "answers":
        assert decision.amount is not None
        return texts.name(element), decision.amount.unit
    if family == "asked":
        return gettext("%(name)s: times decided", name=texts.name(element)), "count"
    unit = "count" if decision.answer == "allocation" else "flag"
    return _pair(texts.name(element), texts.option(element, attribute)), unit


def _pair(whole: str, part: str) -> str:
    return gettext("%(whole)s: %(part)s", whole=whole, part=part)
