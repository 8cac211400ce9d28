"""Places in a plane: a matrix of four fields, a scatter, and a radar."""

from __future__ import annotations

import math
from collections.abc import Iterator

from app.curriculum.charts.shapes import (
    FONT_SIZE,
    LINE_HEIGHT,
    WIDTH,
    Anchor,
    Dot,
    Drawing,
    Label,
    Point,
    Shape,
    box,
    centred,
    figure,
    line,
    path,
    series_look,
    wrap,
)
from app.curriculum.charts.spec import Chart
from app.play.charts.scales import Scale, round_ticks, text_width

_LEFT, _TOP, _SIZE, _BREADTH = 44.0, 24.0, 330.0, 520.0
_RADIUS = 120.0
_RINGS = 4


def draw_plane(chart: Chart) -> Drawing:
    """Named dots at their places; a matrix shows its four fields, a scatter a grid."""
    right, bottom = _LEFT + _BREADTH, _TOP + _SIZE
    across, up = Scale(0, 100, _LEFT, right), Scale(0, 100, bottom, _TOP)
    shapes: list[Shape] = []
    if chart.kind == "matrix":
        shapes.append(box(across(50), _TOP, _BREADTH / 2, _SIZE / 2, "chart-field"))
        ticks = [0.0, 50.0, 100.0]
    else:
        ticks = [0.0, 25.0, 50.0, 75.0, 100.0]
    for tick in ticks:
        look = "chart-axis" if tick == 0 else "chart-grid"
        shapes.append(line(across(tick), _TOP, across(tick), bottom, look))
        shapes.append(line(_LEFT, up(tick), right, up(tick), look))
        shapes.append(Label(across(tick), bottom + 17, figure(tick), "middle"))
        shapes.append(Label(_LEFT - 8, round(up(tick) + 4, 1), figure(tick), "end"))
    taken: list[Point] = []
    for row in chart.rows:
        x, y = across(row.values[0]), up(row.values[1])
        shapes.append(Dot(x, y, 6, series_look(0)))
        shapes.append(_place_name(row.label, x, y, right, taken))
    shapes.append(Label(_LEFT, 14, chart.y))
    shapes.append(Label(right, bottom + 36, chart.x, "end"))
    return Drawing(bottom + 44, tuple(shapes))


def _place_name(text: str, x: float, y: float, right: float, taken: list[Point]) -> Label:
    """The name beside its dot, moved down while another name stands there."""
    is_left = x + 12 + text_width(text, FONT_SIZE) > right
    height = y + 4
    while any(abs(height - other) < LINE_HEIGHT and abs(x - at) < 150 for at, other in taken):
        height += LINE_HEIGHT
    taken.append((x, height))
    anchor: Anchor = "end" if is_left else "start"
    return Label(x - 11 if is_left else x + 11, round(height, 1), text, anchor, "chart-name")


def draw_radar(chart: Chart) -> Drawing:
    """A ray for every row, from 0 in the middle to a round number beyond the largest value."""
    middle = (WIDTH / 2, _RADIUS + 52.0)
    most = chart.top or max(1e-9, *(value for row in chart.rows for value in row.values))
    ticks = round_ticks(0.0, most, _RINGS)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else most
    top = ticks[-1] if ticks[-1] >= most else ticks[-1] + step
    corners = list(_corners(len(chart.rows)))

    def at(corner: Point, value: float) -> Point:
        reach = _RADIUS * value / top
        return middle[0] + corner[0] * reach, middle[1] + corner[1] * reach

    shapes: list[Shape] = []
    for ring in (tick for tick in (*ticks, top) if tick > 0):
        ends = [at(corner, ring) for corner in corners]
        shapes.append(path([*ends, ends[0]], "chart-grid"))
    for corner, row in zip(corners, chart.rows, strict=True):
        x, y = at(corner, top)
        shapes.append(line(*middle, x, y, "chart-grid"))
        anchor: Anchor = "middle" if abs(corner[0]) < 0.2 else "start" if corner[0] > 0 else "end"
        away = 16 if anchor == "middle" else 10
        texts = wrap(row.label, 140, 2)
        shapes += centred(
            texts, x + corner[0] * away, y + corner[1] * away * 1.2, anchor, "chart-name"
        )
    for number in range(len(chart.series) or 1):
        ends = [at(c, row.values[number]) for c, row in zip(corners, chart.rows, strict=True)]
        shapes.append(path(ends, f"chart-web {series_look(number)}", "area"))
        shapes += [Dot(round(x, 1), round(y, 1), 3.5, series_look(number)) for x, y in ends]
    shapes += [
        Label(middle[0] + 4, round(at(corners[0], tick)[1] + 4, 1), figure(tick), "start")
        for tick in dict.fromkeys((*ticks, top))
        if tick > 0
    ]
    legend = tuple((name, series_look(number)) for number, name in enumerate(chart.series))
    return Drawing(2 * _RADIUS + 104, tuple(shapes), legend)


def _corners(count: int) -> Iterator[Point]:
    """The directions of the rays, the first one upwards, then clockwise."""
    for number in range(count):
        angle = 2 * math.pi * number / count
        yield math.sin(angle), -math.cos(angle)
