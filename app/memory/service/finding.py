"""Finding cards, what they ask, and the answers that were given to them."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from app.curriculum import service as curriculum
from app.curriculum.items import Item
from app.database import db, insert_if_new
from app.errors import NotFound
from app.memory.models import MemoryCard, MemoryReview
from app.memory.service.candidates import candidates_of
from app.memory.service.faults import find_wrong
from app.memory.subjects import DecisionKey, ItemKey, Subject, find_key
from app.play import service as play
from simengine.review.model import DecisionReview


def get_own_review(review_id: int, person_id: int) -> MemoryReview:
    """The review of this number, for the one who made it. Raises NotFound for anybody else."""
    review = db.session.get(MemoryReview, review_id)
    if review is None or review.person_id != person_id:
        raise NotFound(_("There is no answer %(id)s, or it is not yours.", id=review_id))
    return review


def get_asked(person_id: int, key: str) -> Item | DecisionReview:
    """What a key asks: a quiz item, or a decision of the person that was wrong. Raises NotFound."""
    match find_key(key):
        case ItemKey(item_id):
            item = curriculum.course().items.get(item_id)
            if item is not None:
                return item
        case DecisionKey(attempt_id, step):
            attempt = play.get_own_attempt(attempt_id, person_id)
            if attempt.status == "finished" and play.can_replay(attempt):
                review = play.find_review(attempt)
                decision = None if review is None else find_wrong(review, step)
                if decision is not None:
                    return decision
    raise no_such_card(key)


def get_subject(person_id: int, key: str) -> Subject:
    """What a card of this person asks that need not be made yet. Raises NotFound."""
    for subject in candidates_of(person_id):
        if str(subject.key) == key:
            return subject
    raise no_such_card(key)


def find_card(person_id: int, key: str, version: str) -> MemoryCard | None:
    """The card of a person that asks this in these words, if it was made."""
    return db.session.scalar(
        select(MemoryCard).where(
            MemoryCard.person_id == person_id,
            MemoryCard.key == key,
            MemoryCard.version == version,
        )
    )


def get_card(person_id: int, key: str, version: str) -> MemoryCard:
    """The same. Raises NotFound when it was not made."""
    card = find_card(person_id, key, version)
    if card is None:
        raise no_such_card(key)
    return card


def make_card(person_id: int, subject: Subject, *, now: datetime) -> None:
    """Make the card of a subject unless it is there. Does not commit."""
    insert_if_new(
        MemoryCard,
        person_id=person_id,
        key=str(subject.key),
        version=subject.version,
        attempt_id=subject.key.attempt_id if isinstance(subject.key, DecisionKey) else None,
        lesson=subject.lesson,
        skill=subject.skill,
        words=subject.words,
        made_at=now,
    )


def no_such_card(key: str) -> NotFound:
    """What is said to who asks for a card that they have not."""
    return NotFound(_("There is no card “%(key)s”, or it is not yours.", key=key[:80]))
