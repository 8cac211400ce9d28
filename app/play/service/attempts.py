"""Finding attempts, and who may look at which."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.accounts import service as accounts
from app.accounts.models import Person
from app.database import db
from app.errors import Forbidden, NotFound
from app.play.models import COUNTED, Attempt


def find_attempt(attempt_id: int) -> Attempt | None:
    """The attempt of this number."""
    return db.session.scalar(_attempts().where(Attempt.id == attempt_id))


def get_own_attempt(attempt_id: int, person_id: int) -> Attempt:
    """The attempt of this number, for the one who plays it. Raises NotFound for anybody else."""
    attempt = find_attempt(attempt_id)
    if attempt is None or attempt.person_id != person_id:
        raise _no_such(attempt_id)
    return attempt


def get_visible_attempt(attempt_id: int, viewer: Person) -> Attempt:
    """The attempt of this number, for its person and for those who may see that person.

    Others see an attempt once it is over, and no trials and what-ifs. Raises NotFound for who may
    not know of it, Forbidden while it is still played.
    """
    attempt = find_attempt(attempt_id)
    if attempt is not None and attempt.person_id == viewer.id:
        return attempt
    if (
        attempt is None
        or attempt.mode not in COUNTED
        or not accounts.can_see_person(viewer, attempt.person_id)
    ):
        raise _no_such(attempt_id)
    if attempt.status == "open":
        raise Forbidden(
            _("This attempt is still being played. You can look at it once it is over.")
        )
    return attempt


def attempts_of(person_id: int, *, with_uncounted: bool = False) -> list[Attempt]:
    """The attempts of a person, the last played first; with trials and what-ifs if wished."""
    query = _attempts().where(Attempt.person_id == person_id)
    if not with_uncounted:
        query = query.where(Attempt.mode.in_(COUNTED))
    return list(db.session.scalars(query.order_by(Attempt.played_at.desc(), Attempt.id.desc())))


def attempts_of_people(person_ids: Collection[int]) -> list[Attempt]:
    """The attempts of these people that count, the last played first."""
    query = (
        _attempts()
        .where(Attempt.person_id.in_(person_ids), Attempt.mode.in_(COUNTED))
        .order_by(Attempt.played_at.desc(), Attempt.id.desc())
    )
    return list(db.session.scalars(query))


def find_assessed_attempt(person_id: int, version_id: int) -> Attempt | None:
    """The one assessed attempt of a person at a version."""
    query = _attempts().where(
        Attempt.person_id == person_id,
        Attempt.version_id == version_id,
        Attempt.mode == "assessed",
    )
    return db.session.scalar(query)


def find_attempt_of_form(person_id: int, form_token: str) -> Attempt | None:
    """The attempt that a person started with the form of this token."""
    query = _attempts().where(Attempt.person_id == person_id, Attempt.form_token == form_token)
    return db.session.scalar(query)


def _attempts() -> Select[Attempt]:
    return select(Attempt).options(
        joinedload(Attempt.entry), joinedload(Attempt.version), joinedload(Attempt.person)
    )


def _no_such(attempt_id: int) -> NotFound:
    return NotFound(
        _("There is no attempt %(id)s, or it is none of those you may see.", id=attempt_id)
    )
