"""Answering and rating: once each, whoever asks twice; a wrong answer comes again today."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import pytest
from flask import Flask
from fsrs import Rating

from app.accounts.models import Person
from app.database import db as database
from app.errors import Conflict, Invalid, NotFound
from app.memory import service
from app.memory.days import day_of
from app.memory.models import MemoryCard, MemoryReview
from app.memory.schedule import Held, reviewed, seed_of
from app.memory.service import answering
from simengine.run import ENGINE
from tests.app.curriculum.answers import right_answer, wrong_answer
from tests.app.memory.learning import (
    DEPTH,
    ITEM,
    LESSON,
    PRICE,
    answer,
    play_wrongly,
    take_quiz,
    version_of,
)
from tests.support.deals import NOON
from tests.support.people import make_person
from tests.support.threads import at_once

TODAY = date(2026, 3, 2)


def facts(card: MemoryCard) -> tuple[object, ...]:
    return card.state, card.due_on, card.lapses, card.repetitions, card.revision


def card_of(person: Person) -> MemoryCard:
    return database.session.query(MemoryCard).filter_by(person_id=person.id).one()


def test_a_wrong_answer_counts_at_once_and_comes_again_today(person: Person) -> None:
    take_quiz(person, right=False)
    review = answer(person, ITEM, wrong_answer)

    assert (review.was, review.rating, review.credit, review.day) == ("new", 1, 0.0, TODAY)
    assert facts(review.card) == ("learning", TODAY, 0, 1, 2)
    assert review.card.words["ask"]["en"]
    assert (review.card.lesson, review.card.attempt_id) == (LESSON, None)


def test_a_right_answer_waits_for_its_rating(person: Person) -> None:
    take_quiz(person, right=True)
    review = answer(person, ITEM)

    assert (review.rating, review.credit) == (None, 1.0)
    assert facts(review.card) == ("new", None, 0, 1, 1)
    days = service.outlook(review)
    assert days[1] == TODAY
    assert TODAY < days[3] < days[4]

    rated = service.rate(person.id, review.id, 3)

    assert rated.rating == 3
    assert facts(rated.card) == ("review", days[3], 0, 1, 2)
    assert rated.card.last_reviewed_at == NOON


def test_a_history_is_kept_as_the_schedule_has_it(person: Person) -> None:
    take_quiz(person, right=True)
    held, at = Held(), NOON
    for repetition, rating in enumerate((3, 4, 1, 3, 2), 1):
        pick = wrong_answer if rating == 1 else right_answer
        review = answer(
            person, ITEM, pick, repetition=repetition, rating=rating if rating > 1 else None, now=at
        )
        seed = seed_of(person.id, ITEM, repetition)
        held = reviewed(held, Rating(rating), day_of(at), seed)
        card = review.card
        assert held == Held(
            state=card.state,
            step=card.step,
            stability=card.stability,
            difficulty=card.difficulty,
            due_on=card.due_on,
            last_on=day_of(at),
            lapses=card.lapses,
        )
        assert held.due_on is not None
        at = at + (held.due_on - day_of(at))
    assert (held.state, held.lapses) == ("review", 1)


def test_the_first_answer_is_the_one_that_counts(person: Person) -> None:
    take_quiz(person, right=True)
    first = answer(person, ITEM)

    assert answer(person, ITEM, wrong_answer).id == first.id
    # Another card is asked only once this one is rated.
    assert answer(person, ITEM, wrong_answer, repetition=2).id == first.id
    assert service.rate(person.id, first.id, 4).rating == 4
    assert service.rate(person.id, first.id, 2).rating == 4
    assert facts(card_of(person))[3:] == (1, 2)
    assert database.session.query(MemoryReview).count() == 1


def test_two_tabs_at_once_make_one_card_and_one_review(app: Flask, person: Person) -> None:
    take_quiz(person, right=True)
    person_id, version = person.id, version_of(ITEM)
    item = service.get_asked(person_id, ITEM)
    values = [right_answer(item), wrong_answer(item)] * 3

    def use_case(value: object) -> tuple[int, object]:
        review = service.answer(person_id, ITEM, version, 1, value, now=NOON)
        return review.id, review.value

    got = at_once(app, [lambda value=value: use_case(value) for value in values])

    assert len(set(got)) == 1
    card = card_of(person)
    assert card.repetitions == 1
    assert database.session.query(MemoryReview).count() == 1


def test_two_ratings_at_once_schedule_once(app: Flask, person: Person) -> None:
    take_quiz(person, right=True)
    person_id, review_id = person.id, answer(person, ITEM).id

    got = at_once(
        app,
        [
            lambda rating=rating: service.rate(person_id, review_id, rating).rating
            for rating in (2, 3, 4, 2)
        ],
    )

    assert len(set(got)) == 1
    assert facts(card_of(person))[3:] == (1, 2)


def test_who_looked_before_the_first_answer_was_kept_gets_it_too(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_quiz(person, right=True)
    first = answer(person, ITEM, rating=3)
    find, looks = answering._find_given, count()
    monkeypatch.setattr(
        answering, "_find_given", lambda *what: find(*what) if next(looks) else None
    )
    # As the other tab saw the card: not answered yet.
    card = MemoryCard(id=first.card_id, repetitions=0)
    monkeypatch.setattr(answering, "find_card", lambda *_what: card)

    assert answer(person, ITEM, wrong_answer).id == first.id
    assert database.session.query(MemoryReview).count() == 1


def test_a_decision_makes_a_card_of_its_deal(person: Person) -> None:
    attempt = play_wrongly(person)
    key = f"decision.{attempt.id}.{PRICE}"

    review = service.answer(person.id, key, ENGINE, 1, 1, now=NOON)

    card = review.card
    assert (review.credit, review.rating) == (1.0, None)
    assert (card.attempt_id, card.lesson, card.skill) == (attempt.id, "pricing", "planning.price")
    assert card.words["ask"] == {"en": "Price"}


def test_what_makes_no_sense_is_refused_and_changes_nothing(person: Person) -> None:
    take_quiz(person, right=True)
    attempt = play_wrongly(person)
    wrong = f"decision.{attempt.id}.{DEPTH}"
    fine = version_of(ITEM)

    def refused(key: str, version: str, repetition: int, value: object) -> type[Exception]:
        with pytest.raises((NotFound, Conflict, Invalid)) as caught:
            service.answer(person.id, key, version, repetition, value, now=NOON)
        database.session.rollback()
        return caught.type

    assert refused(ITEM, "another", 1, 0) is Conflict
    assert refused(ITEM, fine, 1, "nonsense") is Invalid
    assert refused(ITEM, fine, 2, 0) is Conflict
    assert refused("item.nothing", fine, 1, 0) is NotFound
    assert refused("nothing", fine, 1, 0) is NotFound
    assert refused("item.pricing-1", version_of("item.pricing-1"), 1, 0) is NotFound
    assert refused(wrong, ENGINE, 1, 2) is Invalid
    assert refused(f"decision.{attempt.id}.2", ENGINE, 1, 0) is NotFound
    assert refused("decision.999999.0", ENGINE, 1, 0) is NotFound
    assert database.session.query(MemoryCard).count() == 0

    review = answer(person, ITEM)
    with pytest.raises(Invalid, match="5"):
        service.rate(person.id, review.id, 5)
    with pytest.raises(NotFound):
        service.rate(make_person().id, review.id, 3)
    with pytest.raises(NotFound):
        service.answer(make_person().id, wrong, ENGINE, 1, 0, now=NOON)


def test_an_answer_counts_for_its_own_day_however_late_it_is_rated(person: Person) -> None:
    take_quiz(person, right=True)
    review = answer(person, ITEM)
    rated = service.rate(person.id, review.id, 3)
    due_on = rated.card.due_on
    assert due_on is not None
    assert rated.day == TODAY
    later = answer(person, ITEM, repetition=2, now=NOON + timedelta(days=40))
    assert later.was == "review"
