"""What every decision of a run gave away, in their order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.play.charts.scales import Scale, round_ticks
from simengine.review.model import DecisionReview, Label

WIDTH = 1120.0
LEFT, RIGHT, TOP = 44.0, 12.0, 14.0
HEIGHT = 150.0
_LEAST_SHOWN = 2.5
_MOST_TICKS = 4
_WIDEST = 26.0

SCALE_POINTS = 6.0
"""The scale goes at least so far, so that small losses do not look like great ones."""


@dataclass(frozen=True)
class LossBar:
    """One decision; the whisker from `low` to `high` is the interval of its loss."""

    step: int
    x: float
    middle: float
    width: float
    y: float
    height: float
    low: float
    high: float
    label: Label
    is_turning_point: bool
    is_costly: bool


@dataclass(frozen=True)
class Losses:
    """The drawing: bars that hang from nothing lost, downwards."""

    width: float
    height: float
    left: float
    right: float
    top: float
    ticks: tuple[tuple[float, float], ...]
    bars: tuple[LossBar, ...]


def draw_losses(
    decisions: Sequence[DecisionReview], turning_point: int | None, costliest: Collection[int]
) -> Losses:
    """The drawing of the losses of all decisions."""
    found = [decision.loss for decision in decisions if decision.loss is not None]
    most = max([SCALE_POINTS, *(loss.high for loss in found)])
    down = Scale(0.0, most, TOP, TOP + HEIGHT)
    slot = (WIDTH - LEFT - RIGHT) / max(len(decisions), 1)
    width = round(min(slot * 0.7, _WIDEST), 1)
    bars = []
    for place, decision in enumerate(decisions):
        middle = round(LEFT + (place + 0.5) * slot, 1)
        loss = decision.loss
        mean, low, high = (0.0, 0.0, 0.0) if loss is None else (loss.mean, loss.low, loss.high)
        bars.append(
            LossBar(
                step=decision.step,
                x=round(middle - width / 2, 1),
                middle=middle,
                width=width,
                y=TOP,
                height=max(round(down(mean) - TOP, 1), _LEAST_SHOWN),
                low=down(max(low, 0.0)),
                high=down(max(high, 0.0)),
                label=decision.label,
                is_turning_point=decision.step == turning_point,
                is_costly=decision.step in costliest,
            )
        )
    return Losses(
        width=WIDTH, height=TOP + HEIGHT + 34, left=LEFT, right=WIDTH - RIGHT, top=TOP,
        ticks=tuple((down(points), points) for points in round_ticks(0.0, most, _MOST_TICKS)),
        bars=tuple(bars),
    )  # fmt: skip
