"""Attempts at a scenario. A run is (digest, engine, seed, answers), and is stored as just that."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.database import Model, UtcDateTime
from app.library.models import DIGEST_LENGTH, ScenarioEntry, ScenarioVersion

Mode = Literal["practice", "assessed", "trial", "what_if"]
MODES: tuple[Mode, ...] = get_args(Mode)
COUNTED: tuple[Mode, ...] = ("practice", "assessed")
"""What trainers and managers see, and what a person's record is made of."""

Status = Literal["open", "finished", "given_up"]

FORM_TOKEN_LENGTH = 32

_IS_ASSESSED = text("mode = 'assessed'")


class Attempt(Model):
    """One person's run of a scenario. Where it stands is found by replaying its decisions.

    `score`, `grade`, `passed`, `outcome` and `kpis` are written once, with the last decision. A
    trial is an author's run of a text that need not have been published. A what-if is a person's
    own finished attempt played again from the step `origin_step` on, with the same luck.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        # An assessment is taken once, however often the button is pressed.
        Index(
            "uq_attempt_assessed_once",
            "person_id",
            "version_id",
            unique=True,
            sqlite_where=_IS_ASSESSED,
            postgresql_where=_IS_ASSESSED,
        ),
        # A form starts one attempt, however often it is sent.
        Index("uq_attempt_form_token", "person_id", "form_token", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    entry_id: Mapped[int | None] = mapped_column(
        ForeignKey("scenario_entry.id", ondelete="SET NULL"), index=True
    )
    version_id: Mapped[int | None] = mapped_column(ForeignKey("scenario_version.id"), index=True)
    """None for a trial."""
    origin_id: Mapped[int | None] = mapped_column(
        ForeignKey("attempt.id", ondelete="SET NULL"), index=True
    )
    """The attempt that a what-if departs from."""
    origin_step: Mapped[int | None]
    digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH), ForeignKey("scenario_text.digest"))
    engine: Mapped[str] = mapped_column(String(16))
    seed: Mapped[int] = mapped_column(BigInteger)
    form_token: Mapped[str | None] = mapped_column(String(FORM_TOKEN_LENGTH))
    """What the form that started it was marked with; None for one that no form started."""
    mode: Mapped[Mode] = mapped_column(String(16))
    status: Mapped[Status] = mapped_column(String(16), default="open")
    steps: Mapped[int] = mapped_column(default=0)
    """How many decisions have been made."""
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    played_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When the last decision was made, or the attempt begun."""
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was finished or given up."""
    score: Mapped[float | None]
    grade: Mapped[str | None] = mapped_column(String(80))
    passed: Mapped[bool | None]
    outcome: Mapped[str | None] = mapped_column(String(16))
    kpis: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    """Of each KPI in order: id, value, points (0-100), share of the score, most it could be."""

    person: Mapped[Person] = relationship()
    entry: Mapped[ScenarioEntry | None] = relationship()
    version: Mapped[ScenarioVersion | None] = relationship()


class Decision(Model):
    """An answer that counts. Once written it is never changed."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("attempt_id", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    step: Mapped[int]
    decision: Mapped[str] = mapped_column(String(48))
    value: Mapped[Any] = mapped_column(JSON)
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Tour(Model):
    """Whether somebody is being shown around the deal room; who never was has no row."""

    __tablename__ = "tour"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it was last begun; it may be repeated."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was ended; None while it goes on, from one visit to the next."""
