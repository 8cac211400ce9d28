"""Finding: which passages hold every word of a query, and the sentence in which they do.

A few dozen lessons and some hundred terms are a megabyte of text in three languages. Looking
through all of it takes some milliseconds, so there is no index that could be out of date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.curriculum.search.words import Word, looser, words_of

Kind = Literal["lesson", "term", "scenario"]

_MOST_SENTENCE = 180
_BEFORE = 60
_SENTENCE_END = re.compile(r"[。！？!?\n]|\.(?=\s|$)")

_TITLE_WEIGHT, _EXACT_WEIGHT, _MOST_COUNTED = 10, 20, 5


@dataclass(frozen=True)
class Wording:
    """A passage in one language."""

    title: str
    text: str


@dataclass(frozen=True)
class Passage:
    """Something that can be found: a section of a lesson, a term, or a scenario."""

    kind: Kind
    key: str
    anchor: str
    heading: str
    """The section's id, for a lesson."""
    wordings: Mapping[str, Wording]
    """By locale."""


@dataclass(frozen=True)
class Hit:
    """A passage that was found, in the language in which it was. `sentence` is in pieces, each
    with whether it is what was looked for."""

    passage: Passage
    locale: str
    title: str
    sentence: tuple[tuple[str, bool], ...]
    weight: int


def find(query: str, passages: Iterable[Passage], locales: Sequence[str]) -> list[Hit]:
    """The passages that hold every word of the query in one language, the best first.

    `locales` are the languages to look in, the reader's own first. When nothing holds the query
    as it was written, its Chinese words are looked for by pairs of characters.
    """
    words = words_of(query)
    if not words:
        return []
    passages = list(passages)
    hits = _find(words, passages, locales)
    if not hits and (pairs := looser(words)) != words:
        hits = _find(pairs, passages, locales)
    return sorted(hits, key=lambda hit: -hit.weight)


def _find(words: list[Word], passages: list[Passage], locales: Sequence[str]) -> list[Hit]:
    found = []
    for passage in passages:
        for locale in locales:
            wording = passage.wordings.get(locale)
            if wording is not None and (hit := _hit(words, passage, locale, wording)) is not None:
                found.append(hit)
                break
    return found


def _hit(words: list[Word], passage: Passage, locale: str, wording: Wording) -> Hit | None:
    title, text = wording.title.lower(), wording.text.lower()
    weight = 0
    for word in words:
        in_title = len(word.pattern.findall(title))
        in_text = len(word.pattern.findall(text))
        if not in_title and not in_text:
            return None
        weight += _TITLE_WEIGHT * bool(in_title) + min(in_text, _MOST_COUNTED)
        weight += _EXACT_WEIGHT * bool(word.pattern.fullmatch(title))
    return Hit(passage, locale, wording.title, _sentence(words, wording.text), weight)


def _sentence(words: list[Word], text: str) -> tuple[tuple[str, bool], ...]:
    """The first sentence that holds one of the words, or the text's first, cut to a few lines."""
    lower = text.lower()
    starts = [found.start() for word in words if (found := word.pattern.search(lower))]
    at = min(starts, default=0)
    begin = max((end.end() for end in _SENTENCE_END.finditer(text, 0, at)), default=0)
    stop = _SENTENCE_END.search(text, at)
    end = stop.end() if stop is not None else len(text)
    head = tail = ""
    if at - begin > _BEFORE:
        begin, head = at - _BEFORE, "…"
    if end - begin > _MOST_SENTENCE:
        end, tail = begin + _MOST_SENTENCE, "…"
    return _pieces(words, head + text[begin:end].strip() + tail)


def _pieces(words: list[Word], sentence: str) -> tuple[tuple[str, bool], ...]:
    marks = re.compile("|".join(f"(?:{word.pattern.pattern})" for word in words))
    pieces: list[tuple[str, bool]] = []
    place = 0
    for found in marks.finditer(sentence.lower()):
        pieces.append((sentence[place : found.start()], False))
        pieces.append((sentence[found.start() : found.end()], True))
        place = found.end()
    pieces.append((sentence[place:], False))
    return tuple(piece for piece in pieces if piece[0])
