"""The pages of this area."""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, Flask, request
from flask.blueprints import BlueprintSetupState
from flask_babel import lazy_gettext as _

from app import clock
from app.curriculum.glossary import also_called
from app.curriculum.numbers import plain_number, typed_number
from app.curriculum.pages import Figure, find_lesson_link
from app.navigation import NavItem, add_nav_item

bp = Blueprint("curriculum", __name__)


@bp.record_once
def _add_to_frame(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    app.jinja_env.globals.update(find_lesson_link=find_lesson_link, also_called=also_called)
    app.jinja_env.filters.update(plain_number=plain_number, typed_number=typed_number)
    app.jinja_env.tests["figure"] = lambda block: isinstance(block, Figure)
    add_nav_item(app, NavItem(_("Course"), "curriculum.course", "school", order=5))


@bp.context_processor
def _add_moment() -> dict[str, Any]:
    """When the page was made: one that was kept for reading offline says how old it is."""
    return {"shown_at": clock.now()}


def is_htmx() -> bool:
    """Whether only a part of the page is asked for."""
    return request.headers.get("HX-Request") == "true"


from app.curriculum.views import (  # noqa: E402
    analysis,  # noqa: F401
    glossary,  # noqa: F401
    lessons,  # noqa: F401
    offline,  # noqa: F401
    paper,  # noqa: F401
    quizzes,  # noqa: F401
)
