"""KPIs as dials: a half circle from no points on the left to the target on the right."""

from __future__ import annotations

import math
from dataclasses import dataclass

from simengine.view import Shown

WIDTH = 100.0
HEIGHT = 56.0
_RADIUS = 42.0
_CENTRE_Y = 50.0
_MOST_POINTS = 100.0
# A range of nothing would not be seen.
_LEAST_POINTS = 1.5


@dataclass(frozen=True)
class Dial:
    """Arcs as SVG paths. `sure` ends where the points are certain, `maybe` is the range behind it;
    both are empty when nothing is known."""

    track: str
    sure: str
    maybe: str


def draw_dial(points: Shown) -> Dial:
    """The dial of a KPI's points, 0 to 100."""
    track = _arc(0.0, _MOST_POINTS)
    if points.low is None or points.high is None:
        return Dial(track, "", "")
    low, high = (min(max(bound, 0.0), _MOST_POINTS) for bound in (points.low, points.high))
    sure = _arc(0.0, low) if low > 0 else ""
    maybe = _arc(low, max(high, low + _LEAST_POINTS)) if high > low else ""
    return Dial(track, sure, maybe)


def _arc(start: float, end: float) -> str:
    x0, y0 = _point(start)
    x1, y1 = _point(min(end, _MOST_POINTS))
    return f"M{x0} {y0} A{_RADIUS:g} {_RADIUS:g} 0 0 1 {x1} {y1}"


def _point(points: float) -> tuple[float, float]:
    angle = math.pi * points / _MOST_POINTS
    x = WIDTH / 2 - _RADIUS * math.cos(angle)
    return round(x, 2), round(_CENTRE_Y - _RADIUS * math.sin(angle), 2)
