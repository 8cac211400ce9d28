"""Invitations: how a person gets an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, CursorResult, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from app.accounts.emails import normalise_email
from app.accounts.kinds import KIND_OF_ROLE
from app.accounts.models import Group, Invitation, Membership, Person
from app.accounts.names import tidy_name
from app.accounts.passwords import hash_password
from app.accounts.refusals import Refused
from app.accounts.service.directory import find_person_by_email
from app.accounts.service.people import taken
from app.accounts.strength import check_strength
from app.accounts.tokens import digest_of
from app.database import commit, db, release
from app.errors import NotFound
from app.rights import Role

INVITATION_DAYS = 7


def invite(
    email: str,
    *,
    role: Role,
    group_id: int | None,
    invited_by_id: int,
    token: str,
    now: datetime,
) -> Invitation:
    """Let whoever knows ``token`` make an account for ``email`` within ``INVITATION_DAYS``.

    An earlier invitation of the same address ends. Raises Refused for a bad address, one that has
    an account, or a group that is not there or does not go with the role.
    """
    normalised = normalise_email(email)
    if normalised is None:
        raise Refused("email", _("“%(email)s” is not an e-mail address.", email=email))
    if find_person_by_email(normalised) is not None:
        raise taken(normalised)
    if group_id is not None and role not in KIND_OF_ROLE:
        raise Refused("group_id", _("An administrator belongs to no group."))
    if group_id is not None and db.session.get(Group, group_id) is None:
        raise Refused("group_id", _("There is no group with the number %(id)s.", id=group_id))
    db.session.execute(
        delete(Invitation).where(Invitation.email == normalised, Invitation.used_at.is_(None))
    )
    invitation = Invitation(
        token_sha256=digest_of(token),
        email=normalised,
        role=role,
        group_id=group_id,
        kind=KIND_OF_ROLE[role] if group_id is not None else None,
        invited_by_id=invited_by_id,
        created_at=now,
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )
    db.session.add(invitation)
    commit()
    return invitation


def get_open_invitation(token: str, *, now: datetime) -> Invitation:
    """The invitation behind this token. Raises NotFound once it is used, withdrawn or expired."""
    invitation = db.session.scalar(
        select(Invitation).where(Invitation.token_sha256 == digest_of(token), *_is_open(now))
    )
    if invitation is None:
        raise _gone()
    return invitation


def list_open_invitations(*, now: datetime) -> list[Invitation]:
    """The invitations that still wait for an answer, newest first."""
    query = (
        select(Invitation)
        .where(*_is_open(now))
        .options(joinedload(Invitation.invited_by), joinedload(Invitation.group))
        .order_by(Invitation.created_at.desc(), Invitation.id.desc())
    )
    return list(db.session.scalars(query))


def withdraw_invitation(invitation_id: int) -> None:
    """Make an unused invitation worthless; nothing happens if it is used or gone."""
    db.session.execute(
        delete(Invitation).where(Invitation.id == invitation_id, Invitation.used_at.is_(None))
    )
    commit()


def accept_invitation(
    token: str, *, name: str, password: str, locale: str | None, now: datetime
) -> Person:
    """Make the account that the invitation promises. It works once, however often it is sent.

    Raises NotFound when the invitation is no longer open, Refused for a bad name, a weak password
    or an address that got an account meanwhile.
    """
    email = get_open_invitation(token, now=now).email
    name = tidy_name("name", name)
    check_strength("password", password, about=(email, name))
    release()
    password_hash = hash_password(password)
    invitation = _use(token, now)
    person = Person(
        email=invitation.email,
        name=name,
        role=invitation.role,
        password_hash=password_hash,
        locale=locale,
        created_at=now,
    )
    db.session.add(person)
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise taken(email) from error
    if invitation.group_id is not None and invitation.kind is not None:
        db.session.add(
            Membership(person_id=person.id, group_id=invitation.group_id, kind=invitation.kind)
        )
    commit()
    return person


def _use(token: str, now: datetime) -> Invitation:
    # One conditional statement: of two requests at the same moment only one finds it open.
    used = db.session.execute(
        update(Invitation)
        .where(Invitation.token_sha256 == digest_of(token), *_is_open(now))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(used, CursorResult)
    if used.rowcount == 0:
        raise _gone()
    return db.session.execute(
        select(Invitation).where(Invitation.token_sha256 == digest_of(token))
    ).scalar_one()


def _is_open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Invitation.used_at.is_(None), Invitation.expires_at > now


def _gone() -> NotFound:
    return NotFound(
        _("This invitation has been used or withdrawn, or it has expired. "
          "Ask whoever invited you for a new one.")
    )  # fmt: skip
