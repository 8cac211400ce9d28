"""Situations: rules for when something else than the usual is better, by what can be seen.

For a decision, what another wish would have gained in each run is laid beside what could be seen
then. The number and the threshold that part the gains from the losses best make a rule. As the
best of many splits always seems to part something, it must then show on fresh seeds that it helps.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from simengine.policies import Plan
from simengine.policies.plan import Rule, Sign
from simengine.policies.wishes import Wish
from simengine.solve.candidates import candidates
from simengine.solve.lab import Lab, Spent
from simengine.solve.race import confirm, differences
from simengine.solve.slots import slots_of, with_advice, with_rule
from simengine.solve.witness import Asked, Feature, features

# Seeds on which every wish is tried, on which the promising are, and on which a rule must hold, in
# the first round; twice as many in each later one.
_TRIED = 24
_SEEDS = 160
_FRESH = 384

# Wishes tried for a decision in a round, at most; others in the next one.
_WISHES_TRIED = 6

# Decisions looked at closely, and wishes for each.
_DECISIONS = 16
_WISHES = 2

# A rule is for at least so many of the runs, and its gain at least so many standard errors.
_FEWEST = 8
_STANDS_OUT = 2.2
_THRESHOLDS = 24
_DIGITS = 3


class _Prospect(NamedTuple):
    """A wish and how much it would gain if it were always known when to follow it."""

    decision: str
    wish: Wish
    upside: float


class Split(NamedTuple):
    """A sign and what it would gain on average to go by it; `error` is that of the gain."""

    sign: Sign
    gain: float
    error: float


def add_rules(lab: Lab, plan: Plan, *, block: int, rounds: Sequence[int] = (0,)) -> Plan:
    """Return the plan with the rules found, as far as the runs go.

    `block` is the first of the blocks of seeds to use, two for each round.
    """
    finder = _Finder(lab, plan)
    with suppress(Spent):
        for place in rounds:
            finder.round(place, block + 2 * place)
    return finder.now


class _Finder:
    """A search for rules under way; `now` is the plan with those found."""

    def __init__(self, lab: Lab, plan: Plan) -> None:
        self.lab = lab
        self.now = plan

    def round(self, place: int, block: int) -> None:
        """Look for one rule more for each of the decisions that promise most."""
        lab, plan, times = self.lab, self.now, 2**place
        seeds, fresh = lab.seeds(block, _SEEDS * times), lab.seeds(block + 1, _FRESH * times)
        runs = lab.watch(plan, seeds)
        prospects = _prospects(lab, plan, seeds, runs, place)
        order = list(dict.fromkeys(prospect.decision for prospect in prospects))[:_DECISIONS]
        for decision in order:
            mine = [p for p in prospects if p.decision == decision]
            rule = _rule(lab, plan, mine, seeds, runs)
            if rule is None:
                continue
            ruled = with_rule(self.now, decision, rule)
            lab.inherit(ruled, self.now, decision)
            if confirm(lab, self.now, ruled, fresh, first=_TRIED * times * 2) is not None:
                self.now = ruled


def _prospects(
    lab: Lab, plan: Plan, seeds: Sequence[int], runs: Sequence[dict[str, list[Asked]]], place: int
) -> list[_Prospect]:
    """Return the wishes of a round by what they could gain, the most promising first."""
    found = []
    for slot in slots_of(runs):
        if slot.sign is not None or slot.decision not in plan.advice:
            continue
        mine = _where_asked(seeds, runs, slot.decision)[: _TRIED * 2**place]
        if len(mine) < _FEWEST:
            continue
        decision = lab.program.scenario.decisions[slot.decision]
        usual = plan.advice[slot.decision].do
        wishes = candidates(lab.program, decision, slot.asked, usual)
        step = math.ceil(len(wishes) / _WISHES_TRIED) or 1
        for wish in wishes[place % step :: step]:
            ahead = differences(lab, _always(plan, slot.decision, wish), plan, mine)
            upside = math.fsum(max(0.0, one) for one in ahead) / len(ahead) * slot.share
            found.append(_Prospect(slot.decision, wish, upside))
    return sorted(found, key=lambda prospect: -prospect.upside)


def _rule(
    lab: Lab,
    plan: Plan,
    prospects: Sequence[_Prospect],
    seeds: Sequence[int],
    runs: Sequence[dict[str, list[Asked]]],
) -> Rule | None:
    """Return the rule that promises most among those for one decision."""
    best: tuple[float, Rule] | None = None
    for prospect in prospects[:_WISHES]:
        decision = prospect.decision
        mine = _where_asked(seeds, runs, decision)
        ahead = differences(lab, _always(plan, decision, prospect.wish), plan, mine)
        rows = [run[decision][0].seen for run in runs if decision in run]
        spec = lab.program.scenario.decisions[decision]
        splits = best_splits(features(lab.program, spec), rows, ahead)
        if splits and (best is None or splits[-1].gain > best[0]):
            signs = tuple(split.sign for split in splits)
            best = splits[-1].gain, Rule(signs, prospect.wish)
    return None if best is None else best[1]


def best_splits(
    by: Sequence[Feature], rows: Sequence[Sequence[float | None]], ahead: Sequence[float]
) -> tuple[Split, ...]:
    """Return the sign that parts gains from losses best, and a second one if among the runs that
    show the first it surely parts off losses; their gains are those of going by all signs so far.
    Empty where nothing stands out. The arguments are those of `best_split`."""
    first = best_split(by, rows, ahead)
    if first is None:
        return ()
    place = by.index(Feature(first.sign.see, first.sign.part))
    inside = [
        (row, gain) for row, gain in zip(rows, ahead, strict=True) if first.sign.met(row[place])
    ]
    second = best_split(by, [row for row, _ in inside], [gain for _, gain in inside])
    if second is None:
        return (first,)
    place = by.index(Feature(second.sign.see, second.sign.part))
    parted = [gain for row, gain in inside if not second.sign.met(row[place])]
    if math.fsum(parted) >= -_STANDS_OUT * math.sqrt(math.fsum(one * one for one in parted)):
        return (first,)
    share = len(inside) / len(ahead)
    return first, Split(second.sign, second.gain * share, second.error * share)


def best_split(
    by: Sequence[Feature], rows: Sequence[Sequence[float | None]], ahead: Sequence[float]
) -> Split | None:
    """Return the sign that parts gains from losses best; `rows` holds what was seen in each run,
    feature by feature, and `ahead` what was gained. None where nothing stands out."""
    best: Split | None = None
    for place, feature in enumerate(by):
        seen = [(row[place], gain) for row, gain in zip(rows, ahead, strict=True)]
        known = sorted((value, gain) for value, gain in seen if value is not None)
        for at in _cuts([value for value, _ in known]):
            than = _between(known[at - 1][0], known[at][0])
            for sign, side in (
                (Sign(feature.name, feature.part, "from", than), known[at:]),
                (Sign(feature.name, feature.part, "below", than), known[:at]),
            ):
                gain = math.fsum(one for _, one in side)
                error = math.sqrt(math.fsum(one * one for _, one in side))
                stands_out = len(side) >= _FEWEST and gain > _STANDS_OUT * error
                if stands_out and (best is None or gain / len(ahead) > best.gain):
                    best = Split(sign, gain / len(ahead), error / len(ahead))
    return best


def _cuts(values: Sequence[float]) -> list[int]:
    """Return the places at which the ordered values may be cut in two, not too many of them."""
    cuts = [at for at in range(1, len(values)) if values[at] > values[at - 1]]
    if len(cuts) <= _THRESHOLDS:
        return cuts
    return [cuts[len(cuts) * place // _THRESHOLDS] for place in range(_THRESHOLDS)]


def _between(low: float, high: float) -> float:
    """Return a threshold above `low` and no higher than `high`, rounded if there is room."""
    middle = float(f"{(low + high) / 2:.{_DIGITS}g}")
    return middle if low < middle <= high and high - low > 1 else high


def _always(plan: Plan, decision: str, wish: Wish) -> Plan:
    """Return the plan with this wish for a decision, whatever the situation."""
    advice = plan.advice[decision]
    return with_advice(plan, decision, type(advice)(wish))


def _where_asked(
    seeds: Sequence[int], runs: Sequence[dict[str, list[Asked]]], decision: str
) -> list[int]:
    return [seed for seed, run in zip(seeds, runs, strict=True) if decision in run]
