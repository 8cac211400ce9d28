"""A chart as an author writes it: a fenced block ``chart`` with a few lines of YAML."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from simengine.errors import N_, SimError
from simengine.scenario.load import problems_of
from simengine.scenario.parts import Part
from simengine.scenario.problems import Problem, ScenarioInvalid
from simengine.scenario.source import Source

ChartKind = Literal[
    "bar", "line", "stacked", "waterfall", "radar", "matrix", "gantt", "funnel", "scatter"
]
KINDS: tuple[ChartKind, ...] = get_args(ChartKind)

SERIES_KINDS = frozenset({"bar", "line", "stacked", "radar"})
"""Kinds whose rows may hold several values."""

PLANE_KINDS = frozenset({"matrix", "scatter"})
"""Kinds whose rows are a label and a place from 0 to 100 in both directions."""

MOST_ROWS = 24
MOST_SERIES = 6


class Row(Part):
    """A label and its values."""

    label: str = Field(min_length=1, max_length=80)
    values: tuple[float, ...]


def _as_row(row: Any) -> Any:
    """A row as it is written, ``[label, value]`` or ``[label, [value, value]]``, as a Row."""
    if not isinstance(row, tuple) or len(row) < 2:
        raise _refused(N_("a row is a list that begins with its label: [label, value]"))
    label, *values = row
    if len(values) == 1 and isinstance(values[0], tuple):
        values = list(values[0])
    if isinstance(label, bool) or not isinstance(label, (str, int, float)):
        raise _refused(N_("a row begins with its label, a text"))
    if not all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        raise _refused(N_("after its label a row holds numbers only"))
    return {"label": str(label), "values": tuple(float(value) for value in values)}


def _refused(template: str, **params: Any) -> ValueError:
    return ValueError(SimError(template, params))


class Chart(Part):
    """A chart's data and words in one language."""

    kind: ChartKind
    title: str = Field(min_length=1, max_length=120)
    unit: str = Field("", max_length=40)
    rows: tuple[Annotated[Row, BeforeValidator(_as_row)], ...] = Field(
        min_length=2, max_length=MOST_ROWS
    )
    series: tuple[Annotated[str, Field(min_length=1, max_length=60)], ...] = Field(
        (), max_length=MOST_SERIES
    )
    x: str = Field("", max_length=60)
    y: str = Field("", max_length=60)
    critical: tuple[str, ...] = ()
    top: float | None = Field(None, gt=0)
    """The end of the scale of a bar, line or radar chart; None: what the largest value needs."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Chart:
        widths = {len(row.values) for row in self.rows}
        wanted = 2 if self.kind in PLANE_KINDS or self.kind == "gantt" else None
        if self.kind in SERIES_KINDS:
            if len(widths) != 1:
                raise _refused(N_("all rows need the same number of values"))
            if widths != {len(self.series) or 1}:
                raise _refused(
                    N_("the rows hold %(values)s values each; name as many in `series`"),
                    values=max(widths),
                )
        elif widths != {wanted or 1}:
            raise _refused(
                N_("each row of this kind is a label and %(values)s numbers"), values=wanted or 1
            )
        self._check_range()
        return self

    def _check_range(self) -> None:
        for row in self.rows:
            if self.kind in PLANE_KINDS and not all(0 <= value <= 100 for value in row.values):
                raise _refused(N_("“%(label)s” lies outside 0 to 100"), label=row.label)
            if self.kind == "gantt" and not 0 <= row.values[0] <= row.values[1]:
                raise _refused(N_("“%(label)s” ends before it starts"), label=row.label)
            if self.kind in ("stacked", "radar", "funnel") and min(row.values) < 0:
                raise _refused(N_("“%(label)s” is below zero"), label=row.label)
            if self.top is not None and max(row.values) > self.top:
                raise _refused(N_("“%(label)s” lies beyond the top of the scale"), label=row.label)
        labels = {row.label for row in self.rows}
        for label in self.critical:
            if label not in labels:
                raise _refused(N_("no row is called “%(label)s”"), label=label)
        if self.kind == "radar" and len(self.rows) < 3:
            raise _refused(N_("a radar needs three rows or more"))


def read_chart(text: str, name: str, line: int) -> tuple[Chart | None, list[Problem]]:
    """The chart of a block that begins on a line of a file, or all that is wrong with it."""
    try:
        source = Source(text, name)
        if not isinstance(source.data, dict):
            raise ScenarioInvalid(
                [source.problem((), N_("keys and values belong here, one to a line"))]
            )
        return Chart.model_validate(source.data), []
    except ScenarioInvalid as error:
        found = list(error.problems)
    except ValidationError as error:
        found = problems_of(source, error)
    return None, [
        Problem(
            line + problem.line, f"chart.{problem.path}", problem.template, problem.params, name
        )
        for problem in found
    ]
