"""Everything that a lesson or term points to must be there."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from app.curriculum.checks.places import in_text
from app.curriculum.checks.structure import SECTIONS
from app.curriculum.course import Course, Lesson
from app.curriculum.shapes import TOOLS, Written
from simengine.errors import N_
from simengine.library import read_file
from simengine.scenario.load import read_scenario
from simengine.scenario.problems import Path as Place
from simengine.scenario.problems import Problem, ScenarioInvalid
from simengine.scenario.source import Source

TERMS = range(3, 9)
"""How many different terms a lesson explains."""

UNKNOWN_TERM = N_("the glossary has no term “%(id)s”%(guess)s")

UNKNOWN_OTHER = N_("there is no other term “%(id)s”%(guess)s")

Decisions = Mapping[str, Collection[str]]


def decisions_in(folder: Path) -> Decisions:
    """The ids of the decisions of every scenario in a folder that can be read, by its slug."""
    found = {}
    for path in sorted(folder.glob("*/scenario.yaml")):
        try:
            scenario, _source = read_scenario(*read_file(path))
        except ScenarioInvalid:
            continue
        found[path.parent.name] = tuple(scenario.decisions)
    return found


def check(lesson: Lesson, course: Course, decisions: Decisions) -> Iterator[Problem]:
    """What a lesson points to and is not there, and how many terms it explains."""
    lessons = [slug for part in course.parts for slug in part.lessons]
    yield from check_targets(lesson, course, decisions, lessons, SECTIONS)
    yield from count_terms(lesson)
    if not lesson.head.practice:
        yield lesson.head_source.problem(
            ("practice",), N_("no decision of a scenario is named; say where the lesson bites")
        )


def check_targets(
    lesson: Lesson,
    course: Course,
    decisions: Decisions,
    lessons: Collection[str],
    sections: Collection[str],
) -> Iterator[Problem]:
    """What a lesson points to and is not there; `lessons` and `sections` are."""
    known: Mapping[str, Collection[str]] = {
        "term": course.glossary,
        "lesson": lessons,
        "tool": TOOLS,
        "section": sections,
        "image": (),
        "other": (),
    }
    for language in lesson.documents:
        yield from _check_text(lesson, language, known)
    head, source = lesson.head, lesson.head_source
    for place, skill in enumerate(head.skills):
        if skill not in course.skills:
            yield _unknown_skill(source, ("skills", place), skill, course)
    for place, tool in enumerate(head.tools):
        if tool not in TOOLS:
            yield source.problem(
                ("tools", place),
                N_("there is no tool “%(id)s”%(guess)s"),
                id=tool,
                guess=_guess(tool, TOOLS),
            )
    for place, practice in enumerate(head.practice):
        where: Place = ("practice", place)
        if practice.scenario not in decisions:
            yield source.problem(
                (*where, "scenario"),
                N_("there is no scenario “%(id)s”%(guess)s"),
                id=practice.scenario,
                guess=_guess(practice.scenario, decisions),
            )
        elif practice.decision not in decisions[practice.scenario]:
            yield source.problem(
                (*where, "decision"),
                N_("“%(scenario)s” has no decision “%(id)s”%(guess)s"),
                scenario=practice.scenario,
                id=practice.decision,
                guess=_guess(practice.decision, decisions[practice.scenario]),
            )
    for number, item in enumerate(lesson.items):
        if item.skill not in course.skills:
            yield _unknown_skill(lesson.quiz_source, (number, "skill"), item.skill, course)


def check_glossary(course: Course) -> Iterator[Problem]:
    """Terms that point to no term."""
    for loaded in course.glossary.values():
        for place, other in enumerate(loaded.term.see):
            if other not in course.glossary or other == loaded.id:
                yield loaded.source.problem(
                    (loaded.id, "see", place),
                    UNKNOWN_OTHER,
                    id=other,
                    guess=_guess(other, course.glossary),
                )


def count_terms(lesson: Lesson) -> Iterator[Problem]:
    """Texts that explain too few or too many terms."""
    for language, document in lesson.documents.items():
        terms = {reference.target for reference in document.references if reference.kind == "term"}
        if len(terms) not in TERMS:
            yield in_text(
                lesson, language, 1, "terms",
                N_("the text explains %(count)s terms; mark 3 to 8 as [[id]] or [[id|words]]"),
                count=len(terms),
            )  # fmt: skip


def _check_text(
    lesson: Lesson, language: Written, known: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    document = lesson.documents[language]
    templates = {
        "term": UNKNOWN_TERM,
        "lesson": N_("there is no lesson “%(id)s”%(guess)s"),
        "tool": N_("there is no tool “%(id)s”%(guess)s"),
        "section": N_("there is no section “%(id)s”%(guess)s"),
        "image": N_("pictures such as “%(id)s” are not shown in lessons; draw a chart from "
                    "figures, in a block that begins with ```chart%(guess)s"),
        "other": N_("“%(id)s” leads out of the course; link to lesson:slug or tool:id%(guess)s"),
    }  # fmt: skip
    for reference in document.references:
        if reference.target not in known[reference.kind]:
            yield in_text(
                lesson, language, reference.line, reference.kind, templates[reference.kind],
                id=reference.target[:80], guess=_guess(reference.target, known[reference.kind]),
            )  # fmt: skip


def _unknown_skill(source: Source, where: Place, skill: str, course: Course) -> Problem:
    return source.problem(
        where,
        N_("there is no skill “%(id)s”%(guess)s"),
        id=skill,
        guess=_guess(skill, course.skills),
    )


def _guess(word: str, known: Collection[str]) -> str:
    """The nearest word that is known, in brackets, or nothing."""
    near = difflib.get_close_matches(word, known, n=1)
    return f" ({near[0]}?)" if near else ""
