"""What can be seen of a world while it is played: all that a trainee knows, and a policy.

A hidden number is seen as the range that fits what was observed, or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simengine.names import LEFT
from simengine.program import Program
from simengine.scenario.decisions import Decision

if TYPE_CHECKING:
    from simengine.world.world import World


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as it is seen: exact when `low == high`, a range, or unknown when both are None."""

    low: float | None
    high: float | None

    @property
    def is_known(self) -> bool:
        """Whether it is seen exactly."""
        return self.low is not None and self.low == self.high

    @property
    def is_hidden(self) -> bool:
        """Whether nothing is seen of it."""
        return self.low is None

    @property
    def middle(self) -> float | None:
        """The middle of the range, or None."""
        if self.low is None or self.high is None:
            return None
        return (self.low + self.high) / 2


UNKNOWN = Shown(None, None)


class Sight:
    """What there is to see when a decision is asked. Nothing is worked out before it is asked
    for, and nothing true but unseen can be asked for."""

    __slots__ = ("_world", "decision")

    def __init__(self, world: World, decision: Decision) -> None:
        self._world = world
        self.decision = decision

    @property
    def program(self) -> Program:
        """The program of the scenario that is played."""
        return self._world.program

    @property
    def money_left(self) -> float:
        """Money left of the budget in force."""
        return float(self._world.s[LEFT])

    def see(self, name: str) -> Shown:
        """Return any name of the state as it is seen; raise KeyError if there is none."""
        return seen(self._world, name)


def seen(world: World, name: str) -> Shown:
    """Return any name of the state as it is seen from within the run."""
    program = world.program
    slot = program.slots[name]
    if not program.names[slot].hidden:
        value = float(world.s[slot])
        return Shown(value, value)
    found = world.quantities.shown(next(q for q in program.quantities if q.slot == slot))
    return UNKNOWN if found is None else Shown(*found)
