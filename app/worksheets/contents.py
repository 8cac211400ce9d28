"""What is typed in a worksheet, as it is stored: text by section, row and field.

Nothing is thrown away because it is wrong: a word in a number's place is kept as it was typed, and
the page says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app.errors import TooLarge
from app.worksheets.declaration import Across, Column, Computed, Field, Fields, Rows, Tool
from app.worksheets.outcome import Problem
from app.worksheets.sheet import ACROSS, Place, Row, Sheet, Value
from app.worksheets.typed import Unreadable, canonical, read_value

CURRENCIES = ("CNY", "USD", "EUR", "HKD", "TWD", "JPY", "GBP", "SGD")

MOST_CHARACTERS = 6_000
MOST_ALTOGETHER = 300_000

_ROW_ID = re.compile(r"[0-9]{1,6}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

TypedRow = Mapping[str, str]


@dataclass(frozen=True)
class Contents:
    """What is typed. Each row of a table has its number for life under ``id``."""

    fields: Mapping[str, TypedRow] = field(default_factory=dict)
    tables: Mapping[str, tuple[TypedRow, ...]] = field(default_factory=dict)
    currency: str = CURRENCIES[0]

    def as_json(self) -> dict[str, Any]:
        """The contents to be stored."""
        return {
            "currency": self.currency,
            "fields": {name: dict(row) for name, row in self.fields.items()},
            "tables": {name: [dict(row) for row in rows] for name, rows in self.tables.items()},
        }

    def rows(self, section: str) -> tuple[TypedRow, ...]:
        """The rows of a table."""
        return self.tables.get(section, ())

    def of(self, section: str) -> TypedRow:
        """The fields of a section."""
        return self.fields.get(section, {})


def from_json(data: Mapping[str, Any]) -> Contents:
    """Contents as they were stored."""
    return Contents(
        fields=data.get("fields", {}),
        tables={name: tuple(rows) for name, rows in data.get("tables", {}).items()},
        currency=data.get("currency", CURRENCIES[0]),
    )


def blank(tool: Tool, today: date) -> Contents:
    """A new worksheet: nothing typed, a few rows to begin with."""
    fields: dict[str, TypedRow] = {}
    tables: dict[str, tuple[TypedRow, ...]] = {}
    for section in tool.sections:
        if isinstance(section, Fields):
            fields[section.name] = {
                field.name: today.isoformat() for field in section.fields if field.starts_today
            }
            continue
        rows: tuple[TypedRow, ...] = ()
        for fixed in section.fixed:
            rows += ({"id": fixed.id},)
        for _number in range(0 if section.fixed else section.begins_with):
            rows += (new_row(section, rows),)
        tables[section.name] = rows
    return Contents(fields, tables)


def new_row(section: Rows, rows: tuple[TypedRow, ...]) -> TypedRow:
    """A row to be added to a table: its number and its code are taken by no other."""
    row = {"id": str(max((int(row["id"]) for row in rows if row["id"].isdigit()), default=0) + 1)}
    if section.coded:
        taken = {row.get(section.coded, "") for row in rows}
        row[section.coded] = next(code for code in _codes() if code not in taken)
    return row


def _codes() -> Iterator[str]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    yield from letters
    for first in letters:
        for second in letters:
            yield first + second


def tidy(tool: Tool, contents: Contents) -> Contents:
    """The contents without what the worksheet does not declare. Raises TooLarge."""
    fields = {}
    tables: dict[str, tuple[TypedRow, ...]] = {}
    for section in tool.sections:
        if isinstance(section, Fields):
            fields[section.name] = _tidy_row(contents.of(section.name), section.fields)
    # A column repeats for the rows that are kept, so these come first.
    rows = {table.name: _tidy_ids(table, contents.rows(table.name)) for table in tool.tables}
    kept = replace(contents, tables=rows)
    for table in tool.tables:
        inputs = [c for c in columns_of(table, kept) if isinstance(c, Field)]
        tables[table.name] = tuple(
            {"id": row["id"], **_tidy_row(row, inputs)} for row in rows[table.name]
        )
    currency = contents.currency if contents.currency in CURRENCIES else CURRENCIES[0]
    found = Contents(fields, tables, currency)
    length = sum(len(text) for _place, text in cells(found))
    if length > MOST_ALTOGETHER:
        raise TooLarge(
            _("The worksheet has %(length)s characters; at most %(most)s are kept.",
              length=length, most=MOST_ALTOGETHER)
        )  # fmt: skip
    return found


def _tidy_ids(section: Rows, rows: tuple[TypedRow, ...]) -> tuple[TypedRow, ...]:
    if section.fixed:
        by_id = {row["id"]: row for row in rows}
        return tuple(by_id.get(fixed.id, {"id": fixed.id}) for fixed in section.fixed)
    found = {row["id"]: row for row in rows if _ROW_ID.fullmatch(row["id"])}
    if len(found) > section.most:
        raise TooLarge(
            _("“%(table)s” has %(count)s rows; at most %(most)s are kept.",
              table=str(section.title), count=len(found), most=section.most)
        )  # fmt: skip
    return tuple(found.values())


def _tidy_row(row: TypedRow, inputs: Sequence[Field]) -> dict[str, str]:
    found = {}
    for column in inputs:
        text = _CONTROLS.sub("", row.get(column.name, "").replace("\r\n", "\n"))
        if len(text) > MOST_CHARACTERS:
            raise TooLarge(
                _("A text has %(length)s characters; at most %(most)s are kept.",
                  length=len(text), most=MOST_CHARACTERS)
            )  # fmt: skip
        if text.strip():
            found[column.name] = canonical(column, text)
    return found


def cells(contents: Contents) -> Iterator[tuple[Place, str]]:
    """Everything that is typed, with its place."""
    for section, row in contents.fields.items():
        for name, text in row.items():
            yield Place(section, "", name), text
    for section, rows in contents.tables.items():
        for row in rows:
            for name, text in row.items():
                if name != "id":
                    yield Place(section, row["id"], name), text


def is_blank(tool: Tool, contents: Contents) -> bool:
    """Whether nothing has been typed that was not there to begin with."""
    given = {
        (section.name, field.name)
        for section in tool.sections
        for field in _inputs(section)
        if field.is_mark or field.starts_today
    }
    return all((place.section, place.field) in given for place, _text in cells(contents))


def _inputs(section: Fields | Rows) -> tuple[Field, ...]:
    return section.fields if isinstance(section, Fields) else section.inputs


def columns_of(section: Rows, contents: Contents) -> tuple[Field | Computed, ...]:
    """The columns of a table as they stand, the repeated ones written out."""
    found: list[Field | Computed] = []
    for column in section.columns:
        found += _expanded(column, contents)
    return tuple(found)


def _expanded(column: Column, contents: Contents) -> list[Field | Computed]:
    if not isinstance(column, Across):
        return [column]
    return [
        replace(
            column.field,
            name=f"{column.field.name}{ACROSS}{row['id']}",
            label=row.get(column.heading) or f"{column.field.label} {number}",
        )
        for number, row in enumerate(contents.rows(column.rows_of), 1)
    ]


def read_sheet(tool: Tool, contents: Contents) -> tuple[Sheet, tuple[Problem, ...]]:
    """The values of a worksheet, and what could not be read."""
    problems: list[Problem] = []
    fields: dict[str, Row] = {}
    tables: dict[str, tuple[Row, ...]] = {}
    for section in tool.sections:
        name = section.name
        if isinstance(section, Fields):
            values = _read_row(section.fields, contents.of(name), Place(name), problems)
            fields[name] = Row(name, "", 0, values)
            continue
        inputs = [c for c in columns_of(section, contents) if isinstance(c, Field)]
        marks = {column.name for column in inputs if column.is_mark}
        found = []
        for number, row in enumerate(contents.rows(name), 1):
            if not section.fixed and not set(row) - marks - {"id"}:
                continue
            values = _read_row(inputs, row, Place(name, row["id"]), problems)
            found.append(Row(name, row["id"], number, values))
        tables[name] = tuple(found)
    return Sheet(fields, tables, contents.currency), tuple(problems)


def _read_row(
    inputs: Sequence[Field], row: TypedRow, at: Place, problems: list[Problem]
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for column in inputs:
        try:
            values[column.name] = read_value(column, row.get(column.name, ""))
        except Unreadable as error:
            problems.append(Problem(replace(at, field=column.name), str(error)))
    return values
