"""The head of a lesson, from a form to ``lesson.yaml`` and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from app.curriculum.own import HEAD
from app.curriculum.reading import ContentInvalid, source_of
from app.curriculum.shapes import WRITTEN, Written

_LINE_WIDTH = 100


@dataclass(frozen=True)
class Head:
    """What a lesson is called and what belongs to it. `practice` are scenarios' slugs with the ids
    of their decisions."""

    title: Mapping[Written, str]
    summary: Mapping[Written, str]
    skills: tuple[str, ...]
    minutes: int
    tools: tuple[str, ...] = ()
    practice: tuple[tuple[str, str], ...] = ()


def write_head(head: Head, before: str = "") -> str:
    """``lesson.yaml`` of a head; the calculations of what stood there before are kept."""
    data: dict[str, Any] = {
        "title": _in_order(head.title),
        "summary": _in_order(head.summary),
        "skills": list(head.skills),
        "minutes": head.minutes,
    }
    if head.tools:
        data["tools"] = list(head.tools)
    if head.practice:
        data["practice"] = [
            {"scenario": scenario, "decision": decision} for scenario, decision in head.practice
        ]
    if calculations := _data_of(before).get("calculations"):
        data["calculations"] = _plain(calculations)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=_LINE_WIDTH)


def find_head(text: str) -> Head | None:
    """The head that a ``lesson.yaml`` describes, as far as a form can show it; None when the form
    would lose something of it."""
    data = _data_of(text)
    known = {"title", "summary", "skills", "minutes", "tools", "practice", "calculations"}
    if not data or set(data) - known:
        return None
    practice = data.get("practice") or ()
    try:
        return Head(
            title=_texts(data["title"]),
            summary=_texts(data["summary"]),
            skills=tuple(map(str, data["skills"])),
            minutes=int(data["minutes"]),
            tools=tuple(map(str, data.get("tools") or ())),
            practice=tuple((str(one["scenario"]), str(one["decision"])) for one in practice),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _data_of(text: str) -> Mapping[str, Any]:
    try:
        data = source_of(text, HEAD).data
    except ContentInvalid:
        return {}
    return data if isinstance(data, dict) else {}


def _texts(value: Mapping[str, Any]) -> dict[Written, str]:
    if not set(value) <= set(WRITTEN):
        raise ValueError("a language that lessons are not written in")
    return {language: str(value[language]) for language in WRITTEN if language in value}


def _in_order(texts: Mapping[Written, str]) -> dict[str, str]:
    return {str(language): texts[language] for language in WRITTEN if texts.get(language)}


def _plain(value: Any) -> Any:
    """The value with lists for tuples, as YAML is written."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
