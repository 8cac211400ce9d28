"""The pages of the daily review, as a browser without JavaScript sees them."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from werkzeug.test import TestResponse

from app import clock
from app.accounts.models import Person
from app.database import commit
from app.memory import service
from app.memory.models import MemoryCard, MemoryReview
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
from tests.support.clients import Client
from tests.support.deals import NOON
from tests.support.html_forms import find_form, get_form
from tests.support.people import make_person, signed_in_as

NUMBER = "item.why-sales-management-2"
ORDER = "item.why-sales-management-6"


@pytest.fixture
def browser(app: Flask, db: SQLAlchemy, person: Person, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(app, "test_client_class", Client)
    client = signed_in_as(app, person)
    assert isinstance(client, Client)
    return client


def read(answer: TestResponse) -> str:
    return unescape(answer.get_data(as_text=True))


def page(browser: Client, path: str, days: int = 0) -> str:
    with clock.frozen(NOON + timedelta(days)):
        return read(browser.get(path))


def post(browser: Client, path: str, days: int = 0, **fields: object) -> TestResponse:
    with clock.frozen(NOON + timedelta(days)):
        return browser.post(path, data=fields)


def send(browser: Client, key: str, version: str, **fields: object) -> TestResponse:
    fields = {"version": version, "repetition": "1", "position": "0", **fields}
    return post(browser, f"/memory/cards/{key}/answers", **fields)


def test_who_has_learned_nothing_is_led_to_the_course(browser: Client) -> None:
    for path in ("/memory", "/memory/cards"):
        text = page(browser, path)
        assert "There is nothing to remember yet" in text
        assert 'href="/course"' in text
    assert "Nothing is due today" in page(browser, "/memory/session")


def test_a_card_is_answered_right_and_rated_without_javascript(
    browser: Client, person: Person
) -> None:
    take_quiz(person, right=False)
    assert "9 cards wait for you" in page(browser, "/memory")
    text = page(browser, "/memory/session")
    assert "Card 1 of 9" in text
    form = get_form(text, "data-memory")
    key = form.action.split("/")[3]
    assert {"version", "repetition", "position"} <= form.names

    item = service.get_asked(person.id, key)
    value = right_answer(item)  # type: ignore[arg-type]
    fields = {control.name: control.value for control in form.controls if control.is_sent}
    name = "answer-0"
    if item.kind in ("order", "match"):
        fields |= {f"{name}-{place}": str(given) for place, given in enumerate(value)}
    else:
        fields[name] = [str(one) for one in value] if isinstance(value, list) else f"{value:g}"
    sent = post(browser, form.action, **fields)

    assert (sent.status_code, sent.location[:16]) == (302, "/memory/reviews/")
    text = page(browser, sent.location)
    assert "How did it come to you?" in text
    assert text.count('name="rating"') == 4
    # Whoever leaves here finds it again.
    with clock.frozen(NOON):
        assert browser.get("/memory/session").location == sent.location
    rated = post(browser, f"{sent.location}/rating", rating="3")
    assert rated.location == "/memory/session"
    assert "Card 2 of 9" in page(browser, "/memory/session")
    assert "It comes again on" in page(browser, sent.location)


def test_a_wrong_answer_is_explained_and_comes_again(browser: Client, person: Person) -> None:
    take_quiz(person, right=False)
    item = service.get_asked(person.id, ITEM)
    wrong = {"answer-0": str(wrong_answer(item))}  # type: ignore[arg-type]
    sent = send(browser, ITEM, version_of(ITEM), **wrong)
    text = page(browser, sent.location)
    assert "It comes again today." in text
    assert "Next card" in text
    assert f'href="/course/{LESSON}"' in text
    assert item.options[0].why["en"] in text  # type: ignore[union-attr]
    again = send(browser, ITEM, version_of(ITEM), **wrong)
    assert again.location == sent.location


def test_nothing_and_no_number_are_asked_for_again(browser: Client, person: Person) -> None:
    take_quiz(person, right=False)
    empty = send(browser, ITEM, version_of(ITEM))
    assert (empty.status_code, "Answer first" in read(empty)) == (422, True)
    text = send(browser, NUMBER, version_of(NUMBER), **{"answer-0": "many<b>"})
    assert text.status_code == 422
    assert 'value="many&lt;b&gt;"' in text.get_data(as_text=True)
    partly = send(browser, ORDER, version_of(ORDER), **{"answer-0-0": "0", "answer-0-1": "1"})
    assert "Partly right" in page(browser, partly.location)
    assert send(browser, ITEM, "another", **{"answer-0": "0"}).status_code == 409
    assert post(browser, f"/memory/cards/{ITEM}/answers").status_code == 400
    assert post(browser, "/memory/cards/nothing/answers").status_code == 404


def test_a_decision_is_asked_as_it_stood_and_explained_as_in_the_debrief(
    browser: Client, person: Person
) -> None:
    attempt = play_wrongly(person)
    text = page(browser, "/memory/session")
    assert "What price?" in text
    assert "What do you do?" in text
    assert "Left of the budget for winning" in text
    assert 'id="instrument-rivals"' in text
    form = get_form(text, "data-memory")
    offered = [control.value for control in form.controls if control.name == "answer"]
    assert sorted(offered) == ["0", "1", "2", "3"]
    assert form.action == f"/memory/cards/decision.{attempt.id}.{PRICE}/answers"

    sent = post(browser, form.action, **dict(form.filled(answer="3")))
    text = page(browser, sent.location)

    assert "9.0 points behind the best" in text
    assert "8.0 points behind the best" in text
    assert "Blunder" in text
    assert "was worth 8.0 points more on average" in text
    assert re.search(r'<details class="worths" open>', text)
    assert "this time" in text
    assert f'href="/attempts/{attempt.id}/debrief#step-{PRICE + 1}"' in text
    assert 'href="/course/pricing"' in text
    again = find_form(text, "action", f"/attempts/{attempt.id}/what-if")
    assert again is not None
    assert browser.post(again.action, data=dict(again.fields())).status_code == 302


def test_the_best_decision_is_right_and_an_assessment_is_not_played_on(
    browser: Client, person: Person
) -> None:
    attempt = play_wrongly(person)
    attempt.mode = "assessed"
    commit()
    sent = send(browser, f"decision.{attempt.id}.{DEPTH}", ENGINE, answer="0")
    text = page(browser, sent.location)
    assert "How did it come to you?" in text
    assert "Read only" in text
    assert "what-if" not in text


def test_another_persons_decision_is_no_card(browser: Client, db: SQLAlchemy) -> None:
    attempt = play_wrongly(make_person())
    sent = send(browser, f"decision.{attempt.id}.{DEPTH}", ENGINE, answer="0")
    assert sent.status_code == 404


def test_a_card_whose_deal_cannot_be_shown_is_passed_over(
    browser: Client, person: Person, db: SQLAlchemy
) -> None:
    attempt = play_wrongly(person)
    key = f"decision.{attempt.id}.{DEPTH}"
    review = service.answer(person.id, key, ENGINE, 1, 1, now=NOON)
    path = f"/memory/reviews/{review.id}"
    assert "Depth" in page(browser, path)
    attempt.status = "given_up"
    commit()
    assert "no longer asked in these words" in page(browser, path)
    assert "Done for today" in page(browser, "/memory/session")


def test_the_end_tells_how_the_day_went(browser: Client, person: Person) -> None:
    take_quiz(person, right=True)
    service.set_limits(person.id, service.Limits(new_per_day=1))
    key = service.today_of(person.id, now=NOON).turns[0].key
    answer(person, key, rating=3)
    text = page(browser, "/memory/session")
    assert "Done for today" in text
    assert "1 of them known" in text
    assert "8 new cards are kept for other days." in text
    assert text.count('class="chart-series-1"') == 1
    assert len(re.findall(r'<tr><th scope="row">\w+ \d+, \d+</th>', text)) == 14
    assert "How the day went" in page(browser, "/memory")


def test_the_navigation_says_how_many_are_due(browser: Client, person: Person) -> None:
    take_quiz(person, right=True)
    answer(person, ITEM, rating=3)
    assert "nav-count" not in page(browser, "/memory/settings")
    assert '<span class="nav-count">1<span' in page(browser, "/memory/settings", days=20)


def test_known_cards_are_told_once_there_are_enough(browser: Client, person: Person) -> None:
    take_quiz(person, right=True)
    service.set_limits(person.id, service.Limits(new_per_day=0))
    for days in range(service.ENOUGH + 1):
        at = NOON + timedelta(days)
        answer(person, ITEM, repetition=days + 1, rating=3, now=at)
    for path in ("/memory", "/memory/session"):
        assert "10 answers in 30 days" in page(browser, path, days)


def test_cards_are_listed_by_lesson_and_by_skill_and_changed(
    browser: Client, person: Person
) -> None:
    take_quiz(person, right=True)
    review = answer(person, ITEM, wrong_answer)
    text = page(browser, "/memory/cards")
    assert f'href="/memory/cards?by=lesson&of={LESSON}"' in text
    assert "by=skill&of=foundations.management" in page(browser, "/memory/cards?by=skill")
    path = f"/memory/cards?by=lesson&of={LESSON}"
    text = page(browser, path)
    assert f'href="/memory/reviews/{review.id}"' in text
    form = get_form(text, "action", f"/memory/cards/{ITEM}/change")
    changed = post(browser, form.action, change="suspend", **dict(form.fields()))
    assert changed.location == f"{path}#{ITEM}"
    text = page(browser, path)
    assert "Take up again" in text
    stale = post(browser, form.action, change="reset", **dict(form.fields()))
    assert stale.status_code == 409
    assert post(browser, form.action, change="burn", **dict(form.fields())).status_code == 400
    assert page(browser, "/memory/cards?of=nothing").count("You have no cards of “nothing”.") == 1


def test_a_retired_card_is_listed_as_such(browser: Client, person: Person, db: SQLAlchemy) -> None:
    take_quiz(person, right=True)
    review = answer(person, ITEM, rating=3)
    db.session.query(MemoryCard).one().version = "another"
    db.session.query(MemoryCard).one().lesson = "taken-out"
    commit()
    assert "No longer asked" in page(browser, "/memory/cards?of=taken-out")
    assert "no longer asked in these words" in page(browser, f"/memory/reviews/{review.id}")
    db.session.query(MemoryCard).one().lesson = None
    commit()
    assert "No lesson" in page(browser, "/memory/cards")


def test_limits_are_set_and_wrong_ones_are_explained(browser: Client, person: Person) -> None:
    wrong = post(browser, "/memory/settings", new_per_day="51", reviews_per_day="many")
    assert wrong.status_code == 422
    assert 'value="many"' in read(wrong)
    assert "Please correct the following" in read(wrong)
    set_ = post(browser, "/memory/settings", new_per_day="0", reviews_per_day="20")
    assert set_.location == "/memory"
    assert service.limits_of(person.id) == service.Limits(0, 20)


def test_only_one_of_four_ratings_is_taken(browser: Client, person: Person) -> None:
    take_quiz(person, right=True)
    review = answer(person, ITEM)
    assert post(browser, f"/memory/reviews/{review.id}/rating", rating="5").status_code == 400
    assert post(browser, f"/memory/reviews/{review.id}/rating", rating="x").status_code == 400
    assert MemoryReview.query.one().rating is None
