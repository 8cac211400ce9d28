"""Results that were made elsewhere, such as those that come with the product."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.database import insert_if_new
from app.jobs.kinds import Kind
from app.jobs.models import JobResult


def provide(kind: Kind, key: str, result: Any, *, now: datetime) -> None:
    """Keep a result under its key unless there is one already. Does not commit."""
    insert_if_new(JobResult, kind=kind.name, key=key, result=result, made_at=now)
