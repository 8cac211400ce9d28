"""A worksheet as an Excel workbook: a sheet for every section, and one for the results.

Texts stay texts: none becomes a formula or a link, and those that begin like one are marked so
that editing the cell does not make them one either.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import xlsxwriter
from flask_babel import gettext as _

from app.worksheets.declaration import Computed, Field, Fields, Rows
from app.worksheets.outcome import Look
from app.worksheets.sheet import Value
from app.worksheets.worked import LOOKS, Worked, value_of

_MOST_SHEET_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WIDE, _NARROW = 34, 15
_MOST_CELL = 32_767


class _Book:
    """A workbook being written."""

    def __init__(self, worked: Worked, title: str) -> None:
        self.worked = worked
        self.data = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.data,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
             "strings_to_numbers": False},
        )  # fmt: skip
        self.book.set_properties({"title": title, "company": "Dealwright"})
        self.formats: dict[tuple[str, bool], Any] = {}
        self.names: set[str] = set()

    def sheet(self, title: str) -> Any:
        """A new sheet; its name is made one that Excel takes."""
        name = _FORBIDDEN.sub(" ", title).strip(" '")[:_MOST_SHEET_NAME] or "-"
        number = 2
        while name.lower() in self.names:
            tail = f" {number}"
            name = name[: _MOST_SHEET_NAME - len(tail)] + tail
            number += 1
        self.names.add(name.lower())
        return self.book.add_worksheet(name)

    def format(self, look: str, *, is_guarded: bool = False) -> Any:
        """The format of a look, made once."""
        if (look, is_guarded) not in self.formats:
            facts: dict[str, Any] = {"valign": "top"}
            if look == "heading":
                facts |= {"bold": True, "text_wrap": True, "bottom": 1}
            elif look == "title":
                facts |= {"bold": True, "font_size": 14}
            elif look == "text":
                facts |= {"text_wrap": True, "quote_prefix": is_guarded}
            else:
                facts |= {"num_format": look}
            self.formats[look, is_guarded] = self.book.add_format(facts)
        return self.formats[look, is_guarded]

    def write(
        self, sheet: Any, row: int, column: int, value: Value, look: Look, digits: int
    ) -> None:
        """A value in a cell, as a number or a date where it is one."""
        if value is None or value == "":
            return
        if isinstance(value, str):
            is_guarded = value.startswith(_FORMULA_SIGNS)
            text_format = self.format("text", is_guarded=is_guarded)
            sheet.write_string(row, column, value[:_MOST_CELL], text_format)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.format("yyyy-mm-dd"))
        else:
            sheet.write_number(row, column, value, self.format(_number_format(value, look, digits)))

    def heading(self, sheet: Any, row: int, texts: list[str]) -> None:
        """A row of headings."""
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, self.format("heading"))


def workbook_of(worked: Worked, name: str) -> bytes:
    """The workbook of a worksheet, in the reader's language."""
    book = _Book(worked, name)
    for section in worked.tool.sections:
        if isinstance(section, Fields):
            _write_fields(book, section)
        else:
            _write_rows(book, section)
    _write_results(book, name)
    book.book.close()
    return book.data.getvalue()


def _write_fields(book: _Book, section: Fields) -> None:
    sheet = book.sheet(str(section.title))
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, 1, _WIDE)
    row = book.worked.contents.of(section.name)
    for line, field in enumerate(section.fields):
        sheet.write_string(line, 0, book.worked.heading_of(field), book.format("heading"))
        _write_typed(book, sheet, (line, 1), field, row.get(field.name, ""))


def _write_rows(book: _Book, section: Rows) -> None:
    sheet = book.sheet(str(section.title))
    columns = book.worked.columns(section)
    headings = [book.worked.heading_of(column) for column in columns]
    shift = 1 if section.fixed else 0
    book.heading(sheet, 0, [str(section.fixed_label)] * shift + headings)
    for place, column in enumerate(columns):
        width = _NARROW if column.is_number or column.kind in ("date", "choice") else _WIDE
        sheet.set_column(place + shift, place + shift, width)
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(book.worked.written_rows(section), 1):
        if section.fixed:
            name = book.worked.row_name(section, row["id"])
            sheet.write_string(line, 0, name, book.format("text"))
        for place, column in enumerate(columns):
            at = (line, place + shift)
            if isinstance(column, Field):
                _write_typed(book, sheet, at, column, row.get(column.name, ""))
            else:
                _write_computed(book, sheet, at, section, row["id"], column)


def _write_typed(book: _Book, sheet: Any, at: tuple[int, int], field: Field, text: str) -> None:
    value: Value = book.worked.choice_text(field, text)
    if field.kind != "choice":
        # What cannot be read stays as it was typed.
        value = value_of(field, text) if value_of(field, text) is not None else text
    digits = _decimals(value, field) if isinstance(value, float) else 0
    book.write(sheet, *at, value, LOOKS.get(field.kind, "text"), digits)


def _write_computed(
    book: _Book, sheet: Any, at: tuple[int, int], section: Rows, row: str, column: Computed
) -> None:
    value = book.worked.outcome.cells.get((section.name, row), {}).get(column.name)
    book.write(sheet, *at, value, LOOKS.get(column.kind, "text"), column.digits)


def _write_results(book: _Book, name: str) -> None:
    worked = book.worked
    sheet = book.sheet(_("Results"))
    sheet.set_column(0, 0, _WIDE + 10)
    sheet.set_column(1, 1, _NARROW + 5)
    sheet.set_column(2, 2, _WIDE + 10)
    sheet.write_string(0, 0, name, book.format("title"))
    line = 2
    for result in worked.outcome.results:
        unit = worked.currency if result.look == "money" else result.unit
        label = f"{result.label} ({unit})" if unit else result.label
        sheet.write_string(line, 0, label, book.format("text"))
        book.write(sheet, line, 1, result.value, result.look, result.digits)
        book.write(sheet, line, 2, result.note, "text", 0)
        line += 1
    for text in _sentences(worked):
        line += 1
        book.write(sheet, line, 0, text, "text", 0)
    for grid in worked.outcome.grids:
        line += 2
        sheet.write_string(line, 0, grid.title, book.format("heading"))
        line += 1
        book.heading(sheet, line, [worked.heading_of(column) for column in grid.columns])
        for row in grid.rows:
            line += 1
            for place, (column, value) in enumerate(zip(grid.columns, row, strict=True)):
                book.write(sheet, line, place, value, column.look, column.digits)


def _sentences(worked: Worked) -> Iterator[str]:
    """What is to be mended, or what was remarked."""
    for problem in worked.outcome.problems:
        yield f"{worked.label_of(problem.place)}: {problem.message}"
    for remark in worked.outcome.remarks:
        yield remark.text


def _number_format(value: float, look: Look, digits: int) -> str:
    if look == "percent":
        return "0" + ("." + "0" * digits if digits else "") + "%"
    return "#,##0" + ("." + "0" * digits if digits else "")


def _decimals(value: float, field: Field) -> int:
    shown = value * 100 if field.kind == "percent" else value
    return len(f"{round(shown, 4):.4f}".rstrip("0").partition(".")[2])
