"""Stages and their gates, one after the other, from the first contact to the last."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from simpy.events import Event

from simengine.journal import StageEntered, StagePassed
from simengine.names import DAY
from simengine.program import StageSpec
from simengine.world.effects import carry_out
from simengine.world.numbers import countable

if TYPE_CHECKING:
    from simengine.world.world import World


class Stages:
    """Leads the deal through its stages. `current` is the index of the stage, from 0."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.current = 0
        world.env.process(self._lead())

    def _lead(self) -> Generator[Event, Any, None]:
        world = self._world
        for index, stage in enumerate(world.program.stages):
            self.current = index
            self._enter(stage)
            # Decisions are answered between two kernel events: after this one they are.
            yield world.env.timeout(0)
            if world.over:
                return
            forced = yield self._gate(stage)
            if world.over:
                return
            world.moment(f"{stage.id}.gate")
            yield world.env.timeout(0)
            if world.over:
                return
            world.journal.append(StagePassed(world.s[DAY], stage.id, forced))
            world.set(stage.passed_slot, True)
            carry_out(world, stage.passed)
            if forced:
                carry_out(world, stage.late)
            world.moment(f"{stage.id}.passed")
            if world.over:
                return
        world.end("closed")

    def _enter(self, stage: StageSpec) -> None:
        world = self._world
        world.journal.append(StageEntered(world.s[DAY], stage.id))
        world.set(stage.entered_slot, True)
        world.set(stage.day_slot, world.s[DAY])
        world.risks.enter_stage(self.current)
        carry_out(world, stage.effects)
        world.moment(f"{stage.id}.start")

    def _gate(self, stage: StageSpec) -> Event:
        """Return the event of its gate: it comes with False when the gate holds, True when the
        stage's time is up."""
        world = self._world
        gate = world.env.event()

        def open_gate(forced: bool) -> None:
            if not gate.triggered:
                world.stop_waiting(stage.gate)
                gate.succeed(forced)

        def time_is_up(_: Event) -> None:
            # What ends at the very moment of the deadline has met it: let it end first.
            if not gate.triggered:
                world.env.timeout(0).callbacks.append(lambda _: open_gate(True))

        world.wait_for(stage.gate, lambda: open_gate(False))
        if stage.latest is not None:
            days = max(0.0, countable(stage.latest.raw(world.s)))
            world.env.timeout(days).callbacks.append(time_is_up)
        return gate
