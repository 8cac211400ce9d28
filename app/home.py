"""``GET /``: everybody's first page."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.landing import landing_path
from app.rights import LOGIN_ENDPOINT, public

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """Send people to where their work begins, and visitors to sign in."""
    if not current_user.is_authenticated:
        return redirect(url_for(LOGIN_ENDPOINT))
    return redirect(landing_path(current_user.role))
