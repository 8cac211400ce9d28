"""The worked cases of the lessons, ready to be filled in: ``examples/<id>.yaml``.

A text is given in both written languages, ``{zh-Hans: ..., en: ...}``, or once for all. Rows of a
table stand in a list, fixed rows under their ids; a repeated column names the rows of the other
table by their place, from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from app.i18n import current_locale, pick_in
from app.worksheets.contents import Contents, TypedRow, blank, tidy
from app.worksheets.declaration import Rows, Tool
from app.worksheets.sheet import ACROSS

FOLDER = Path(__file__).parent / "examples"

_LANGUAGES = frozenset({"zh-Hans", "zh-Hant", "en"})


@dataclass(frozen=True)
class Example:
    """A filled worksheet in the reader's language, and the lesson that it comes from."""

    name: str
    lesson: str
    contents: Contents


def example_of(tool: Tool) -> Example:
    """The worked case of a worksheet, in the reader's language."""
    return _example(tool.id, current_locale(), tool)


@cache
def _example(_tool_id: str, locale: str, tool: Tool) -> Example:
    data = read_file(tool.id)
    fields = {name: dict(_row(row, locale)) for name, row in (data.get("fields") or {}).items()}
    tables = {
        section.name: tuple(_rows(section, (data.get("tables") or {})[section.name], locale))
        for section in tool.tables
        if section.name in (data.get("tables") or {})
    }
    empty = blank(tool, date(2026, 1, 5))
    contents = Contents(
        {**empty.fields, **fields}, {**empty.tables, **tables}, data.get("currency", "CNY")
    )
    return Example(pick_in(data["name"], locale), data["lesson"], tidy(tool, contents))


def read_file(tool_id: str) -> Mapping[str, Any]:
    """The file of an example."""
    data: Mapping[str, Any] = yaml.safe_load(
        (FOLDER / f"{tool_id}.yaml").read_text(encoding="utf-8")
    )
    return data


def _rows(section: Rows, rows: Any, locale: str) -> Iterator[TypedRow]:
    numbered = rows.items() if section.fixed else enumerate(rows, 1)
    for row_id, row in numbered:
        yield {"id": str(row_id), **dict(_row(row, locale))}


def _row(row: Mapping[str, Any], locale: str) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if not isinstance(value, Mapping):
            yield name, str(value)
        elif value.keys() <= _LANGUAGES:
            yield name, pick_in(value, locale)
        else:
            for other, cell in value.items():
                yield f"{name}{ACROSS}{other}", str(cell)
