"""Trainers' own lessons with their drafts and versions, and the courses arranged for groups."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Group, Person
from app.database import Model, UtcDateTime

SLUG_LENGTH = 64
TITLE_LENGTH = 80
DIGEST_LENGTH = 64

OWN_PREFIX = "own-"
"""So begins the slug of every own lesson, and of no lesson of the core course."""


class OwnLesson(Model):
    """A trainer's lesson, whatever is written of it."""

    __tablename__ = "own_lesson"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    owner: Mapped[Person | None] = relationship()


class OwnLessonFile(Model):
    """One file of a lesson's draft. Each change counts `revision` up by one."""

    __tablename__ = "own_lesson_file"
    __table_args__ = (UniqueConstraint("lesson_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("own_lesson.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OwnLessonVersion(Model):
    """What was published of a lesson: its files by name. It never changes."""

    __tablename__ = "own_lesson_version"
    __table_args__ = (UniqueConstraint("lesson_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("own_lesson.id", ondelete="CASCADE"))
    number: Mapped[int]
    files: Mapped[dict[str, str]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )

    lesson: Mapped[OwnLesson] = relationship()


class OwnLessonShare(Model):
    """The author lets the trainers of a group use a lesson in the group's course."""

    __tablename__ = "own_lesson_share"
    __table_args__ = (UniqueConstraint("lesson_id", "group_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("own_lesson.id", ondelete="CASCADE"))
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)


class GroupCourse(Model):
    """The course of a group. Each change of it counts `revision` up by one."""

    __tablename__ = "group_course"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), unique=True)
    revision: Mapped[int]
    arranged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    arranged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    group: Mapped[Group] = relationship()


class GroupCoursePart(Model):
    """A part of a group's course.

    One that was taken out stays here: the final tests over it are known by its number.
    """

    __tablename__ = "group_course_part"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(
        ForeignKey("group_course.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    due_on: Mapped[date | None] = mapped_column(Date)
    has_test: Mapped[bool]
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class GroupCourseLesson(Model):
    """A lesson in a part of a group's course: of the core course, or a trainer's own."""

    __tablename__ = "group_course_lesson"
    __table_args__ = (UniqueConstraint("course_id", "lesson"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("group_course.id", ondelete="CASCADE"))
    part_id: Mapped[int] = mapped_column(ForeignKey("group_course_part.id", ondelete="CASCADE"))
    position: Mapped[int]
    lesson: Mapped[str] = mapped_column(String(SLUG_LENGTH), index=True)
    is_required: Mapped[bool]
