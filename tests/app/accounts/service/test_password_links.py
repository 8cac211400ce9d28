"""Links for people who forgot their password."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.accounts import service
from app.accounts.models import PasswordLink
from app.errors import Conflict, NotFound
from tests.support.people import JOINED_AT, PASSWORD, make_person
from tests.support.threads import at_once

TOKEN = "a secret"
NEW = "paper-lantern-47-river"
LAST_MOMENT = JOINED_AT + timedelta(hours=24) - timedelta(microseconds=1)


def test_a_link_sets_a_password_once_and_ends_the_sessions(db: SQLAlchemy) -> None:
    person = make_person()
    link = service.make_password_link(person.id, token=TOKEN, now=JOINED_AT)
    assert TOKEN not in (link.token_sha256, str(link.id))
    assert link.expires_at - JOINED_AT == timedelta(hours=24)
    assert service.get_person_of_password_link(TOKEN, now=LAST_MOMENT) is person

    assert service.use_password_link(TOKEN, password=NEW, now=LAST_MOMENT) is person

    assert person.session_version == 2
    assert service.sign_in(person.email, NEW) is person
    with pytest.raises(NotFound, match="used or replaced, or it has expired"):
        service.use_password_link(TOKEN, password=PASSWORD, now=LAST_MOMENT)


@pytest.mark.parametrize("why", ["unknown", "expired", "replaced", "deactivated"])
def test_a_link_ends(db: SQLAlchemy, why: str) -> None:
    admin, person = make_person("admin"), make_person()
    service.make_password_link(person.id, token=TOKEN, now=JOINED_AT)
    now = LAST_MOMENT
    if why == "expired":
        now = JOINED_AT + timedelta(hours=24)
    elif why == "replaced":
        service.make_password_link(person.id, token="newer", now=JOINED_AT)
    elif why == "deactivated":
        service.deactivate(person.id, by_id=admin.id)
    token = "another secret" if why == "unknown" else TOKEN
    before = person.password_hash

    with pytest.raises(NotFound):
        service.get_person_of_password_link(token, now=now)
    with pytest.raises(NotFound):
        service.use_password_link(token, password=NEW, now=now)
    assert person.password_hash == before


def test_a_newer_link_of_somebody_else_replaces_nothing(db: SQLAlchemy) -> None:
    first, second = make_person(), make_person()
    service.make_password_link(first.id, token="first", now=JOINED_AT)
    service.make_password_link(second.id, token="second", now=JOINED_AT)
    found = [
        service.get_person_of_password_link(token, now=JOINED_AT) for token in ("first", "second")
    ]
    assert found == [first, second]


def test_a_weak_password_leaves_the_link(db: SQLAlchemy) -> None:
    person = make_person()
    service.make_password_link(person.id, token=TOKEN, now=JOINED_AT)
    with pytest.raises(service.Refused, match="too easy to guess") as refused:
        service.use_password_link(TOKEN, password="woaini1314", now=JOINED_AT)
    assert refused.value.field == "password"
    assert service.use_password_link(TOKEN, password=NEW, now=JOINED_AT) is person


def test_who_is_deactivated_or_missing_gets_no_link(db: SQLAlchemy) -> None:
    leaver = make_person(name="赵敏", is_active=False)
    with pytest.raises(Conflict, match="account of 赵敏 is deactivated"):
        service.make_password_link(leaver.id, token=TOKEN, now=JOINED_AT)
    with pytest.raises(NotFound):
        service.make_password_link(leaver.id + 1, token=TOKEN, now=JOINED_AT)
    assert db.session.query(PasswordLink).count() == 0


def test_of_many_uses_at_once_one_counts(app: Flask) -> None:
    with app.app_context():
        person_id = make_person().id
        service.make_password_link(person_id, token=TOKEN, now=JOINED_AT)

    def use(password: str) -> str:
        service.use_password_link(TOKEN, password=password, now=JOINED_AT)
        return password

    passwords = [f"{NEW}-{number}" for number in range(8)]
    results = at_once(app, [lambda password=password: use(password) for password in passwords])

    (set_password,) = (result for result in results if isinstance(result, str))
    assert results.count(NotFound) == 7
    with app.app_context():
        person = service.get_person(person_id)
        assert person.session_version == 2
        assert service.sign_in(person.email, set_password) is person
