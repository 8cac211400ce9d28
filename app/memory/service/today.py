"""What a person reviews today, and in which order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from app.database import db
from app.memory.days import day_of
from app.memory.models import MemoryCard, MemoryReview, State
from app.memory.service.candidates import candidates_of
from app.memory.service.settings import limits_of
from app.memory.subjects import wording


@dataclass(frozen=True)
class Turn:
    """A card whose turn it is today. `repetition` is the one that an answer would be."""

    key: str
    version: str
    state: State
    repetition: int


@dataclass(frozen=True)
class Today:
    """A person's day: `done` answers were rated, `unrated` ones wait for that, `turns` are still
    to come. `new_left_over` and `due_left_over` count the cards that the limits leave for later."""

    day: date
    done: int
    unrated: tuple[int, ...]
    turns: tuple[Turn, ...]
    new_left_over: int
    due_left_over: int

    @property
    def number(self) -> int:
        """The number of the card that is asked next, from 1."""
        return self.done + 1

    @property
    def count(self) -> int:
        """How many there are today, as far as is known: what is missed comes once more."""
        return self.done + len(self.unrated) + len(self.turns)

    @property
    def new(self) -> int:
        """How many new cards are still to come."""
        return sum(turn.state == "new" for turn in self.turns)

    @property
    def due(self) -> int:
        """How many cards that were learned before are still to come."""
        return len(self.turns) - self.new


def due_count(person_id: int, *, now: datetime) -> int:
    """How many learned cards are due, whatever the limit of the day keeps back of them.

    Cheap enough for every page: one statement that reads an index and the cards that are due.
    """
    rows = db.session.execute(
        select(MemoryCard.key, MemoryCard.version).where(
            MemoryCard.person_id == person_id,
            MemoryCard.suspended_at.is_(None),
            MemoryCard.due_on <= day_of(now),
        )
    ).all()
    if not rows:
        return 0
    asked_now = wording()
    return sum(asked_now.has(row.key, row.version) for row in rows)


def today_of(person_id: int, *, now: datetime) -> Today:
    """What a person reviews today.

    First what is due: of the known cards those that have waited longest, as many as the limit
    lets through, mixed so that no lesson comes in a row. Then new ones. In the end, once more,
    what was missed today.
    """
    day = day_of(now)
    limits = limits_of(person_id)
    answered = _answered_on(person_id, day)
    unrated = _unrated(person_id)
    in_hand = {row.card_id for row in unrated}
    known, again, later = _due(person_id, day, without=in_hand)
    reviews_left = max(0, limits.reviews_per_day - answered["review"])
    new_left = max(0, limits.new_per_day - answered["new"])
    new = _new(person_id, without=in_hand)
    first = [*known[:reviews_left], *again]
    first.sort(key=lambda turn: Random(f"{day}:{turn.key}").random())
    return Today(
        day=day,
        done=answered.total() - sum(row.day == day for row in unrated),
        unrated=tuple(row.id for row in unrated),
        turns=(*first, *new[:new_left], *later),
        new_left_over=len(new[new_left:]),
        due_left_over=len(known[reviews_left:]),
    )


def _answered_on(person_id: int, day: date) -> Counter[State]:
    """How many cards were answered on a day, by their state before."""
    rows = db.session.execute(
        select(MemoryReview.was, func.count())
        .where(MemoryReview.person_id == person_id, MemoryReview.day == day)
        .group_by(MemoryReview.was)
    )
    return Counter({row[0]: row[1] for row in rows})


def _unrated(person_id: int) -> list[MemoryReview]:
    """The answers that wait to be rated, the first given first."""
    query = (
        select(MemoryReview)
        .where(MemoryReview.person_id == person_id, MemoryReview.rating.is_(None))
        .join(MemoryReview.card)
        .options(contains_eager(MemoryReview.card))
        .order_by(MemoryReview.id)
    )
    asked_now = wording()
    return [
        review
        for review in db.session.scalars(query)
        if asked_now.has(review.card.key, review.card.version)
    ]


def _due(
    person_id: int, day: date, *, without: set[int]
) -> tuple[list[Turn], list[Turn], list[Turn]]:
    """What is due, the longest due first: known cards, what was missed on an earlier day, and what
    was missed today."""
    query = (
        select(MemoryCard)
        .where(
            MemoryCard.person_id == person_id,
            MemoryCard.suspended_at.is_(None),
            MemoryCard.due_on <= day,
        )
        .order_by(MemoryCard.due_on, MemoryCard.last_reviewed_at, MemoryCard.id)
    )
    known: list[Turn] = []
    again: list[Turn] = []
    later: list[Turn] = []
    asked_now = wording()
    for card in db.session.scalars(query):
        if card.id in without or not asked_now.has(card.key, card.version):
            continue
        assert card.last_reviewed_at is not None, "a card that is due was reviewed before"
        if card.state == "review":
            turns = known
        else:
            turns = later if day_of(card.last_reviewed_at) == day else again
        turns.append(Turn(card.key, card.version, card.state, card.repetitions + 1))
    return known, again, later


def _new(person_id: int, *, without: set[int]) -> list[Turn]:
    """What can be learned next, but for what is learned, in hand or suspended already."""
    rows = db.session.execute(
        select(
            MemoryCard.key,
            MemoryCard.version,
            MemoryCard.state,
            MemoryCard.suspended_at,
            MemoryCard.repetitions,
            MemoryCard.id,
        ).where(MemoryCard.person_id == person_id)
    )
    cards = {(row.key, row.version): row for row in rows}
    turns = []
    for subject in candidates_of(person_id):
        card = cards.get((str(subject.key), subject.version))
        repetitions = 0
        if card is not None:
            if card.state != "new" or card.suspended_at is not None or card.id in without:
                continue
            repetitions = card.repetitions
        turns.append(Turn(str(subject.key), subject.version, "new", repetitions + 1))
    return turns
