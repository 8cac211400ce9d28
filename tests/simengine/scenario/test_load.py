"""From text to a scenario, or to everything that is wrong with its form and values."""

import datetime
import textwrap

import pytest

from simengine.scenario.load import read_scenario
from simengine.scenario.problems import Problem, ScenarioInvalid
from simengine.scenario.source import Source
from tests.simengine.making import as_text, make_scenario

TEXT = as_text(make_scenario())


def problems_of(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(ScenarioInvalid) as caught:
        read_scenario(text, "x.yaml")
    return [(p.line, p.path, p.message()) for p in caught.value.problems]


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


def test_a_scenario_is_read() -> None:
    scenario, source = read_scenario(TEXT)
    assert scenario.start == datetime.date(2026, 3, 2)
    assert scenario.stages["work"].gate.text == "day >= 30"
    assert source.line(("stages", "work", "gate")) == line_of(TEXT, "gate:")
    assert source.line(("stages", "work", "nothing", "here")) == line_of(TEXT, "  work:")
    assert source.line(("elsewhere",)) == 1


# -- the form of the text --------------------------------------------------------------------

NO_VALUE = "“{}” is no real date, or too large a number; correct it, or put a text in quotes"

FORMS = {
    "a key twice": (
        "id: x\nid: y\nlessons:\n  - a\nid: z\n",
        [
            (2, "id", "“id” stands here twice, first on line 1; remove one"),
            (5, "id", "“id” stands here twice, first on line 1; remove one"),
        ],
    ),
    "an inner key twice": (
        "tasks:\n  a: {days: 1,\n    days: 2}\n",
        [(3, "tasks.a.days", "“days” stands here twice, first on line 2; remove one")],
    ),
    "a key that is no word": (
        "id: x\n? [a, b]\n: 3\n",
        [(2, "", "a key must be a word; this is a list or a mapping")],
    ),
    "an alias": (
        "id: &name x\ntitle: *name\n",
        [
            (
                line,
                "",
                "anchors and aliases (& and *) are not allowed; write the part out again",
            )
            for line in (1, 2)
        ],
    ),
    "a tag": (
        "id: !!python/name:os.system [ls]\nkind: !!str deal\n",
        [
            (
                1,
                "",
                "tags (!) are not allowed; remove “tag:yaml.org,2002:python/name:os.system”",
            ),
            (2, "", "tags (!) are not allowed; remove “tag:yaml.org,2002:str”"),
        ],
    ),
    "a second document": (
        "id: x\n---\nid: y\n",
        [(2, "", "a second document starts here; remove the line `---`")],
    ),
    "nesting": (
        "id: " + "[" * 30 + "]" * 30 + "\n",
        [(1, "", "too much is nested or listed here; make it simpler")],
    ),
    "listing": (
        "id: [\n" + "1,\n" * 60_001 + "]\n",
        [(59_999, "", "too much is nested or listed here; make it simpler")],
    ),
    "size": (
        "#" + "x" * 1_000_000,
        [(1, "", "the file is larger than 1000000 bytes; make it smaller")],
    ),
    "values that can't be": (
        "horizon: 1e16\nminutes: 99999999999999999999\nstart: 2026-02-30\ndifficulty: 1__0\n"
        "seed: " + "9" * 5000 + "\nx: 1e999\n",
        [
            (
                line,
                path,
                NO_VALUE.format(shown),
            )
            for line, path, shown in [
                (1, "horizon", "1e16"),
                (2, "minutes", "99999999999999999999"),
                (3, "start", "2026-02-30"),
                (4, "difficulty", "1__0"),
                (5, "seed", "9" * 59 + "…"),
                (6, "x", "1e999"),
            ]
        ],
    ),
    "nothing": ("", [(1, "", "the file has no keys; begin with `schema: 1`")]),
    "only a comment": ("# hello\n", [(1, "", "the file has no keys; begin with `schema: 1`")]),
    "a list": ("- a\n- b\n", [(1, "", "the file has no keys; begin with `schema: 1`")]),
    "a word": ("hello", [(1, "", "the file has no keys; begin with `schema: 1`")]),
}


@pytest.mark.parametrize(("text", "expected"), FORMS.values(), ids=FORMS)
def test_the_form_of_a_text(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert problems_of(text) == expected


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert {message for _, _, message in problems_of(bomb)} == {
        "anchors and aliases (& and *) are not allowed; write the part out again"
    }


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12), ("-3", -3), ("+4", 4), ("1_000", 1000), ("007", 7), ("1.5", 1.5), (".5", 0.5),
        ("1e3", 1000.0), ("2.", 2.0), ("true", True), ("false", False), ("", None), ("~", None),
        ("null", None), ("2026-03-02", datetime.date(2026, 3, 2)), ("yes", "yes"), ("on", "on"),
        ("True", "True"), ("0x10", "0x10"), ("1:30", "1:30"), (".inf", ".inf"), (".nan", ".nan"),
        ("12a", "12a"), ("'12'", "12"), ('"true"', "true"), ("'2026-03-02'", "2026-03-02"),
        ("1.2.3", "1.2.3"), ("|-\n  12", "12"), ("[a, 1]", ("a", 1)), ("{a: 1}", {"a": 1}),
    ],
)  # fmt: skip
def test_what_a_value_is_read_as(written: str, value: object) -> None:
    found = Source(f"x: {written}\n", "x.yaml").data["x"]
    assert found == value
    assert type(found) is type(value)


