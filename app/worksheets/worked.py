"""A worksheet worked out: what was typed, what follows, and how it reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext as _

from app.curriculum.charts.draw import Table, draw, tabulate
from app.curriculum.charts.shapes import Drawing
from app.curriculum.charts.spec import Chart
from app.worksheets.contents import Contents, TypedRow, columns_of, read_sheet
from app.worksheets.declaration import Computed, Field, Fields, Rows, Section, Text, Tool
from app.worksheets.figures import as_typed, written
from app.worksheets.outcome import GridColumn, Look, Outcome, Problem, Result, Tone
from app.worksheets.sheet import Place, Value
from app.worksheets.typed import Unreadable, read_value

LOOKS: Mapping[str, Look] = {
    "number": "number",
    "money": "money",
    "percent": "percent",
    "date": "date",
    "rating": "number",
}
"""How the kinds of fields read; the others are texts."""


@dataclass(frozen=True)
class Figure:
    """A chart, its drawing and its figures."""

    chart: Chart
    drawing: Drawing
    table: Table


@dataclass(frozen=True)
class ShownCell:
    """A cell as it reads."""

    text: str
    is_number: bool


@dataclass(frozen=True)
class ShownRow:
    """A row as it reads; `tone` says whether it stands out."""

    cells: tuple[ShownCell, ...]
    tone: Tone


@dataclass(frozen=True)
class ShownSection:
    """A section as it reads, without rows in which nothing is typed."""

    section: Section
    fields: tuple[tuple[Text, str], ...] = ()
    headings: tuple[tuple[str, bool], ...] = ()
    rows: tuple[ShownRow, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to show."""
        return not self.fields and not self.rows


