"""The pages of this area."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, request
from flask.blueprints import BlueprintSetupState
from flask_babel import lazy_gettext as _

from app.navigation import NavItem, add_nav_item
from app.teaching.words import FILE_NAMES, LESSON_STATE_KINDS, LESSON_STATE_NAMES

bp = Blueprint("teaching", __name__, url_prefix="/teaching")


@bp.record_once
def _add_to_frame(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    app.jinja_env.globals.update(
        FILE_NAMES=FILE_NAMES,
        LESSON_STATE_KINDS=LESSON_STATE_KINDS,
        LESSON_STATE_NAMES=LESSON_STATE_NAMES,
    )
    add_nav_item(app, NavItem(_("Teach"), "teaching.overview", "users", order=35))


def is_htmx() -> bool:
    """Whether only a part of the page is asked for."""
    return request.headers.get("HX-Request") == "true"


from app.teaching.views import courses, drafts, releases, shelf  # noqa: E402, F401
