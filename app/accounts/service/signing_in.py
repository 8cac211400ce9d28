"""Proving who one is."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import update

from app.accounts.models import Person
from app.accounts.passwords import NOBODYS_HASH, hash_password, is_outdated, matches
from app.accounts.refusals import Refused
from app.accounts.service.directory import find_person_by_email, get_person
from app.accounts.strength import check_strength
from app.database import commit, db, release


def sign_in(email: str, password: str) -> Person:
    """The active person with this address and password.

    Raises Refused, with the same words after the same time whether the address is unknown, the
    password wrong or the account deactivated.
    """
    person = find_person_by_email(email)
    password_hash = NOBODYS_HASH if person is None else person.password_hash
    release()
    is_right = matches(password_hash, password)
    if person is None or not is_right or not person.is_active:
        raise Refused(
            "password", _("This e-mail address and password do not belong to an active account.")
        )
    if is_outdated(password_hash):
        _renew_hash(person.id, password_hash, hash_password(password))
    return person


def change_password(person_id: int, *, current_password: str, new_password: str) -> Person:
    """Set a new password and end every session of this person.

    Raises Refused when the current password is wrong or the new one too easy to guess.
    """
    person = get_person(person_id)
    if not matches(person.password_hash, current_password):
        raise Refused("current_password", _("This is not your current password."))
    if current_password == new_password:
        raise Refused("new_password", _("This is the password you already have."))
    check_strength("new_password", new_password, about=(person.email, person.name))
    release()
    new_hash = hash_password(new_password)
    person.password_hash = new_hash
    person.session_version = Person.session_version + 1
    commit()
    return person


def _renew_hash(person_id: int, old_hash: str, new_hash: str) -> None:
    # Only if it is still the old one: the password may have been changed at this very moment.
    db.session.execute(
        update(Person)
        .where(Person.id == person_id, Person.password_hash == old_hash)
        .values(password_hash=new_hash)
    )
    commit()
