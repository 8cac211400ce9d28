"""What a session cookie is worth."""

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.accounts.sessions import load_person
from tests.support.people import make_person


def test_a_session_names_a_person_and_their_version(db: SQLAlchemy) -> None:
    person = make_person()
    assert person.get_id() == f"{person.id}.1"
    assert load_person(person.get_id()) is person


@pytest.mark.parametrize(
    "session_id", ["", "{id}", "{id}.2", "{id}.1.1", "0{id}.1", "x.1", "999.1"]
)
def test_another_session_id_opens_nothing(db: SQLAlchemy, session_id: str) -> None:
    person = make_person()
    assert load_person(session_id.format(id=person.id)) is None


def test_a_deactivated_person_has_no_session(db: SQLAlchemy) -> None:
    assert load_person(make_person(is_active=False).get_id()) is None
