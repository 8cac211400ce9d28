"""What a calculation finds: results, cells of tables, charts, remarks, problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.curriculum.charts.spec import Chart
from app.worksheets.sheet import Place, Value

Look = Literal["text", "number", "money", "percent", "date"]
Tone = Literal["", "good", "warning", "bad"]


@dataclass(frozen=True)
class Result:
    """A figure with its name, how it came about, and how it is to be taken."""

    label: str
    value: Value
    look: Look = "number"
    digits: int = 0
    note: str = ""
    tone: Tone = ""
    unit: str = ""


@dataclass(frozen=True)
class GridColumn:
    """A column of a grid."""

    label: str
    look: Look = "text"
    digits: int = 0

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.look in ("number", "money", "percent")


@dataclass(frozen=True)
class Grid:
    """A table of results."""

    title: str
    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Remark:
    """A sentence about what was typed, and where."""

    text: str
    tone: Literal["info", "good", "warning", "bad"] = "info"
    place: Place | None = None


@dataclass(frozen=True)
class Problem:
    """Something typed that cannot be calculated with; the message says how to mend it."""

    place: Place
    message: str


Cells = Mapping[tuple[str, str], Mapping[str, Value]]


@dataclass(frozen=True)
class Outcome:
    """All that follows from a worksheet.

    `cells` are the computed columns by section and row, `tones` the rows that stand out. With
    problems there is nothing else: half a result would be taken for a whole one.
    """

    results: tuple[Result, ...] = ()
    cells: Cells = field(default_factory=dict)
    tones: Mapping[tuple[str, str], Tone] = field(default_factory=dict)
    grids: tuple[Grid, ...] = ()
    charts: tuple[Chart, ...] = ()
    remarks: tuple[Remark, ...] = ()
    problems: tuple[Problem, ...] = ()
