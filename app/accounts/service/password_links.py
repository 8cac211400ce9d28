"""Links by which somebody who forgot their password sets a new one."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import CursorResult, delete, select

from app.accounts.models import PasswordLink, Person
from app.accounts.passwords import hash_password
from app.accounts.service.directory import get_person
from app.accounts.strength import check_strength
from app.accounts.tokens import digest_of
from app.database import commit, db, release
from app.errors import Conflict, NotFound

PASSWORD_LINK_HOURS = 24


def make_password_link(person_id: int, *, token: str, now: datetime) -> PasswordLink:
    """Let whoever knows ``token`` set this person's password within ``PASSWORD_LINK_HOURS``.

    An earlier link of the same person ends. Raises Conflict when the account is deactivated.
    """
    person = get_person(person_id)
    if not person.is_active:
        raise Conflict(
            _("The account of %(name)s is deactivated. Reactivate it first.", name=person.name)
        )
    db.session.execute(delete(PasswordLink).where(PasswordLink.person_id == person_id))
    link = PasswordLink(
        token_sha256=digest_of(token),
        person_id=person_id,
        expires_at=now + timedelta(hours=PASSWORD_LINK_HOURS),
    )
    db.session.add(link)
    commit()
    return link


def get_person_of_password_link(token: str, *, now: datetime) -> Person:
    """Whose password the link sets. Raises NotFound once it is used, replaced or expired."""
    person: Person | None = db.session.scalar(
        select(Person)
        .join(PasswordLink, PasswordLink.person_id == Person.id)
        .where(
            PasswordLink.token_sha256 == digest_of(token),
            PasswordLink.expires_at > now,
            Person.is_active,
        )
    )
    if person is None:
        raise _gone()
    return person


def use_password_link(token: str, *, password: str, now: datetime) -> Person:
    """Set the password and end every session of the person. It works once.

    Raises NotFound when the link no longer works and Refused for a weak password.
    """
    person = get_person_of_password_link(token, now=now)
    check_strength("password", password, about=(person.email, person.name))
    release()
    password_hash = hash_password(password)
    # One statement decides: of two requests at the same moment only one finds the link.
    used = db.session.execute(
        delete(PasswordLink).where(PasswordLink.token_sha256 == digest_of(token))
    )
    assert isinstance(used, CursorResult)
    if used.rowcount == 0:
        raise _gone()
    person.password_hash = password_hash
    person.session_version = Person.session_version + 1
    commit()
    return person


def _gone() -> NotFound:
    return NotFound(
        _("This link has been used or replaced, or it has expired. "
          "Ask your administrator for a new one.")
    )  # fmt: skip
