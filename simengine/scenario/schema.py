"""The scenario language as a JSON Schema, and as the reference that authors read.

Both are made from the types, so that neither can fall behind them. The schema checks the form of
a file; that ids exist and formulas hold is found out only by reading the scenario.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from simengine.scenario.model import Scenario
from simengine.scenario.parts import LANGUAGES, MOMENT_PATTERN, SCHEMA_OF, Trigger
from simengine.scenario.vocabulary import FUNCTIONS, STATE_NAMES

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_FORMULA_TYPES = ["string", "number", "boolean"]

# What stands for the values that have a form of their own.
_VALUES: Mapping[str, Schema] = {
    "text": {
        "title": "Text",
        "description": "A text in every language of the scenario.",
        "type": "object",
        "properties": {language: {"type": "string", "minLength": 1} for language in LANGUAGES},
        "additionalProperties": False,
        "minProperties": 1,
    },
    "formula": {
        "title": "Formula",
        "description": "A formula of numbers and names of the state.",
        "type": _FORMULA_TYPES,
    },
    "draw": {
        "title": "Draw",
        "description": "A formula that may leave its value to chance, as pert(2, 3, 6).",
        "type": _FORMULA_TYPES,
    },
    "assignment": {
        "title": "Assignment",
        "description": "A change of one number: name = formula, also with += -= *= /=.",
        "type": "string",
    },
}

# How the reference calls them.
_WORDS = {
    "text": "text",
    "formula": "formula",
    "draw": "formula, chance allowed",
    "assignment": "assignment",
}


def json_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a scenario file; the same at every call."""
    made = Scenario.model_json_schema(by_alias=True)
    definitions = made.pop("$defs")
    definitions.update({name.capitalize(): dict(value) for name, value in _VALUES.items()})
    schema = {"$schema": DIALECT, **_tidied(made)}
    schema["$defs"] = {name: _tidied(definitions[name]) for name in sorted(definitions)}
    return schema


def _tidied(node: Any) -> Any:
    """Return the schema with our own values by reference, and without what helps nobody.

    A key left out is the same as null, and better; an id that breaks the pattern is an error.
    """
    if isinstance(node, list):
        return [_tidied(item) for item in node]
    if not isinstance(node, dict):
        return node
    if SCHEMA_OF in node:
        rest = {key: value for key, value in node.items() if key != SCHEMA_OF}
        return {"$ref": f"#/$defs/{node[SCHEMA_OF].capitalize()}", **rest}
    choices = node.get("anyOf", [])
    if {"type": "null"} in choices:
        left = [choice for choice in choices if choice != {"type": "null"}]
        rest = {key: value for key, value in node.items() if key not in ("anyOf", "default")}
        return _tidied({**(left[0] if len(left) == 1 else {"anyOf": left}), **rest})
    tidy = {key: _tidied_value(key, value) for key, value in node.items()}
    if "patternProperties" in tidy:
        tidy["additionalProperties"] = False
    return tidy


def _tidied_value(key: str, value: Any) -> Any:
    if key == "default":
        return value
    if key == "properties":
        # Named by authors' keys, one of which is `default`.
        return {name: _tidied(item) for name, item in value.items()}
    return _tidied(value)


# -- the reference ---------------------------------------------------------------------------


def reference() -> str:
    """Return the reference of every key and of the formulas' words as Markdown, for the end of
    the author's guide."""
    schema = json_schema()
    trigger = _tidied(Trigger.model_json_schema(by_alias=True))
    parts: dict[str, Schema] = {"Scenario": schema, **schema["$defs"], "Trigger": trigger}
    names = [*_in_reading_order(parts), "Trigger"]
    sections = [_section(name, parts) for name in names]
    return "\n\n".join([*sections, *_vocabulary()]) + "\n"


def _in_reading_order(parts: Mapping[str, Schema]) -> list[str]:
    """Return the names of the parts in the order in which they are first mentioned."""
    order: dict[str, None] = {}
    waiting = ["Scenario"]
    while waiting:
        name = waiting.pop(0)
        if name not in order and "properties" in parts[name] and name != "Text":
            order[name] = None
            waiting += _mentioned(parts[name])
    return list(order)


