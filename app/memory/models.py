"""Cards of people, every review of one, and how much somebody wants to review in a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import JSON, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.curriculum.models import SLUG_LENGTH
from app.database import Model, UtcDateTime

State = Literal["new", "learning", "review", "relearning"]
"""``new`` was never learned, or forgotten on purpose; ``learning`` and ``relearning`` come again
on the same day until they are known; ``review`` comes again after days."""

KEY_LENGTH = 96

_IS_ACTIVE = text("suspended_at IS NULL")
_IS_UNRATED = text("rating IS NULL")


class MemoryCard(Model):
    """What a person keeps in memory: a quiz item, or a decision that they once took wrongly.

    `key` says what is asked (``subjects.py``) and `version` in which wording: the digest of an
    item, the engine of a decision. When the course or the engine has moved on, the card asks what
    is asked no more; it is retired by that alone, and what is asked now is another card.

    `stability`, `difficulty`, `state` and `step` are FSRS's. `repetitions` counts the answers that
    were ever given; every change of any kind counts `revision` up by one.
    """

    __tablename__ = "memory_card"
    __table_args__ = (
        UniqueConstraint("person_id", "key", "version"),
        # What is due is counted on every page.
        Index(
            "ix_memory_card_due",
            "person_id",
            "due_on",
            sqlite_where=_IS_ACTIVE,
            postgresql_where=_IS_ACTIVE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    version: Mapped[str] = mapped_column(String(16))
    attempt_id: Mapped[int | None] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), index=True
    )
    """Where the decision was taken; None for an item."""
    lesson: Mapped[str | None] = mapped_column(String(SLUG_LENGTH))
    skill: Mapped[str] = mapped_column(String(80))
    words: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)
    """``ask`` and ``skill`` in every language, as they read when the card was made."""
    state: Mapped[State] = mapped_column(String(16), default="new")
    step: Mapped[int | None]
    stability: Mapped[float | None]
    """Days after which nine of ten such cards are still known."""
    difficulty: Mapped[float | None]
    """From 1 to 10."""
    due_on: Mapped[date | None] = mapped_column(Date)
    last_reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lapses: Mapped[int] = mapped_column(default=0)
    """How often it was forgotten after it had been known."""
    repetitions: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)
    suspended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MemoryReview(Model):
    """An answer to a card. Each repetition of a card is answered once and rated once.

    `rating` is FSRS's, 1 (again) to 4 (easy). A wrong answer is rated at once; a right one waits
    until the person says how hard it was, and schedules nothing before.
    """

    __tablename__ = "memory_review"
    __table_args__ = (
        UniqueConstraint("card_id", "repetition"),
        Index("ix_memory_review_day", "person_id", "day"),
        Index(
            "ix_memory_review_unrated",
            "person_id",
            sqlite_where=_IS_UNRATED,
            postgresql_where=_IS_UNRATED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("memory_card.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    repetition: Mapped[int]
    """From 1."""
    was: Mapped[State] = mapped_column(String(16))
    """The state of the card when it was asked."""
    value: Mapped[Any] = mapped_column(JSON)
    credit: Mapped[float]
    """0 to 1, by the marking of quizzes; of a decision 0 or 1."""
    rating: Mapped[int | None]
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    day: Mapped[date] = mapped_column(Date)
    """The day on which it counts, in the installation's timezone."""

    card: Mapped[MemoryCard] = relationship()


class MemorySettings(Model):
    """How much somebody wants to review in a day, if it is not what everybody gets."""

    __tablename__ = "memory_settings"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    new_per_day: Mapped[int]
    reviews_per_day: Mapped[int]
