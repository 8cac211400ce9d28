"""A plan in days, and a funnel."""

from __future__ import annotations

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
_ROW = 36.0
_TOP = 8.0
_SHARES = 72.0


def draw_gantt(chart: Chart) -> Drawing:
    """A bar from start to finish for every row; those on the critical path stand out."""
    end = max(row.values[1] for row in chart.rows)
    across = Scale(0.0, max(end, 1.0), _LABELS + 8, WIDTH - 44)
    bottom = _TOP + len(chart.rows) * _ROW
    shapes: list[Shape] = []
    for tick in round_ticks(0.0, across.high, 8):
        look = "chart-axis" if tick == 0 else "chart-grid"
        shapes.append(line(across(tick), _TOP, across(tick), bottom, look))
        shapes.append(Label(across(tick), bottom + 17, figure(tick), "middle"))
    for place, row in enumerate(chart.rows):
        start, finish = row.values
        middle = _TOP + place * _ROW + _ROW / 2
        texts = wrap(row.label, _LABELS - 8, 2)
        shapes += centred(texts, _LABELS - 4, middle, "end", "chart-name")
        look = "chart-critical" if row.label in chart.critical else series_look(0)
        # A milestone takes no time, and is seen nevertheless.
        width = max(across.length(start, finish), 3.0)
        shapes.append(box(across(start), middle - 9, width, 18, look))
        shapes.append(
            Label(across(start) + width + 5, middle + 4, f"{figure(finish - start)}", "start")
        )
    return Drawing(bottom + 26, tuple(shapes))


def draw_funnel(chart: Chart) -> Drawing:
    """A centred bar for every stage; on the right what share of the one before came so far."""
    most = max(1e-9, *(row.values[0] for row in chart.rows))
    left, right = _LABELS + 8, WIDTH - _SHARES
    centre, breadth = (left + right) / 2, right - left
    shapes: list[Shape] = []
    before: float | None = None
    height = 2 * LINE_HEIGHT + 10
    for place, row in enumerate(chart.rows):
        value = row.values[0]
        middle = _TOP + place * height + height / 2
        width = max(breadth * value / most, 2.0)
        shapes += centred(wrap(row.label, _LABELS - 8, 2), _LABELS - 4, middle, "end", "chart-name")
        shapes.append(box(centre - width / 2, middle - 16, width, 32, series_look(0)))
        text = figure(value)
        if width > text_width(text, 13) + 8:
            shapes += centred([text], centre, middle, "middle", "chart-on-series")
        else:
            shapes += centred([text], centre + width / 2 + 5, middle, "start", "chart-value")
        if before:
            share = f"↓ {figure(round(100 * value / before, 1))}%"
            shapes += centred([share], WIDTH - 4, middle - height / 2, "end")
        before = value
    return Drawing(_TOP + len(chart.rows) * height + 8, tuple(shapes))
