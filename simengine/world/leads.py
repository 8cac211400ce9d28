"""One deal of a pipeline, and what formulas see of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from simpy.events import Event

from simengine.errors import FormulaError
from simengine.names import DAY, Value
from simengine.program import ChannelSpec, PipelineSpec

if TYPE_CHECKING:
    from simengine.world.sellers import SellerRun
    from simengine.world.world import World

LeadState = Literal["queued", "working", "deciding", "closed"]

_MOST_QUALITY = 100.0
_MOST_TRIES = 64


class Lead:
    """A deal under way. `low` and `high` are what all looks at its quality so far agree on.

    It is `queued` since `since` until its salesperson takes it up, then `working`; then the
    customer is `deciding`; `timer` is the event at which that ends, after `days` from `since`.
    What those days were worked out from is `read`, by slot; `pace` is what they were divided by.
    """

    __slots__ = (
        "born", "channel", "days", "discount", "high", "looks", "low", "number", "pace",
        "patience", "quality", "read", "seller", "since", "state", "step", "timer", "value",
        "waited",
    )  # fmt: skip

    def __init__(self, channel: ChannelSpec, number: int, born: float) -> None:
        self.channel = channel
        self.number = number
        self.born = born
        self.state: LeadState = "queued"
        self.seller: SellerRun | None = None
        self.step = -1
        self.since = born
        self.waited = 0.0
        self.patience = 0.0
        self.quality = self.value = self.discount = 0.0
        self.low, self.high, self.looks = 0.0, _MOST_QUALITY, 0
        self.timer: Event | None = None
        self.days, self.pace = 0.0, 1.0
        self.read: Mapping[int, Value] = {}


class Pointer:
    """Lets `lead.*` and `seller.*` in formulas mean the deal and the person in question."""

    def __init__(self, world: World, spec: PipelineSpec) -> None:
        self._s = world.s
        self._lead = spec.lead
        self._seller = spec.seller
        self._flag = spec.channels[0].flag_slot

    def to(self, lead: Lead) -> None:
        """Point to a deal, and to who works on it."""
        s, slots = self._s, self._lead
        s[slots.quality] = lead.quality
        s[slots.low], s[slots.high] = lead.low, lead.high
        s[slots.seen] = (lead.low + lead.high) / 2
        s[slots.value] = lead.value
        now = s[DAY]
        s[slots.days] = now - lead.born
        s[slots.waited] = now - lead.since if lead.state == "queued" else lead.waited
        s[slots.step] = float(lead.step + 1)
        s[slots.discount] = lead.discount
        s[self._flag] = False
        self._flag = lead.channel.flag_slot
        s[self._flag] = True
        if lead.seller is not None:
            self.to_seller(lead.seller)

    def to_seller(self, seller: SellerRun) -> None:
        """Point to a person."""
        s, slots, spec = self._s, self._seller, seller.spec
        s[slots.skill] = s[spec.skill_slot]
        s[slots.morale] = s[spec.morale_slot]
        s[slots.load] = s[spec.open_slot]
        s[slots.ramp] = seller.ramp
        s[slots.weight] = 1.0 if spec.weight is None else float(spec.weight.raw(s))


def look(world: World, lead: Lead, spec: PipelineSpec) -> None:
    """Look at the quality of a deal: an interval in which it lies uniformly, cut to what was seen
    before. The deal must be pointed to."""
    within = min(max(float(spec.shown_within.raw(world.s)), 0.0), _MOST_QUALITY)
    stream = world.streams.at("lead seen", lead.channel.id, lead.number, lead.looks)
    z = stream.uniform(-1.0, 1.0)
    lead.looks += 1
    lead.low = max(lead.low, lead.quality + within * (z - 1.0))
    lead.high = min(lead.high, lead.quality + within * (z + 1.0))


def redraw_quality(world: World, lead: Lead) -> None:
    """Let the quality be another one that fits what was seen: the prior cut to the range."""
    if lead.high <= lead.low:
        return
    stream = world.streams.at("lead quality", lead.channel.id, lead.number)
    for _ in range(_MOST_TRIES):
        try:
            drawn = float(lead.channel.quality.raw(world.s, stream))
        except FormulaError:
            continue  # The author's formula need not hold for everything that might have been.
        drawn = min(max(drawn, 0.0), _MOST_QUALITY)
        if lead.low <= drawn <= lead.high:
            lead.quality = drawn
            return
    lead.quality = stream.uniform(lead.low, lead.high)
