"""Rows that name each other by codes: ``A, C`` in a cell means the rows with these codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext as _

from app.worksheets.outcome import Problem
from app.worksheets.sheet import Row

_APART = re.compile(r"[,，、;；+\s]+")
_NONE = frozenset({"-", "–", "—", "无", "無"})


def codes_in(text: str) -> list[str]:
    """The codes that a cell names, each once."""
    found = (part.upper() for part in _APART.split(text) if part and part not in _NONE)
    return list(dict.fromkeys(found))


def rows_by_code(rows: Sequence[Row], field: str = "code") -> dict[str, Row]:
    """The first row of each code."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row.text(field).upper(), row)
    return found


def problems_of_codes(rows: Sequence[Row], field: str = "code") -> Iterator[Problem]:
    """Codes that are missing, doubled, or more than one word."""
    first = rows_by_code(rows, field)
    for row in rows:
        code = row.text(field).upper()
        if not code:
            text = _("This row needs a code of its own, such as A.")
            yield Problem(row.place(field), text)
        elif _APART.search(code):
            text = _("A code is one word: “%(code)s” would be read as several.", code=code)
            yield Problem(row.place(field), text)
        elif first[code] is not row:
            text = _(
                "Row %(row)s has the code %(code)s too. Change one of them.",
                row=first[code].number,
                code=code,
            )
            yield Problem(row.place(field), text)


def problems_of_references(
    rows: Sequence[Row], field: str, known: Mapping[str, Row]
) -> Iterator[Problem]:
    """Codes in a cell that no row has."""
    for row in rows:
        for code in codes_in(row.text(field)):
            if code not in known:
                text = _(
                    "No row has the code %(code)s. The codes are: %(codes)s.",
                    code=code,
                    codes=", ".join(filter(None, known)) or "–",
                )
                yield Problem(row.place(field), text)
