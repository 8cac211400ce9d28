"""Worksheets that people keep, with whom they share them, and what is said about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.database import Model, UtcDateTime

KIND_LENGTH = 64
NAME_MAX_LENGTH = 80
FORM_TOKEN_LENGTH = 32


class Worksheet(Model):
    """A person's worksheet. Each change counts `revision` up by one.

    `contents` is what was typed, right or wrong; what follows from it is worked out when it is
    shown.
    """

    __tablename__ = "worksheet"
    __table_args__ = (
        # A form makes one worksheet, however often it is sent.
        Index("uq_worksheet_form_token", "person_id", "form_token", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(KIND_LENGTH))
    """The id of its declaration."""
    name: Mapped[str] = mapped_column(String(NAME_MAX_LENGTH))
    contents: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(default=1)
    form_token: Mapped[str | None] = mapped_column(String(FORM_TOKEN_LENGTH))
    """What the form that made it was marked with."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()


class WorksheetShare(Model):
    """A trainer may read a worksheet and comment on it, as long as they teach its owner."""

    __tablename__ = "worksheet_share"
    __table_args__ = (UniqueConstraint("worksheet_id", "trainer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    worksheet_id: Mapped[int] = mapped_column(ForeignKey("worksheet.id", ondelete="CASCADE"))
    trainer_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    shared_at: Mapped[datetime] = mapped_column(UtcDateTime)

    worksheet: Mapped[Worksheet] = relationship()
    trainer: Mapped[Person] = relationship()


class WorksheetComment(Model):
    """What the owner or a trainer says about a worksheet, or about one of its sections."""

    __tablename__ = "worksheet_comment"
    __table_args__ = (
        # A form makes one comment, however often it is sent.
        Index("uq_worksheet_comment_form_token", "author_id", "form_token", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    worksheet_id: Mapped[int] = mapped_column(
        ForeignKey("worksheet.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    section: Mapped[str] = mapped_column(String(KIND_LENGTH))
    """The name of the section that it is about; "" for the whole worksheet."""
    text: Mapped[str] = mapped_column(Text)
    form_token: Mapped[str | None] = mapped_column(String(FORM_TOKEN_LENGTH))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)

    author: Mapped[Person] = relationship()