def _mentioned(node: Any) -> Iterable[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield _target(node)
        for value in node.values():
            yield from _mentioned(value)
    elif isinstance(node, list):
        for value in node:
            yield from _mentioned(value)


def _section(name: str, parts: Mapping[str, Schema]) -> str:
    part = parts[name]
    own = dict(part["properties"])
    shared = []
    for other in ("Effects", "Trigger"):
        keys = parts[other]["properties"]
        if name != other and keys.items() <= own.items():
            shared.append(other)
            own = {key: value for key, value in own.items() if key not in keys}
    required = part.get("required", ())
    lines = [f"### {name}", "", _paragraph(part.get("description", "")), ""]
    if shared:
        links = " and ".join(_link(each) for each in shared)
        lines += [f"It takes the keys of {links} too.", ""]
    lines += ["| Key | Value | Without it | Meaning |", "|---|---|---|---|"]
    lines += [_row(key, value, key in required) for key, value in own.items()]
    return "\n".join(lines)


def _vocabulary() -> Iterator[str]:
    names = [
        f"| `{each.name}` | {'yes' if each.can_be_set else ''} | {each.meaning} |"
        for each in STATE_NAMES
    ]
    yield "\n".join(
        ["### Names in formulas", "", "| Name | Can be set | Meaning |", "|---|---|---|", *names]
    )
    calls = [
        f"| `{each.call}` | {'yes' if each.draws else ''} | {each.meaning} |" for each in FUNCTIONS
    ]
    yield "\n".join(
        [
            "### Functions",
            "",
            "Besides `+ - * / // %`, comparisons, `and or not`, and `a if condition else b`.",
            "",
            "| Function | By chance | Value |",
            "|---|---|---|",
            *calls,
        ]
    )


def _row(key: str, value: Schema, required: bool) -> str:
    cells = (
        f"`{key}`",
        _kind(value),
        "required" if required else _default(value),
        value.get("description", ""),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _default(value: Schema) -> str:
    default = value.get("default")
    if default in (None, [], {}) or isinstance(default, dict):
        return ""
    if isinstance(default, list):
        return ", ".join(f"`{item}`" for item in default)
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _kind(value: Schema) -> str:
    """Return in words what a key takes."""
    if "$ref" in value:
        target = _target(value)
        return _WORDS.get(target.lower()) or _link(target)
    if "enum" in value:
        return "one of " + ", ".join(f"`{choice}`" for choice in value["enum"])
    if "const" in value:
        return f"`{value['const']}`"
    if "anyOf" in value:
        return " or ".join(_kind(choice) for choice in value["anyOf"])
    if value["type"] == "array":
        return _list(value)
    if value["type"] == "object":
        return _mapping(value)
    if value["type"] in ("number", "integer"):
        return _number(value)
    return "true or false" if value["type"] == "boolean" else _word(value)


def _word(value: Schema) -> str:
    if value.get("format") == "date":
        return "date"
    if value.get("pattern") == MOMENT_PATTERN:
        return "moment"
    return "id" if str(value.get("pattern", "")).startswith("^[a-z]") else "word"


def _list(value: Schema) -> str:
    items = value.get("prefixItems")
    if items:
        return "list of " + " and ".join(_kind(item) for item in items)
    return f"list of: {_kind(value['items'])}"


def _mapping(value: Schema) -> str:
    inner = value.get("additionalProperties") or next(iter(value["patternProperties"].values()))
    keys = value.get("propertyNames", {}).get("enum")
    key = " / ".join(f"`{name}`" for name in keys) if keys else "id"
    return f"{key} → {_kind(inner)}"


def _number(value: Schema) -> str:
    kind = "whole number" if value["type"] == "integer" else "number"
    limits = [
        f"{sign} {value[key]:g}"
        for key, sign in (
            ("exclusiveMinimum", ">"),
            ("minimum", "≥"),
            ("maximum", "≤"),
        )
        if key in value
    ]
    return f"{kind} {', '.join(limits)}".strip()


def _target(value: Schema) -> str:
    return str(value["$ref"]).rpartition("/")[2]


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _paragraph(text: str) -> str:
    return " ".join(text.split())
