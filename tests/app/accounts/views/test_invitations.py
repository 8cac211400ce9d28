"""``/invitations/<token>``: from the administrator's form to the new account."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app import clock
from app.accounts import service
from tests.support.people import PASSWORD, make_group, make_person, signed_in_as

ANSWER = {"name": "王伟", "password": PASSWORD, "repeated": PASSWORD}


@pytest.fixture
def link(db: SQLAlchemy) -> str:
    """An open invitation's path."""
    service.invite(
        "wang@example.com",
        role="trainee",
        group_id=make_group("华东一组").id,
        invited_by_id=make_person("admin", name="何静").id,
        token="secret",
        now=clock.now(),
    )
    return "/invitations/secret"


def test_an_administrator_gets_a_link_that_works_once(
    db: SQLAlchemy, app: Flask, client: FlaskClient
) -> None:
    admin, group = make_person("admin"), make_group()
    browser = signed_in_as(app, admin)
    sent = {"email": "Wang@example.com", "role": "trainer", "group_id": str(group.id)}

    made = browser.post("/admin/people/invite", data=sent)

    assert made.status_code == 201
    shown = re.search(r'value="http://localhost(/invitations/[^"]+)"', made.text)
    assert shown is not None
    assert "no-store" in made.headers["Cache-Control"]
    listed = browser.get("/admin/people").text
    assert "wang@example.com" in listed
    assert shown[1] not in listed

    accepted = client.post(shown[1], data=ANSWER, headers={"Accept-Language": "zh-CN"})

    assert accepted.status_code == 302
    page = client.get("/account", headers={"Accept-Language": "zh-CN"}).text
    assert "王伟，欢迎加入，账号已开通。" in page
    person = service.find_person_by_email("wang@example.com")
    assert person is not None
    assert service.groups_taught_by(person.id) == [group]
    assert client.post(shown[1], data=ANSWER).status_code == 404
    assert "wang@example.com" in browser.get("/admin/people").text


def test_the_page_says_who_invited_whom_to_what(client: FlaskClient, link: str) -> None:
    page = client.get(link).text
    for expected in ("何静", "wang@example.com", "Trainee", "华东一组"):
        assert expected in page


def test_the_language_chosen_before_is_the_persons(client: FlaskClient, link: str) -> None:
    client.post("/language", data={"locale": "zh_Hant"})
    client.post(link, data=ANSWER)
    person = service.find_person_by_email("wang@example.com")
    assert person is not None
    assert person.locale == "zh_Hant"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"name": ""}, "This field is required."),
        ({"repeated": "else"}, "The two passwords are not the same."),
        ({"password": "woaini1314", "repeated": "woaini1314"}, "too easy to guess"),
    ],
)
def test_a_refused_answer_can_be_corrected(
    client: FlaskClient, link: str, changed: dict[str, str], reason: str
) -> None:
    answer = client.post(link, data={**ANSWER, **changed})
    assert answer.status_code == 422
    assert reason in answer.text
    assert client.post(link, data=ANSWER).status_code == 302


def test_a_link_that_no_longer_works_says_so(client: FlaskClient) -> None:
    answer = client.get("/invitations/unknown")
    assert answer.status_code == 404
    assert "Ask whoever invited you for a new one." in answer.text


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"email": "nothing"}, "is not an e-mail address."),
        ({"email": "taken@example.com"}, "already has an account."),
        ({"role": "admin"}, "An administrator belongs to no group."),
        ({"role": "king"}, "Not a valid choice."),
        ({"group_id": "999"}, "Not a valid choice."),
        ({"group_id": "x"}, "Invalid Choice: could not coerce."),
    ],
)
def test_an_invitation_that_cannot_be_comes_back(
    db: SQLAlchemy, app: Flask, changed: dict[str, str], reason: str
) -> None:
    make_person(email="taken@example.com")
    browser = signed_in_as(app, make_person("admin"))
    sent = {"email": "w@b.c", "role": "trainee", "group_id": str(make_group().id), **changed}
    answer = browser.post("/admin/people/invite", data=sent)
    assert answer.status_code == 422
    assert reason in answer.text
    assert service.list_open_invitations(now=clock.now()) == []


def test_the_form_starts_with_the_group_one_comes_from(db: SQLAlchemy, app: Flask) -> None:
    group = make_group()
    browser = signed_in_as(app, make_person("admin"))
    page = browser.get(f"/admin/people/invite?group={group.id}").text
    assert f'<option selected value="{group.id}">' in page
    assert '<option selected value="">' in browser.get("/admin/people/invite").text


def test_a_withdrawn_link_is_worth_nothing(app: Flask, client: FlaskClient, link: str) -> None:
    (invitation,) = service.list_open_invitations(now=clock.now())
    browser = signed_in_as(app, make_person("admin"))
    answer = browser.post(f"/admin/invitations/{invitation.id}/withdraw")
    assert answer.location == "/admin/people"
    page = browser.get("/admin/people").text
    assert "The invitation is withdrawn." in page
    assert "wang@example.com" not in page
    assert client.get(link).status_code == 404
