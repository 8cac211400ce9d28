"""Slots: the places of a plan that hold a wish each, and plans with another wish in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from simengine.policies import Plan
from simengine.policies.plan import Advice, Rule, Sign
from simengine.policies.wishes import Wish
from simengine.program import Program
from simengine.questions import Question
from simengine.solve.witness import Asked, Feature, features

# Of a decision that comes back, so many first times get a wish of their own.
_TIMES = 3


class Slot(NamedTuple):
    """A decision's wish, or with a sign, that of the rule which goes by it. `asked` is how it came
    up, on the first of the occasions for which the wish is meant; `share` of the runs have one.
    The sign is how often it was asked, or one of those that the plan goes by."""

    decision: str
    sign: Sign | None
    asked: Question
    share: float


def slots_of(runs: Sequence[dict[str, list[Asked]]]) -> list[Slot]:
    """Return the slots of what was asked in these runs, in the order of the days."""
    rows: dict[str, list[list[Asked]]] = {}
    for run in runs:
        for decision, asked in run.items():
            rows.setdefault(decision, []).append(asked)
    found: list[Slot] = []
    for decision, asked_by_run in rows.items():
        share = len(asked_by_run) / len(runs)
        found.append(Slot(decision, None, asked_by_run[0][0].question, share))
        for times in range(1, _TIMES + 1):
            later = [asked[times].question for asked in asked_by_run if len(asked) > times]
            if later:
                sign = Sign(f"asked.{decision}", "middle", "from", float(times))
                found.append(Slot(decision, sign, later[0], len(later) / len(runs)))
    return sorted(found, key=lambda slot: slot.asked.day)


def rule_slots(program: Program, plan: Plan, runs: Sequence[dict[str, list[Asked]]]) -> list[Slot]:
    """Return the slots of the rules of a plan that go by one sign other than how often a decision
    was asked, where it was seen in these runs, in the order of the plan."""
    found = []
    for decision, advice in plan.advice.items():
        spec = program.scenario.decisions.get(decision)
        places = {} if spec is None else {f: i for i, f in enumerate(features(program, spec))}
        asked = [run[decision] for run in runs if decision in run]
        for rule in advice.rules:
            sign = rule.when[0]
            place = places.get(Feature(sign.see, sign.part))
            if len(rule.when) > 1 or place is None:
                continue
            first = [next((a for a in rows if sign.met(a.seen[place])), None) for rows in asked]
            seen = [one for one in first if one is not None]
            if seen:
                found.append(Slot(decision, sign, seen[0].question, len(seen) / len(runs)))
    return found


def wish_at(plan: Plan, slot: Slot) -> Wish | None:
    """Return the wish in force at a slot, or None where the plan has no advice."""
    advice = plan.advice.get(slot.decision)
    if advice is None:
        return None
    if slot.sign is not None:
        for rule in advice.rules:
            covers = len(rule.when) == 1 and _covers(rule.when[0], slot.sign)
            if covers or rule.when == (slot.sign,):
                return rule.do
    return advice.do


def with_wish(plan: Plan, slot: Slot, wish: Wish) -> Plan:
    """Return the plan with this wish at the slot."""
    advice = plan.advice.get(slot.decision, Advice(wish))
    if slot.sign is None:
        return with_advice(plan, slot.decision, replace(advice, do=wish))
    rules = advice.rules
    # Rules of the same sign: the one that asks for most comes first, or it would never be met. One
    # that is there keeps its place, for others may go before it.
    place = next(
        (
            at
            for at, rule in enumerate(rules)
            if rule.when == (slot.sign,) or _covers(rule.when[0], slot.sign)
        ),
        len(rules),
    )
    # Whatever goes by the same sign further down would never be met.
    after = (rule for rule in rules[place:] if rule.when != (slot.sign,))
    rules = (*rules[:place], Rule((slot.sign,), wish), *after)
    return with_advice(plan, slot.decision, replace(advice, rules=rules))


def without_rule(plan: Plan, slot: Slot) -> Plan:
    """Return the plan without the rule that goes by the sign of the slot."""
    advice = plan.advice[slot.decision]
    rules = tuple(rule for rule in advice.rules if rule.when != (slot.sign,))
    return with_advice(plan, slot.decision, replace(advice, rules=rules))


def with_rule(plan: Plan, decision: str, rule: Rule) -> Plan:
    """Return the plan with one more rule for a decision, which goes before all others."""
    advice = plan.advice[decision]
    return with_advice(plan, decision, replace(advice, rules=(rule, *advice.rules)))


def with_advice(plan: Plan, decision: str, advice: Advice) -> Plan:
    """Return the plan with another advice for a decision."""
    return replace(plan, advice={**plan.advice, decision: advice})


def _covers(sign: Sign, other: Sign) -> bool:
    """Whether a rule with this sign is in force wherever the other sign holds."""
    return (sign.see, sign.part, sign.side) == (other.see, other.part, other.side) and (
        sign.side == "from" and sign.than <= other.than
    )
