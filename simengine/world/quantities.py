"""Quantities: hidden and known numbers, how they drift, and the ranges in which they are seen."""

from __future__ import annotations

import math
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from simengine.expressions import MAX_MAGNITUDE
from simengine.program import QuantitySpec
from simengine.streams import Stream

if TYPE_CHECKING:
    from simengine.world.world import World


_ROUNDING = 1e-9

# A finished replay may be looked at by several threads at once.
_TAKING_IN = Lock()


class Look(NamedTuple):
    """A look at a number: what it was, and to within what it was seen."""

    spec: QuantitySpec
    value: float
    within: float


class Seen(NamedTuple):
    """What all looks so far agree on, and the true value at the last one."""

    low: float
    high: float
    value: float


class Quantities:
    """Draws the first values, lets them drift weekly, and keeps what was observed of them.

    `unseen` are the indexes of those whose range may have become narrower since the last look;
    `weeks` counts how often they have drifted.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._within: dict[int, float] = {}
        self._looks: list[Look] = []
        self._seen: dict[int, Seen] = {}
        program, s, streams = world.program, world.s, world.streams
        self.unseen = set(program.shown)
        self.weeks = 0
        for spec in program.drawn:
            value = float(spec.first.raw(s, streams.at("first", spec.name)))
            s[spec.slot] = min(max(value, spec.low), spec.high)

    def drift(self) -> None:
        """Move the numbers by a week: x += rate * (to - x) + sd * z."""
        world = self._world
        self.weeks += 1
        s = world.s
        for owner, specs in world.program.drifts:
            stream: Stream | None = None
            for spec in specs:
                value = before = s[spec.slot]
                if spec.drift_to is not None:
                    value += spec.drift_rate * (spec.drift_to.raw(s) - value)
                if spec.drift_sd:
                    stream = stream or world.streams.next("drift", owner)
                    value += stream.normal(0.0, spec.drift_sd)
                if not spec.low <= value <= spec.high:
                    value = min(max(value, spec.low), spec.high)
                if value != before:
                    world.set(spec.slot, value)

    def observe(self) -> None:
        """Look afresh at every number whose range has become narrower."""
        world = self._world
        unseen = self.unseen
        if world.program.clocked:
            unseen |= world.program.clocked
        if not unseen:
            return
        s, within_before, quantities = world.s, self._within, world.program.quantities
        for index in sorted(unseen):
            spec = quantities[index]
            assert spec.shown_within is not None
            within = spec.shown_within.raw(s)
            if not 0.0 <= within <= MAX_MAGNITUDE:
                within = min(max(within, 0.0), MAX_MAGNITUDE)
            if within < within_before.get(index, math.inf) - _ROUNDING:
                within_before[index] = within
                self._looks.append(Look(spec, s[spec.slot], within))
        unseen.clear()

    def take_in(self) -> None:
        """Work out what the looks have shown.

        A look of half width w shows an interval of width 2w in which the truth lies uniformly;
        several are intersected. So what is shown is exactly what can be known, and the prior cut
        to it is the right belief. This waits until somebody asks or luck changes, for what is
        shown has no part in how a run goes on.
        """
        streams = self._world.streams
        for spec, value, within in self._looks:
            z = streams.next("seen", spec.name).uniform(-1.0, 1.0)
            low, high = value + within * (z - 1.0), value + within * (z + 1.0)
            seen = self._seen.get(spec.slot)
            if seen is not None:
                moved = value - seen.value
                low, high = max(low, seen.low + moved), min(high, seen.high + moved)
            self._seen[spec.slot] = Seen(low, high, value)
        self._looks.clear()

    def replace(self, spec: QuantitySpec, value: float) -> None:
        """Let a number be another one within what is shown of it, which stays what it is."""
        seen = self._seen.get(spec.slot)
        if seen is not None:
            before = float(self._world.s[spec.slot])
            moved = before - seen.value
            low, high = min(seen.low + moved, before), max(seen.high + moved, before)
            self._seen[spec.slot] = Seen(low, high, value)
        self._world.set(spec.slot, value)

    def shown(self, spec: QuantitySpec) -> tuple[float, float] | None:
        """Return (lowest, highest) value that fits what was observed; None if nothing was."""
        with _TAKING_IN:
            self.take_in()
        seen = self._seen.get(spec.slot)
        if seen is None:
            return None
        value = float(self._world.s[spec.slot])
        moved = value - seen.value
        low = max(spec.low, seen.low + moved)
        high = min(spec.high, seen.high + moved)
        return min(low, value), max(high, value)
