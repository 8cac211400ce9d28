"""Where two versions of a worksheet differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from app.worksheets.contents import cells
from app.worksheets.worked import Worked


@dataclass(frozen=True)
class Difference:
    """A place where two versions differ, and what stands there in each."""

    label: str
    mine: str
    theirs: str


def compare(name: str, mine: Worked, other_name: str, theirs: Worked) -> Iterator[Difference]:
    """Every place that differs: the name, the currency, cells, and the order of rows."""
    if name != other_name:
        yield Difference(_("Name of the worksheet"), name, other_name)
    if mine.currency != theirs.currency:
        yield Difference(_("Currency"), mine.currency, theirs.currency)
    ours, others = dict(cells(mine.contents)), dict(cells(theirs.contents))
    for place in dict.fromkeys((*ours, *others)):
        text, other = ours.get(place, ""), others.get(place, "")
        if text != other:
            owner = mine if place in ours else theirs
            yield Difference(owner.label_of(place), text, other)
    for section in mine.tool.tables:
        rows = [row["id"] for row in mine.contents.rows(section.name)]
        other_rows = [row["id"] for row in theirs.contents.rows(section.name)]
        if rows != other_rows:
            label = _("%(table)s: rows", table=str(section.title))
            yield Difference(label, _count(rows), _count(other_rows))


def _count(rows: list[str]) -> str:
    return _("%(count)s, in the order %(order)s", count=len(rows), order=", ".join(rows))
