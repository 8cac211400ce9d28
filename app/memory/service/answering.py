"""Answering a card and saying how hard it was. Each repetition counts once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from fsrs import Rating
from sqlalchemy import select, update

from app.database import commit, db, release
from app.errors import Conflict, Invalid
from app.memory.days import day_of
from app.memory.marking import answer_fits, is_right, worth
from app.memory.models import MemoryCard, MemoryReview
from app.memory.schedule import Held, reviewed, seed_of
from app.memory.service.finding import (
    find_card,
    get_asked,
    get_card,
    get_own_review,
    get_subject,
    make_card,
)
from app.memory.subjects import wording


def answer(
    person_id: int, key: str, version: str, repetition: int, value: Any, *, now: datetime
) -> MemoryReview:
    """The review that this answer is, marked; a wrong one has been rated and scheduled by then.

    The first answer to a repetition is the one that counts: a second one, from another tab or sent
    again, changes nothing and gets the review of the first. The card is made by its first answer.

    Raises NotFound for what is no card of this person; Conflict when it is asked in other words
    now, or the repetition is not its next one; Invalid for a value that is no answer to it.
    """
    asked = get_asked(person_id, key)
    if not wording().has(key, version):
        raise Conflict(_("This card is asked in other words now. Nothing was counted; go on."))
    if not answer_fits(asked, value):
        raise Invalid(_("This cannot be an answer to the card. Nothing was changed."))
    card = find_card(person_id, key, version)
    if card is None:
        make_card(person_id, get_subject(person_id, key), now=now)
        card = get_card(person_id, key, version)
    card_id, repetitions = card.id, card.repetitions
    # The same repetition, or one that waits to be rated: that must be said first.
    given = _find_given(card_id, repetition) or _find_unrated(card_id)
    if given is not None:
        release()
        return given
    if repetition != repetitions + 1:
        raise Conflict(_("This card has moved on since. Nothing was counted; go on with the next."))
    taken = db.session.execute(
        update(MemoryCard)
        .where(MemoryCard.id == card_id, MemoryCard.repetitions == repetition - 1)
        .values(repetitions=repetition, revision=MemoryCard.revision + 1)
        .execution_options(synchronize_session=False)
        .returning(MemoryCard.id)
    ).first()
    if taken is None:
        release()
        first = _find_given(card_id, repetition)
        assert first is not None, "who was quicker has left its review"
        return first
    card = _hold(card_id)
    credit = worth(asked, value)
    review = MemoryReview(
        card_id=card_id,
        person_id=person_id,
        repetition=repetition,
        was=card.state,
        value=value,
        credit=credit,
        answered_at=now,
        day=day_of(now),
    )
    db.session.add(review)
    if not is_right(credit):
        _schedule(card, review, Rating.Again)
    commit()
    return review


def rate(person_id: int, review_id: int, rating: int) -> MemoryReview:
    """A right answer as it stands after its person has said how hard it was; that is said once.

    Whatever is said a second time changes nothing. Raises NotFound for another person's review and
    Invalid for what is no rating.
    """
    review = get_own_review(review_id, person_id)
    if rating not in list(Rating):
        raise Invalid(_("“%(rating)s” is no rating: choose one of the four.", rating=rating))
    taken = db.session.execute(
        update(MemoryReview)
        .where(MemoryReview.id == review_id, MemoryReview.rating.is_(None))
        .values(rating=rating)
        .execution_options(synchronize_session=False)
        .returning(MemoryReview.id)
    ).first()
    if taken is None:
        release()
        return get_own_review(review_id, person_id)
    _schedule(_hold(review.card_id), review, Rating(rating))
    commit()
    return review


def outlook(review: MemoryReview) -> Mapping[int, date]:
    """The day on which the card would come again, for each rating of an answer that has none."""
    days = {}
    for rating in Rating:
        due_on = _after(review.card, review, rating).due_on
        assert due_on is not None
        days[rating.value] = due_on
    return days


def _find_given(card_id: int, repetition: int) -> MemoryReview | None:
    return db.session.scalar(
        select(MemoryReview).where(
            MemoryReview.card_id == card_id, MemoryReview.repetition == repetition
        )
    )


def _find_unrated(card_id: int) -> MemoryReview | None:
    return db.session.scalar(
        select(MemoryReview).where(MemoryReview.card_id == card_id, MemoryReview.rating.is_(None))
    )


def _hold(card_id: int) -> MemoryCard:
    """The card as it stands, not to be changed by anybody else before the commit."""
    return db.session.scalars(
        select(MemoryCard)
        .where(MemoryCard.id == card_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _schedule(card: MemoryCard, review: MemoryReview, rating: Rating) -> None:
    """Let a rated answer count. Does not commit."""
    after = _after(card, review, rating)
    review.rating = rating.value
    card.state, card.step = after.state, after.step
    card.stability, card.difficulty = after.stability, after.difficulty
    card.due_on, card.lapses = after.due_on, after.lapses
    card.last_reviewed_at = review.answered_at
    card.revision += 1


def _after(card: MemoryCard, review: MemoryReview, rating: Rating) -> Held:
    last = card.last_reviewed_at
    held = Held(
        state=card.state,
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due_on=card.due_on,
        last_on=None if last is None else day_of(last),
        lapses=card.lapses,
    )
    seed = seed_of(card.person_id, card.key, review.repetition)
    return reviewed(held, rating, review.day, seed)
