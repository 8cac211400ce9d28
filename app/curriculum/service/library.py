"""The course that is taught."""

from __future__ import annotations

from flask_babel import gettext as _

from app.curriculum.course import Course, Lesson, course_of
from app.curriculum.freshness import stamp
from app.curriculum.shapes import CoursePart
from app.errors import NotFound


def course() -> Course:
    """The course as far as its files can be used."""
    return course_of(stamp())


def get_lesson(slug: str) -> Lesson:
    """The lesson of this slug. Raises NotFound."""
    lesson = course().lessons.get(slug)
    if lesson is None:
        raise NotFound(_("There is no lesson “%(slug)s”.", slug=slug[:80]))
    return lesson


def get_part(part_id: str) -> CoursePart:
    """The part of this id, if there is anything to read in it. Raises NotFound."""
    part = course().find_part(part_id)
    if part is None or not course().lessons_of(part):
        raise NotFound(_("There is no part “%(part)s” of the course.", part=part_id[:80]))
    return part
