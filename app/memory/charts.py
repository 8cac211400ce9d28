"""The forecast: a column for each day to come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date
from flask_babel import get_locale
from flask_babel import gettext as _

from app.curriculum.charts.draw import tabulate
from app.curriculum.charts.shapes import WIDTH, Drawing, Label, Shape, box, figure, line
from app.curriculum.charts.spec import Chart
from app.curriculum.pages import Figure
from app.formats import day as written_day
from app.play.charts.scales import Scale, round_ticks

_LEFT, _RIGHT = 40.0, 8.0
_TOP, _BOTTOM = 24.0, 164.0
_HEIGHT = 204.0
_SHARE = 0.62
_TICKS = 4


def forecast_figure(due: Mapping[date, int]) -> Figure:
    """The forecast as a figure: the drawing, and the same figures for its table."""
    chart = Chart.model_validate(
        {
            "kind": "bar",
            "title": _("Cards due in the next %(days)s days", days=len(due)),
            "series": (_("Cards due"),),
            "rows": tuple((written_day(day), count) for day, count in due.items()),
        }
    )
    return Figure(chart, _draw(due), tabulate(chart))


def _draw(due: Mapping[date, int]) -> Drawing:
    most = max(*due.values(), 1)
    up = Scale(0.0, float(most), _BOTTOM, _TOP)
    shapes: list[Shape] = []
    for tick in round_ticks(0.0, float(most), _TICKS):
        if tick == int(tick):
            look = "chart-grid" if tick else "chart-axis"
            shapes.append(line(_LEFT, up(tick), WIDTH - _RIGHT, up(tick), look))
            shapes.append(Label(_LEFT - 8, round(up(tick) + 4, 1), figure(tick), "end"))
    slot = (WIDTH - _LEFT - _RIGHT) / len(due)
    for place, (day, count) in enumerate(due.items()):
        middle = round(_LEFT + slot * (place + 0.5), 1)
        if count:
            top = up(count)
            width = slot * _SHARE
            shapes.append(box(middle - width / 2, top, width, _BOTTOM - top, "chart-series-1"))
            shapes.append(Label(middle, round(top - 5, 1), figure(count), "middle", "chart-value"))
        name = _("Today") if place == 0 else format_date(day, "EEE", get_locale())
        shapes.append(Label(middle, _BOTTOM + 17, name, "middle"))
        shapes.append(Label(middle, _BOTTOM + 33, str(day.day), "middle", "chart-text chart-small"))
    return Drawing(_HEIGHT, tuple(shapes))
