"""``/password-links/<token>``: from the administrator's button to the new password."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app import clock
from app.accounts import service
from tests.support.people import PASSWORD, make_person, signed_in_as

NEW = "paper-lantern-47-river"


def test_who_forgot_their_password_gets_in_again(
    db: SQLAlchemy, app: Flask, client: FlaskClient
) -> None:
    person = make_person(name="王伟")
    old_session = signed_in_as(app, person)
    admin = signed_in_as(app, make_person("admin"))

    made = admin.post(f"/admin/people/{person.id}/password-link")

    assert made.status_code == 201
    shown = re.search(r'value="http://localhost(/password-links/[^"]+)"', made.text)
    assert shown is not None
    assert person.email in client.get(shown[1]).text

    answer = client.post(shown[1], data={"password": NEW, "repeated": NEW})

    assert answer.status_code == 302
    assert "王伟" in client.get("/account").text
    assert old_session.get("/account").location == "/login?next=/account"
    db.session.rollback()
    assert service.sign_in(person.email, NEW) is person
    assert client.get(shown[1]).status_code == 404


@pytest.mark.parametrize(
    ("password", "repeated", "reason"),
    [
        ("woaini1314", "woaini1314", "too easy to guess"),
        (NEW, "else", "The two passwords are not the same."),
    ],
)
def test_a_refused_password_can_be_corrected(
    db: SQLAlchemy, client: FlaskClient, password: str, repeated: str, reason: str
) -> None:
    person = make_person()
    service.make_password_link(person.id, token="secret", now=clock.now())
    answer = client.post(
        "/password-links/secret", data={"password": password, "repeated": repeated}
    )
    assert answer.status_code == 422
    assert reason in answer.text
    assert service.sign_in(person.email, PASSWORD).id == person.id


def test_a_link_that_no_longer_works_says_so(client: FlaskClient) -> None:
    answer = client.get("/password-links/unknown")
    assert answer.status_code == 404
    assert "Ask your administrator for a new one." in answer.text
