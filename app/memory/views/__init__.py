"""The pages of this area."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState
from flask_babel import lazy_gettext as _
from flask_login import current_user

from app import clock
from app.memory import service
from app.navigation import NavItem, add_nav_item

bp = Blueprint("memory", __name__)


def _count() -> int:
    return service.due_count(current_user.id, now=clock.now())


@bp.record_once
def _add_to_frame(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    add_nav_item(app, NavItem(_("Memory"), "memory.overview", "bulb", order=7, count=_count))


from app.memory.views import cards, reviewing  # noqa: E402, F401
