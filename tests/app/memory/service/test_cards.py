"""Cards in a list, and putting them aside, taking them up and starting them over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from app.accounts.models import Person
from app.errors import Conflict, NotFound
from app.memory import service
from tests.app.curriculum.answers import wrong_answer
from tests.app.memory.learning import ITEM, answer, take_quiz, version_of
from tests.support.deals import NOON
from tests.support.people import make_person
from tests.support.threads import at_once

TODAY = date(2026, 3, 2)


def listed(person: Person, key: str = ITEM) -> service.Listed:
    return next(card for card in service.list_cards(person.id, now=NOON) if card.key == key)


def change(person: Person, what: service.Change, revision: int | None = None) -> service.Listed:
    at = listed(person)
    service.change_card(
        person.id, ITEM, at.version, at.revision if revision is None else revision, what, now=NOON
    )
    return listed(person)


def test_a_card_is_listed_as_it_stands(person: Person) -> None:
    take_quiz(person, right=True)
    new = listed(person)
    assert (new.standing, new.due_on, new.revision, new.last_review) == ("new", None, 0, None)
    review = answer(person, ITEM, wrong_answer)
    missed = listed(person)
    assert (missed.standing, missed.due_on, missed.is_due) == ("learning", TODAY, True)
    assert (missed.repetitions, missed.last_review) == (1, review.id)
    known = answer(person, ITEM, repetition=2, rating=3)
    card = listed(person)
    assert (card.standing, card.is_due, card.last_review) == ("review", False, known.id)


def test_a_card_is_put_aside_and_taken_up_again(person: Person) -> None:
    take_quiz(person, right=True)
    answer(person, ITEM, rating=3)
    later = NOON + timedelta(days=30)
    assert service.due_count(person.id, now=later) == 1
    assert change(person, "suspend").standing == "suspended"
    assert service.due_count(person.id, now=later) == 0
    assert change(person, "suspend").standing == "suspended"
    assert change(person, "restore").standing == "review"
    assert service.due_count(person.id, now=later) == 1


def test_what_was_never_answered_can_be_put_aside(person: Person) -> None:
    take_quiz(person, right=True)
    assert change(person, "restore").revision == 0
    assert change(person, "suspend").standing == "suspended"
    assert ITEM not in [turn.key for turn in service.today_of(person.id, now=NOON).turns]
    assert change(person, "restore").standing == "new"
    assert ITEM in [turn.key for turn in service.today_of(person.id, now=NOON).turns]
    assert answer(person, ITEM, rating=3).was == "new"


def test_a_card_is_started_over_and_its_answers_stay(person: Person) -> None:
    take_quiz(person, right=True)
    first = answer(person, ITEM, rating=4)
    card = change(person, "reset")
    assert (card.standing, card.due_on, card.stability, card.repetitions) == ("new", None, None, 1)
    assert change(person, "reset").revision == card.revision
    again = answer(person, ITEM, repetition=2, rating=3)
    assert (again.was, again.card.state) == ("new", "review")
    assert again.id != first.id


def test_a_change_over_another_is_refused(person: Person) -> None:
    take_quiz(person, right=True)
    answer(person, ITEM, rating=3)
    stale = listed(person).revision
    change(person, "suspend")
    change(person, "restore")
    with pytest.raises(Conflict):
        change(person, "reset", revision=stale)
    with pytest.raises(NotFound):
        service.change_card(make_person().id, ITEM, version_of(ITEM), 0, "suspend", now=NOON)


def test_the_same_change_from_many_tabs_is_made_once(app: Flask, person: Person) -> None:
    take_quiz(person, right=True)
    answer(person, ITEM, rating=3)
    person_id, at = person.id, listed(person)

    def suspend() -> None:
        service.change_card(person_id, ITEM, at.version, at.revision, "suspend", now=NOON)

    got = at_once(app, [suspend] * 4)

    assert set(got) <= {None, Conflict}
    assert None in got
    card = listed(person)
    assert (card.standing, card.revision) == ("suspended", at.revision + 1)


def test_figures_tell_what_was_known_and_what_is_coming(person: Person) -> None:
    take_quiz(person, right=True)
    second = "item.why-sales-management-2"
    assert service.retention_of(person.id, now=NOON).share is None
    first = answer(person, ITEM, rating=3)
    answer(person, second, rating=4)
    assert service.answers_on(person.id, TODAY) == service.Score(2, 2)
    assert service.retention_of(person.id, now=NOON) == service.Score(0, 0)
    assert service.next_due_of(person.id, now=NOON) == first.card.due_on

    later = NOON + timedelta(days=12)
    answer(person, ITEM, wrong_answer, repetition=2, now=later)
    answer(person, second, repetition=2, now=later)
    assert service.retention_of(person.id, now=later) == service.Score(1, 0)
    forecast = service.forecast_of(person.id, now=later)
    # The one that was missed comes today; so does the one that still waits for its rating.
    assert list(forecast.values()) == [2, *[0] * 13]
    assert list(forecast) == [TODAY + timedelta(days=12 + ahead) for ahead in range(14)]
