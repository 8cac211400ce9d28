"""Background work: what is to be done, who waits for it, and what came out."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, UtcDateTime

State = Literal["queued", "running", "done", "failed", "cancelled"]
STATES: tuple[State, ...] = get_args(State)
WAITING: tuple[State, ...] = ("queued", "running")

KIND_MAX_LENGTH = 32
KEY_LENGTH = 64
ASKER_MAX_LENGTH = 120
OWNER_MAX_LENGTH = 120


class Job(Model):
    """One piece of work. The same work is one row, however many people ask for it.

    While it runs, `lease_owner` works on it and renews `lease_until`; when that passes, the owner
    is taken for dead and somebody else takes the job. `attempts` counts how often it was taken.
    """

    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("kind", "key"), Index("ix_job_state_kind", "state", "kind"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(KIND_MAX_LENGTH))
    key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    """Digest of everything that determines the result; see ``kinds.key_of``."""
    payload: Mapped[Any] = mapped_column(JSON)
    state: Mapped[State] = mapped_column(String(16))
    progress_made: Mapped[int] = mapped_column(default=0)
    progress_all: Mapped[int] = mapped_column(default=0)
    """In whatever the work counts; 0 as long as it is not known."""
    lease_owner: Mapped[str | None] = mapped_column(String(OWNER_MAX_LENGTH))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    """Template of the message that says why it failed; `error_params` are its values."""
    error_params: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_waiting(self) -> bool:
        """Whether something is still to come of it."""
        return self.state in WAITING


class JobAsker(Model):
    """Somebody who waits for a job, such as a finished attempt. Each asks one job of a kind."""

    __tablename__ = "job_asker"

    kind: Mapped[str] = mapped_column(String(KIND_MAX_LENGTH), primary_key=True)
    asker: Mapped[str] = mapped_column(String(ASKER_MAX_LENGTH), primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id", ondelete="CASCADE"), index=True)


class JobResult(Model):
    """What came out of a piece of work. Outlives its job, so that nothing is worked out twice."""

    __tablename__ = "job_result"

    kind: Mapped[str] = mapped_column(String(KIND_MAX_LENGTH), primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    result: Mapped[Any] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
