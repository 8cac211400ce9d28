"""Languages: which one a reader gets, and text that carries its own translations.

Simplified Chinese and English are written by hand. Traditional Chinese is made from Simplified by
OpenCC with the vocabulary of Taiwan (``s2twp``) and our glossary of business terms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from flask import has_request_context, request, session
from flask_babel import get_locale
from flask_login import current_user
from markupsafe import Markup
from opencc import OpenCC

LOCALES = ("zh_Hans", "zh_Hant", "en")
DEFAULT_LOCALE = "en"

LANGUAGE_NAMES = {"zh_Hans": "简体中文", "zh_Hant": "繁體中文", "en": "English"}
"""Each language in its own words, for the switch."""

_ALIASES = {
    "zh": "zh_Hans",
    "zh_cn": "zh_Hans",
    "zh_sg": "zh_Hans",
    "zh_my": "zh_Hans",
    "zh_hans": "zh_Hans",
    "zh_tw": "zh_Hant",
    "zh_hk": "zh_Hant",
    "zh_mo": "zh_Hant",
    "zh_hant": "zh_Hant",
    "en": "en",
}

SESSION_KEY = "locale"
TRANSLATIONS = Path(__file__).parent / "translations"
GLOSSARY = TRANSLATIONS / "glossary.yaml"

Glossary: TypeAlias = tuple[tuple[str, str], ...]

_PRIVATE_USE = 0xE000
_GLOSSARY_MARK = re.compile("[\ue000-\uf8ff]")


def find_locale(tag: str) -> str | None:
    """Our locale for a language tag such as ``zh-TW`` or ``en-GB``; None when we have none."""
    parts = tag.replace("-", "_").lower().split("_")
    while parts:
        if found := _ALIASES.get("_".join(parts)):
            return found
        parts.pop()
    return None


def select_locale() -> str:
    """The person's saved choice, else this browser's choice, else what the browser asks for."""
    if not has_request_context():
        return DEFAULT_LOCALE
    saved = getattr(current_user, "locale", None) or session.get(SESSION_KEY)
    if saved in LOCALES:
        return str(saved)
    for tag, _quality in request.accept_languages:
        if found := find_locale(tag):
            return found
    return DEFAULT_LOCALE


def current_locale() -> str:
    """The locale of the current reader: one of :data:`LOCALES`."""
    locale = get_locale()
    return str(locale) if locale is not None else DEFAULT_LOCALE


def language_tag(locale: str | None = None) -> str:
    """The HTML ``lang`` of a locale (default: the reader's): ``zh-Hans``, ``zh-Hant``, ``en``."""
    return (locale or current_locale()).replace("_", "-")


def pick(text: Mapping[Any, str]) -> str:
    """The reader's version of a text given as ``{"zh-Hans": ..., "en": ...}``.

    Traditional Chinese is made from Simplified unless the text brings its own. A language that is
    missing falls back to English, then to whatever the text has. Raises ValueError if it is empty.
    """
    return pick_in(text, current_locale())


def pick_in(text: Mapping[Any, str], locale: str) -> str:
    """The version of such a text for a locale, whoever reads; see :func:`pick`."""
    tag = nearest_tag(text, locale)
    if tag == "zh-Hans" and locale == "zh_Hant":
        return to_traditional(text[tag])
    return text[tag]


def nearest_tag(texts: Mapping[Any, Any], locale: str) -> str:
    """Which of its languages serves a locale best. Raises ValueError if there is none."""
    wanted = language_tag(locale)
    made_from = "zh-Hans" if wanted == "zh-Hant" else wanted
    for tag in (wanted, made_from, "en", *texts):
        if tag in texts:
            return str(tag)
    raise ValueError("this text has no language at all")


def foreign_tag(texts: Mapping[Any, Any]) -> str:
    """The ``lang`` of what a reader gets of such a text; "" where it is the reader's own."""
    tag = nearest_tag(texts, current_locale())
    is_own = tag == language_tag() or (tag == "zh-Hans" and current_locale() == "zh_Hant")
    return "" if is_own else tag


def said(text: Mapping[Any, str]) -> str:
    """As :func:`pick`, for the content of an element: marked with its language if it is foreign."""
    tag = foreign_tag(text)
    if not tag:
        return pick(text)
    return Markup('<span lang="{}">{}</span>').format(tag, pick(text))


@lru_cache(maxsize=8192)
def to_traditional(text: str) -> str:
    """``text`` in the Traditional Chinese of Taiwan, with our glossary's business terms."""
    return convert(text, read_glossary())


def convert(text: str, glossary: Glossary) -> str:
    """``text`` in Traditional Chinese. The glossary's pairs come longest first and are final."""
    text = _GLOSSARY_MARK.sub("", text)
    # A term of the glossary passes the converter as one private character, then takes its place.
    for index, (simplified, _traditional) in enumerate(glossary):
        text = text.replace(simplified, chr(_PRIVATE_USE + index))
    converted: str = _converter().convert(text)
    return _GLOSSARY_MARK.sub(lambda mark: glossary[ord(mark[0]) - _PRIVATE_USE][1], converted)


@cache
def _converter() -> OpenCC:
    return OpenCC("s2twp")


@cache
def read_glossary() -> Glossary:
    """Pairs of the glossary, longest first so that a term wins over a part of it."""
    with GLOSSARY.open(encoding="utf-8") as file:
        terms = yaml.safe_load(file)
    return tuple(sorted(terms.items(), key=lambda pair: (-len(pair[0]), pair[0])))
