"""The JSON Schema and the authors' reference, both made from the types."""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from simengine.library import load_text
from simengine.scenario.schema import DIALECT, json_schema, reference
from simengine.scenario.source import Source
from tests.simengine.making import as_text, make_scenario

ROOT = Path(__file__).parents[3]
GUIDE = ROOT / "scenarios" / "README.md"
SCENARIOS = [
    *sorted((ROOT / "scenarios").glob("*/scenario.yaml")),
    ROOT / "tests/simengine/mini.yaml",
]

SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def plain(value: Any) -> Any:
    """The data of a file as JSON has it."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def errors_of(data: Any) -> list[str]:
    """Where the data does not fit the schema."""
    return sorted(error.json_path for error in VALIDATOR.iter_errors(plain(data)))


def properties(node: Any = SCHEMA, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of every part."""
    for name, part in {"Scenario": SCHEMA, **SCHEMA["$defs"]}.items():
        for key, value in part.get("properties", {}).items():
            yield f"{name}.{key}", value


def test_it_is_a_schema_and_always_the_same() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == DIALECT
    assert json.dumps(json_schema()) == json.dumps(SCHEMA)
    assert list(SCHEMA["$defs"]) == sorted(SCHEMA["$defs"])


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_every_scenario_fits(path: Path) -> None:
    assert errors_of(Source(path.read_text("utf-8"), path.name).data) == []


def test_every_key_says_what_it_means() -> None:
    """Titles, names and other words speak for themselves."""
    silent = {
        name.partition(".")[2]
        for name, value in properties()
        if "description" not in value and not name.startswith("Text.")
    }
    assert silent == {"ask", "label", "name", "role", "subject", "text", "title"}


def test_no_key_takes_null() -> None:
    assert '"type": "null"' not in json.dumps(SCHEMA)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"minutes": "many"}, "$.minutes"),
        ({"difficulty": 9}, "$.difficulty"),
        ({"title": {"fr": "Oui"}}, "$.title"),
        ({"title": {}}, "$.title"),
        ({"extra": 1}, "$"),
        ({"events": {"Big Bang": {"day": 1}}}, "$.events"),
        ({"events": {"e": {"day": [1]}}}, "$.events.e.day"),
        ({"events": {"e": {"evry": 1}}}, "$.events.e"),
        ({"events": {"e": {"then": "x = 1"}}}, "$.events.e.then"),
        ({"start": None}, "$.start"),
    ],
)
def test_what_does_not_fit(change: dict[str, Any], place: str) -> None:
    assert errors_of({**make_scenario(), **change}) == [place]


def test_a_bare_number_or_formula_stands_for_a_hidden_quantity() -> None:
    person = {"attitude": "normal(50, 5)"}
    people = {"a": person, "b": {"attitude": 40}, "c": {"attitude": {"known": 3}}}
    data = make_scenario(stakeholders=people)
    assert errors_of(data) == []
    load_text(as_text(data))


# -- the reference ---------------------------------------------------------------------------


def test_the_reference_has_every_part_and_every_key() -> None:
    text = reference()
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", text, re.MULTILINE | re.DOTALL))
    assert "sqrt(x)" in sections.pop("Functions")
    parts = {"Scenario": SCHEMA, **SCHEMA["$defs"]}
    assert sections.keys() - {"Trigger"} == {
        name for name, part in parts.items() if "properties" in part and name != "Text"
    }
    for name, section in sections.items():
        rows = set(re.findall(r"^\| `(\S+)` \|", section, re.MULTILINE))
        shared = re.findall(
            r"\[(\w+)\]", section.partition("It takes the keys of")[2].split("\n")[0]
        )
        for other in shared:
            rows |= set(re.findall(r"^\| `(\S+)` \|", sections[other], re.MULTILINE))
        if name != "Trigger":
            assert rows == set(parts[name]["properties"])


def test_every_link_of_the_reference_leads_somewhere() -> None:
    text = reference()
    headings = {name.lower() for name in re.findall(r"^### (\w+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#(\w+)\)", text)) <= headings


@pytest.mark.parametrize(
    "row",
    [
        "| `id` | id | required | Its name in addresses: letters, digits and hyphens. |",
        "| `difficulty` | whole number ≥ 1, ≤ 5 | required | 1 for beginners, 5 for experts. |",
        "| `start` | date | required | Day 0. |",
        "| `money` | [Budget](#budget) | required | The budgets. |",
        "| `holidays` | list of: date |  | Weekdays without work. |",
        "| `needs` | id → whole number ≥ 1 |  | People it keeps busy, by pool. |",
        "| `between` | list of formula and formula |  | First and last day. |",
        "| `repeat` | true or false | `false` | Whether a condition may trigger it again. |",
        "| `at` | moment | required | The moment of the award. |",
    ],
)
def test_rows_of_the_reference(row: str) -> None:
    assert row in reference().splitlines()


def test_the_guide_has_the_reference_as_it_is_now() -> None:
    """To bring it up to date: python -m simengine schema --markdown, between the markers."""
    guide = GUIDE.read_text("utf-8")
    part = guide.partition("<!-- reference:begin -->\n")[2].partition("<!-- reference:end -->")[0]
    assert part == f"\n{reference()}\n"


def test_every_example_of_the_guide_that_is_whole_can_be_run() -> None:
    examples = re.findall(r"^```yaml\n(schema: 1\n.*?)^```$", GUIDE.read_text("utf-8"), re.M | re.S)
    assert examples
    for example in examples:
        assert load_text(example).scenario.schema_version == 1
        assert errors_of(Source(example, "guide").data) == []
