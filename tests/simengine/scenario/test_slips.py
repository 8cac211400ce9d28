"""Slips in YAML are told in plain words, at the line where they were made."""

import pytest
import yaml

from simengine.scenario import source
from simengine.scenario.problems import ScenarioInvalid
from simengine.scenario.slips import find_character, find_slip
from simengine.scenario.source import Source

COLON = (
    "this colon is not expected; put a text that has a colon in quotes, align the line with its "
    "neighbours, or end the key above with a half-width colon"
)
NO_COLON = "a colon is missing here; write `key: value`, with a half-width colon and a space"
FULL_WIDTH = "“title：one” has a full-width colon; write a half-width one and a space"
BRACKET = "this bracket is not closed, or a half-width comma is missing in it; add it"
UNRELATED = (
    "this line does not follow from those above; align it with them, "
    "or put the whole text in quotes"
)
DASH = "a list begins below its key; move `-` to the next line, or put the text in quotes"
QUOTE = "a quotation mark is opened here and never closed; close it"

SLIPS = [
    ('id: x\ntitle: "one\nkind: deal\nminutes: 5\n', 2, QUOTE),
    ("id: x\ntitle: 'one\nkind: deal\n", 2, QUOTE),
    ("id: x\ntitle：one\nkind: deal\nminutes: 5\n", 2, NO_COLON),
    ("title：one: two\n", 1, FULL_WIDTH),
    ("id: x\ntitle: one: two\n", 2, COLON),
    ("id: x\n  title: one\n", 2, COLON),
    ("title：\n  en: One\n", 2, COLON),
    ("id: x\ntitle: {en: One\nkind: deal\n", 2, BRACKET),
    ("id: x\nlessons: [a, b\nkind: deal\n", 2, BRACKET),
    ("title: {en: One， zh-Hans: 一}\n", 1, BRACKET),
    ("title:\n    en: One\n  zh-Hans: 一\n", 3, UNRELATED),
    ('id: x\ntitle: "One" and more\n', 2, UNRELATED),
    ("id: x\nlessons: - a\n", 2, DASH),
    ("title:\n\ten: One\n", 2, "a tab stands here; indent with spaces"),
    ("id: x\ntitle: @one\n", 2, "“@” can't begin a text; put the text in quotes"),
]


def slip_of(text: str) -> tuple[int, str]:
    """The line and the message of the only problem that a text has."""
    with pytest.raises(ScenarioInvalid) as caught:
        Source(text, "scenario.yaml")
    (problem,) = caught.value.problems
    return problem.line, problem.message()


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize(("text", "line", "message"), SLIPS)
def test_a_slip_is_told_where_it_was_made(text, line, message, loader, monkeypatch):
    monkeypatch.setattr(source, "_Loader", getattr(yaml, loader))
    assert slip_of(text) == (line, message)


def test_a_rare_slip_is_told_in_the_words_of_the_library():
    assert slip_of('id: x\ntitle: "\\q"\n') == (
        2,
        "this is not valid YAML: found unknown escape character; "
        "check indentation, quotes and colons",
    )


@pytest.mark.parametrize(
    ("text", "line", "character"),
    [("id: x\ntitle: 一\x07\n", 2, "U+0007"), ("id: \ud800\n", 1, "U+D800")],
)
def test_a_character_that_yaml_lacks_is_named(text, line, character):
    assert slip_of(text) == (
        line,
        f"the text has a character that YAML does not allow; remove it: {character}",
    )


def test_what_the_library_says_of_no_place_and_no_sign_is_told_at_the_top():
    assert find_slip(yaml.MarkedYAMLError(problem="it is odd"), "x") == (
        1,
        "this is not valid YAML: %(detail)s; check indentation, quotes and colons",
        {"detail": "it is odd"},
    )
    assert find_character(ValueError("it is odd\nindeed"), "x") == (
        1,
        "the text has a character that YAML does not allow; remove it: %(detail)s",
        {"detail": "it is odd"},
    )
