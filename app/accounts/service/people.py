"""Changing people: who they are, what they may do, whether they may come in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import CursorResult, delete, exists, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from app.accounts.emails import normalise_email
from app.accounts.kinds import kinds_open_to
from app.accounts.models import Invitation, Membership, Person
from app.accounts.names import tidy_name
from app.accounts.passwords import hash_password
from app.accounts.refusals import Refused
from app.accounts.service.directory import get_person
from app.accounts.strength import check_strength
from app.database import commit, db
from app.errors import Conflict, Forbidden
from app.i18n import LOCALES
from app.rights import Role


def create_person(email: str, *, name: str, role: Role, password: str, now: datetime) -> Person:
    """Add a person. Raises Refused for a bad or taken address, a bad name or a weak password."""
    normalised = normalise_email(email)
    if normalised is None:
        raise Refused("email", _("“%(email)s” is not an e-mail address.", email=email))
    name = tidy_name("name", name)
    check_strength("password", password, about=(normalised, name))
    person = Person(
        email=normalised,
        name=name,
        role=role,
        password_hash=hash_password(password),
        created_at=now,
    )
    db.session.add(person)
    try:
        commit()
    except IntegrityError as error:
        db.session.rollback()
        raise taken(normalised) from error
    return person


def taken(email: str) -> Refused:
    """The error that says that an address already has an account."""
    return Refused("email", _("%(email)s already has an account.", email=email))


def update_profile(person_id: int, *, name: str, locale: str | None) -> Person:
    """Set name and language; a language of None follows the browser. Raises Refused."""
    if locale is not None and locale not in LOCALES:
        raise Refused("locale", _("There is no language “%(locale)s” here.", locale=locale))
    person = get_person(person_id)
    person.name = tidy_name("name", name)
    person.locale = locale
    commit()
    return person


def change_role(person_id: int, role: Role, *, by_id: int) -> Person:
    """Give a person another role and end their sessions.

    They leave the groups in which only the old role had business. Raises Forbidden for oneself and
    Conflict for the last active administrator.
    """
    person = get_person(person_id)
    if person_id == by_id:
        raise Forbidden(_("You cannot change your own role. Ask another administrator."))
    if person.role == role:
        return person
    _change_door(person, role=role)
    unfit = Membership.kind.not_in(kinds_open_to(role))
    db.session.execute(delete(Membership).where(Membership.person_id == person_id, unfit))
    commit()
    return person


def deactivate(person_id: int, *, by_id: int) -> Person:
    """Shut a person out and end their sessions; what they did stays.

    Raises Forbidden for oneself and Conflict for the last active administrator.
    """
    person = get_person(person_id)
    if person_id == by_id:
        raise Forbidden(_("You cannot deactivate your own account. Ask another administrator."))
    _change_door(person, is_active=False)
    commit()
    return person


def reactivate(person_id: int) -> Person:
    """Let a person in again."""
    person = get_person(person_id)
    person.is_active = True
    commit()
    return person


def _change_door(person: Person, **changes: Any) -> None:
    """Write ``changes`` unless they take away the last active administrator.

    Two administrators may deactivate each other at the same moment: PostgreSQL lets the second
    wait at the rows of all administrators, SQLite at the UPDATE, and then the claim that another
    one is left is false.
    """
    is_active_admin = (Person.role == "admin") & Person.is_active
    db.session.execute(
        select(Person.id).where(is_active_admin).order_by(Person.id).with_for_update()
    )
    other = aliased(Person)
    is_another_left = exists().where(other.role == "admin", other.is_active, other.id != person.id)
    changed = db.session.execute(
        update(Person)
        .where(Person.id == person.id, or_(~is_active_admin, is_another_left))
        .values(session_version=Person.session_version + 1, **changes)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(changed, CursorResult)
    if changed.rowcount == 0:
        raise Conflict(
            _("%(name)s is the last active administrator. Name another one first.",
              name=person.name)
        )  # fmt: skip
    # Links that this person handed out as an administrator must not outlive the office.
    db.session.execute(
        delete(Invitation).where(
            Invitation.invited_by_id == person.id, Invitation.used_at.is_(None)
        )
    )
