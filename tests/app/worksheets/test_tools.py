"""Every worksheet: its declaration, its example, its pages and its files.

The tests find the worksheets by themselves, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import io
import math
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale
from openpyxl import load_workbook
from pypdf import PdfReader

from app.i18n import LOCALES
from app.worksheets.catalogue import TOOLS
from app.worksheets.contents import blank, columns_of, from_json, read_sheet, tidy
from app.worksheets.declaration import Across, Field, Fields, Rows, Tool
from app.worksheets.examples import example_of, read_file
from app.worksheets.forms import pairs_of
from app.worksheets.workbook import workbook_of
from app.worksheets.worked import Worked, work_out
from tests.support.deals import NOON

EVERY_TOOL = pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id)
ENGLISH_RUN = re.compile(r"(?:[A-Za-z][A-Za-z'’-]+[\s,;:.]+){3,}[A-Za-z'’-]+")
NAME = re.compile(r"[a-z][a-z_]*")


def filled(tool: Tool) -> Worked:
    """The example, worked out."""
    return work_out(tool, example_of(tool).contents)


@EVERY_TOOL
def test_the_declaration_is_sound(tool: Tool) -> None:
    names = [section.name for section in tool.sections]
    assert len(set(names)) == len(names)
    for section in tool.sections:
        assert NAME.fullmatch(section.name)
        columns = section.fields if isinstance(section, Fields) else section.columns
        fields = [c.field.name if isinstance(c, Across) else c.name for c in columns]
        assert len(set(fields)) == len(fields)
        assert all(NAME.fullmatch(name) for name in fields)
        for column in columns:
            if isinstance(column, Across):
                of = tool.section(column.rows_of)
                assert isinstance(of, Rows)
                assert column.heading in {field.name for field in of.inputs}
                column = column.field
            if isinstance(column, Field):
                assert bool(column.choices) == (column.kind == "choice")
    has_money = any(
        getattr(column, "kind", "") == "money"
        for section in tool.sections
        for column in (section.fields if isinstance(section, Fields) else section.columns)
    )
    assert has_money == tool.has_money


@EVERY_TOOL
def test_the_example_fills_every_section_with_what_is_declared(asked: None, tool: Tool) -> None:
    data = read_file(tool.id)
    assert data.keys() <= {"name", "lesson", "currency", "fields", "tables"}
    contents = example_of(tool).contents
    for section in tool.sections:
        if isinstance(section, Fields):
            given = data["fields"][section.name]
            assert given.keys() <= {field.name for field in section.fields}
            assert contents.of(section.name).keys() == given.keys()
            continue
        rows = data["tables"][section.name]
        rows = list(rows.values()) if isinstance(rows, dict) else rows
        assert len(contents.rows(section.name)) == len(rows)
        names = {c.name for c in columns_of(section, contents) if isinstance(c, Field)}
        for row, kept in zip(rows, contents.rows(section.name), strict=True):
            assert row.keys() <= {name.partition(":")[0] for name in names}
            assert len(kept) - 1 >= len(row), row


@EVERY_TOOL
@pytest.mark.parametrize("locale", LOCALES)
def test_the_example_is_worked_out(asked: None, tool: Tool, locale: str) -> None:
    with force_locale(locale):
        worked = filled(tool)
        assert [problem.message for problem in worked.outcome.problems] == []
        assert worked.outcome.results
        assert worked.outcome.charts
        shown = " ".join(
            [
                *(cell.text for part in worked.shown() for row in part.rows for cell in row.cells),
                *(str(heading) for part in worked.shown() for heading, _ in part.headings),
                *(f"{result.label} {result.note}" for result in worked.outcome.results),
                *(remark.text for remark in worked.outcome.remarks),
                *(chart.title for chart in worked.outcome.charts),
            ]
        )
        if locale != "en":
            assert ENGLISH_RUN.findall(shown) == []
        # Every cell that can be calculated has a place in its table.
        for section, row in worked.outcome.cells:
            assert row in {one["id"] for one in worked.contents.rows(section)}


@EVERY_TOOL
def test_a_blank_one_is_worked_out_too(asked: None, tool: Tool) -> None:
    worked = work_out(tool, blank(tool, NOON.date()))
    assert worked.outcome.problems == ()
    assert list(worked.figures) == []


@EVERY_TOOL
def test_any_single_gap_or_slip_leaves_a_page(asked: None, tool: Tool) -> None:
    contents = example_of(tool).contents
    for section in tool.sections:
        for spoiled in ("", "0", "oops", "-1"):
            data = contents.as_json()
            rows = (
                [data["fields"][section.name]]
                if isinstance(section, Fields)
                else data["tables"][section.name]
            )
            for row in rows[:2]:
                for name in [name for name in row if name != "id"]:
                    kept = row[name]
                    row[name] = spoiled
                    worked = work_out(tool, tidy(tool, from_json(data)))
                    for problem in worked.outcome.problems:
                        assert worked.label_of(problem.place)
                        assert problem.message
                    assert isinstance(worked.figures, tuple)
                    row[name] = kept


@EVERY_TOOL
@pytest.mark.parametrize("locale", LOCALES)
def test_the_workbook_holds_what_was_filled_in(asked: None, tool: Tool, locale: str) -> None:
    with force_locale(locale):
        worked = filled(tool)
        book = load_workbook(io.BytesIO(workbook_of(worked, example_of(tool).name)))
        assert len(book.sheetnames) == len(tool.sections) + 1
        values = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
        sheet, problems = read_sheet(tool, worked.contents)
        assert problems == ()
        for rows in sheet.tables.values():
            for row in rows:
                for name, value in row.values.items():
                    if isinstance(value, float):
                        assert value in values, (row.section, row.id, name)
        numbers = [value for value in values if isinstance(value, int | float)]
        for result in worked.outcome.results:
            if isinstance(result.value, float):
                assert any(math.isclose(result.value, number) for number in numbers)


@EVERY_TOOL
@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_opened_with_its_example(
    readers: dict[str, FlaskClient], tool: Tool, locale: str
) -> None:
    reader = readers[locale]
    page = reader.get(f"/tools/{tool.id}")
    assert page.status_code == 200
    assert "<svg" in page.text
    path = reader.post(f"/tools/{tool.id}", data={"example": "yes"}).headers["Location"]
    sheet = reader.get(path).text
    assert 'aria-invalid="true"' not in sheet
    assert 'id="sheet-results"' in sheet
    assert sheet.count('class="lesson-chart"') >= 1


@EVERY_TOOL
def test_its_pdf_lacks_no_glyph_and_no_result(
    reading_app: Flask, readers: dict[str, FlaskClient], tool: Tool
) -> None:
    reader = readers["zh_Hans"]
    path = reader.post(f"/tools/{tool.id}", data={"example": "yes"}).headers["Location"]
    answer = reader.get(f"{path}/pdf")
    assert answer.mimetype == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.data)).pages
    assert (pages[0].mediabox.width > pages[0].mediabox.height) == tool.is_wide
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    assert "\N{REPLACEMENT CHARACTER}" not in text
    with reading_app.test_request_context(), force_locale("zh_Hans"):
        worked = filled(tool)
        expected = [result.label for result in worked.outcome.results]
        expected += [
            cell.text for part in worked.shown() for row in part.rows for cell in row.cells
        ]
    missing = [label for label in expected if re.sub(r"\s", "", label) not in text]
    assert missing == []


@EVERY_TOOL
def test_its_form_holds_all_of_it(asked: None, tool: Tool) -> None:
    contents = example_of(tool).contents
    pairs = list(pairs_of(tool, contents))
    texts = [text for name, text in pairs if name.count("-") >= 2]
    assert len(texts) == sum(len(row) for row in contents.fields.values()) + sum(
        len(row) - 1 for rows in contents.tables.values() for row in rows
    )
