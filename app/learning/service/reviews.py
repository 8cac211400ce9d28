"""Having the decisions judged that do not count yet."""

from __future__ import annotations

from datetime import datetime

from app.learning.service.records import record_of
from app.play import service as play


def ask_for_reviews(person_id: int, *, now: datetime) -> int:
    """Have every finished deal of a person reviewed that is not. Returns how many that are."""
    waiting = record_of(person_id).unreviewed
    for attempt in waiting:
        play.ask_for_review(attempt, now=now)
    return len(waiting)