# -- the values ------------------------------------------------------------------------------

VALUES = {
    "a text": (
        "id: test",
        "id: 7",
        [(0, "id", "this must be a text; write it, in quotes if need be")],
    ),
    "a slug": (
        "id: test",
        "id: Te st",
        [
            (
                0,
                "id",
                "“Te st” can't stand here: use small letters, digits and hyphens, begin with a "
                "letter, and keep to 64 characters",
            )
        ],
    ),
    "a choice": (
        "kind: drill",
        "kind: dril",
        [(0, "kind", "“dril” is not allowed here; write one of `drill`, `deal`, `pipeline`")],
    ),
    "a version": (
        "schema: 1",
        "schema: 2",
        [(0, "schema", "“2” is not allowed here; write one of `1`")],
    ),
    "a whole number": (
        "minutes: 5",
        "minutes: 5.5",
        [(0, "minutes", "this must be a whole number")],
    ),
    "no truth for a number": (
        "minutes: 5",
        "minutes: true",
        [(0, "minutes", "this must be a whole number")],
    ),
    "a range": (
        "difficulty: 1",
        "difficulty: 0",
        [(0, "difficulty", "0 is out of range; it must be at least 1")],
    ),
    "more than": (
        "minutes: 5",
        "minutes: 0",
        [(0, "minutes", "0 is out of range; it must be more than 0")],
    ),
    "at most": (
        "horizon: 40",
        "horizon: 4000",
        [(0, "horizon", "4000 is out of range; it must be at most 2000")],
    ),
    "a number": ("horizon: 40", "horizon: long", [(0, "horizon", "this must be a number")]),
    "a date": (
        "start: 2026-03-02",
        "start: 2. March",
        [(0, "start", "this must be a date such as 2026-03-02")],
    ),
    "a date of our time": (
        "start: 2026-03-02",
        "start: 1026-03-02",
        [(0, "start", "1026-03-02 is out of range; it must be at least 2000-01-01")],
    ),
    "a currency": (
        "currency: CNY",
        "currency: yuan",
        [(0, "currency", "“yuan” is no currency: write its three capital letters, as in CNY")],
    ),
    "keys": (
        "money:",
        "money: 12\nmoneys:",
        [
            (0, "money", "keys and values belong here, one to a line"),
            (1, "moneys", "the key “moneys” is unknown; correct or remove it"),
        ],
    ),
    "keys by id": (
        "money:",
        "tasks: [a, b]\nmoney:",
        [(0, "tasks", "keys and values belong here, one to a line")],
    ),
    "a list": (
        "money:",
        "lessons: a\nmoney:",
        [(0, "lessons", "a list belongs here, such as [a, b]")],
    ),
    "an id": (
        "money:",
        "events:\n  Big Bang: {day: 1}\nmoney:",
        [
            (
                1,
                "events.Big Bang",
                "“Big Bang” is no id: use small letters, digits and _, begin with a letter, "
                "and keep to 48 characters",
            )
        ],
    ),
    "a moment": (
        "money:",
        "events:\n  bang: {at: never}\nmoney:",
        [
            (
                1,
                "events.bang.at",
                "“never” is no moment: write an id, a dot and what happens to it, as in visit.done",
            )
        ],
    ),
    "a rhythm": (
        "money:",
        "events:\n  bang: {every: 0.0001}\nmoney:",
        [(1, "events.bang.every", "0.0001 is out of range; it must be at least 0.5")],
    ),
    "a window": (
        "money:",
        "risks:\n  bang: {title: {en: W}, chance: 0.5, between: [1]}\nmoney:",
        [(1, "risks.bang.between", "“between” is missing; add it")],
    ),
    "a formula": (
        "money:",
        "events:\n  bang:\n    cost: 2 +\n    day: [1]\nmoney:",
        [
            (
                2,
                "events.bang.cost",
                "The formula `2 +` cannot be read: look for a missing operator, name or bracket",
            ),
            (
                3,
                "events.bang.day",
                "This is not a formula: write a number, true, false or a text like x + 1",
            ),
        ],
    ),
    "an empty text": (
        "money:",
        "cast:\n  boss: {name: {en: ''}, role: {}}\nmoney:",
        [
            (1, "cast.boss.name.en", "this text is empty; write it or remove the key"),
            (1, "cast.boss.role", "this has too few entries; it needs 1 or more"),
        ],
    ),
    "a language": (
        "money:",
        "cast:\n  boss: {name: {fr: Oui}, role: {en: W}}\nmoney:",
        [
            (
                1,
                "cast.boss.name.fr",
                "“fr” is not allowed here; write one of `zh-Hans`, `zh-Hant`, `en`",
            )
        ],
    ),
    "a default of no shape": (
        "  go:",
        "  go:\n    default: {yes: much}",
        [
            (
                1,
                "decisions.go.default",
                "a default is an option, a list of options, units by option, or an amount",
            )
        ],
    ),
}


