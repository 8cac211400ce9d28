"""No text, however it came about, makes the loader raise anything but ScenarioInvalid.

What loads can also be run: the run ends in a result or in one of the engine's own errors.
"""

import re
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from simengine.errors import SimError
from simengine.library import load_text
from simengine.run import drive
from simengine.scenario.problems import ScenarioInvalid
from simengine.scenario.source import Source
from tests.simengine.making import as_text

MINI = (Path(__file__).parent / "mini.yaml").read_text("utf-8")
LINES = MINI.splitlines(keepends=True)
WORDS = sorted(set(re.findall(r"[\w.]+|[-+*/<>=]+", MINI)))

# Numbers and words that have broken programs before.
ODD = [
    "0", "-1", "1e15", "-1e15", "1e999", "-0.0", "0.0001", "1e-300", "true", "null", "~", "''",
    "{}", "[]", "[[]]", "{a: 1}", "nan", ".inf", "yes", "2026-03-02", "9" * 400, "1_0", "day",
    "answer", "chance(2)", "normal(0, -1)", "uniform(2, 1)", "poisson(1e15)", "exp(999)",
    "1e15 * 1e15", "0 - 5", "log(0)", "sqrt(0 - 1)", "if", "min", "day > 3 and", "&a", "*a",
    "- - -", "? x", "\t", "\x07", "\ud800", "：", "“x”", "|", ">", "%", "@", "`", "!!a",
]  # fmt: skip


def outcome(text: str) -> str:
    """Load the text and run it, within reason."""
    try:
        program = load_text(text)
    except ScenarioInvalid as error:
        return "refused" if str(error) and error.problems else "silence"
    try:
        run = drive(program, 1, (), lambda asked, world: asked.default)
    except SimError as error:
        return "failed" if str(error) else "silence"
    return run.status


def as_read(content: bytes) -> str:
    """The bytes of a file as the library reads them."""
    return content.decode("utf-8", errors="surrogateescape")


OUTCOMES = ("refused", "failed", "finished")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200).map(as_read))
@example("\ufeff" + MINI)
@example(MINI.replace("\n", "\r\n"))
@example("a: b: c")
@example("{" * 50_000)
@example("[" * 50_000)
@example("- " * 20_000 + "x")
@example("'" * 9_999)
@example("a: !!binary x\n")
@example("%YAML 9.9\n---\nid: x\n")
@example("id: x\n...\n...\n")
def test_any_text(text: str) -> None:
    assert outcome(text) in OUTCOMES


words = st.sampled_from(WORDS)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(),
    st.dates(),
    words,
    st.text(max_size=6),
)
yaml_data = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(words | st.text(max_size=4), inner, max_size=5)
    ),
    max_leaves=25,
)


@settings(max_examples=100, deadline=None)
@given(yaml_data)
def test_any_yaml(data: Any) -> None:
    assert outcome(yaml.safe_dump(data)) == "refused"


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_any_value_in_any_part(data: Any) -> None:
    """A valid scenario in which some parts, anywhere, are something else, or gone."""
    scenario = thawed(Source(MINI, "mini.yaml").data)
    for _ in range(data.draw(st.integers(1, 2))):
        _change(scenario, data)
    assert outcome(as_text(scenario)) in OUTCOMES


def thawed(value: Any) -> Any:
    """The data of a file as lists and dictionaries that can be changed."""
    if isinstance(value, dict):
        return {key: thawed(item) for key, item in value.items()}
    return [thawed(item) for item in value] if isinstance(value, tuple) else value


def _change(part: Any, data: Any) -> None:
    """Change something in this mapping or list, or somewhere below it."""
    keys = list(part) if isinstance(part, dict) else list(range(len(part)))
    if not keys:
        return
    key = data.draw(st.sampled_from(keys))
    inner = part[key]
    if isinstance(inner, (dict, list)) and inner and data.draw(st.integers(0, 3)):
        _change(inner, data)
    elif data.draw(st.booleans()):
        part[key] = data.draw(yaml_data)
    else:
        del part[key]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_change_of_a_word(data: Any) -> None:
    """A valid scenario in which some words are others: most of it loads, and much of it runs."""
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        words = list(re.finditer(r"[-\w.]+", lines[place]))
        if not words:
            continue
        word = data.draw(st.sampled_from(words))
        other = data.draw(st.sampled_from(ODD) | st.sampled_from(WORDS))
        lines[place] = lines[place][: word.start()] + other + lines[place][word.end() :]
    assert outcome("".join(lines)) in OUTCOMES


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_change_of_lines_and_signs(data: Any) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        how = data.draw(st.sampled_from(["drop", "twice", "cut", "sign", "move"]))
        line = lines[place]
        at = data.draw(st.integers(0, len(line)))
        sign = data.draw(st.sampled_from(ODD))
        lines[place] = {
            "drop": "",
            "twice": line + line,
            "cut": line[:at],
            "sign": line[:at] + sign + line[at:],
            "move": " " + line,
        }[how]
    assert outcome("".join(lines)) in OUTCOMES
