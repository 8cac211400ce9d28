"""Consequences carried out: the one place where an author's effects change the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simengine.program import Consequences

if TYPE_CHECKING:
    from simengine.world.world import World


def carry_out(world: World, effects: Consequences | None) -> None:
    """Carry out the effects in a fixed order: money, numbers, people, tasks, risks, mail, end."""
    if effects is not None and not world.over:
        world.acts[effects.index](world)
