"""The shapes of the course's YAML files: frozen, strict, and without unknown keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from simengine.errors import N_, SimError
from simengine.scenario.parts import Formula, Id, Part, SkillId, Slug

Written = Literal["zh-Hans", "en"]
WRITTEN: tuple[Written, ...] = ("zh-Hans", "en")
"""Languages that authors write. Traditional Chinese is made from Simplified."""

TOOLS = (
    "smart-goals",
    "pestel",
    "five-forces",
    "competitor-comparison",
    "swot",
    "customer-needs-file",
    "price-and-margin",
    "promotion-budget",
    "channel-mix",
    "raci",
    "network-plan",
    "risk-matrix",
    "funnel",
    "earned-value",
    "collection-plan",
    "lessons-log",
)
"""The worksheets that a lesson may name."""

# Nobody reads a lesson for longer at one sitting.
MOST_MINUTES = 120


def _is_complete(text: dict[Written, str], info: ValidationInfo) -> dict[Written, str]:
    wanted: Sequence[Written] = (info.context or {}).get("languages", WRITTEN)
    for language in wanted:
        if language not in text:
            raise ValueError(
                SimError(
                    N_("the text is missing in %(language)s; add it"),
                    {"language": language},
                )
            )
    return text


Text = Annotated[
    dict[Written, Annotated[str, Field(min_length=1, max_length=4000)]],
    Field(min_length=1),
    AfterValidator(_is_complete),
]
"""A text in both written languages, or in the `languages` of the context in which it is read."""


def shared_languages(texts: Sequence[Mapping[Written, str]]) -> list[Written]:
    """The languages in which each of these texts is written."""
    return [language for language in WRITTEN if all(language in text for text in texts)]


Names = dict[Written, tuple[Annotated[str, Field(min_length=1, max_length=80)], ...]]


class CoursePart(Part):
    """A part of the course: its lessons in the order in which they are read."""

    id: Id
    title: Text
    summary: Text
    lessons: tuple[Slug, ...] = Field(min_length=1)


class CourseFile(Part):
    """``course.yaml``."""

    title: Text
    parts: tuple[CoursePart, ...] = Field(min_length=1)


class Term(Part):
    """A term of the trade. `also` holds other names by which people look for it."""

    term: Text
    meaning: Text
    also: Names = Field(default_factory=dict)
    see: tuple[Slug, ...] = ()


class Practice(Part):
    """A decision of a scenario where a lesson bites."""

    scenario: Slug
    decision: Id


class Calculation(Part):
    """A figure that a lesson works out; `shown` stands literally in the text."""

    name: Id
    expression: Formula
    given: dict[Id, float] = Field(default_factory=dict)
    result: float
    tolerance: float = Field(ge=0)
    shown: Text


class LessonFile(Part):
    """``lesson.yaml``: all of a lesson but its text and its quiz."""

    title: Text
    summary: Text
    skills: tuple[SkillId, ...] = Field(min_length=1)
    minutes: int = Field(ge=1, le=MOST_MINUTES)
    tools: tuple[Slug, ...] = ()
    practice: tuple[Practice, ...] = ()
    calculations: tuple[Calculation, ...] = ()
