"""Scores side by side on one scale of 0 to 100: this run, earlier ones, par, the bots, a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.play.charts.scales import Scale, fit
from simengine.estimates import Estimate

WIDTH = 720.0
LEFT, RIGHT, TOP = 150.0, 18.0, 24.0
LANE_HEIGHT = 24.0
TALL = 40.0
FONT_SIZE = 12.0
_TICKS = (0, 20, 40, 60, 80, 100)
_BAR_GAP = 2.0

LaneKind = Literal["this", "earlier", "par", "bot", "group"]


@dataclass(frozen=True)
class Entry:
    """What is to be drawn in a lane: scores, a mean with its interval, or how many people have
    each ten points. `is_other` marks a score that was made at another version."""

    kind: LaneKind
    name: str
    scores: tuple[tuple[float, bool], ...] = ()
    mean: Estimate | None = None
    bins: tuple[int, ...] = ()
    median: float | None = None


@dataclass(frozen=True)
class Dot:
    """A score."""

    x: float
    score: float
    is_other: bool


@dataclass(frozen=True)
class Bar:
    """How many people have these ten points."""

    x: float
    y: float
    width: float
    height: float
    people: int


@dataclass(frozen=True)
class Lane:
    """One line of the drawing; `y` is its middle, `bottom` where its bars stand. The interval goes
    from `low` to `high`; `mark` is the mean or the median."""

    kind: LaneKind
    label: str
    y: float
    bottom: float
    dots: tuple[Dot, ...]
    low: float | None
    high: float | None
    mark: float | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Comparison:
    """The drawing."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    ticks: tuple[tuple[float, int], ...]
    pass_mark: float
    lanes: tuple[Lane, ...]


def draw_comparison(entries: Sequence[Entry], pass_mark: float) -> Comparison:
    """The entries one under another."""
    across = Scale(0.0, 100.0, LEFT, WIDTH - RIGHT)
    lanes, top = [], TOP
    for entry in entries:
        height = TALL if entry.bins else LANE_HEIGHT
        lanes.append(_lane(entry, across, top, height))
        top += height
    return Comparison(
        width=WIDTH, height=top + 22, left=LEFT, right=WIDTH - RIGHT, top=TOP - 4, bottom=top + 4,
        ticks=tuple((across(tick), tick) for tick in _TICKS),
        pass_mark=across(pass_mark),
        lanes=tuple(lanes),
    )  # fmt: skip


def _lane(entry: Entry, across: Scale, top: float, height: float) -> Lane:
    mean = entry.mean
    mark = entry.median if mean is None else mean.mean
    return Lane(
        kind=entry.kind,
        label=fit(entry.name, LEFT - 12, FONT_SIZE),
        y=top + height / 2,
        bottom=top + height - 3,
        dots=tuple(Dot(across(score), score, other) for score, other in entry.scores),
        low=None if mean is None else across(mean.low),
        high=None if mean is None else across(mean.high),
        mark=None if mark is None else across(mark),
        bars=_bars(entry.bins, across, top + height - 3, height - 6),
    )


def _bars(bins: tuple[int, ...], across: Scale, bottom: float, height: float) -> tuple[Bar, ...]:
    most = max(bins, default=0) or 1
    bars = []
    for place, people in enumerate(bins):
        if not people:
            continue
        start, end = across(10.0 * place), across(10.0 * place + 10)
        tall = round(height * people / most, 1)
        width = round(end - start - _BAR_GAP, 1)
        bars.append(Bar(start + _BAR_GAP / 2, round(bottom - tall, 1), width, tall, people))
    return tuple(bars)
