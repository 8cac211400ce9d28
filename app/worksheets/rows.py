"""Adding, removing and moving the rows of a table."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask_babel import gettext as _

from app.errors import Conflict
from app.worksheets.contents import Contents, TypedRow, new_row
from app.worksheets.declaration import Rows, Tool


@dataclass(frozen=True)
class Act:
    """What a button beside a row asks for: ``add:tasks``, ``remove:tasks:3``, ``up:tasks:3``."""

    verb: str
    section: str
    row: str = ""


def read_act(text: str) -> Act | None:
    """The act that a button's value names; None for anything else."""
    parts = text.split(":")
    if len(parts) == 2 and parts[0] == "add":
        return Act(*parts)
    if len(parts) == 3 and parts[0] in ("remove", "up", "down"):
        return Act(*parts)
    return None


def perform(tool: Tool, contents: Contents, act: Act) -> Contents:
    """The contents after an act; unchanged where it means nothing. Raises Conflict when full."""
    section = next((table for table in tool.tables if table.name == act.section), None)
    if section is None or section.fixed:
        return contents
    rows = list(contents.rows(section.name))
    if act.verb == "add":
        return _with_rows(contents, section, [*rows, _added(section, contents)])
    place = next((n for n, row in enumerate(rows) if row["id"] == act.row), None)
    if place is None:
        return contents
    row = rows.pop(place)
    if act.verb != "remove":
        rows.insert(max(place + (-1 if act.verb == "up" else 1), 0), row)
    return _with_rows(contents, section, rows)


def _added(section: Rows, contents: Contents) -> dict[str, str]:
    rows = contents.rows(section.name)
    if len(rows) >= section.most:
        raise Conflict(
            _("“%(table)s” takes at most %(most)s rows.",
              table=str(section.title), most=section.most)
        )  # fmt: skip
    return dict(new_row(section, rows))


def _with_rows(contents: Contents, section: Rows, rows: list[TypedRow]) -> Contents:
    return replace(contents, tables={**contents.tables, section.name: tuple(rows)})
