"""Where something stands in a lesson's text, as a problem."""

from __future__ import annotations

from typing import Any

from app.curriculum.course import Lesson
from app.curriculum.reading import problem_at
from app.curriculum.shapes import Written
from simengine.scenario.problems import Problem


def in_text(
    lesson: Lesson, language: Written, line: int, where: str, template: str, **params: Any
) -> Problem:
    """A problem on a line of one of a lesson's texts."""
    return problem_at(lesson.folder / f"{language}.md", line, where, template, **params)
