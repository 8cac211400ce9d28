"""The pages of this area."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, make_response, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from app.database import db
from app.navigation import NavItem, add_nav_item
from app.play import words
from app.play.figures import figure, plain, range_bar, short_date, shown_figure
from app.play.pages.first_deal import first_deal
from app.play.refusals import ScenarioFails
from app.play.tour import instruments_of

bp = Blueprint("play", __name__)


@bp.record_once
def _add_to_frame(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    app.jinja_env.globals.update(
        WORDS=words,
        figure=figure,
        first_deal=first_deal,
        instruments_of=instruments_of,
        range_bar=range_bar,
        shown_figure=shown_figure,
    )
    app.jinja_env.filters.update(plain=plain, short_date=short_date)
    add_nav_item(app, NavItem(_("Scenarios"), "play.catalogue", "briefcase", order=10))
    add_nav_item(app, NavItem(_("My attempts"), "play.attempts", "history", order=20))


@bp.errorhandler(ScenarioFails)
def _on_scenario_failure(error: ScenarioFails) -> ResponseReturnValue:
    """The author's fault, not the trainee's: say so, and that nothing was lost."""
    db.session.rollback()
    is_fragment = is_htmx()
    template = "play/_scenario_fails.html" if is_fragment else "play/scenario_fails.html"
    answer = make_response(render_template(template, message=error.message), 422)
    if is_fragment:
        answer.headers["HX-Retarget"] = "#messages"
        answer.headers["HX-Reswap"] = "innerHTML show:top"
    return answer


def is_htmx() -> bool:
    """Whether a part of a page is asked for instead of a whole one."""
    return request.headers.get("HX-Request") == "true"


from app.play.views import balance, debrief, help_page, review, room, scenarios, tour  # noqa: E402, F401