@dataclass(frozen=True)
class Worked:
    """A worksheet's contents and what follows from them."""

    tool: Tool
    contents: Contents
    outcome: Outcome

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The charts, drawn."""
        return tuple(Figure(chart, draw(chart), tabulate(chart)) for chart in self.outcome.charts)

    @cached_property
    def problems(self) -> Mapping[Place, list[str]]:
        """What cannot be calculated with, by place."""
        found: dict[Place, list[str]] = {}
        for problem in self.outcome.problems:
            found.setdefault(problem.place, []).append(problem.message)
        return found

    def columns(self, section: Rows) -> tuple[Field | Computed, ...]:
        """The columns of a table as they stand."""
        return columns_of(section, self.contents)

    def problems_of(self, section: str, row: str = "") -> list[Problem]:
        """The problems of one row, or of the fields of a section."""
        return [
            problem
            for problem in self.outcome.problems
            if (problem.place.section, problem.place.row) == (section, row)
        ]

    def cell(self, section: str, row: str, column: Computed) -> str:
        """A computed cell as it reads; "" where nothing follows."""
        value = self.outcome.cells.get((section, row), {}).get(column.name)
        if value is None or value == "":
            return ""
        return written(value, LOOKS.get(column.kind, "text"), self.currency, column.digits)

    def is_wrong(self, section: str, row: str, field: str) -> bool:
        """Whether something is wrong with what is typed in one place."""
        return Place(section, row, field) in self.problems

    def unit_of(self, field: Field | Computed) -> str:
        """In what a number is typed, to stand beside its label; "" for nothing."""
        if not isinstance(field, Field):
            return ""
        return {"money": self.currency, "percent": "%"}.get(field.kind, str(field.unit))

    def heading_of(self, column: Field | Computed | GridColumn) -> str:
        """A column's heading where its numbers stand alone, without sign or unit."""
        look = column.look if isinstance(column, GridColumn) else column.kind
        if look == "money":
            return f"{column.label} ({self.currency})"
        return str(column.label) if isinstance(column, GridColumn) else _with_unit(column)

    def result_text(self, result: Result) -> str:
        """A result as it reads."""
        return written(result.value, result.look, self.currency, result.digits)

    def grid_text(self, column: GridColumn, value: Value) -> str:
        """A cell of a grid as it reads."""
        return written(value, column.look, self.currency, column.digits)

    def choice_text(self, field: Field, text: str) -> str:
        """What a choice is called."""
        return str(dict(field.choices).get(text, ""))

    def written_rows(self, section: Rows) -> list[TypedRow]:
        """The rows of a table in which something is typed; fixed rows always."""
        marks = {column.name for column in section.inputs if column.is_mark}
        return [
            row
            for row in self.contents.rows(section.name)
            if section.fixed or set(row) - marks - {"id"}
        ]

    def tone(self, section: str, row: str) -> Tone:
        """Whether a row stands out."""
        return self.outcome.tones.get((section, row), "")

    @property
    def currency(self) -> str:
        """The currency of its amounts."""
        return self.contents.currency

    def label_of(self, place: Place) -> str:
        """A place in words: “Tasks, row 3: Usual”."""
        section = self.tool.section(place.section)
        if isinstance(section, Fields):
            names = {field.name: field.label for field in section.fields}
            return str(names.get(place.field, section.title))
        column = {column.name: column.label for column in self.columns(section)}.get(place.field)
        row = self.row_name(section, place.row)
        if column is None:
            return _("%(table)s, %(row)s", table=str(section.title), row=row)
        return _(
            "%(table)s, %(row)s: %(column)s",
            table=str(section.title), row=row, column=str(column),
        )  # fmt: skip

    def row_name(self, section: Rows, row_id: str) -> str:
        """A row in words."""
        for fixed in section.fixed:
            if fixed.id == row_id:
                return str(fixed.label)
        ids = [row["id"] for row in self.contents.rows(section.name)]
        return _("row %(number)s", number=ids.index(row_id) + 1 if row_id in ids else "?")

    def shown(self) -> Iterator[ShownSection]:
        """Every section that holds something, as it reads."""
        for section in self.tool.sections:
            found = self._shown(section)
            if not found.is_blank:
                yield found

    def _shown(self, section: Section) -> ShownSection:
        if isinstance(section, Fields):
            row = self.contents.of(section.name)
            texts = tuple(
                (field.label, self._text(field, row))
                for field in section.fields
                if field.name in row
            )
            return ShownSection(section, fields=texts)
        columns = self.columns(section)
        headings = [(_with_unit(column), column.is_number) for column in columns]
        if section.fixed:
            headings.insert(0, (str(section.fixed_label), False))
        rows = []
        for row in self.written_rows(section):
            cells = [
                ShownCell(
                    self._text(column, row)
                    if isinstance(column, Field)
                    else self.cell(section.name, row["id"], column),
                    column.is_number,
                )
                for column in columns
            ]
            if section.fixed:
                cells.insert(0, ShownCell(self.row_name(section, row["id"]), False))
            rows.append(ShownRow(tuple(cells), self.tone(section.name, row["id"])))
        return ShownSection(section, headings=tuple(headings), rows=tuple(rows))

    def _text(self, field: Field, row: TypedRow) -> str:
        text = row.get(field.name, "")
        if field.kind == "choice":
            return self.choice_text(field, text)
        value = value_of(field, text)
        if value is None:
            return text
        return as_typed(value, LOOKS.get(field.kind, "text"), self.currency)


def _with_unit(column: Field | Computed) -> str:
    """A heading with the unit that its values do not show themselves."""
    unit = column.unit if isinstance(column, Field) else ""
    return f"{column.label} ({unit})" if unit else str(column.label)


def value_of(field: Field, text: str) -> Value:
    """The value of a field, None where it cannot be read."""
    try:
        return read_value(field, text)
    except Unreadable:
        return None


def work_out(tool: Tool, contents: Contents) -> Worked:
    """A worksheet with everything that follows from it, or all that keeps it from that."""
    sheet, problems = read_sheet(tool, contents)
    outcome = Outcome(problems=problems) if problems else tool.calculate(sheet)
    return Worked(tool, contents, outcome)
