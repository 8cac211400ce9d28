"""How well a person remembers, and what is coming."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select

from app.database import db
from app.memory.days import day_of
from app.memory.models import MemoryCard, MemoryReview
from app.memory.subjects import wording

FORECAST_DAYS = 14
RETENTION_DAYS = 30

ENOUGH = 10
"""Fewer answers than this say too little about how well somebody remembers."""

_AGAIN = 1


@dataclass(frozen=True)
class Score:
    """So many answers, and how many of them were known."""

    count: int
    known: int

    @property
    def share(self) -> float | None:
        """The share that was known; None without an answer."""
        return self.known / self.count if self.count else None


def retention_of(person_id: int, *, now: datetime) -> Score:
    """Of the cards that came again after days, those that were still known, of the last 30 days."""
    day = day_of(now)
    return _score(
        MemoryReview.person_id == person_id,
        MemoryReview.day > day - timedelta(days=RETENTION_DAYS),
        MemoryReview.was == "review",
    )


def answers_on(person_id: int, day: date) -> Score:
    """All rated answers of a day."""
    return _score(MemoryReview.person_id == person_id, MemoryReview.day == day)


def forecast_of(person_id: int, *, now: datetime) -> dict[date, int]:
    """How many cards are due on each of the next 14 days; today has what is overdue as well."""
    day = day_of(now)
    days = [day + timedelta(days=ahead) for ahead in range(FORECAST_DAYS)]
    rows = db.session.execute(
        select(MemoryCard.key, MemoryCard.version, MemoryCard.due_on).where(
            MemoryCard.person_id == person_id,
            MemoryCard.suspended_at.is_(None),
            MemoryCard.due_on <= days[-1],
        )
    )
    asked_now = wording()
    due = Counter(max(row.due_on, day) for row in rows if asked_now.has(row.key, row.version))
    return {each: due[each] for each in days}


def next_due_of(person_id: int, *, now: datetime) -> date | None:
    """The next day after today on which a card is due."""
    rows = db.session.execute(
        select(MemoryCard.key, MemoryCard.version, MemoryCard.due_on)
        .where(
            MemoryCard.person_id == person_id,
            MemoryCard.suspended_at.is_(None),
            MemoryCard.due_on > day_of(now),
        )
        .order_by(MemoryCard.due_on)
    )
    asked_now = wording()
    return next((row.due_on for row in rows if asked_now.has(row.key, row.version)), None)


def _score(*where: object) -> Score:
    known = func.sum(case((MemoryReview.rating > _AGAIN, 1), else_=0))
    row = db.session.execute(
        select(func.count(), known).where(*where, MemoryReview.rating.is_not(None))  # type: ignore[arg-type]
    ).one()
    return Score(row[0], row[1] or 0)
