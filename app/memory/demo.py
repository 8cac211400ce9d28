"""The demo's memory: a week in which the trainee has reviewed on most days, and what is due now."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from app import clock
from app.accounts import demo as people
from app.accounts import service as accounts
from app.curriculum.demo import draw_answer
from app.memory import service
from app.memory.subjects import ItemKey, find_key
from simengine.review.model import DecisionReview

_DAYS_AGO = (7, 6, 4, 3, 2)
_CARDS_A_DAY = 9
_ABILITY = 0.8
_RATINGS = (2, 3, 3, 3, 4)


def seed() -> list[str]:
    """Let the trainee have reviewed, if they never have."""
    person = accounts.find_person_by_email(people.TRAINEE.email)
    now = clock.now()
    if person is None:
        return []
    if any(card.repetitions for card in service.list_cards(person.id, now=now)):
        return []
    luck = Random(5)
    for days_ago in _DAYS_AGO:
        at = now - timedelta(days=days_ago)
        turns = service.today_of(person.id, now=at).turns
        items = [turn for turn in turns if isinstance(find_key(turn.key), ItemKey)]
        for number, turn in enumerate(items[:_CARDS_A_DAY]):
            _review(person.id, turn, luck, at + timedelta(minutes=number))
    return []


def _review(person_id: int, turn: service.Turn, luck: Random, at: datetime) -> None:
    item = service.get_asked(person_id, turn.key)
    assert not isinstance(item, DecisionReview)
    value = draw_answer(item, _ABILITY, luck)
    review = service.answer(person_id, turn.key, turn.version, turn.repetition, value, now=at)
    if review.rating is None:
        service.rate(person_id, review.id, luck.choice(_RATINGS))
