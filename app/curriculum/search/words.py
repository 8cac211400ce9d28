"""What a query looks for: words in every spelling in which a text may have them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from opencc import OpenCC

from app.i18n import read_glossary, to_traditional

MOST_CHARACTERS = 100
MOST_WORDS = 8

_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_LATIN_START = r"(?<![a-z0-9])"


@dataclass(frozen=True)
class Word:
    """A word of a query as a pattern that finds each of its spellings."""

    text: str
    pattern: re.Pattern[str]


def words_of(query: str) -> list[Word]:
    """The words of a query; all of them must be found.

    Latin words are found where a word begins, so that "bid" finds "bidding" and not "forbid".
    Chinese ones are found anywhere, Simplified in Traditional texts and the other way round.
    """
    plain = unicodedata.normalize("NFKC", query)[:MOST_CHARACTERS].lower()
    return [_word(text) for text in plain.split()[:MOST_WORDS]]


def looser(words: list[Word]) -> list[Word]:
    """The words with longer Chinese ones divided into all their pairs of characters."""
    found: list[Word] = []
    for word in words:
        runs = _CHINESE.findall(word.text)
        if not any(len(run) > 2 for run in runs):
            found.append(word)
            continue
        for run in runs:
            pairs = [run[place : place + 2] for place in range(max(1, len(run) - 1))]
            found += [_word(pair) for pair in pairs]
    return found


def to_simplified(text: str) -> str:
    """`text` as our Simplified texts would have it: our glossary backwards, then OpenCC's."""
    for simplified, traditional in read_glossary():
        text = text.replace(traditional, simplified)
    converted: str = _converter().convert(text)
    return converted


@lru_cache(maxsize=512)
def _word(text: str) -> Word:
    spellings = dict.fromkeys((text, to_simplified(text).lower(), to_traditional(text).lower()))
    patterns = [
        (_LATIN_START if spelling[0].isascii() and spelling[0].isalnum() else "")
        + re.escape(spelling)
        for spelling in spellings
    ]
    return Word(text, re.compile("|".join(patterns)))


@cache
def _converter() -> OpenCC:
    return OpenCC("tw2sp")
