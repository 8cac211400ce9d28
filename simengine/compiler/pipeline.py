"""The pipeline turned into its specification."""

from __future__ import annotations

from simengine.compiler.formulas import FormulaCompiler
from simengine.names import CHANNEL_COUNTS, PIPELINE_COUNTS, SELLER_COUNTS, STEP_COUNTS
from simengine.program import (
    ChannelSpec,
    LeadSlots,
    PipelineSlots,
    PipelineSpec,
    SellerSlots,
    SellerSpec,
    StepSpec,
)
from simengine.scenario.pipeline import Channel, Pipeline, Seller, Step
from simengine.scenario.problems import Path

_PATH: Path = ("pipeline",)


def pipeline_spec(pipeline: Pipeline, compiler: FormulaCompiler) -> PipelineSpec:
    """Return the specification; what is wrong goes to the compiler's report."""
    return _Builder(pipeline, compiler).build()


class _Builder:
    def __init__(self, pipeline: Pipeline, compiler: FormulaCompiler) -> None:
        self.pipeline = pipeline
        self.f = compiler
        self.slots = compiler.slots

    def build(self) -> PipelineSpec:
        f, pipeline = self.f, self.pipeline
        usual = 1.0
        weights = []
        for step in reversed(pipeline.steps.values()):
            usual *= step.usual
            weights.append(usual)
        weights.reverse()
        return PipelineSpec(
            channels=tuple(
                self._channel(place, *item) for place, item in enumerate(pipeline.channels.items())
            ),
            sellers=tuple(
                self._seller(place, *item) for place, item in enumerate(pipeline.sellers.items())
            ),
            steps=tuple(
                self._step(place, *item, weights[place])
                for place, item in enumerate(pipeline.steps.items())
            ),
            shown_within=f.formula(pipeline.shown_within, (*_PATH, "shown_within"), seen=True),
            enters=f.maybe(pipeline.enters, (*_PATH, "enters"), seen=True),
            assign=f.maybe(pipeline.assign, (*_PATH, "assign"), seen=True),
            drops=f.maybe(pipeline.drops, (*_PATH, "drops"), seen=True),
            priority=f.maybe(pipeline.priority, (*_PATH, "priority"), seen=True),
            patience=f.formula(pipeline.patience, (*_PATH, "patience")),
            discount=f.maybe(pipeline.discount, (*_PATH, "discount"), seen=True),
            margin=f.maybe(pipeline.margin, (*_PATH, "margin")),
            pace=f.maybe(pipeline.pace, (*_PATH, "pace")),
            won=f.effects(pipeline.won, (*_PATH, "won"), "won"),
            lost=f.effects(pipeline.lost, (*_PATH, "lost"), "lost"),
            cold=f.effects(pipeline.cold, (*_PATH, "cold"), "cold"),
            left=f.effects(pipeline.left, (*_PATH, "left"), "left"),
            slots=PipelineSlots(*(self.slots[f"pipeline.{key}"] for key in PIPELINE_COUNTS)),
            lead=LeadSlots(*(self.slots[f"lead.{key}"] for key in LeadSlots._fields)),
            seller=SellerSlots(*(self.slots[f"seller.{key}"] for key in SellerSlots._fields)),
            here_slot=self.slots["sellers.here"],
            left_slot=self.slots["sellers.left"],
        )

    def _channel(self, index: int, key: str, channel: Channel) -> ChannelSpec:
        f, path = self.f, (*_PATH, "channels", key)
        leads, won, revenue = (self.slots[f"channels.{key}.{count}"] for count in CHANNEL_COUNTS)
        return ChannelSpec(
            index=index,
            id=key,
            rate=f.formula(channel.rate, (*path, "rate")),
            quality=f.formula(channel.quality, (*path, "quality")),
            value=f.formula(channel.value, (*path, "value")),
            cost=f.maybe(channel.cost, (*path, "cost")),
            leads_slot=leads,
            won_slot=won,
            revenue_slot=revenue,
            flag_slot=self.slots[f"lead.by.{key}"],
        )

    def _seller(self, index: int, key: str, seller: Seller) -> SellerSpec:
        f, path = self.f, (*_PATH, "sellers", key)
        open_slot, won, revenue = (self.slots[f"sellers.{key}.{count}"] for count in SELLER_COUNTS)
        return SellerSpec(
            index=index,
            id=key,
            skill_slot=self.slots[f"sellers.{key}.skill"],
            morale_slot=self.slots[f"sellers.{key}.morale"],
            day_rate=seller.day_rate,
            pace=f.maybe(seller.pace, (*path, "pace")),
            weight=f.maybe(seller.weight, (*path, "weight"), seen=True),
            joins=None if seller.joins is None else f.condition(seller.joins, (*path, "joins")),
            join_days=seller.join_days,
            ramp_days=seller.ramp_days,
            hire_cost=seller.hire_cost,
            leaves=f.maybe(seller.leaves, (*path, "leaves")),
            here_slot=self.slots[f"sellers.{key}.here"],
            open_slot=open_slot,
            won_slot=won,
            revenue_slot=revenue,
        )

    def _step(self, index: int, key: str, step: Step, weight: float) -> StepSpec:
        f, path = self.f, (*_PATH, "steps", key)
        open_slot, entered, passed = (self.slots[f"steps.{key}.{count}"] for count in STEP_COUNTS)
        return StepSpec(
            index=index,
            id=key,
            effort=f.formula(step.effort, (*path, "effort")),
            books=tuple(
                (self.slots[f"team.{pool}.free"], self.f.indexes.pools[pool], count)
                for pool, count in step.needs.items()
                if pool in self.f.indexes.pools
            ),
            cost=f.maybe(step.cost, (*path, "cost")),
            wait=f.maybe(step.wait, (*path, "wait")),
            passes=f.formula(step.passes, (*path, "passes")),
            weight=weight,
            open_slot=open_slot,
            entered_slot=entered,
            passed_slot=passed,
        )
