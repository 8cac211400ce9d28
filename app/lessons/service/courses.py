"""The courses of groups: their parts and lessons in order. What people did is kept elsewhere, by
lesson and by part, so no change of a course takes it away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, update

from app.accounts.models import Group, Person
from app.database import commit, db, insert_if_new, update_over
from app.errors import Conflict
from app.lessons.models import GroupCourse, GroupCourseLesson, GroupCoursePart


@dataclass(frozen=True)
class PlacedLesson:
    """A lesson in its place."""

    slug: str
    is_required: bool = True


@dataclass(frozen=True)
class PlacedPart:
    """A part with its lessons in order. `id` is None until it is stored."""

    id: int | None
    title: str
    due_on: date | None = None
    has_test: bool = True
    lessons: tuple[PlacedLesson, ...] = ()


@dataclass(frozen=True)
class Arrangement:
    """The course of a group; revision 0 is one that was never arranged."""

    group_id: int
    group_name: str
    revision: int = 0
    parts: tuple[PlacedPart, ...] = ()

    @property
    def slugs(self) -> list[str]:
        """Its lessons in order."""
        return [lesson.slug for part in self.parts for lesson in part.lessons]


class CourseMovedOn(Conflict):
    """Somebody arranged the course in the meantime; `theirs` stands."""

    def __init__(self, theirs: Arrangement) -> None:
        super().__init__(_("The course has been changed by somebody else since you opened it."))
        self.theirs = theirs


def arrangement_of(group: Group) -> Arrangement:
    """The course of a group."""
    found = arrangements_of([group.id])
    return found.get(group.id, Arrangement(group.id, group.name))


def arrangements_of(group_ids: Collection[int]) -> dict[int, Arrangement]:
    """The courses of those of these groups that have one, by group."""
    courses = db.session.execute(
        select(GroupCourse.id, GroupCourse.group_id, GroupCourse.revision, Group.name)
        .join(Group, Group.id == GroupCourse.group_id)
        .where(GroupCourse.group_id.in_(group_ids))
    ).all()
    if not courses:
        return {}
    ids = [course.id for course in courses]
    lessons: dict[int, list[PlacedLesson]] = {}
    for placed in db.session.scalars(
        select(GroupCourseLesson)
        .where(GroupCourseLesson.course_id.in_(ids))
        .order_by(GroupCourseLesson.position)
    ):
        lessons.setdefault(placed.part_id, []).append(
            PlacedLesson(placed.lesson, placed.is_required)
        )
    parts: dict[int, list[PlacedPart]] = {}
    for part in db.session.scalars(
        select(GroupCoursePart)
        .where(GroupCoursePart.course_id.in_(ids), GroupCoursePart.removed_at.is_(None))
        .order_by(GroupCoursePart.position)
    ):
        in_part = tuple(lessons.get(part.id, ()))
        parts.setdefault(part.course_id, []).append(
            PlacedPart(part.id, part.title, part.due_on, part.has_test, in_part)
        )
    return {
        course.group_id: Arrangement(
            course.group_id, course.name, course.revision, tuple(parts.get(course.id, ()))
        )
        for course in courses
    }


def find_part_title(part_id: int) -> str | None:
    """What a part is called, even one that was taken out of its course."""
    return db.session.scalar(select(GroupCoursePart.title).where(GroupCoursePart.id == part_id))


def groups_with(slugs: Collection[str]) -> dict[str, list[str]]:
    """The names of the groups that have each of these lessons in their course, by slug."""
    rows = db.session.execute(
        select(GroupCourseLesson.lesson, Group.name)
        .join(GroupCourse, GroupCourse.id == GroupCourseLesson.course_id)
        .join(Group, Group.id == GroupCourse.group_id)
        .where(GroupCourseLesson.lesson.in_(slugs))
        .order_by(Group.name)
    )
    found: dict[str, list[str]] = {slug: [] for slug in slugs}
    for slug, name in rows:
        found[slug].append(name)
    return found


def arrange(
    group: Group, parts: Sequence[PlacedPart], revision: int, *, by: Person, now: datetime
) -> Arrangement:
    """Store a course that was arranged over `revision`. The same course again is no change.

    Raises CourseMovedOn, and changes nothing, when it has been arranged anew since.
    """
    stored = arrangement_of(group)
    if stored.parts == tuple(parts):
        return stored
    insert_if_new(GroupCourse, group_id=group.id, revision=0, arranged_at=now)
    course_id = update_over(
        GroupCourse,
        revision,
        GroupCourse.group_id == group.id,
        arranged_at=now,
        arranged_by_id=by.id,
    )
    if course_id is None:
        db.session.rollback()
        raise CourseMovedOn(arrangement_of(group))
    _write(course_id, parts, now=now)
    commit()
    return arrangement_of(group)


def _write(course_id: int, parts: Sequence[PlacedPart], *, now: datetime) -> None:
    db.session.execute(
        delete(GroupCourseLesson)
        .where(GroupCourseLesson.course_id == course_id)
        .execution_options(synchronize_session=False)
    )
    kept = [part.id for part in parts if part.id is not None]
    db.session.execute(
        update(GroupCoursePart)
        .where(
            GroupCoursePart.course_id == course_id,
            GroupCoursePart.removed_at.is_(None),
            GroupCoursePart.id.not_in(kept),
        )
        .values(removed_at=now)
        .execution_options(synchronize_session=False)
    )
    for position, part in enumerate(parts):
        part_id = _write_part(course_id, part, position)
        rows = [
            {
                "course_id": course_id,
                "part_id": part_id,
                "position": place,
                "lesson": lesson.slug,
                "is_required": lesson.is_required,
            }
            for place, lesson in enumerate(part.lessons)
        ]
        if rows:
            db.session.execute(insert(GroupCourseLesson), rows)


def _write_part(course_id: int, part: PlacedPart, position: int) -> int:
    facts = {
        "position": position,
        "title": part.title,
        "due_on": part.due_on,
        "has_test": part.has_test,
    }
    if part.id is not None:
        known = db.session.scalar(
            update(GroupCoursePart)
            .where(GroupCoursePart.id == part.id, GroupCoursePart.course_id == course_id)
            .values(removed_at=None, **facts)
            .execution_options(synchronize_session=False)
            .returning(GroupCoursePart.id)
        )
        if known is not None:
            return known
    made = db.session.scalar(
        insert(GroupCoursePart).values(course_id=course_id, **facts).returning(GroupCoursePart.id)
    )
    assert made is not None
    return made
