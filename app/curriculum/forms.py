"""What pages of this area take in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from app.curriculum.items import Case, Item, Match, Multiple, Number, Order, Single
from app.curriculum.quiz.showing import count_of

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)")
_MOST_SIZE = 1e15


@dataclass
class SentAnswers:
    """The answers of a quiz's form by position; `typed` is what should be a number and is none."""

    values: dict[int, Any] = field(default_factory=dict)
    typed: dict[int, str] = field(default_factory=dict)


def read_answers(form: MultiDict[str, str], items: Sequence[Item | None]) -> SentAnswers:
    """The answers that a form holds, for the items whose position it names."""
    sent = SentAnswers()
    for text in form.getlist("position"):
        position = _place(text, len(items))
        item = items[position] if position is not None else None
        if position is None or item is None:
            continue
        name = f"answer-{position}"
        if isinstance(item, Number):
            typed = form.get(name, "")[:80]
            number = read_number(typed)
            if number is None and typed.strip():
                sent.typed[position] = typed
            else:
                sent.values[position] = number
        else:
            sent.values[position] = _choice(form, name, item)
    return sent


def read_number(text: str) -> float | None:
    """The number that somebody typed, in full or half width, with thousands apart or a sign %."""
    plain = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")
    plain = re.sub(r"[\s,%]", "", plain)
    if not _NUMBER.fullmatch(plain) or not plain.isascii():
        return None
    number = float(plain)
    return number if abs(number) <= _MOST_SIZE else None


def _choice(form: MultiDict[str, str], name: str, item: Item) -> Any:
    count = count_of(item)
    match item:
        case Single() | Case():
            return _place(form.get(name, ""), count)
        case Multiple():
            places = {_place(text, count) for text in form.getlist(name)} - {None}
            return sorted(place for place in places if place is not None) or None
        case Order() | Match():
            given = [_place(form.get(f"{name}-{place}", ""), count) for place in range(count)]
            return given if any(place is not None for place in given) else None
    return None


def _place(text: str, count: int) -> int | None:
    """A place from 0, or None for anything else."""
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        return None
    return int(text) if int(text) < count else None
