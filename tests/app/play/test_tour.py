"""Being shown around: when it is offered, begun, shown, ended and repeated."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.library import service as library
from app.play import service as play
from app.play.models import Attempt, Tour
from app.play.service import touring
from app.play.tour import guide_through, instruments_of
from simengine.library import BUNDLED, load_file
from simengine.run import replay
from simengine.view import Room, look
from tests.support.clients import Client
from tests.support.deals import MINI_SLUG, NOON, decide_by_habit, publish_mini
from tests.support.html_forms import get_form
from tests.support.html_pages import read_page
from tests.support.people import make_person, signed_in_as

FIRST = BUNDLED / play.FIRST_DEAL / "scenario.yaml"


@pytest.fixture
def person(db: SQLAlchemy) -> Person:
    """A newcomer who reads English."""
    return make_person(locale="en")


@pytest.fixture
def browser(app: Flask, person: Person) -> FlaskClient:
    """The newcomer's browser."""
    app.test_client_class = Client
    return signed_in_as(app, person)


def publish_first() -> None:
    library.publish(play.FIRST_DEAL, FIRST.read_text("utf-8"), None, now=NOON)


def attempts(db: SQLAlchemy, person: Person) -> list[Attempt]:
    db.session.rollback()
    return play.attempts_of(person.id, with_uncounted=True)


def room_of(slug: str) -> Room:
    return look(replay(load_file(BUNDLED / slug), 1, ()))


# -- what is kept -----------------------------------------------------------------------------


def test_a_tour_is_begun_ended_and_begun_again(person: Person) -> None:
    assert play.find_open_tour(person.id) is None
    play.end_tour(person.id, now=NOON)
    assert play.find_open_tour(person.id) is None

    play.begin_tour(person.id, now=NOON)
    tour = play.find_open_tour(person.id)
    assert tour is not None
    assert tour.begun_at == NOON

    play.end_tour(person.id, now=NOON)
    assert play.find_open_tour(person.id) is None

    later = NOON + timedelta(days=1)
    play.begin_tour(person.id, now=later)
    again = play.find_open_tour(person.id)
    assert again is not None
    assert (again.begun_at, again.ended_at) == (later, None)


def test_a_tour_begun_in_two_tabs_at_once_has_begun(
    db: SQLAlchemy, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person_id = person.id

    def lose_the_race() -> None:
        monkeypatch.undo()
        db.session.rollback()
        db.session.add(Tour(person_id=person_id, begun_at=NOON))
        db.session.commit()
        raise IntegrityError("INSERT", {}, Exception("unique"))

    monkeypatch.setattr(touring, "commit", lose_the_race)

    play.begin_tour(person_id, now=NOON)

    assert play.find_open_tour(person_id) is not None


# -- what it says -----------------------------------------------------------------------------


@pytest.mark.parametrize("slug", [path.parent.name for path in BUNDLED.glob("*/scenario.yaml")])
def test_a_tour_speaks_only_of_what_the_room_has(slug: str) -> None:
    room = room_of(slug)
    present = {one.id for one in instruments_of(room)}

    steps = guide_through(room, NOON).steps

    assert {step.instrument for step in steps if step.instrument} <= present
    assert [step.until for step in steps if step.until] == ["open", "choose", "decide"]
    assert len({step.id for step in steps}) == len(steps)


def test_every_part_of_the_tour_is_in_the_room(browser: FlaskClient, person: Person) -> None:
    publish_first()
    page = browser.post("/tour/first-deal", follow_redirects=True).text

    steps = guide_through(room_of(play.FIRST_DEAL), NOON).steps

    assert [step.part for step in steps if f'id="{step.part}"' not in page] == []
    assert [f"#{step.part}" for step in steps] == [
        link for link in read_page(page).links if link in {f"#{step.part}" for step in steps}
    ][: len(steps)]


# -- the first deal ---------------------------------------------------------------------------


def test_a_newcomer_is_one_button_away_from_the_room(
    db: SQLAlchemy, browser: FlaskClient, person: Person
) -> None:
    publish_first()
    form = get_form(browser.get("/scenarios").text, "action", "/tour/first-deal")

    room = browser.post(form.action, data=dict(form.fields()), follow_redirects=True)

    assert room.request.path == f"/attempts/{attempts(db, person)[0].id}"
    assert 'id="guide"' in room.text


def test_the_button_pressed_twice_starts_one_attempt(
    db: SQLAlchemy, browser: FlaskClient, person: Person
) -> None:
    publish_first()
    form = get_form(browser.get("/scenarios").text, "action", "/tour/first-deal")

    for _ in range(2):
        browser.post(form.action, data=dict(form.fields()))

    assert len(attempts(db, person)) == 1


@pytest.mark.parametrize("path", ["/scenarios", "/learning", "/help"])
def test_the_first_deal_is_offered_to_newcomers_only(
    browser: FlaskClient, person: Person, path: str
) -> None:
    publish_first()
    assert "Play your first deal" in browser.get(path).text

    play.start(person.id, play.FIRST_DEAL, "practice", seed=1, now=NOON)

    assert "Play your first deal" not in browser.get(path).text


def test_what_is_not_on_offer_is_not_offered(browser: FlaskClient, person: Person) -> None:
    assert "Play your first deal" not in browser.get("/scenarios").text

    answer = browser.post("/tour", follow_redirects=True)

    assert answer.request.path == "/scenarios"
    assert "in its room you can be shown around" in answer.text


# -- in the room ------------------------------------------------------------------------------


def test_nobody_is_shown_around_unasked(browser: FlaskClient, person: Person) -> None:
    publish_mini()
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=4, now=NOON)

    page = browser.get(f"/attempts/{attempt.id}").text

    assert 'id="guide"' not in page
    assert "Show me around" in page


