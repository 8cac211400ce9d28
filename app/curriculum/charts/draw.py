"""The drawing of any chart, and its figures as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from app.curriculum.charts.bars import draw_bars, draw_stacked, draw_waterfall
from app.curriculum.charts.flows import draw_funnel, draw_gantt
from app.curriculum.charts.lines import draw_lines
from app.curriculum.charts.planes import draw_plane, draw_radar
from app.curriculum.charts.shapes import Drawing, figure, series_look
from app.curriculum.charts.spec import Chart, ChartKind, Row

_DRAW: Mapping[ChartKind, Callable[[Chart], Drawing]] = {
    "bar": draw_bars,
    "line": draw_lines,
    "stacked": draw_stacked,
    "waterfall": draw_waterfall,
    "radar": draw_radar,
    "matrix": draw_plane,
    "gantt": draw_gantt,
    "funnel": draw_funnel,
    "scatter": draw_plane,
}


@dataclass(frozen=True)
class Table:
    """The figures of a chart: a heading for each column, and the rows with their labels first."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def draw(chart: Chart) -> Drawing:
    """The drawing of a chart, with a legend in the reader's language."""
    drawing = _DRAW[chart.kind](chart)
    if not chart.critical:
        return drawing
    legend = (_("Critical"), "chart-critical"), (_("Not critical"), series_look(0))
    return replace(drawing, legend=legend)


def tabulate(chart: Chart) -> Table:
    """The figures of a chart, with headings in the reader's language."""
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = tuple(
        (row.label, *map(figure, row.values)) for row in chart.rows
    )
    match chart.kind:
        case "gantt":
            headings = (_("Start"), _("End"), _("Critical"))
            yes, no = _("Yes"), _("No")
            rows = tuple((*row, yes if row[0] in chart.critical else no) for row in rows)
        case "matrix" | "scatter":
            headings = (chart.x or "x", chart.y or "y")
        case _:
            headings = chart.series or (chart.unit or _("Value"),)
    return Table((_("Label"), *headings), rows)


def _cells(row: Row) -> tuple[str, ...]:
    return row.label, *map(figure, row.values)
