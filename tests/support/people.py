"""People and groups for tests of all areas, and browsers that are signed in as them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Group, Kind, Membership, Person
from app.database import db
from app.rights import Role

PASSWORD = "tulip-orbit-92-cargo"

# A cheap hash: what it costs to guess one is not what the tests are about.
_PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
_numbers = count(1)

JOINED_AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def make_person(
    role: Role = "trainee",
    *,
    email: str = "",
    name: str = "",
    learns_in: Group | None = None,
    teaches: Group | None = None,
    manages: Group | None = None,
    is_active: bool = True,
    locale: str | None = None,
) -> Person:
    """Add a person whose password is ``PASSWORD``, in the current application context."""
    number = next(_numbers)
    person = Person(
        email=email or f"{role}.{number}@example.test",
        name=name or f"{role} {number}",
        role=role,
        password_hash=_PASSWORD_HASH,
        is_active=is_active,
        locale=locale,
        created_at=JOINED_AT,
    )
    db.session.add(person)
    places: list[tuple[Group | None, Kind]] = [
        (learns_in, "member"),
        (teaches, "teacher"),
        (manages, "manager"),
    ]
    db.session.add_all(
        Membership(person=person, group=group, kind=kind) for group, kind in places if group
    )
    db.session.commit()
    return person


def make_group(name: str = "") -> Group:
    """Add an empty group, in the current application context."""
    group = Group(name=name or f"group {next(_numbers)}", created_at=JOINED_AT)
    db.session.add(group)
    db.session.commit()
    return group


def signed_in_as(app: Flask, person: Person) -> FlaskClient:
    """A browser in which this person has signed in."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = person.get_id()
        session["_fresh"] = True
    return client
