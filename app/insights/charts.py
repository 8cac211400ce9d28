"""Drawings of scores worked out on the server: coordinates for SVG templates, in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.insights.statistics import BIN_WIDTH

WIDTH = 640
HEIGHT = 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 36, 8, 12, 28
_GAP = 4

# Room for the figure over the first and the last point of a trend.
_INSET = 28


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a histogram; `low` and `high` are the scores that it stands for."""

    x: float
    y: float
    width: float
    height: float
    count: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars, the heights of the lines of the grid with their counts, and where the pass mark is."""

    bars: tuple[Bar, ...]
    grid: tuple[tuple[float, int], ...]
    pass_x: float
    base: float


@dataclass(frozen=True, slots=True)
class Trend:
    """Points of scores in time, as the points of a polyline, and the height of the pass mark."""

    points: tuple[tuple[float, float, float], ...]
    line: str
    grid: tuple[tuple[float, int], ...]


def draw_histogram(bins: Sequence[int], pass_mark: float) -> Histogram:
    """Return the histogram of scores in bins of ten points."""
    top = max(4, *bins)
    step = max(1, -(-top // 4))
    top = step * 4
    plot_width, plot_height = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
    width = plot_width / len(bins)

    def y(count: float) -> float:
        return round(_TOP + plot_height * (1 - count / top), 1)

    bars = tuple(
        Bar(
            x=round(_LEFT + place * width + _GAP / 2, 1),
            y=y(count),
            width=round(width - _GAP, 1),
            height=round(y(0) - y(count), 1),
            count=count,
            low=place * BIN_WIDTH,
            high=(place + 1) * BIN_WIDTH,
        )
        for place, count in enumerate(bins)
    )
    grid = tuple((y(count), count) for count in range(0, top + 1, step))
    return Histogram(bars, grid, round(_LEFT + plot_width * pass_mark / 100, 1), y(0))


def draw_trend(scores: Sequence[float]) -> Trend:
    """Return the scores from the first to the last, evenly spaced from left to right."""
    plot_height = HEIGHT - _TOP - _BOTTOM
    left, right = _LEFT + _INSET, WIDTH - _RIGHT - _INSET
    step = (right - left) / max(1, len(scores) - 1)

    def y(score: float) -> float:
        return round(_TOP + plot_height * (1 - score / 100), 1)

    shift = (right - left) / 2 if len(scores) == 1 else 0.0
    points = tuple(
        (round(left + shift + place * step, 1), y(score), score)
        for place, score in enumerate(scores)
    )
    line = " ".join(f"{x},{height}" for x, height, _ in points)
    return Trend(points, line, tuple((y(score), score) for score in range(0, 101, 25)))
