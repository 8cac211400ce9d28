"""The glossary in the order of the reader's language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from app.curriculum.course import Course, Lesson, LoadedTerm
from app.curriculum.shapes import Term
from app.i18n import current_locale, pick, to_traditional

# The first character of each Pinyin initial's range in GBK, which sorts its 3,755 common
# characters (GB 2312 level 1) by Pinyin. There is no i, u or v.
_PINYIN = (
    ("a", 0xB0A1), ("b", 0xB0C5), ("c", 0xB2C1), ("d", 0xB4EE), ("e", 0xB6EA), ("f", 0xB7A2),
    ("g", 0xB8C1), ("h", 0xB9FE), ("j", 0xBBF7), ("k", 0xBFA6), ("l", 0xC0AC), ("m", 0xC2E8),
    ("n", 0xC4C3), ("o", 0xC5B6), ("p", 0xC5BE), ("q", 0xC6DA), ("r", 0xC8BB), ("s", 0xC8F6),
    ("t", 0xCBFA), ("w", 0xCDDA), ("x", 0xCEF4), ("y", 0xD1B9), ("z", 0xD4D1),
)  # fmt: skip
_PINYIN_END = 0xD7FA
_OTHER = "#"


@dataclass(frozen=True)
class Shelf:
    """Terms that begin with one letter."""

    letter: str
    terms: tuple[LoadedTerm, ...]


def shelves(course: Course) -> list[Shelf]:
    """The terms by their first letter: in Chinese, by that of the Pinyin of the first character."""
    is_chinese = current_locale() != "en"
    by_letter: dict[str, list[LoadedTerm]] = {}
    for entry in course.glossary.values():
        # Traditional characters have no place in GBK's order; the Simplified form has.
        name = entry.term.term["zh-Hans" if is_chinese else "en"]
        by_letter.setdefault(initial(name), []).append(entry)
    return [
        Shelf(letter, tuple(sorted(entries, key=_sort_key)))
        for letter, entries in sorted(by_letter.items(), key=lambda pair: (pair[0] == _OTHER, pair))
    ]


def initial(name: str) -> str:
    """The capital letter under which a term stands, or # for a rare character."""
    first = unicodedata.normalize("NFKC", name)[:1].upper()
    if first.isascii():
        return first if first.isalpha() else _OTHER
    code = int.from_bytes(first.encode("gbk", errors="ignore") or b"\0", "big")
    letter = _OTHER
    for candidate, start in _PINYIN:
        if start <= code < _PINYIN_END:
            letter = candidate.upper()
    return letter


def lessons_with(lessons: Iterable[Lesson], term_id: str) -> list[Lesson]:
    """Those of the lessons that explain a term."""
    return [
        lesson
        for lesson in lessons
        if any(
            reference.kind == "term" and reference.target == term_id
            for document in lesson.documents.values()
            for reference in document.references
        )
    ]


def also_called(term: Term) -> list[str]:
    """The other names of a term in the reader's language."""
    names = term.also.get("en" if current_locale() == "en" else "zh-Hans", ())
    return [to_traditional(name) if current_locale() == "zh_Hant" else name for name in names]


def _sort_key(entry: LoadedTerm) -> bytes:
    if current_locale() == "en":
        return pick(entry.term.term).casefold().encode()
    return entry.term.term["zh-Hans"].encode("gbk", errors="replace")
