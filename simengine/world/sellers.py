"""A salesperson: here or not, new or experienced, and what there is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simengine.names import DAY
from simengine.program import SellerSpec

if TYPE_CHECKING:
    from simengine.world.leads import Lead
    from simengine.world.world import World

# A newcomer's speed on the first day, as a share of what it will be. An assumption.
FIRST_RAMP = 0.3

# At a morale of 0 people work at 0.75 of plan speed, at 100 at 1.25. An assumption.
_LEAST_BY_MORALE = 0.75
_BY_MORALE = 0.5


class SellerRun:
    """How one person stands. `queue` holds the deals that wait for them, `lead` the one that they
    work on; `idle_since` is when they last put one down, `joined` the day they came, None who was
    there from the beginning."""

    __slots__ = ("_world", "idle_since", "joined", "lead", "queue", "spec")

    def __init__(self, world: World, spec: SellerSpec) -> None:
        self.spec = spec
        self.queue: list[Lead] = []
        self.lead: Lead | None = None
        self.joined: float | None = None
        self.idle_since = 0.0
        self._world = world

    @property
    def is_here(self) -> bool:
        """Whether they belong to the team."""
        return bool(self._world.s[self.spec.here_slot])

    @property
    def ramp(self) -> float:
        """What share of their own speed they have reached."""
        if self.joined is None or not self.spec.ramp_days:
            return 1.0
        share = (self._world.s[DAY] - self.joined) / self.spec.ramp_days
        return min(1.0, FIRST_RAMP + (1.0 - FIRST_RAMP) * share)

    @property
    def speed(self) -> float:
        """How fast they work; 1 is plan speed."""
        s, spec = self._world.s, self.spec
        by_skill = 0.5 + float(s[spec.skill_slot]) / 100
        by_morale = _LEAST_BY_MORALE + _BY_MORALE * float(s[spec.morale_slot]) / 100
        by_pace = 1.0 if spec.pace is None else float(spec.pace.raw(s))
        return by_skill * by_morale * self.ramp * by_pace
