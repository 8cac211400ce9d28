"""What is wrong with a trainer's own lesson, and what the core course would do otherwise.

An error is what would break a page, or points to nothing. The strictness of the core course, such
as its fixed sections and the size of its quizzes, is advice here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from app.curriculum.checks import calculations, quizzes, references, structure, wording
from app.curriculum.checks.places import in_text
from app.curriculum.checks.references import Decisions
from app.curriculum.course import Course, Lesson
from app.curriculum.own import FILES, Reading
from simengine.errors import N_
from simengine.scenario.problems import Problem

# What the page around a lesson calls its own parts.
_TAKEN = re.compile(r"(main|messages|offline-message|done|notes?|[a-z]+-title|note-state|term-\d+)")


@dataclass(frozen=True)
class Verdict:
    """The errors of a lesson, and the advice, each in the order of files and lines."""

    errors: tuple[Problem, ...]
    advice: tuple[Problem, ...]


def check_own(
    reading: Reading, course: Course, decisions: Decisions, own: Collection[str]
) -> Verdict:
    """All that can be said of a lesson; `own` are the slugs of own lessons that it may link to.

    What was put in the place of a file that cannot be read is not judged.
    """
    lesson = reading.lesson
    lessons = [*course.lessons, *own]
    found = [
        *structure.check_levels(lesson),
        *check_page(lesson),
        *references.check_targets(lesson, course, decisions, lessons, _sections(lesson)),
        *wording.check_formulas(lesson),
        *calculations.check(lesson),
        *quizzes.check_items(lesson),
        *quizzes.check_ids([lesson]),
    ]
    advice = [
        *structure.check_sections(lesson),
        *wording.check_words(lesson),
        *references.count_terms(lesson),
        *quizzes.check_bank(lesson),
    ]
    return Verdict(
        _sorted([*reading.problems, *_of_whole_files(found, reading)]),
        _sorted(_of_whole_files(advice, reading)),
    )


def check_page(lesson: Lesson) -> Iterator[Problem]:
    """What would not be shown, or would break the page around the lesson."""
    for language, document in lesson.documents.items():
        first = document.sections[0].line if document.sections else None
        lost = next(
            (token for token in document.tokens if token.map and token.type != "heading_open"), None
        )
        if lost is not None and lost.map and (first is None or lost.map[0] + 1 < first):
            yield in_text(
                lesson, language, lost.map[0] + 1, "",
                N_("this stands before the first section and is not shown; begin with `## title`"),
            )  # fmt: skip
        seen: set[str] = set()
        for section_id, heading in zip(document.section_ids, document.sections, strict=True):
            if section_id in seen or _TAKEN.fullmatch(section_id):
                yield in_text(
                    lesson, language, heading.line, section_id,
                    N_("the section id “%(id)s” is taken; write another one, {#like-this}"),
                    id=section_id,
                )  # fmt: skip
            seen.add(section_id)


def _sections(lesson: Lesson) -> list[str]:
    return [
        section_id for document in lesson.documents.values() for section_id in document.section_ids
    ]


def _of_whole_files(problems: list[Problem], reading: Reading) -> list[Problem]:
    return [
        problem
        for problem in problems
        if problem.source not in reading.broken or problem.source.endswith(".md")
    ]


def _sorted(problems: list[Problem]) -> tuple[Problem, ...]:
    def key(problem: Problem) -> tuple[int, int, str]:
        return FILES.index(problem.source), problem.line, problem.path

    return tuple(sorted(problems, key=key))
