"""The pages of this area."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState
from flask_babel import lazy_gettext as _

from app.authoring.words import ANSWER_NAMES, BOT_NAMES, EDITOR_PHRASES, STATE_KINDS, STATE_NAMES
from app.navigation import NavItem, add_nav_item

bp = Blueprint("authoring", __name__, url_prefix="/authoring")


@bp.record_once
def _add_to_frame(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    app.jinja_env.globals.update(
        ANSWER_NAMES=ANSWER_NAMES,
        BOT_NAMES=BOT_NAMES,
        EDITOR_PHRASES=EDITOR_PHRASES,
        STATE_KINDS=STATE_KINDS,
        STATE_NAMES=STATE_NAMES,
    )
    add_nav_item(app, NavItem(_("Write scenarios"), "authoring.shelf", "edit", order=40))


from app.authoring.views import drafts, releases, shelf  # noqa: E402, F401
