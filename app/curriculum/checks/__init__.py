"""What must hold of the course beyond the form of its files."""

from __future__ import annotations

from pathlib import Path

from app.curriculum.checks import calculations, quizzes, references, structure, wording
from app.curriculum.course import Course
from config import ROOT
from simengine.scenario.problems import Problem

SCENARIOS = ROOT / "scenarios"

# A lesson or a term that is named and not there is an error. False makes it something to be told
# of, for the time in which a part of the course is being written.
COURSE_IS_WHOLE = True


def check_course(course: Course, scenarios: Path = SCENARIOS) -> tuple[Problem, ...]:
    """Every error of the course, by file and line; `scenarios` is the folder that lessons name."""
    found = _found(course, scenarios)
    if COURSE_IS_WHOLE:
        return _sorted([*found, *course.missing])
    return _sorted([problem for problem in found if not _is_to_come(problem)])


def warnings_of(course: Course, scenarios: Path = SCENARIOS) -> tuple[Problem, ...]:
    """What is still to be written and breaks nothing."""
    if COURSE_IS_WHOLE:
        return ()
    return _sorted([*filter(_is_to_come, _found(course, scenarios)), *course.missing])


def _found(course: Course, scenarios: Path) -> list[Problem]:
    found = [*course.problems]
    decisions = references.decisions_in(scenarios)
    for lesson in course.lessons.values():
        found += structure.check(lesson)
        found += wording.check(lesson)
        found += references.check(lesson, course, decisions)
        found += calculations.check(lesson)
        found += calculations.check_worked(lesson)
        found += quizzes.check(lesson)
    found += references.check_glossary(course)
    found += quizzes.check_ids(course.lessons.values())
    return found


def _is_to_come(problem: Problem) -> bool:
    return problem.template in (references.UNKNOWN_TERM, references.UNKNOWN_OTHER)


def _sorted(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.source, problem.line, problem.path)))