def test_each_room_shows_around_and_the_tour_goes_on_until_it_is_ended(
    browser: FlaskClient, person: Person
) -> None:
    publish_mini()
    first = play.start(person.id, MINI_SLUG, "practice", seed=4, now=NOON).id
    last = play.start(person.id, MINI_SLUG, "practice", seed=5, now=NOON).id
    room = f"/attempts/{first}"

    answer = browser.post("/tour", data={"attempt_id": str(first)}, follow_redirects=True)
    assert answer.request.path == room
    assert 'id="guide"' in answer.text
    assert 'id="guide"' in browser.get(f"/attempts/{last}").text
    decide_by_habit(first, person.id)
    page = browser.get(room).text
    assert 'id="guide"' in page
    assert 'id="guide"' not in browser.get(room, headers={"HX-Request": "true"}).text
    assert 'id="guide"' not in browser.get(f"{room}?step=0").text

    form = get_form(page, "action", "/tour/end")
    ended = browser.post(form.action, data=dict(form.fields()), follow_redirects=True)
    assert ended.request.path == room
    assert 'id="guide"' not in ended.text

    assert browser.post("/tour").location == f"/attempts/{last}"
    assert 'id="guide"' in browser.get(room).text
    fragment = browser.post("/tour/end", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.text) == (200, "")


def test_anothers_room_is_not_shown_around(
    db: SQLAlchemy, browser: FlaskClient, person: Person
) -> None:
    publish_mini()
    publish_first()
    others = play.start(make_person().id, MINI_SLUG, "practice", seed=4, now=NOON).id

    answer = browser.post("/tour", data={"attempt_id": str(others)})

    assert answer.location == f"/attempts/{attempts(db, person)[0].id}"


def test_a_deal_played_to_its_end_ends_the_tour(browser: FlaskClient, person: Person) -> None:
    publish_mini()
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=4, now=NOON).id
    play.begin_tour(person.id, now=NOON)
    page = browser.get(f"/attempts/{attempt}")
    while "data-decision" in page.text:
        asked = play.snapshot_of(play.get_own_attempt(attempt, person.id)).question
        assert asked is not None
        form = get_form(page.text, "data-decision")
        chosen = {"answer": str(asked.default)} if isinstance(asked.default, str | float) else {}
        data = {**dict(form.fields()), **chosen}
        page = browser.post(form.action, data=data, follow_redirects=True)

    assert page.request.path == f"/attempts/{attempt}/debrief"
    assert play.find_open_tour(person.id) is None
