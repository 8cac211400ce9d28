"""A hidden number on its scale: the range that could be seen, and where it really stood."""

from __future__ import annotations

from dataclasses import dataclass

from app.play.charts.scales import Scale
from simengine.view import Shown

_LEAST_WIDTH = 1.5


@dataclass(frozen=True)
class RangeAgainstTruth:
    """Shares of 100 across the drawing. `start` is None where nothing could be seen."""

    start: float | None
    width: float
    truth: float


def draw_range(seen: Shown, truth: float, low: float, high: float) -> RangeAgainstTruth:
    """What was seen and what was true, between the ends of a scale."""
    across = Scale(low, high, 0.0, 100.0)
    if seen.low is None or seen.high is None:
        return RangeAgainstTruth(None, 0.0, across(truth))
    width = max(across.length(seen.low, seen.high), _LEAST_WIDTH)
    return RangeAgainstTruth(min(across(seen.low), 100 - width), width, across(truth))
