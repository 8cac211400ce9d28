"""Common slips in YAML, told in the author's words and where they were made.

A YAML library says where it gave up, which may be a file's last line when a quotation mark was
left open in its third. The library's English stays for the slips that are not listed here.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from simengine.errors import N_


class Slip(NamedTuple):
    """What is wrong on `line`, counted from 1; `template` is filled in with `params`."""

    line: int
    template: str
    params: dict[str, Any]


class _Wording(NamedTuple):
    """How a slip is told. `at_opening`: it was made where the part that fails begins."""

    template: str
    at_opening: bool = False


_UNRELATED = _Wording(
    N_(
        "this line does not follow from those above; align it with them, "
        "or put the whole text in quotes"
    )
)

# By a part of what the library says; libyaml and pure Python differ in the rest.
_WORDINGS = {
    "found unexpected end of stream": _Wording(
        N_("a quotation mark is opened here and never closed; close it"), at_opening=True
    ),
    "could not find expected ':'": _Wording(
        N_("a colon is missing here; write `key: value`, with a half-width colon and a space"),
        at_opening=True,
    ),
    "mapping values are not allowed": _Wording(
        N_(
            "this colon is not expected; put a text that has a colon in quotes, align the line "
            "with its neighbours, or end the key above with a half-width colon"
        )
    ),
    "expected ',' or": _Wording(
        N_("this bracket is not closed, or a half-width comma is missing in it; add it"),
        at_opening=True,
    ),
    "expected key": _UNRELATED,
    "expected <block end>": _UNRELATED,
    "sequence entries are not allowed": _Wording(
        N_("a list begins below its key; move `-` to the next line, or put the text in quotes")
    ),
}
_TAB = N_("a tab stands here; indent with spaces")
_SIGN = N_("“%(sign)s” can't begin a text; put the text in quotes")
_OTHER = N_("this is not valid YAML: %(detail)s; check indentation, quotes and colons")
_CHARACTER = N_("the text has a character that YAML does not allow; remove it: %(detail)s")

_NOT_ALLOWED = re.compile(
    "[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]"
)


def find_slip(error: yaml.MarkedYAMLError, text: str) -> Slip:
    """Return what the library's `error` about `text` means for its author."""
    problem = error.problem or error.context or ""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Slip(1, _OTHER, {"detail": problem})
    if "cannot start any token" in problem:
        sign = _sign_at(text, mark)
        return Slip(mark.line + 1, _TAB if sign == "\t" else _SIGN, {"sign": sign})
    for said, wording in _WORDINGS.items():
        if said in problem:
            opening = error.context_mark if wording.at_opening else None
            return Slip((opening or mark).line + 1, wording.template, {})
    return Slip(mark.line + 1, _OTHER, {"detail": problem})


def find_character(error: Exception, text: str) -> Slip:
    """Return which character of `text` made the library raise `error`."""
    found = _NOT_ALLOWED.search(text)
    if found is None:
        return Slip(1, _CHARACTER, {"detail": str(error).splitlines()[0]})
    line = text.count("\n", 0, found.start()) + 1
    return Slip(line, _CHARACTER, {"detail": f"U+{ord(found[0]):04X}"})


def _sign_at(text: str, mark: yaml.Mark) -> str:
    lines = text.splitlines()
    return lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""
