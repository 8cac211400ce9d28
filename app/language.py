"""``POST /language``: the reader chooses a language."""

from __future__ import annotations

from flask import Blueprint, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.database import commit
from app.errors import Invalid
from app.i18n import LOCALES, SESSION_KEY
from app.rights import public
from app.urls import safe_next

bp = Blueprint("language", __name__)


@bp.post("/language")
@public
def choose() -> ResponseReturnValue:
    """Remember the choice, for the person if signed in, and go back to the page."""
    locale = request.form.get("locale", "")
    if locale not in LOCALES:
        raise Invalid(_("There is no language “%(locale)s” here.", locale=locale))
    session[SESSION_KEY] = locale
    if current_user.is_authenticated:
        current_user.locale = locale
        commit()
    return redirect(safe_next(request.form.get("next")))
