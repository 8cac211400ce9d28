"""Charts of a person's path, drawn as those of lessons are; each has its figures as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.curriculum.charts.draw import draw, tabulate
from app.curriculum.charts.spec import Chart, ChartKind
from app.curriculum.pages import Figure
from app.learning.history import Point
from app.learning.skills import Level
from app.play.figures import short_date

_LEAST_CORNERS = 5
_MOST_TITLE, _MOST_LABEL = 120, 80

Labelled = Iterable[tuple[str, Level]]


def draw_levels(title: str, levels: Labelled) -> Figure | None:
    """What is known of some skills or parts, in percent: a radar, or bars where there are fewer
    than five. None where there is nothing to compare."""
    rows = [
        (label, round(100 * level.joint.mean))
        for label, level in levels
        if level.is_known and level.joint is not None
    ]
    return _figure("radar" if len(rows) >= _LEAST_CORNERS else "bar", title, rows, top=100)


def draw_shares(title: str, points: Sequence[Point]) -> Figure | None:
    """Shares of 1 over time, in percent."""
    rows = [(short_date(point.day), round(100 * point.value)) for point in points]
    return _figure("line", title, rows, top=100)


def draw_totals(title: str, points: Sequence[Point]) -> Figure | None:
    """How many there were by when."""
    rows = [(short_date(point.day), round(point.value)) for point in points]
    return _figure("line", title, rows)


def _figure(
    kind: ChartKind, title: str, rows: Sequence[tuple[str, int]], top: int | None = None
) -> Figure | None:
    if len(rows) < 2:
        return None
    chart = Chart.model_validate(
        {
            "kind": kind,
            "title": title[:_MOST_TITLE],
            "unit": "%" if top else "",
            "rows": tuple((label[:_MOST_LABEL], value) for label, value in rows),
            "top": top,
        }
    )
    return Figure(chart, draw(chart), tabulate(chart))
