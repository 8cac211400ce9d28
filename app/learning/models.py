"""Certificates: what was written on them, and whether they still hold."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import NAME_MAX_LENGTH, Person
from app.database import Model, UtcDateTime

SUBJECT_LENGTH = 64
NUMBER_LENGTH = 20
EDITION_LENGTH = 64
REASON_LENGTH = 500


class Certificate(Model):
    """A person has completed a part of the course, or the whole.

    What stands on it is as it was on that day: whoever is renamed, and whatever becomes of the
    course, it says the same. Only its revocation is ever changed.
    """

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("person_id", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(NUMBER_LENGTH), unique=True)
    """By which anybody can ask whether it is genuine; ``app.learning.numbers``."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    subject: Mapped[str] = mapped_column(String(SUBJECT_LENGTH))
    """The id of the part; ``earning.WHOLE`` for the whole course."""
    name: Mapped[str] = mapped_column(String(NAME_MAX_LENGTH))
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    """Of the part or the course, in all three languages."""
    points: Mapped[float]
    """The best final test, 0 to 1; of the whole course the mean of all final tests."""
    lessons: Mapped[int]
    minutes: Mapped[int]
    """How long its lessons take, by their authors' word."""
    edition: Mapped[str] = mapped_column(String(EDITION_LENGTH))
    """Digest of the texts and quizzes of which it speaks."""
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    revoked_reason: Mapped[str | None] = mapped_column(String(REASON_LENGTH))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    revoked_by: Mapped[Person | None] = relationship(foreign_keys=[revoked_by_id])

    @property
    def is_valid(self) -> bool:
        """Whether it holds."""
        return self.revoked_at is None
