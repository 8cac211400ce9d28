"""Lines over a row of steps in time."""

from __future__ import annotations

from app.curriculum.charts.shapes import (
    LINE_HEIGHT,
    WIDTH,
    Dot,
    Drawing,
    Label,
    Shape,
    figure,
    line,
    path,
    series_look,
    wrap,
)
from app.curriculum.charts.spec import Chart
from app.play.charts.scales import Scale, round_ticks, text_width

_LEFT, _RIGHT = 64.0, 24.0
_TOP, _PLOT = 24.0, 220.0
_LINES = 3
# From the plot to the names: the lowest point may have its figure there.
_BELOW = 36.0
_MOST_VALUES = 12
_NAME_SIZE = 12.0


def draw_lines(chart: Chart) -> Drawing:
    """A line for every series; with one series each point bears its figure."""
    values = [value for row in chart.rows for value in row.values]
    low, high = min(0.0, *values), max(chart.top or 0.0, *values)
    top = _TOP + (LINE_HEIGHT if chart.y else 0.0)
    bottom = top + _PLOT
    up = Scale(low, high if high > low else low + 1, bottom, top)
    slot = (WIDTH - _LEFT - _RIGHT) / len(chart.rows)
    # Names with words wider than their place stand in two rows in turn, each twice as wide.
    is_staggered = any(_widest_word(row.label) > slot - 4 for row in chart.rows)
    breadth = slot * (2 if is_staggered else 1) - 4
    places = [round(_LEFT + slot * (number + 0.5), 1) for number in range(len(chart.rows))]
    shapes: list[Shape] = []
    for tick in round_ticks(low, up.high, 5):
        look = "chart-axis" if tick == 0 else "chart-grid"
        shapes.append(line(_LEFT, up(tick), WIDTH - _RIGHT, up(tick), look))
        shapes.append(Label(_LEFT - 8, round(up(tick) + 4, 1), figure(tick), "end"))
    block = _LINES * (LINE_HEIGHT - 2)
    for number, (x, row) in enumerate(zip(places, chart.rows, strict=True)):
        start = bottom + _BELOW + (block + 4 if is_staggered and number % 2 else 0.0)
        if start > bottom + _BELOW:
            shapes.append(line(x, bottom, x, start - 12, "chart-grid"))
        for place, text in enumerate(wrap(row.label, breadth, _LINES, _NAME_SIZE)):
            y = start + place * (LINE_HEIGHT - 2)
            shapes.append(Label(x, y, text, "middle", "chart-name chart-small"))
    count = len(chart.series) or 1
    for number in range(count):
        points = [(x, up(row.values[number])) for x, row in zip(places, chart.rows, strict=True)]
        shapes.append(path(points, f"chart-line {series_look(number)}"))
        shapes += [Dot(x, y, 4, series_look(number)) for x, y in points]
    if count == 1 and len(chart.rows) <= _MOST_VALUES:
        heights = [up(row.values[0]) for row in chart.rows]
        for number, (x, row) in enumerate(zip(places, chart.rows, strict=True)):
            # Above the line where it bends up, below it where it bends down.
            beside = heights[max(number - 1, 0)], heights[min(number + 1, len(heights) - 1)]
            away = 19 if heights[number] > sum(beside) / 2 else -9
            y = round(heights[number] + away, 1)
            shapes.append(Label(x, y, figure(row.values[0]), "middle", "chart-value"))
    if chart.y:
        shapes.append(Label(4, 12, chart.y))
    height = bottom + _BELOW + block + (block + 4 if is_staggered else 0.0)
    if chart.x:
        height += LINE_HEIGHT
        shapes.append(Label(WIDTH - _RIGHT, height - 4, chart.x, "end"))
    legend = tuple((name, series_look(number)) for number, name in enumerate(chart.series))
    return Drawing(height, tuple(shapes), legend)


def _widest_word(label: str) -> float:
    return max(text_width(word, _NAME_SIZE) for word in label.split()) if label.isascii() else 0.0
