"""All cards of a person: where each stands; putting one aside, taking it up, starting it over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.database import commit, db, release, update_over
from app.errors import Conflict
from app.memory.days import day_of
from app.memory.models import MemoryCard, MemoryReview, State
from app.memory.service.candidates import candidates_of
from app.memory.service.finding import find_card, get_card, get_subject, make_card
from app.memory.subjects import Wording, wording

Standing = State | Literal["suspended", "retired"]

Change = Literal["suspend", "restore", "reset"]


@dataclass(frozen=True)
class Listed:
    """A card as it stands, or what will be one when it is first answered (`revision` 0)."""

    key: str
    version: str
    lesson: str | None
    skill: str
    words: Mapping[str, Mapping[Any, str]]
    standing: Standing
    due_on: date | None = None
    is_due: bool = False
    stability: float | None = None
    repetitions: int = 0
    lapses: int = 0
    revision: int = 0
    last_review: int | None = None


def list_cards(person_id: int, *, now: datetime) -> list[Listed]:
    """Every card of a person, in the order in which they come; those that are retired last."""
    day = day_of(now)
    rows = db.session.execute(
        select(MemoryReview.card_id, func.max(MemoryReview.id))
        .where(MemoryReview.person_id == person_id)
        .group_by(MemoryReview.card_id)
    )
    last = {row[0]: row[1] for row in rows}
    query = select(MemoryCard).where(MemoryCard.person_id == person_id).order_by(MemoryCard.id)
    asked_now = wording()
    made = [_listed(card, last.get(card.id), day, asked_now) for card in db.session.scalars(query)]
    known = {(listed.key, listed.version) for listed in made}
    new = [
        Listed(
            str(subject.key), subject.version, subject.lesson, subject.skill, subject.words, "new"
        )
        for subject in candidates_of(person_id)
        if (str(subject.key), subject.version) not in known
    ]
    made.sort(key=lambda listed: (listed.standing == "retired", listed.due_on or date.max))
    return [*made, *new]


def change_card(
    person_id: int, key: str, version: str, revision: int, change: Change, *, now: datetime
) -> None:
    """Put a card aside, take it up again, or start it over as if it were new.

    What it is already, it stays. Raises NotFound for what is no card of this person, and Conflict
    when the card has changed since `revision`.
    """
    card = find_card(person_id, key, version)
    if card is None:
        if change != "suspend":
            return
        make_card(person_id, get_subject(person_id, key), now=now)
        card = get_card(person_id, key, version)
    if _is_so_already(card, change):
        release()
        return
    changed = update_over(MemoryCard, revision, MemoryCard.id == card.id, **_values(change, now))
    if changed is None:
        raise Conflict(_("This card has changed since the page was made. Look at it again."))
    commit()


def _listed(card: MemoryCard, last_review: int | None, day: date, asked_now: Wording) -> Listed:
    standing: Standing = card.state
    if card.suspended_at is not None:
        standing = "suspended"
    if not asked_now.has(card.key, card.version):
        standing = "retired"
    is_asked = standing not in ("suspended", "retired")
    return Listed(
        key=card.key,
        version=card.version,
        lesson=card.lesson,
        skill=card.skill,
        words=card.words,
        standing=standing,
        due_on=card.due_on if is_asked else None,
        is_due=is_asked and card.due_on is not None and card.due_on <= day,
        stability=card.stability,
        repetitions=card.repetitions,
        lapses=card.lapses,
        revision=card.revision,
        last_review=last_review,
    )


def _is_so_already(card: MemoryCard, change: Change) -> bool:
    match change:
        case "suspend":
            return card.suspended_at is not None
        case "restore":
            return card.suspended_at is None
        case "reset":
            return card.state == "new"


def _values(change: Change, now: datetime) -> dict[str, Any]:
    match change:
        case "suspend":
            return {"suspended_at": now}
        case "restore":
            return {"suspended_at": None}
        case "reset":
            # Its answers stay, and so does their count: none of them is ever given twice.
            return {
                "state": "new",
                "step": None,
                "stability": None,
                "difficulty": None,
                "due_on": None,
                "last_reviewed_at": None,
                "lapses": 0,
            }
