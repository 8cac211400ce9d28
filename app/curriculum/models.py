"""What people do in the course: lessons read, notes, and quizzes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, UtcDateTime

QuizKind = Literal["lesson", "part"]
QuizStatus = Literal["open", "finished"]

SLUG_LENGTH = 64

_IS_OPEN = text("status = 'open'")


class LessonReading(Model):
    """A person has read a lesson to its end, by their own word."""

    __tablename__ = "lesson_reading"
    __table_args__ = (UniqueConstraint("person_id", "lesson"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    lesson: Mapped[str] = mapped_column(String(SLUG_LENGTH))
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int | None]
    """Which version of a trainer's own lesson was read; they see that one until they go on."""


class LessonNote(Model):
    """What a person wrote beside a lesson. Each change counts `revision` up by one."""

    __tablename__ = "lesson_note"
    __table_args__ = (UniqueConstraint("person_id", "lesson"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    lesson: Mapped[str] = mapped_column(String(SLUG_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuizAttempt(Model):
    """A quiz drawn for one person: over a lesson, or the final test of a part.

    `items` holds what was drawn, in order: the id of each item and the digest of its wording. The
    same seed shows the options in the same order again. `points` is written when it is finished.
    """

    __tablename__ = "quiz_attempt"
    __table_args__ = (
        # One quiz is taken at a time, however often the button is pressed.
        Index(
            "uq_quiz_attempt_open_once",
            "person_id",
            "kind",
            "subject",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[QuizKind] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(SLUG_LENGTH))
    """The slug of the lesson or the id of the part."""
    seed: Mapped[int] = mapped_column(BigInteger)
    items: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    status: Mapped[QuizStatus] = mapped_column(String(16), default="open")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When an answer last came in, or it was begun."""
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    points: Mapped[float | None]
    """The mean credit of its items, 0 to 1."""


class QuizAnswer(Model):
    """A person's answer to one item of a quiz; changed freely until the quiz is finished.

    `value` speaks of options, steps and pairs by their places in the item's file, whatever order
    they were shown in. `credit` (0 to 1) is written when the quiz is finished; an item that was
    left out gets a row with no value then.
    """

    __tablename__ = "quiz_answer"
    __table_args__ = (UniqueConstraint("attempt_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("quiz_attempt.id", ondelete="CASCADE"))
    position: Mapped[int]
    """Place in the quiz, from 0."""
    item: Mapped[str] = mapped_column(String(SLUG_LENGTH), index=True)
    digest: Mapped[str] = mapped_column(String(16))
    skill: Mapped[str] = mapped_column(String(80))
    value: Mapped[Any] = mapped_column(JSON)
    credit: Mapped[float | None]
