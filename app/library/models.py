"""Scenarios as they are kept: texts by their content, entries by their slug, versions for ever."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, UtcDateTime

DIGEST_LENGTH = 64
SLUG_MAX_LENGTH = 64


class ScenarioText(Model):
    """The text of a scenario under the digest of its meaning. Never changed, never deleted.

    Two texts that differ only in layout or comments share a digest: the first one is kept.
    """

    __tablename__ = "scenario_text"

    digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH), primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ScenarioEntry(Model):
    """A scenario as people know it: its slug, the draft in the making, whether it is offered."""

    __tablename__ = "scenario_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_MAX_LENGTH), unique=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    """Who began it; None for one that came with the product."""
    draft_text: Mapped[str | None] = mapped_column(Text)
    draft_saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ScenarioVersion(Model):
    """A published version. It never changes, so what is played on it can always be replayed."""

    __tablename__ = "scenario_version"
    __table_args__ = (
        UniqueConstraint("entry_id", "number"),
        UniqueConstraint("entry_id", "digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("scenario_entry.id", ondelete="CASCADE"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(ForeignKey("scenario_text.digest"))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    assessed_seed: Mapped[int] = mapped_column(BigInteger)
    """The one luck of all assessed attempts. Whoever knew it could try them out beforehand."""

    entry: Mapped[ScenarioEntry] = relationship()