@pytest.mark.parametrize(("part", "instead", "expected"), VALUES.values(), ids=VALUES)
def test_the_values_of_a_scenario(
    part: str, instead: str, expected: list[tuple[int, str, str]]
) -> None:
    """Lines are counted from where the text was changed."""
    text = TEXT.replace(part, instead, 1)
    first = text.count("\n", 0, text.index(instead)) + 1
    found = [(line - first, path, message) for line, path, message in problems_of(text)]
    assert found == expected


def test_a_missing_key_is_told_at_what_it_is_missing_from() -> None:
    text = TEXT.replace("currency: CNY", "curency: CNY").replace("    gate: day >= 30\n", "")
    assert problems_of(text) == [
        (1, "currency", "“currency” is missing; add it"),
        (line_of(text, "curency"), "curency", "the key “curency” is unknown; correct or remove it"),
        (line_of(text, "  work:"), "stages.work.gate", "“gate” is missing; add it"),
    ]


def test_all_problems_of_the_values_come_at_once() -> None:
    text = textwrap.dedent(
        """\
        schema: 1
        id: Te st
        kind: drill
        minutes: many
        extra: 1
        """
    )
    found = problems_of(text)
    assert [problem for problem in found if "missing" not in problem[2]] == [
        (
            2,
            "id",
            "“Te st” can't stand here: use small letters, digits and hyphens, begin with a letter, "
            "and keep to 64 characters",
        ),
        (4, "minutes", "this must be a whole number"),
        (5, "extra", "the key “extra” is unknown; correct or remove it"),
    ]
    assert {path for _, path, message in found if "missing" in message} == {
        "title", "summary", "briefing", "role", "difficulty", "skills", "start", "horizon",
        "currency", "money", "stages", "decisions", "kpis",
    }  # fmt: skip


def test_a_problem_shows_its_file_line_path_and_mend() -> None:
    with pytest.raises(ScenarioInvalid) as caught:
        read_scenario("id: x\nid: y\n", "deals/x.yaml")
    assert str(caught.value) == (
        "deals/x.yaml:2: id: “id” stands here twice, first on line 1; remove one"
    )
    top = Problem(1, "", "%(count)s too many", {"count": 3}, "x.yaml")
    assert str(top) == "x.yaml:1: (top): 3 too many"
    assert top.message(lambda template: template.replace("too many", "zu viel")) == "3 zu viel"
