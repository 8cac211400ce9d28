"""What one person may read, and the courses that they can follow.

This is where trainers' own lessons and the courses of groups join the core course. Everything
below the views that belongs to a person asks here, so that no page has to know the difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts import service as accounts
from app.curriculum import own
from app.curriculum.course import Course, Lesson, Plan
from app.curriculum.models import LessonNote, LessonReading, QuizAttempt
from app.curriculum.service.library import course, get_lesson
from app.curriculum.shapes import CoursePart
from app.database import db
from app.errors import NotFound
from app.lessons import service as lessons
from app.lessons.service import Arrangement, Edition
from app.lessons.slugs import is_own

CORE = "core"
"""The choice of the core course; a group's course is chosen by the group's number."""

_GROUP_PART = "group_part_"


@dataclass(frozen=True)
class CourseView:
    """The core course, the own lessons that a person may read, and the courses of their groups by
    the group's number, those in which they learn first.

    `editions` are the newest versions by slug, `versions` says which one they see.
    """

    core: Course
    editions: Mapping[str, Edition]
    versions: Mapping[str, int]
    courses: Mapping[int, Course]
    learns_in: frozenset[int]

    @cached_property
    def own(self) -> Mapping[str, Lesson]:
        """The own lessons that this person may read, each in the version that they see."""
        found = {slug: self.find_own(slug) for slug in self.versions}
        return {slug: lesson for slug, lesson in found.items() if lesson is not None}

    def find_own(self, slug: str) -> Lesson | None:
        """One of them; None also for one that this release can no longer read."""
        return _find(self.editions[slug], self.versions[slug]) if slug in self.versions else None

    def choose(self, choice: str | None) -> tuple[str, Course]:
        """The course of a choice, and which choice that is: without one, or with one that is not
        theirs, the course of the first group in which they learn, else the core course."""
        if choice == CORE:
            return CORE, self.core
        for group_id, arranged in self.courses.items():
            if choice == str(group_id):
                return choice, arranged
        for group_id, arranged in self.courses.items():
            if group_id in self.learns_in:
                return str(group_id), arranged
        return CORE, self.core

    def course_with(self, slug: str, choice: str | None) -> Course:
        """The course in which a lesson stands: the chosen one if it has it, else any that does."""
        chosen = self.choose(choice)[1]
        for candidate in (chosen, self.core, *self.courses.values()):
            if slug in candidate.lessons:
                return candidate
        return chosen


def view_of(person_id: int) -> CourseView:
    """What a person may read. Raises NotFound when there is no such person."""
    person = accounts.get_person(person_id)
    core = course()
    editions = {edition.slug: edition for edition in lessons.editions_visible_to(person)}
    read, begun = _traces(person_id) if editions else ({}, set())
    versions = {
        slug: read.get(slug) or edition.number
        for slug, edition in editions.items()
        if not edition.is_withdrawn
        or slug in begun
        or edition.author_id == person_id
        or person.role == "admin"
    }
    learning, teaching = accounts.groups_of(person_id), accounts.groups_taught_by(person_id)
    arranged = lessons.arrangements_of({group.id for group in (*learning, *teaching)})
    courses = {}
    for group in (*learning, *teaching):
        if group.id in arranged:
            readable = {
                slug: lesson
                for slug in arranged[group.id].slugs
                if slug in versions and (lesson := _find(editions[slug], versions[slug]))
            }
            courses[group.id] = build_course(arranged[group.id], readable)
    return CourseView(
        core=core,
        editions=editions,
        versions=versions,
        courses={group_id: found for group_id, found in courses.items() if found.lessons},
        learns_in=frozenset(group.id for group in learning),
    )


def lesson_for(person_id: int, slug: str) -> Lesson:
    """The lesson of this slug, as this person sees it. Raises NotFound."""
    if not is_own(slug):
        return get_lesson(slug)
    found = view_of(person_id).find_own(slug)
    if found is None:
        raise NotFound(
            _("There is no lesson “%(slug)s”, or it is not in a course of yours.", slug=slug[:80])
        )
    return found


def newest_lesson(person_id: int, slug: str) -> Lesson:
    """As :func:`lesson_for`, but in the newest version, whichever this person has read."""
    found = lesson_for(person_id, slug)
    if not found.version:
        return found
    edition = view_of(person_id).editions[slug]
    return _find(edition, edition.number) or found


def find_version(slug: str, number: int) -> Lesson | None:
    """A published version of an own lesson, for one who has had to do with it; None when there is
    none, or this release can no longer read it."""
    edition = lessons.find_edition(slug, number)
    return None if edition is None else _find(edition, number)


def _find(edition: Edition, number: int) -> Lesson | None:
    """A version of the lesson of which this is one."""
    slug = edition.slug
    if number != edition.number:
        return find_version(slug, number)
    return own.published(slug, number, edition.digest, lambda: lessons.files_of(slug, number))


def part_for(person_id: int, part_id: str) -> tuple[Course, CoursePart]:
    """The part of this id and the course that it is in, if this person can follow that course.

    Raises NotFound, also when there is nothing to read in it.
    """
    view = view_of(person_id)
    for found in (view.core, *view.courses.values()):
        part = found.find_part(part_id)
        if part is not None and found.lessons_of(part):
            return found, part
    raise NotFound(_("There is no part “%(part)s” of the course.", part=part_id[:80]))


def find_any_part(part_id: str) -> CoursePart | None:
    """The part of this id, for one who has had to do with it, even if it has been taken out of its
    course since; then it holds no lesson."""
    if not part_id.startswith(_GROUP_PART):
        return course().find_part(part_id)
    title = lessons.find_part_title(int(part_id.removeprefix(_GROUP_PART)))
    return None if title is None else _build_part(part_id, title, ())


def build_course(arrangement: Arrangement, readable: Mapping[str, Lesson]) -> Course:
    """The course of a group, of those of its lessons that are in the core course or `readable`."""
    core = course()
    known = {**core.lessons, **readable}
    parts, untested, due = [], set(), {}
    for placed in arrangement.parts:
        part_id = f"{_GROUP_PART}{placed.id}"
        here = [lesson.slug for lesson in placed.lessons if lesson.slug in known]
        parts.append(_build_part(part_id, placed.title, tuple(here)))
        if not placed.has_test or not any(known[slug].items for slug in here):
            untested.add(part_id)
        if placed.due_on is not None:
            due[part_id] = placed.due_on
    return Course(
        title=_as_written(arrangement.group_name),
        parts=tuple(parts),
        lessons={slug: known[slug] for slug in arrangement.slugs if slug in known},
        skills=core.skills,
        glossary=core.glossary,
        problems=(),
        missing=(),
        plan=Plan(
            group_id=arrangement.group_id,
            optional=frozenset(
                lesson.slug
                for placed in arrangement.parts
                for lesson in placed.lessons
                if not lesson.is_required
            ),
            untested=frozenset(untested),
            due=due,
        ),
    )


def _build_part(part_id: str, title: str, slugs: tuple[str, ...]) -> CoursePart:
    # Not validated: a trainer's title is in whatever language they wrote it.
    return CoursePart.model_construct(
        id=part_id, title=_as_written(title), summary=_as_written(""), lessons=slugs
    )


def _as_written(text: str) -> dict[Any, str]:
    """A text that nobody translates, not even into Traditional characters."""
    return dict.fromkeys(("zh-Hans", "zh-Hant", "en"), text)


def _traces(person_id: int) -> tuple[dict[str, int | None], set[str]]:
    """Which version of each lesson a person has read, and which lessons they have begun."""
    rows = db.session.execute(
        select(LessonReading.lesson, LessonReading.version).where(
            LessonReading.person_id == person_id
        )
    )
    read: dict[str, int | None] = {row.lesson: row.version for row in rows}
    noted = select(LessonNote.lesson).where(LessonNote.person_id == person_id)
    tried = select(QuizAttempt.subject).where(
        QuizAttempt.person_id == person_id, QuizAttempt.kind == "lesson"
    )
    return read, {*read, *db.session.scalars(noted), *db.session.scalars(tried)}
