"""``/insights``: how groups and people do."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, Response, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_login import current_user

from app import clock
from app.errors import NotFound
from app.insights import service
from app.insights.charts import draw_histogram, draw_trend
from app.insights.export import attempts_as_csv
from app.insights.forms import as_arguments, read_filters
from app.insights.pages import kpi_averages, scores_in_time
from app.insights.statistics import ENOUGH, tint
from app.navigation import NavItem, add_nav_item
from app.rights import allow

bp = Blueprint("insights", __name__)


@bp.record_once
def _add_to_frame(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    add_nav_item(app, NavItem(_("Scores"), "insights.overview", "chart-bar", order=30))


@bp.get("/insights")
@allow("trainer", "manager", "admin")
def overview() -> ResponseReturnValue:
    """The groups, and one of them at one scenario."""
    filters = read_filters(request.args)
    page = service.overview(current_user, filters, now=clock.now())
    chart = leaf = None
    if page.board is not None and page.scenario is not None:
        leaf = page.board.leaf(request.args.get("page", 1, type=int))
        chart = draw_histogram(page.board.bins, page.scenario.score.pass_mark)
    return render_template(
        "insights/overview.html",
        page=page,
        filters=filters,
        arguments=as_arguments(filters),
        chart=chart,
        leaf=leaf,
        ENOUGH=ENOUGH,
        PERIODS=service.PERIODS,
        MODES=service.MODES,
        tint=tint,
    )


@bp.get("/insights/attempts.csv")
@allow("trainer", "manager", "admin")
def export() -> ResponseReturnValue:
    """The attempts of the chosen group at the chosen scenario, for a spreadsheet."""
    page = service.overview(current_user, read_filters(request.args), now=clock.now())
    if page.scenario is None:
        raise NotFound(_("There is nothing to export: nobody has played yet."))
    headers = {"Content-Disposition": f"attachment; filename={page.scenario.id}-attempts.csv"}
    text = attempts_as_csv(page.scenario, page.attempts)
    return Response(text, mimetype="text/csv", headers=headers)


@bp.get("/insights/people/<int:person_id>")
@allow("trainer", "manager", "admin")
def person(person_id: int) -> ResponseReturnValue:
    """One person: attempts, scores in time by scenario, strong and weak KPIs."""
    record = service.person_record(current_user, person_id)
    return render_template(
        "insights/person.html",
        record=record,
        trends=[(trend.scenario, draw_trend(trend.scores)) for trend in scores_in_time(record)],
        averages=kpi_averages(record),
    )
