"""Who is at the other end: the signed session cookie names a person and their session version."""

from __future__ import annotations

from flask import session
from flask_login import login_user, logout_user

from app.accounts.models import Person
from app.accounts.service import find_person
from app.extensions import login_manager
from app.i18n import SESSION_KEY


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load_person(session_id: str) -> Person | None:
    """The person of a session; None once they are deactivated or the session has been ended."""
    number = session_id.partition(".")[0]
    person = find_person(int(number)) if number.isdecimal() else None
    if person is None or not person.is_active or person.get_id() != session_id:
        return None
    return person


def start_session(person: Person) -> None:
    """Sign a person in with a new session: nothing but the language survives from the old one.

    So whoever planted a session, or a form's token, in this browser cannot use it afterwards.
    """
    _renew_session()
    login_user(person)


def end_session() -> None:
    """Sign out."""
    logout_user()
    _renew_session()


def _renew_session() -> None:
    language = session.get(SESSION_KEY)
    session.clear()
    if language is not None:
        session[SESSION_KEY] = language
