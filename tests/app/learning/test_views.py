"""The pages of learning, as people get them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event

from app.accounts.models import Person
from app.curriculum import service as curriculum
from app.database import db as database
from app.learning import service
from app.learning.views.certificates import LOOKUPS
from app.play import service as play
from tests.app.learning.making import PART, add_quiz, complete_part, give_certificate
from tests.support.clients import Client
from tests.support.coaching import give_review
from tests.support.deals import MINI_SLUG, NOON, play_to_the_end, publish_mini
from tests.support.people import make_group, make_person, signed_in_as

SKILL = "market.needs"


@pytest.fixture(autouse=True)
def separate_requests(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "test_client_class", Client)


def learn(person: Person) -> None:
    """Let a person have done something in every corner of the page."""
    publish_mini()
    complete_part(person.id)
    for weeks in range(3):
        at = NOON - timedelta(weeks=weeks)
        add_quiz(person.id, "customer-needs", at=at, credits_={SKILL: [1.0, 0.0, 0.5]})
    for skill in ("market.environment", "market.competitors", "market.industry", "planning.price"):
        add_quiz(person.id, "pricing", credits_={skill: [1.0] * 4})
    for seed in (1, 2):
        attempt = play.start(person.id, MINI_SLUG, "practice", seed=seed, now=NOON)
        play_to_the_end(attempt.id, person.id)
        give_review(play.get_own_attempt(attempt.id, person.id), {1: "mistake"})


def test_the_path_of_somebody_who_has_come_some_way(app: Flask, db: SQLAlchemy) -> None:
    person = make_person()
    learn(person)
    page = signed_in_as(app, person).get("/learning").text

    assert "Certificate: Foundations" in page  # What is next.
    assert "3 of 3" in page
    assert page.count(f'<input type="hidden" name="subject" value="{PART}">') == 2
    cell = r'needs</th>\s*<td class="learning-level">(.*?)</td>'
    level = re.search(f"Finding out what the customer {cell}", page, re.S)
    assert level is not None
    assert re.search(r"<strong>\d+%</strong>", level[1])
    assert 'class="level-bar"' in level[1]
    assert 'href="/course/customer-needs"' in page
    assert f'href="/scenarios/{MINI_SLUG}"' in page
    for chart in ("Level by part of the course", "Points in quizzes, week by week",
                  "Accuracy of the decisions, deal by deal"):  # fmt: skip
        assert f"Chart: {chart}. Its figures stand in the table below." in page
    assert "have not been reviewed" not in page


def test_the_path_of_a_newcomer_says_what_is_missing(app: Flask, db: SQLAlchemy) -> None:
    page = signed_in_as(app, make_person()).get("/learning").text
    assert "Too little has happened to draw" in page
    assert "nothing yet" in page
    assert "Do this next" in page


def test_skills_beside_the_course_are_shown(app: Flask, db: SQLAlchemy) -> None:
    person = make_person()
    add_quiz(person.id, "pricing", credits_={"singing.high": [1.0] * 4})
    page = signed_in_as(app, person).get("/learning").text
    assert "Skills beside the course" in page
    assert "singing.high" in page


def test_finished_deals_are_reviewed_from_the_path(app: Flask, db: SQLAlchemy) -> None:
    publish_mini()
    person = make_person()
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=1, now=NOON)
    play_to_the_end(attempt.id, person.id)
    browser = signed_in_as(app, person)
    assert "1 finished deal has not been reviewed" in browser.get("/learning").text

    answer = browser.post("/learning/reviews")

    assert answer.headers["Location"] == "/learning#skills"
    assert "1 deal is being reviewed in the background" in browser.get("/learning").text
    db.session.rollback()
    assert play.find_review_job(play.get_own_attempt(attempt.id, person.id)) is not None
    give_review(play.get_own_attempt(attempt.id, person.id), {})
    browser.post("/learning/reviews")
    assert "All finished deals are reviewed." in browser.get("/learning").text


def test_those_who_teach_see_the_path_of_their_people(app: Flask, db: SQLAlchemy) -> None:
    group = make_group()
    person = make_person(name="林晓", learns_in=group)
    complete_part(person.id)
    browser = signed_in_as(app, make_person("manager", manages=group))
    page = browser.get(f"/learning/people/{person.id}").text
    assert "Path of 林晓" in page
    assert "earned, not taken yet" in page
    assert "Do this next" not in page
    assert 'action="/learning' not in page
    give_certificate(person.id, revoked_at=NOON)
    assert "Revoked" in browser.get(f"/learning/people/{person.id}").text
    assert (
        f'href="/learning/people/{person.id}"' in browser.get(f"/insights/people/{person.id}").text
    )


def test_a_group_is_shown_by_parts_and_by_skills(app: Flask, db: SQLAlchemy) -> None:
    group = make_group("华东")
    people = [make_person(name=f"P{number}", learns_in=group) for number in range(5)]
    for number, person in enumerate(people):
        add_quiz(person.id, "customer-needs", credits_={SKILL: [number % 2] * 8})
    add_quiz(people[0].id, "pricing", credits_={"planning.price": [1.0]})
    give_certificate(people[0].id)
    browser = signed_in_as(app, make_person("trainer", teaches=group))

    page = browser.get(f"/learning/groups/{group.id}").text

    assert all(person.name in page for person in people)
    assert page.count("level-cell-weak") == 3 + 1  # The cells, and the key below them.
    assert page.count("level-cell-strong") == 2 + 1
    assert "(1)" in page
    assert re.search(r"<tfoot>.*<td class=\"num\">40</td>", page, re.S)
    assert "too few to say" in page
    assert "/certificates/DW-" in page
    part = browser.get(f"/learning/groups/{group.id}?part=market").text
    assert "Finding out what the customer needs" in part
    assert "Pricing" not in part
    assert "All parts" in browser.get(f"/learning/groups/{group.id}?part=nothing").text
    assert f'href="/learning/groups/{group.id}"' in browser.get("/insights").text


def test_a_group_of_nobody_says_so(app: Flask, db: SQLAlchemy) -> None:
    group = make_group()
    page = signed_in_as(app, make_person("admin")).get(f"/learning/groups/{group.id}").text
    assert "Nobody learns in this group" in page


def test_the_queries_for_a_group_do_not_grow_with_people(app: Flask, db: SQLAlchemy) -> None:
    publish_mini()
    group = make_group()
    browser = signed_in_as(app, make_person("admin"))

    def add_person() -> None:
        person = make_person(learns_in=group)
        attempt = play.start(person.id, MINI_SLUG, "practice", seed=person.id, now=NOON)
        play_to_the_end(attempt.id, person.id)
        give_review(play.get_own_attempt(attempt.id, person.id), {})

    def count_queries() -> int:
        seen: list[object] = []
        note: Callable[..., None] = lambda *arguments: seen.append(arguments[2])  # noqa: E731
        event.listen(database.engine, "before_cursor_execute", note)
        try:
            assert browser.get(f"/learning/groups/{group.id}").status_code == 200
        finally:
            event.remove(database.engine, "before_cursor_execute", note)
        return len(seen)

    add_person()
    count_queries()
    before = count_queries()
    add_person()
    count_queries()
    assert count_queries() == before


def test_the_suggestion_stands_where_people_begin(app: Flask, db: SQLAlchemy) -> None:
    trainee, trainer = make_person(), make_person("trainer")
    first = curriculum.course().in_order()[0].head.title["en"]
    for path in ("/scenarios", "/course", "/learning"):
        page = signed_in_as(app, trainee).get(path).text
        assert page.count("Do this next") == 1
        assert first in page
    assert "Do this next" not in signed_in_as(app, trainer).get("/scenarios").text
    assert "Do this next" in signed_in_as(app, trainer).get("/course").text


def test_a_certificate_is_taken_and_shown_to_anybody(app: Flask, db: SQLAlchemy) -> None:
    person = make_person(name="<林>")
    complete_part(person.id)
    browser = signed_in_as(app, person)

    answer = browser.post("/learning/certificates", data={"subject": PART})

    path = answer.headers["Location"]
    assert re.fullmatch(r"/certificates/DW(-[0-9A-Z]{4}){3}", path)
    assert path in browser.get("/learning").text
    own = browser.get(path).text
    assert f"{path}/pdf" in own
    public = app.test_client().get(path)
    assert "This certificate is genuine and valid." in public.text
    assert "&lt;林&gt;" in public.text
    assert "The project sales course: Foundations" in public.text
    assert f"{path}/pdf" not in public.text
    assert public.headers["X-Robots-Tag"] == "noindex"


def test_a_certificate_that_was_not_earned_is_refused(app: Flask, db: SQLAlchemy) -> None:
    browser = signed_in_as(app, make_person())
    answer = browser.post("/learning/certificates", data={"subject": PART})
    assert answer.status_code == 409
    assert "has not been earned yet" in answer.text


def test_a_number_is_looked_up(app: Flask, db: SQLAlchemy) -> None:
    number = give_certificate(make_person().id).number
    browser = app.test_client()
    assert "Number of the certificate" in browser.get("/certificates").text
    typed = number.lower().replace("-", " ")
    found = browser.get("/certificates", query_string={"number": typed})
    assert found.headers["Location"] == f"/certificates/{number}"
    moved = browser.get(f"/certificates/{number.lower()}")
    assert moved.headers["Location"] == f"/certificates/{number}"
    for wrong in ("DW-12<b>", "", "x" * 500):
        refused = browser.get("/certificates", query_string={"number": wrong})
        assert refused.status_code == 422
        assert "<b>" not in refused.text
    unknown = browser.get("/certificates/DW-7K3M-Q0XA-94TT")
    assert unknown.status_code == 404
    assert "No certificate of this site has the number DW-7K3M-Q0XA-94TT." in unknown.text


def test_an_administrator_revokes_and_restores(app: Flask, db: SQLAlchemy) -> None:
    group = make_group()
    person = make_person(learns_in=group)
    path = f"/certificates/{give_certificate(person.id).number}"
    admin = signed_in_as(app, make_person("admin"))
    assert admin.post(f"{path}/revoke", data={"reason": " "}).status_code == 422

    assert admin.post(f"{path}/revoke", data={"reason": "Copied <b>"}).status_code == 302

    for browser in (admin, signed_in_as(app, person)):
        page = browser.get(path).text
        assert "was revoked on" in page
        assert "Reason: Copied &lt;b&gt;" in page
        assert browser.get(f"{path}/pdf").status_code == 409
    public = app.test_client().get(path).text
    assert "was revoked on" in public
    assert "Copied" not in public
    assert admin.post(f"{path}/restore").status_code == 302
    assert "genuine and valid" in app.test_client().get(path).text


def test_a_certificate_is_kept_as_pdf(app: Flask, db: SQLAlchemy) -> None:
    person = make_person()
    path = f"/certificates/{give_certificate(person.id).number}/pdf"
    answer = signed_in_as(app, person).get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF")
    assert signed_in_as(app, make_person("trainer")).get(path).status_code == 404


def test_who_looks_up_too_much_has_to_wait(speaker: Flask) -> None:
    browser = speaker.test_client()
    statuses = [browser.get("/certificates/x").status_code for _ in range(int(LOOKUPS.split()[0]))]
    assert set(statuses) == {404}
    assert browser.get("/certificates/x").status_code == 429


def test_a_revoked_certificate_is_not_offered_again(app: Flask, db: SQLAlchemy) -> None:
    person = make_person()
    complete_part(person.id)
    number = service.issue(person.id, PART, now=NOON).number
    service.revoke(number, make_person("admin").id, "Copied answers", now=NOON)
    page = signed_in_as(app, person).get("/learning").text
    assert "Revoked" in page
    assert "Get the certificate" not in page
