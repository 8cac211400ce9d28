"""Bars from left to right: side by side, stacked, and as a waterfall."""

from __future__ import annotations

from collections.abc import Iterator

from app.curriculum.charts.shapes import (
    LINE_HEIGHT,
    WIDTH,
    Drawing,
    Label,
    Shape,
    box,
    centred,
    figure,
    line,
    series_look,
    wrap,
)
from app.curriculum.charts.spec import Chart
from app.play.charts.scales import Scale, round_ticks, text_width

_LABELS = 168.0
_BAR = 18.0
_GAP = 12.0
_TOP = 8.0
_AXIS = 26.0
_VALUES = 64.0
_FONT = 13.0


def draw_bars(chart: Chart) -> Drawing:
    """A bar for every value, the series of a row under each other."""
    many = len(chart.series) or 1
    height = max(many * _BAR, 2 * LINE_HEIGHT) + _GAP
    across = _scale([*(value for row in chart.rows for value in row.values), chart.top or 0.0])
    shapes: list[Shape] = list(_grid(chart, across, height))
    for place, row in enumerate(chart.rows):
        top = _TOP + place * height + (height - many * _BAR) / 2
        shapes += _name(row.label, _TOP + place * height + height / 2)
        for number, value in enumerate(row.values):
            y = top + number * _BAR
            shapes.append(_bar(across, 0.0, value, y, _BAR - 2, series_look(number)))
            shapes.append(_value(across, value, y + _BAR / 2))
    return Drawing(_height(chart, height), tuple(shapes), _legend(chart))


def draw_stacked(chart: Chart) -> Drawing:
    """A bar for every row, its values one after the other and their sum behind."""
    height = 2 * LINE_HEIGHT + _GAP
    across = _scale([sum(row.values) for row in chart.rows])
    shapes: list[Shape] = list(_grid(chart, across, height))
    for place, row in enumerate(chart.rows):
        middle = _TOP + place * height + height / 2
        shapes += _name(row.label, middle)
        total = 0.0
        for number, value in enumerate(row.values):
            shapes.append(_bar(across, total, total + value, middle - 12, 24, series_look(number)))
            if across.length(0, value) > text_width(figure(value), _FONT) + 6:
                x = (across(total) + across(total + value)) / 2
                shapes += centred([figure(value)], x, middle, "middle", "chart-on-series")
            total += value
        shapes.append(_value(across, total, middle))
    return Drawing(_height(chart, height), tuple(shapes), _legend(chart))


def draw_waterfall(chart: Chart) -> Drawing:
    """A step for every row, from where the one before ended.

    The first row stands on zero. A later row that equals the sum so far is that sum: it is drawn
    from zero too, and changes nothing.
    """
    height = 2 * LINE_HEIGHT + _GAP
    steps = list(_steps(chart))
    across = _scale([end for start, finish, _ in steps for end in (start, finish)])
    shapes: list[Shape] = list(_grid(chart, across, height))
    for place, (row, (start, finish, look)) in enumerate(zip(chart.rows, steps, strict=True)):
        middle = _TOP + place * height + height / 2
        shapes += _name(row.label, middle)
        shapes.append(_bar(across, start, finish, middle - 11, 22, look))
        sign = "+" if look == "chart-rise" else ""
        edge = max(start, finish)
        shapes.append(_value(across, edge, middle, sign + figure(row.values[0])))
        if place + 1 < len(steps):
            x = across(finish)
            shapes.append(line(x, middle + 11, x, middle + height - 11, "chart-link"))
    return Drawing(_height(chart, height), tuple(shapes))


def _steps(chart: Chart) -> Iterator[tuple[float, float, str]]:
    total = 0.0
    for place, row in enumerate(chart.rows):
        value = row.values[0]
        if place == 0 or abs(value - total) < 1e-6 * max(1.0, abs(total)):
            total = value
            yield 0.0, value, series_look(0)
        else:
            yield total, total + value, "chart-rise" if value >= 0 else "chart-fall"
            total += value


def _scale(values: list[float]) -> Scale:
    low, high = min(0.0, *values), max(0.0, *values)
    # Figures stand behind the ends of the bars, so those below zero need room on the left.
    start = _LABELS + (_VALUES if low < 0 else 8.0)
    return Scale(low, high or (1.0 if low == 0 else 0.0), start, WIDTH - _VALUES)


def _grid(chart: Chart, across: Scale, height: float) -> Iterator[Shape]:
    bottom = _TOP + len(chart.rows) * height
    for tick in round_ticks(across.low, across.high, 5):
        x = across(tick)
        yield line(x, _TOP, x, bottom, "chart-axis" if tick == 0 else "chart-grid")
        yield Label(x, bottom + 17, figure(tick), "middle")


def _name(label: str, middle: float) -> list[Label]:
    return centred(wrap(label, _LABELS - 8, 2), _LABELS - 4, middle, "end", "chart-name")


def _bar(across: Scale, start: float, end: float, y: float, thick: float, look: str) -> Shape:
    low, high = min(start, end), max(start, end)
    return box(across(low), y, max(across.length(low, high), 1.0), thick, look)


def _value(across: Scale, value: float, middle: float, text: str = "") -> Label:
    text = text or figure(value)
    if value < 0:
        return Label(across(value) - 5, round(middle + 4, 1), text, "end", "chart-value")
    return Label(across(value) + 5, round(middle + 4, 1), text, "start", "chart-value")


def _height(chart: Chart, row_height: float) -> float:
    return _TOP + len(chart.rows) * row_height + _AXIS


def _legend(chart: Chart) -> tuple[tuple[str, str], ...]:
    return tuple((name, series_look(number)) for number, name in enumerate(chart.series))
