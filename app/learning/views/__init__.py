"""The pages of this area."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import lazy_gettext as _
from flask_login import current_user

from app import clock
from app.learning import service, words
from app.memory import service as memory
from app.navigation import NavItem, add_nav_item

bp = Blueprint("learning", __name__)


@bp.record_once
def _add_to_frame(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    app.jinja_env.globals.update(next_step=next_step)
    app.jinja_env.filters.update(local_day=words.local_day)
    add_nav_item(app, NavItem(_("My path"), "learning.path", "flag", order=3, roles=("trainee",)))


def next_step(record: service.Record | None = None) -> words.Told:
    """What the current person should do next, for the pages of any area; `record` saves reading
    it again."""
    now = clock.now()
    suggestion = service.suggestion_for(
        current_user.id,
        now=now,
        record=record,
        due_cards=memory.due_count(current_user.id, now=now),
        cards_url=url_for("memory.overview"),
    )
    return words.tell(suggestion)


from app.learning.views import certificates, path  # noqa: E402, F401
