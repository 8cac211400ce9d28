"""Hidden numbers as they may be by all that was seen: the prior, cut to what is shown.

A look shows an interval in which the truth lies uniformly (`quantities.py`), and several are
intersected, so the likelihood is the same everywhere within what is shown and zero beyond. What a
hidden number may be today is therefore what it may have become by its first value, its drift and
the effects on it, as far as that lies within the range. This is sampled by rejection, the first
values and the noise drawn again and again, numbers that depend on each other together; where
hardly anything of the prior is within, the range itself is so narrow that a uniform draw from it
does as well.

What effects added is taken as it was, unless they drew by chance. What can be inferred from
anything but what is shown (that a condition did not hold, that a task took long) is left aside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from typing import TYPE_CHECKING

from simengine.errors import FormulaError
from simengine.journal import NumberChanged
from simengine.program import Change, QuantitySpec, Unknown
from simengine.streams import Stream, source_of
from simengine.world.people import WEEK

if TYPE_CHECKING:
    from simengine.world.world import World

# Draws of a group until all of its numbers fit what is shown.
_MOST_TRIES = 64

# A range no wider than this is no doubt.
_EXACT = 1e-9

Step = Callable[[float, Stream], float]

# What has changed each number, by its name.
Facts = dict[str, list[NumberChanged]]


def redraw_numbers(world: World, sources: frozenset[str] | None) -> None:
    """Draw anew every hidden number, or those of these sources of chance, within what is shown."""
    facts: Facts = {}
    for fact in world.journal:
        if type(fact) is NumberChanged:
            facts.setdefault(fact.name, []).append(fact)
    for group in world.program.unknown:
        mine = [
            unknown
            for unknown in group
            if sources is None or source_of("first", unknown.spec.name) in sources
        ]
        if mine:
            _redraw(world, [_Belief(world, unknown, facts) for unknown in mine])


class _Belief:
    """What is known of a number: its way from its first value to today, and the range shown."""

    def __init__(self, world: World, unknown: Unknown, facts: Facts) -> None:
        self.spec = unknown.spec
        self.way = _way(world, unknown, facts.get(unknown.spec.name, ()))
        self.shown = world.quantities.shown(unknown.spec)

    @property
    def is_exact(self) -> bool:
        """Whether the number is seen as it is."""
        return self.shown is not None and self.shown[1] - self.shown[0] <= _EXACT

    def today(self, first: float, stream: Stream) -> float:
        """Return what the first value may have become."""
        value, low, high = first, self.spec.low, self.spec.high
        for step in self.way:
            value = step(value, stream)
            if not low <= value <= high:
                value = min(max(value, low), high)
        return value

    def fits(self, value: float) -> bool:
        """Whether the value is within what is shown."""
        return self.shown is None or self.shown[0] <= value <= self.shown[1]


def _redraw(world: World, group: Sequence[_Belief]) -> None:
    """Draw the numbers of a group together, until all of them fit."""
    beliefs = [belief for belief in group if not belief.is_exact]
    if not beliefs:
        return
    stream = world.streams.at("first", beliefs[0].spec.name)
    values: list[float] = []
    for _ in range(_MOST_TRIES):
        values = _draw(beliefs, world.start, stream)
        if len(values) == len(beliefs):
            break
    for place, belief in enumerate(beliefs):
        if place < len(values):
            world.quantities.replace(belief.spec, values[place])
        elif belief.shown is not None:
            world.quantities.replace(belief.spec, stream.uniform(*belief.shown))


def _draw(beliefs: Sequence[_Belief], start: list[float | bool], stream: Stream) -> list[float]:
    """Return the numbers of today that a draw of the first values comes to, up to the first that
    does not fit."""
    values: list[float] = []
    for belief in beliefs:
        spec = belief.spec
        try:
            first = float(spec.first.raw(start, stream))
            start[spec.slot] = first = min(max(first, spec.low), spec.high)
            value = belief.today(first, stream)
        except FormulaError:
            # The author's formula need not hold for everything that might have been.
            return values
        if not belief.fits(value):
            return values
        values.append(value)
    return values


# -- the way to today ------------------------------------------------------------------------


def _way(world: World, unknown: Unknown, facts: Sequence[NumberChanged]) -> list[Step]:
    """Return what has happened to the number, one step after the other: the weeks of drift
    between two effects taken together, for nothing else is needed of them."""
    spec = unknown.spec
    drifts = spec.drift_to is not None or spec.drift_sd > 0.0
    way: list[Step] = []
    weeks = 0
    for fact in facts:
        week = min(int(fact.day // WEEK), world.quantities.weeks)
        if drifts and week > weeks:
            way.append(_drift(world, spec, week - weeks))
            weeks = week
        way.append(_effect(world, fact, unknown.changes.get(fact.cause)))
    if drifts and world.quantities.weeks > weeks:
        way.append(_drift(world, spec, world.quantities.weeks - weeks))
    return way


def _drift(world: World, spec: QuantitySpec, weeks: int) -> Step:
    """Return some weeks of x += rate * (to - x) + sd * z, which come to a normal draw again
    (autoregression of order 1: Box, Jenkins & Reinsel 2008, section 3.2)."""
    rate = spec.drift_rate if spec.drift_to is not None else 0.0
    level = float(spec.drift_to.raw(world.s)) if spec.drift_to is not None else 0.0
    kept, variance = 1.0, 0.0
    for _ in range(weeks):
        kept *= 1.0 - rate
        variance = variance * (1.0 - rate) ** 2 + spec.drift_sd**2
    spread = sqrt(variance)
    if not spread:
        return lambda value, stream: level + kept * (value - level)
    return lambda value, stream: stream.normal(level + kept * (value - level), spread)


def _effect(world: World, fact: NumberChanged, change: Change | None) -> Step:
    """Return what an effect did: as it was, or by another draw if it drew."""
    before, after = float(fact.before), float(fact.after)
    if change is None:
        return lambda value, stream: value + (after - before)
    if change.stream is not None:
        return _drawn(world, change)
    if change.op == "=":
        return lambda value, stream: after
    if change.op in ("*=", "/=") and before:
        return lambda value, stream: value * (after / before)
    return lambda value, stream: value + (after - before)


def _drawn(world: World, change: Change) -> Step:
    state, op, formula = world.s, change.op, change.formula

    def step(value: float, stream: Stream) -> float:
        term = float(formula.raw(state, stream))
        if op == "+=":
            return value + term
        if op == "-=":
            return value - term
        if op == "=":
            return term
        return value * term if op == "*=" else value / term if term else value

    return step
