"""What comes today: what was wrong first, within the limits, and what was missed once more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.accounts.models import Person
from app.curriculum import service as curriculum
from app.database import commit
from app.database import db as database
from app.errors import Invalid
from app.memory import service
from app.memory.models import MemoryCard
from tests.app.curriculum.answers import wrong_answer
from tests.app.memory.learning import (
    DEPTH,
    ITEM,
    LESSON,
    PRICE,
    answer,
    play_wrongly,
    take_quiz,
)
from tests.support.deals import NOON

TODAY = date(2026, 3, 2)


def keys(person: Person, days: int = 0) -> list[str]:
    return [turn.key for turn in service.today_of(person.id, now=NOON + timedelta(days)).turns]


def due(person: Person, days: int = 0) -> int:
    return service.due_count(person.id, now=NOON + timedelta(days))


def items_of(lesson: str) -> list[str]:
    return [f"item.{item.id}" for item in curriculum.course().lessons[lesson].items]


def learn(person: Person, key: str, rating: int = 3, days: int = 0, repetition: int = 1) -> None:
    answer(person, key, rating=rating, repetition=repetition, now=NOON + timedelta(days))


def test_nothing_learned_is_nothing_to_remember(person: Person) -> None:
    today = service.today_of(person.id, now=NOON)
    assert (today.turns, today.count, today.number, due(person)) == ((), 0, 1, 0)
    assert service.list_cards(person.id, now=NOON) == []


def test_wrong_decisions_and_missed_items_come_first_in_turn(person: Person) -> None:
    asked = take_quiz(person, right=False)
    missed = [key for key in items_of(LESSON) if key in asked]
    attempt = play_wrongly(person)
    curriculum.mark_read(person.id, "pricing", now=NOON)
    service.set_limits(person.id, service.Limits(new_per_day=50))

    found = keys(person)

    assert found[:4] == [
        f"decision.{attempt.id}.{PRICE}",
        missed[0],
        f"decision.{attempt.id}.{DEPTH}",
        missed[1],
    ]
    assert found[4:8] == missed[2:]
    unasked = [key for key in items_of(LESSON) if key not in missed]
    # Lessons take turns, so that none comes in a row.
    assert found[8:10] == [unasked[0], items_of("pricing")[0]]
    assert len(found) == 2 + len(items_of(LESSON)) + len(items_of("pricing"))


def test_what_was_known_comes_last(person: Person) -> None:
    known = take_quiz(person, right=True)
    found = keys(person)
    assert sorted(found[-len(known) :]) == sorted(known)
    assert len(found) == len(items_of(LESSON))


def test_a_lesson_that_was_read_is_enough(person: Person) -> None:
    curriculum.mark_read(person.id, LESSON, now=NOON)
    assert keys(person) == items_of(LESSON)


def test_the_day_has_its_limits(person: Person) -> None:
    take_quiz(person, right=False)
    service.set_limits(person.id, service.Limits(new_per_day=2, reviews_per_day=5))
    first, second = keys(person)
    learn(person, first)
    today = service.today_of(person.id, now=NOON)
    assert ([turn.key for turn in today.turns], today.new_left_over) == ([second], 7)
    assert (today.number, today.count) == (2, 2)
    learn(person, second)
    assert keys(person) == []
    assert len(keys(person, days=1)) == 2

    service.set_limits(person.id, service.Limits(new_per_day=50, reviews_per_day=5))
    for key in keys(person):
        learn(person, key)
    service.set_limits(person.id, service.Limits(new_per_day=0, reviews_per_day=5))
    later = service.today_of(person.id, now=NOON + timedelta(days=20))
    assert (later.due, later.due_left_over, due(person, 20)) == (5, 4, 9)
    learn(person, later.turns[0].key, days=20, repetition=2)
    later = service.today_of(person.id, now=NOON + timedelta(days=20))
    assert (later.due, later.due_left_over, due(person, 20)) == (4, 4, 8)


@pytest.mark.parametrize("limits", [(-1, 100), (51, 100), (10, 4), (10, 501)])
def test_limits_have_their_limits(person: Person, limits: tuple[int, int]) -> None:
    with pytest.raises(Invalid):
        service.set_limits(person.id, service.Limits(*limits))
    assert service.limits_of(person.id) == service.Limits()


def test_what_is_missed_comes_once_more_at_the_end(person: Person) -> None:
    take_quiz(person, right=False)
    first, *others = keys(person)
    answer(person, first, wrong_answer)
    today = service.today_of(person.id, now=NOON)
    assert [turn.key for turn in today.turns] == [*others, first]
    assert (today.number, today.count, due(person)) == (2, 1 + len(others) + 1, 1)
    # Left until another day it is due like the rest, before anything new.
    assert keys(person, days=1)[0] == first


def test_an_answer_that_waits_to_be_rated_comes_before_everything(person: Person) -> None:
    take_quiz(person, right=False)
    review = answer(person, ITEM)
    today = service.today_of(person.id, now=NOON)
    assert (today.unrated, today.number) == ((review.id,), 1)
    assert ITEM not in [turn.key for turn in today.turns]
    assert today.count == len(items_of(LESSON))


def test_due_cards_are_mixed_by_the_day_and_count_until_they_are_learned(person: Person) -> None:
    take_quiz(person, right=False)
    for key in keys(person):
        learn(person, key)
    assert due(person) == 0
    later = keys(person, days=20)
    assert later == keys(person, days=20)
    assert sorted(later) == sorted(items_of(LESSON))
    assert later != keys(person, days=21)
    assert due(person, 20) == len(later)
    learn(person, later[0], days=20, repetition=2)
    assert due(person, 20) == len(later) - 1


def test_what_is_asked_in_other_words_is_retired(person: Person) -> None:
    take_quiz(person, right=False)
    learn(person, ITEM)
    unrated = answer(person, "item.why-sales-management-2")
    assert due(person, 20) == 1
    for card in database.session.query(MemoryCard):
        card.version = "another wording"
    commit()

    assert due(person, 20) == 0
    today = service.today_of(person.id, now=NOON + timedelta(days=20))
    assert today.unrated == ()
    # What is asked now is a card of its own.
    assert ITEM in [turn.key for turn in today.turns]
    listed = service.list_cards(person.id, now=NOON)
    assert [card.standing for card in listed[-2:]] != ["retired", "retired"]
    assert {card.key for card in listed if card.standing == "retired"} == {
        ITEM,
        unrated.card.key,
    }
    assert service.next_due_of(person.id, now=NOON) is None
    assert sum(service.forecast_of(person.id, now=NOON).values()) == 0


def test_an_item_that_left_the_course_and_a_key_of_nothing_are_retired(person: Person) -> None:
    take_quiz(person, right=False)
    learn(person, ITEM)
    for key in ("item.gone", "nonsense"):
        database.session.query(MemoryCard).one().key = key
        commit()
        assert due(person, 20) == 0


def test_a_reviewed_deal_of_another_engine_asks_nothing(person: Person) -> None:
    attempt = play_wrongly(person)
    assert len(keys(person)) == 2
    attempt.engine = "0"
    commit()
    assert keys(person) == []
