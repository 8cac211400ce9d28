"""What pages of this area take in."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.forms import Form
from app.worksheets.contents import CURRENCIES, Contents, TypedRow, columns_of
from app.worksheets.declaration import Field, Fields, Tool
from app.worksheets.models import FORM_TOKEN_LENGTH, NAME_MAX_LENGTH
from app.worksheets.service import MOST_COMMENT


def new_token() -> str:
    """What a form is marked with, so that one that is sent twice is done once."""
    return secrets.token_hex(FORM_TOKEN_LENGTH // 2)


def read_token(text: str | None) -> str | None:
    """What a form was marked with; None for what is no mark of ours."""
    return text if re.fullmatch(r"[0-9a-f]{32}", text or "") else None


class StartForm(Form):
    """A new worksheet, blank or with the worked case of the lesson."""

    token = HiddenField(default=new_token)
    name = StringField(_("Name of the worksheet"), [Length(max=NAME_MAX_LENGTH)])
    example = BooleanField()


class CommentForm(Form):
    """A comment on a worksheet."""

    token = HiddenField(default=new_token)
    section = HiddenField()
    text = TextAreaField(_("Comment"), [InputRequired(), Length(max=MOST_COMMENT)])


def field_name(section: str, field: str) -> str:
    """The name of a single field in a form, and its id in the page."""
    return f"f-{section}-{field}"


def cell_name(section: str, row: str, field: str) -> str:
    """The name of a cell in a form, and its id in the page."""
    return f"r-{section}-{row}-{field}"


def problems_id(section: str, row: str = "") -> str:
    """The id of the list of what is wrong with a row, or with the fields of a section."""
    return f"e-{section}-{row}"


def rows_name(section: str) -> str:
    """The name under which the rows of a table are listed, in order."""
    return f"r-{section}"


def read_contents(tool: Tool, form: MultiDict[str, str]) -> Contents:
    """What a worksheet's form holds."""
    fields: dict[str, TypedRow] = {}
    tables: dict[str, tuple[TypedRow, ...]] = {}
    for section in tool.sections:
        if isinstance(section, Fields):
            fields[section.name] = {
                field.name: form.get(field_name(section.name, field.name), "")
                for field in section.fields
            }
        else:
            tables[section.name] = tuple(
                {"id": row_id} for row_id in form.getlist(rows_name(section.name))
            )
    # Which columns repeat is known once the rows of all tables are.
    headings = Contents(fields, tables, form.get("currency", CURRENCIES[0]))
    for section in tool.tables:
        names = [c.name for c in columns_of(section, headings) if isinstance(c, Field)]
        tables[section.name] = tuple(
            {
                "id": row["id"],
                **{name: form.get(cell_name(section.name, row["id"], name), "") for name in names},
            }
            for row in tables[section.name]
        )
    return Contents(fields, tables, headings.currency)


def pairs_of(tool: Tool, contents: Contents) -> Iterator[tuple[str, str]]:
    """Names and values of the form that holds these contents."""
    yield "currency", contents.currency
    for section in tool.sections:
        if isinstance(section, Fields):
            for name, text in contents.of(section.name).items():
                yield field_name(section.name, name), text
            continue
        for row in contents.rows(section.name):
            yield rows_name(section.name), row["id"]
            for name, text in row.items():
                if name != "id":
                    yield cell_name(section.name, row["id"], name), text
