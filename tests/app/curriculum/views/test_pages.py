"""The pages of the course, as a browser without JavaScript and with HTMX sees them."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.accounts.models import Person
from app.curriculum import service
from app.curriculum.items import Number
from app.curriculum.models import QuizAttempt
from tests.app.curriculum.answers import right_answer
from tests.support.clients import Client
from tests.support.deals import NOON
from tests.support.people import signed_in_as

LESSON = "why-sales-management"
HTMX = {"HX-Request": "true"}
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def browser(app: Flask, db: SQLAlchemy, person: Person, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(app, "test_client_class", Client)
    client = signed_in_as(app, person)
    assert isinstance(client, Client)
    return client


def fields_of(attempt: QuizAttempt) -> list[tuple[str, str]]:
    """A quiz's form with every answer right."""
    fields = []
    for position, item in enumerate(service.items_of(attempt)):
        assert item is not None
        fields.append(("position", str(position)))
        answer = right_answer(item)
        if item.kind in ("order", "match"):
            fields += [(f"answer-{position}-{n}", str(place)) for n, place in enumerate(answer)]
        else:
            values = answer if isinstance(answer, list) else [answer]
            fields += [(f"answer-{position}", f"{value:g}") for value in values]
    return fields


def post(browser: Client, path: str, fields: list[tuple[str, str]], **kwargs: object) -> object:
    data: dict[str, list[str]] = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    return browser.post(path, data=data, **kwargs)  # type: ignore[arg-type]


def quiz_with_a_number(person: Person) -> tuple[QuizAttempt, int]:
    """An open quiz, and the position of its first number."""
    for seed in range(50):
        attempt = service.start_quiz(person.id, LESSON, now=NOON, seed=seed)
        for position, item in enumerate(service.items_of(attempt)):
            if isinstance(item, Number):
                return attempt, position
        service.finish(attempt.id, person.id, now=NOON)
    raise AssertionError("the bank has no number")


def test_a_lesson_links_its_terms_and_says_what_comes_next(browser: Client) -> None:
    page = browser.get(f"/course/{LESSON}").get_data(as_text=True)
    assert 'class="term-word" href="/glossary/' in page
    assert 'role="tooltip"' in page
    assert 'rel="next" href="/course/what-is-project-sales"' in page
    assert 'rel="prev"' not in page
    assert re.search(r'<svg class="lesson-chart"[^>]*role="img"', page)
    assert "<table" in page


def test_a_lesson_is_marked_as_read(browser: Client) -> None:
    answer = browser.post(f"/course/{LESSON}/read")
    assert answer.headers["Location"] == f"/course/{LESSON}#done"
    assert "Read on" in browser.get(f"/course/{LESSON}").get_data(as_text=True)


def test_a_note_is_kept_and_shown_as_text(browser: Client) -> None:
    text = "</textarea><script>alert(1)</script>"
    answer = browser.post(f"/course/{LESSON}/notes", data={"text": text, "revision": "0"})
    assert answer.headers["Location"] == f"/course/{LESSON}#notes"
    page = browser.get(f"/course/{LESSON}").get_data(as_text=True)
    assert "&lt;/textarea&gt;&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_a_note_that_was_changed_elsewhere_shows_both(browser: Client) -> None:
    path = f"/course/{LESSON}/notes"
    saved = browser.post(path, data={"text": "first", "revision": "0"}, headers=SCRIPT)
    assert (saved.status_code, saved.json["text"], saved.json["revision"]) == (200, "first", 1)
    assert 'name="revision" value="1"' in saved.json["state"]
    refused = browser.post(path, data={"text": "second", "revision": "0"}, headers=SCRIPT)
    assert (refused.status_code, refused.json["text"], refused.json["revision"]) == (
        409,
        "first",
        1,
    )
    assert "Keep mine instead" in refused.json["state"]
    page = browser.post(path, data={"text": "second", "revision": "0"})
    assert page.status_code == 409
    assert "second" in page.get_data(as_text=True)
    kept = browser.post(path, data={"text": "second", "revision": ["0", "1"]})
    assert kept.status_code == 302
    assert "second" in browser.get(f"/course/{LESSON}").get_data(as_text=True)


def test_a_quiz_is_taken_without_javascript(browser: Client, person: Person) -> None:
    path = browser.post(f"/course/{LESSON}/quiz").headers["Location"]
    attempt = service.get_own_quiz(int(path.rpartition("/")[2]), person.id)
    page = browser.get(path).get_data(as_text=True)
    assert page.count('<fieldset class="card quiz-item"') == len(attempt.items)
    saved = post(browser, f"{path}/answers", fields_of(attempt)[:4])
    assert saved.headers["Location"] == path  # type: ignore[attr-defined]
    finished = post(browser, f"{path}/finish", fields_of(attempt))
    assert finished.headers["Location"] == path  # type: ignore[attr-defined]
    result = browser.get(path).get_data(as_text=True)
    assert "100%" in result
    assert result.count("badge-good") >= len(attempt.items)


def test_an_answer_is_saved_by_itself(browser: Client, person: Person) -> None:
    attempt = service.start_quiz(person.id, LESSON, now=NOON)
    path = f"/quizzes/{attempt.id}/answers"
    headers = {**HTMX, "HX-Trigger": "item-0"}
    answer = post(browser, path, fields_of(attempt), headers=headers)
    assert "Saved" in answer.get_data(as_text=True)  # type: ignore[attr-defined]
    assert len(service.answers_of(attempt.id)) == len(attempt.items)


def test_what_is_no_number_is_asked_for_again(browser: Client, person: Person) -> None:
    attempt, place = quiz_with_a_number(person)
    fields = [("position", str(place)), (f"answer-{place}", "many<b>")]
    headers = {**HTMX, "HX-Trigger": f"item-{place}"}
    part = post(browser, f"/quizzes/{attempt.id}/answers", fields, headers=headers)
    assert "no number" in part.get_data(as_text=True)  # type: ignore[attr-defined]
    for action in ("answers", "finish"):
        page = post(browser, f"/quizzes/{attempt.id}/{action}", fields)
        assert page.status_code == 422  # type: ignore[attr-defined]
        assert "many&lt;b&gt;" in page.get_data(as_text=True)  # type: ignore[attr-defined]


def test_a_final_test_draws_from_its_part(browser: Client, person: Person) -> None:
    path = browser.post("/course/parts/foundations/test").headers["Location"]
    assert "Final test: Foundations" in browser.get(path).get_data(as_text=True)


@pytest.mark.parametrize("path", ["/course/nothing", "/glossary/nothing", "/quizzes/999999"])
def test_what_is_not_there_says_so(browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_a_debrief_leads_to_the_lesson_of_a_decision(app: Flask) -> None:
    with app.test_request_context():
        find = app.jinja_env.globals["find_lesson_link"]
        assert find("risk-management")[0] == "/course/risk-management"
        assert find("nothing") is None
        assert find(None) is None
