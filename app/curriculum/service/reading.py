"""Which lessons a person has read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from app.curriculum.models import LessonReading
from app.curriculum.service.courses import lesson_for, newest_lesson
from app.database import commit, db, insert_if_new


def mark_read(person_id: int, slug: str, *, now: datetime, version: int = 0) -> None:
    """Record that a person has read a lesson; a second time changes nothing. Raises NotFound.

    Of a trainer's own lesson `version` says which one was read: the one that they see, or the
    newest, to which they go on.
    """
    lesson = lesson_for(person_id, slug)
    if lesson.version and version != lesson.version:
        lesson = newest_lesson(person_id, slug)
    read = lesson.version or None
    insert_if_new(LessonReading, person_id=person_id, lesson=slug, read_at=now, version=read)
    if read is not None:
        db.session.execute(
            update(LessonReading)
            .where(
                LessonReading.person_id == person_id,
                LessonReading.lesson == slug,
                LessonReading.version < read,
            )
            .values(version=read, read_at=now)
            .execution_options(synchronize_session=False)
        )
    commit()


def read_lessons(person_id: int) -> dict[str, datetime]:
    """The lessons that a person has read, and when."""
    return read_lessons_of_people([person_id])[person_id]


def read_lessons_of_people(person_ids: Collection[int]) -> dict[int, dict[str, datetime]]:
    """The lessons that each of these people has read, and when."""
    rows = db.session.execute(
        select(LessonReading.person_id, LessonReading.lesson, LessonReading.read_at).where(
            LessonReading.person_id.in_(person_ids)
        )
    )
    found: dict[int, dict[str, datetime]] = {person_id: {} for person_id in person_ids}
    for row in rows:
        found[row.person_id][row.lesson] = row.read_at
    return found


def read_version(person_id: int, slug: str) -> int:
    """Which version of a trainer's own lesson a person has read; 0 for none."""
    query = select(LessonReading.version).where(
        LessonReading.person_id == person_id, LessonReading.lesson == slug
    )
    return db.session.scalar(query) or 0
