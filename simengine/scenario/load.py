"""Scenario files: from text to a frozen scenario, or to everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from simengine.errors import N_, SimError
from simengine.scenario.model import CURRENCY_PATTERN, Scenario
from simengine.scenario.parts import ID_PATTERN, MOMENT_PATTERN, SKILL_PATTERN, SLUG_PATTERN
from simengine.scenario.problems import Path, Problem, ScenarioInvalid
from simengine.scenario.source import Source

# What pydantic calls an error, and how an author is told of it.
_TEMPLATES = {
    "missing": N_("“%(key)s” is missing; add it"),
    "extra_forbidden": N_("the key “%(key)s” is unknown; correct or remove it"),
    "string_type": N_("this must be a text; write it, in quotes if need be"),
    "int_type": N_("this must be a whole number"),
    "int_from_float": N_("this must be a whole number"),
    "float_type": N_("this must be a number"),
    "bool_type": N_("this must be true or false"),
    "date_type": N_("this must be a date such as 2026-03-02"),
    "dict_type": N_("keys and values belong here, one to a line"),
    "model_type": N_("keys and values belong here, one to a line"),
    "model_attributes_type": N_("keys and values belong here, one to a line"),
    "tuple_type": N_("a list belongs here, such as [a, b]"),
    "too_short": N_("this has too few entries; it needs %(min_length)s or more"),
    "too_long": N_("this has too many entries; keep to %(max_length)s"),
    "string_too_short": N_("this text is empty; write it or remove the key"),
    "string_too_long": N_("this text is longer than %(max_length)s characters; shorten it"),
    "literal_error": N_("“%(value)s” is not allowed here; write one of %(expected)s"),
    "greater_than": N_("%(value)s is out of range; it must be more than %(gt)s"),
    "greater_than_equal": N_("%(value)s is out of range; it must be at least %(ge)s"),
    "less_than_equal": N_("%(value)s is out of range; it must be at most %(le)s"),
    "finite_number": N_("this must be a finite number"),
}
_OTHER = N_("this can't be used here: %(detail)s")

# What a word must look like, said without the pattern.
_FORMS = {
    ID_PATTERN: N_(
        "“%(value)s” is no id: use small letters, digits and _, begin with a letter, "
        "and keep to 48 characters"
    ),
    SLUG_PATTERN: N_(
        "“%(value)s” can't stand here: use small letters, digits and hyphens, begin with a letter, "
        "and keep to 64 characters"
    ),
    SKILL_PATTERN: N_(
        "“%(value)s” is no skill: use small letters, digits and _, with dots between, "
        "as in market.needs"
    ),
    MOMENT_PATTERN: N_(
        "“%(value)s” is no moment: write an id, a dot and what happens to it, as in visit.done"
    ),
    CURRENCY_PATTERN: N_("“%(value)s” is no currency: write its three capital letters, as in CNY"),
}

_KEY = "[key]"


def read_scenario(text: str, name: str = "scenario.yaml") -> tuple[Scenario, Source]:
    """Return the scenario of a file's text, and its source with the lines.

    References and formulas' names are not looked at yet. Raises ScenarioInvalid with every
    problem of the text's form and of its values.
    """
    source = Source(text, name)
    if not isinstance(source.data, dict):
        raise ScenarioInvalid(
            [source.problem((), N_("the file has no keys; begin with `schema: 1`"))]
        )
    try:
        return Scenario.model_validate(source.data), source
    except ValidationError as error:
        problems = problems_of(source, error)
        raise ScenarioInvalid(problems) from None


def problems_of(source: Source, error: ValidationError, base: Path = ()) -> list[Problem]:
    """Return what pydantic found wrong in the part of a file that stands at `base`."""
    part = source.data
    for step in base:
        part = part[step]
    found: dict[tuple[int, str], Problem] = {}
    for detail in error.errors(include_url=False):
        path = (*base, *_path_in(part, detail["loc"]))
        template, params = _message(detail, path)
        problem = source.problem(path, template, **params)
        # Alternatives of one value fail together: the first is the one that was meant.
        found.setdefault((problem.line, problem.path), problem)
    return list(found.values())


def _path_in(data: Any, loc: Iterable[str | int]) -> Path:
    """Return the path in the file: pydantic names alternatives too, which are not there."""
    path: list[str | int] = []
    for part in loc:
        if _is_in(data, part):
            data = data[part]
            path.append(part)
        elif isinstance(data, dict):
            # A key that is missing; of a key that is wrong itself, pydantic says "[key]".
            return tuple(path) if part == _KEY else (*path, part)
    return tuple(path)


def _is_in(data: Any, part: str | int) -> bool:
    if isinstance(data, tuple):
        return isinstance(part, int) and part < len(data)
    return isinstance(data, dict) and part in data


def _message(detail: Any, path: Path) -> tuple[str, dict[str, Any]]:
    context = {key: _plain(value) for key, value in detail.get("ctx", {}).items()}
    cause = context.pop("error", None)
    if isinstance(cause, ValueError) and cause.args and isinstance(cause.args[0], SimError):
        return cause.args[0].template, cause.args[0].params
    params = {
        **context,
        "key": str(path[-1])[:60] if path else "",
        "value": str(detail["input"])[:60],
        "detail": detail["msg"],
    }
    if detail["type"] == "literal_error":
        params["expected"] = _choices(context["expected"])
    if detail["type"] == "string_pattern_mismatch":
        return _FORMS[context["pattern"]], params
    return _TEMPLATES.get(detail["type"], _OTHER), params


def _plain(value: Any) -> Any:
    """Return a limit as an author writes it: 2000, not 2000.0."""
    return f"{value:g}" if isinstance(value, float) else value


def _choices(expected: str) -> str:
    """Return pydantic's "'a', 'b' or 'c'" without its English."""
    return ", ".join(f"`{word}`" for word in re.findall(r"\w[\w-]*(?=')|^\d+$", expected))
