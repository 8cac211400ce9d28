"""Everything a person reads is translated, and nothing is translated that nobody reads."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from app.catalogues import merge_areas, read_area, source_paths
from app.i18n import convert, read_glossary
from config import ROOT

KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "N_": None,
}
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext.babel_extract")]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
TEMPLATES = ROOT / "app" / "templates"

# One thing has one word in every area: a word that strays from it, and ours.
HOUSE_WORDS = {
    "剧本": "情景",
    "场景": "情景",
    "对局": "演练",
    "试玩": "试演",
    "培训师": "讲师",
    "干系人": "关键人",
    "前序任务": "前置任务",
    "你": "您",
}

# Jinja's own words, and the block that names the class of the page's width.
NOT_READ = re.compile(
    r"\{#.*?#\}|\{% block width %\}.*?\{% endblock %\}|\{%.*?%\}|\{\{.*?\}\}", re.S
)
READ_ATTRIBUTES = {"alt", "aria-label", "aria-description", "placeholder", "title"}
NAMES = {"Dealwright"}
LETTERS = re.compile(r"[A-Za-z]{2,}|[\u3400-\u9fff]+")

Message = str | tuple[str, ...]


def written_messages() -> dict[Message, str]:
    """Every message of the code and templates, and where it stands."""
    found: dict[Message, str] = {}
    for folder in ("app", "simengine"):
        extracted = extract_from_dir(ROOT / folder, METHODS, keywords=KEYWORDS)
        for path, line, message, _comments, _context in extracted:
            found.setdefault(message, f"{folder}/{path}:{line}")
    return found


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def test_every_message_has_a_chinese_translation() -> None:
    translated = {message.id for message in merge_areas() if message.id and message.string}
    missing = [
        f"{place}: {message!r}"
        for message, place in written_messages().items()
        if message not in translated
    ]
    assert missing == [], "add them to app/translations/zh_Hans/<area>.po:\n" + "\n".join(missing)


def test_every_translation_is_used() -> None:
    written = set(written_messages())
    unused = [
        f"{path.name}:{message.lineno}: {message.id!r}"
        for path in source_paths()
        for message in read_area(path)
        if message.id and message.id not in written
    ]
    assert unused == [], "delete them:\n" + "\n".join(unused)


def test_no_message_stands_in_two_areas() -> None:
    places: dict[object, list[str]] = {}
    for path in source_paths():
        for message in read_area(path):
            if message.id:
                places.setdefault(message.id, []).append(f"{path.name}:{message.lineno}")
    assert {str(key): found for key, found in places.items() if len(found) > 1} == {}


def test_translations_keep_the_placeholders() -> None:
    wrong = []
    for message in merge_areas():
        if not message.id:
            continue
        ids = (message.id,) if isinstance(message.id, str) else message.id
        texts = (message.string,) if isinstance(message.string, str) else message.string
        wanted = set[str]().union(*(placeholders(text) for text in ids))
        wrong += [f"{ids[0]!r} -> {text!r}" for text in texts if placeholders(text) != wanted]
    assert wrong == []


def test_every_area_uses_the_house_words() -> None:
    strays = [
        f"{path.name}:{message.lineno}: {stray}, write {ours}"
        for path in source_paths()
        for message in read_area(path)
        for stray, ours in HOUSE_WORDS.items()
        if message.id and stray in str(message.string)
    ]
    assert strays == []


def test_the_glossary_holds_only_what_would_be_wrong_without() -> None:
    glossary = read_glossary()
    needless = [
        term
        for term, meant in glossary
        if convert(term, tuple(pair for pair in glossary if pair[0] != term)) == meant
    ]
    assert needless == []


class VisibleText(HTMLParser):
    """Collects what a reader sees or hears of a template, without what Jinja fills in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, _tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in READ_ATTRIBUTES and value:
                self._note(value)

    def handle_data(self, data: str) -> None:
        self._note(data)

    def _note(self, text: str) -> None:
        line = self.getpos()[0]
        self.found += [(line, word) for word in LETTERS.findall(text) if word not in NAMES]


def visible_text(source: str) -> Iterator[tuple[int, str]]:
    """The untranslated words of a template with their lines."""

    def keep_lines(match: re.Match[str]) -> str:
        return "\n" * match[0].count("\n")

    parser = VisibleText()
    parser.feed(NOT_READ.sub(keep_lines, source))
    parser.close()
    yield from parser.found


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_a_template_shows_no_untranslated_word(path: Path) -> None:
    assert list(visible_text(path.read_text(encoding="utf-8"))) == []


def test_untranslated_words_are_seen() -> None:
    source = '{# no #}\n<p title="Tip">{{ _("Yes") }} plain\n{% if a %}中文{% endif %}</p>'
    assert list(visible_text(source)) == [(2, "Tip"), (2, "plain"), (2, "中文")]
