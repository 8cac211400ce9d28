"""Skill and luck in one picture: the score without luck, what luck added, what par makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.play.charts.scales import Scale
from simengine.estimates import Estimate, Histogram

WIDTH = 640.0
HEIGHT = 132.0
LEFT, RIGHT = 14.0, 14.0
AXIS_Y = 96.0
BAND_Y, BAND_HEIGHT = 58.0, 20.0
_TICKS = (0, 20, 40, 60, 80, 100)


@dataclass(frozen=True)
class Verdict:
    """The drawing, on a scale of 0 to 100 points of score. `low` to `high` is the interval of the
    score without luck; the arrow of luck goes from `expected` to `score`."""

    ticks: tuple[tuple[float, int], ...]
    expected: float
    low: float
    high: float
    score: float
    par: float
    pass_mark: float


def draw_verdict(score: float, expected: Estimate, par: float, pass_mark: float) -> Verdict:
    """The drawing of a run's score, what it is worth without luck, and par."""
    across = Scale(0.0, 100.0, LEFT, WIDTH - RIGHT)
    return Verdict(
        ticks=tuple((across(tick), tick) for tick in _TICKS),
        expected=across(expected.mean),
        low=across(expected.low),
        high=across(expected.high),
        score=across(score),
        par=across(par),
        pass_mark=across(pass_mark),
    )


@dataclass(frozen=True)
class SourceBar:
    """What the luck of one source added to the score, to the right, or took, to the left.

    `start` and `width` are shares of 100 across the drawing, whose middle is no effect.
    """

    source: str
    points: Estimate
    start: float
    width: float


def draw_sources(sources: Mapping[str, Estimate], *, least: float = 0.05) -> tuple[SourceBar, ...]:
    """A bar for each source that moved the score by `least` points or more, the greatest first."""
    moved = {name: points for name, points in sources.items() if abs(points.mean) >= least}
    most = max((abs(points.mean) for points in moved.values()), default=1.0)
    bars = []
    for name, points in sorted(moved.items(), key=lambda item: -abs(item[1].mean)):
        width = round(50 * abs(points.mean) / most, 2)
        bars.append(SourceBar(name, points, 50.0 if points.mean > 0 else 50.0 - width, width))
    return tuple(bars)


@dataclass(frozen=True)
class Column:
    """A bin of a histogram: its place and height in shares of 100."""

    x: float
    width: float
    height: float


def draw_spread(histogram: Histogram) -> tuple[Column, ...]:
    """The columns of a histogram, the highest 100."""
    most = max(histogram.counts, default=0) or 1
    width = 100 / len(histogram.counts)
    return tuple(
        Column(round(place * width, 2), round(width, 2), round(100 * count / most, 1))
        for place, count in enumerate(histogram.counts)
        if count
    )
