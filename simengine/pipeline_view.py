"""What a trainee can see of a pipeline: the funnel, the salespeople, the channels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simengine.program import ChannelSpec, SellerSpec, StepSpec
from simengine.sight import Shown
from simengine.world.world import World

_WHOLE = ("leads", "dropped", "open", "won", "lost", "cold")

See = Callable[[str], Shown]


@dataclass(frozen=True, slots=True)
class FunnelStepView:
    """`open` deals of this `value` are in the step; of those that left it `conversion` went on,
    None while nobody has left it; `usual` is that share by experience."""

    id: str
    open: int
    value: float
    entered: int
    passed: int
    conversion: float | None
    usual: float


@dataclass(frozen=True, slots=True)
class SellerView:
    """`at` is the step of the deal in hand, None who has nothing to do; `waiting` deals lie in the
    queue and `deciding` are with the customer."""

    id: str
    is_here: bool
    ramp: float
    skill: Shown
    morale: Shown
    at: str | None
    waiting: int
    deciding: int
    won: int
    revenue: float
    day_rate: float


@dataclass(frozen=True, slots=True)
class ChannelView:
    id: str
    leads: int
    won: int
    revenue: float


@dataclass(frozen=True, slots=True)
class PipelineView:
    """Money is in the scenario's currency; `weighted` is the open value by usual conversion, and
    `cycle_days` the mean of the orders won, None before the first."""

    steps: tuple[FunnelStepView, ...]
    sellers: tuple[SellerView, ...]
    channels: tuple[ChannelView, ...]
    leads: int
    dropped: int
    open: int
    won: int
    lost: int
    cold: int
    value: float
    weighted: float
    revenue: float
    margin: float
    cycle_days: float | None


def look_at_pipeline(world: World, see: See) -> PipelineView | None:
    """Return what can be seen, or None where there is no pipeline."""
    run = world.pipeline
    if run is None:
        return None
    spec, s = run.spec, world.s
    counts = dict(zip(spec.slots._fields, (float(s[slot]) for slot in spec.slots), strict=True))
    whole = {
        name: int(counts[name]) for name in ("leads", "dropped", "open", "won", "lost", "cold")
    }
    return PipelineView(
        steps=tuple(_step(world, step) for step in spec.steps),
        sellers=tuple(_seller(world, see, seller) for seller in spec.sellers),
        channels=tuple(_channel(world, channel) for channel in spec.channels),
        value=counts["value"],
        weighted=counts["weighted"],
        revenue=counts["revenue"],
        margin=counts["margin"],
        cycle_days=counts["cycle_days"] if whole["won"] else None,
        **whole,
    )


def _step(world: World, step: StepSpec) -> FunnelStepView:
    assert world.pipeline is not None
    assert world.program.scenario.pipeline is not None
    s = world.s
    value = sum(lead.value for lead in world.pipeline.leads.values() if lead.step == step.index)
    entered, passed, still = (
        int(s[slot]) for slot in (step.entered_slot, step.passed_slot, step.open_slot)
    )
    return FunnelStepView(
        id=step.id,
        open=still,
        value=value,
        entered=entered,
        passed=passed,
        conversion=passed / (entered - still) if entered > still else None,
        usual=world.program.scenario.pipeline.steps[step.id].usual,
    )


def _seller(world: World, see: See, spec: SellerSpec) -> SellerView:
    assert world.pipeline is not None
    run, s = world.pipeline.sellers[spec.index], world.s
    mine = [lead for lead in world.pipeline.leads.values() if lead.seller is run]
    in_hand = run.lead
    return SellerView(
        id=spec.id,
        is_here=run.is_here,
        ramp=run.ramp,
        skill=see(f"sellers.{spec.id}.skill"),
        morale=see(f"sellers.{spec.id}.morale"),
        at=None if in_hand is None else world.pipeline.spec.steps[in_hand.step].id,
        waiting=len(run.queue),
        deciding=sum(lead.state == "deciding" for lead in mine),
        won=int(s[spec.won_slot]),
        revenue=float(s[spec.revenue_slot]),
        day_rate=spec.day_rate,
    )


def _channel(world: World, spec: ChannelSpec) -> ChannelView:
    s = world.s
    return ChannelView(
        spec.id, int(s[spec.leads_slot]), int(s[spec.won_slot]), float(s[spec.revenue_slot])
    )
