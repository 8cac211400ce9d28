"""Proving who one is."""

import pytest
from argon2 import PasswordHasher
from flask_sqlalchemy import SQLAlchemy

from app.accounts import passwords, service
from app.accounts.service import signing_in
from app.errors import NotFound
from tests.support.people import PASSWORD, make_person

NEW = "paper-lantern-47-river"
REFUSED = "This e-mail address and password do not belong to an active account."


def test_address_and_password_open_the_account(db: SQLAlchemy) -> None:
    person = make_person(email="wang@example.com")
    assert service.sign_in(" WANG@example.com", PASSWORD) is person


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("wang@example.com", PASSWORD + "x"),
        ("wang@example.com", ""),
        ("gone@example.com", PASSWORD),
        ("nobody@example.com", PASSWORD),
        ("not an address", PASSWORD),
    ],
)
def test_all_refusals_sound_the_same(db: SQLAlchemy, email: str, password: str) -> None:
    make_person(email="wang@example.com")
    make_person(email="gone@example.com", is_active=False)
    with pytest.raises(service.Refused) as refused:
        service.sign_in(email, password)
    assert (refused.value.field, str(refused.value)) == ("password", REFUSED)


@pytest.mark.parametrize("email", ["wang@example.com", "gone@example.com", "nobody", "a@b.c"])
def test_one_hash_is_checked_whoever_asks(
    db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    """So the time of the answer does not tell which addresses have an account."""
    make_person(email="wang@example.com")
    make_person(email="gone@example.com", is_active=False)
    checked: list[str] = []
    monkeypatch.setattr(signing_in, "matches", lambda kept, _given: checked.append(kept) is None)
    if email == "wang@example.com":
        service.sign_in(email, "whatever")
    else:
        with pytest.raises(service.Refused):
            service.sign_in(email, "whatever")
    person = service.find_person_by_email(email)
    assert checked == [person.password_hash if person else passwords.NOBODYS_HASH]


def test_a_hash_with_old_parameters_is_renewed(db: SQLAlchemy) -> None:
    person = make_person()
    person.password_hash = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    db.session.commit()

    service.sign_in(person.email, PASSWORD)
    renewed = person.password_hash
    service.sign_in(person.email, PASSWORD)

    assert not passwords.is_outdated(renewed)
    assert passwords.matches(renewed, PASSWORD)
    assert person.password_hash == renewed
    assert person.session_version == 1


def test_a_renewed_hash_never_undoes_a_change_of_password(
    db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make_person()
    person.password_hash = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    db.session.commit()

    def change_meanwhile(password: str) -> str:
        monkeypatch.setattr(signing_in, "hash_password", passwords.hash_password)
        service.change_password(person.id, current_password=PASSWORD, new_password=NEW)
        return passwords.hash_password(password)

    monkeypatch.setattr(signing_in, "hash_password", change_meanwhile)
    service.sign_in(person.email, PASSWORD)

    assert passwords.matches(person.password_hash, NEW)


def test_a_new_password_ends_the_sessions(db: SQLAlchemy) -> None:
    person = make_person()

    changed = service.change_password(person.id, current_password=PASSWORD, new_password=NEW)

    assert (changed.id, changed.session_version) == (person.id, 2)
    assert service.sign_in(person.email, NEW) is person
    with pytest.raises(service.Refused):
        service.sign_in(person.email, PASSWORD)


@pytest.mark.parametrize(
    ("current", "new", "field", "reason"),
    [
        ("wrong", NEW, "current_password", "not your current password"),
        (PASSWORD, PASSWORD, "new_password", "already have"),
        (PASSWORD, "woaini1314", "new_password", "too easy to guess"),
        (PASSWORD, "yuxuan.ouyang", "new_password", "too easy to guess"),
    ],
)
def test_a_refused_password_changes_nothing(
    db: SQLAlchemy, current: str, new: str, field: str, reason: str
) -> None:
    person = make_person(email="yuxuan.ouyang@example.com")
    before = person.password_hash
    with pytest.raises(service.Refused, match=reason) as refused:
        service.change_password(person.id, current_password=current, new_password=new)
    assert refused.value.field == field
    assert (person.password_hash, person.session_version) == (before, 1)


def test_nobody_has_no_password_to_change(db: SQLAlchemy) -> None:
    with pytest.raises(NotFound, match="no person with the number 7"):
        service.change_password(7, current_password=PASSWORD, new_password=NEW)
