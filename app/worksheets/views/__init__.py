"""The pages of this area."""

from __future__ import annotations

from datetime import date
from typing import cast

from babel.numbers import get_currency_name
from flask import Blueprint, Flask, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import get_locale, to_user_timezone
from flask_babel import lazy_gettext as _

from app import clock
from app.navigation import NavItem, add_nav_item
from app.worksheets.catalogue import find_tool
from app.worksheets.contents import CURRENCIES
from app.worksheets.declaration import MOST_RATING, Computed, Rows
from app.worksheets.forms import cell_name, field_name, problems_id, rows_name
from app.worksheets.models import NAME_MAX_LENGTH
from app.worksheets.service import MOST_COMMENT
from app.worksheets.typed import MOST_LONG, MOST_SHORT, Unreadable, grouped, read_day

bp = Blueprint("worksheets", __name__)


@bp.record_once
def _add_to_frame(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    app.jinja_env.globals.update(find_tool_link=find_tool_link)
    app.jinja_env.filters.update(currency_name=_currency_name, typed=grouped)
    app.jinja_env.tests.update(
        calendar_day=_is_calendar_day,
        rows_section=lambda section: isinstance(section, Rows),
        computed_column=lambda column: isinstance(column, Computed),
    )
    add_nav_item(app, NavItem(_("Worksheets"), "worksheets.tools", "tools", order=8))


@bp.context_processor
def _shared_facts() -> dict[str, object]:
    return {
        "CURRENCIES": CURRENCIES,
        "MOST_COMMENT": MOST_COMMENT,
        "MOST_LONG": MOST_LONG,
        "MOST_RATING": MOST_RATING,
        "MOST_SHORT": MOST_SHORT,
        "NAME_MAX_LENGTH": NAME_MAX_LENGTH,
        "cell_name": cell_name,
        "field_name": field_name,
        "problems_id": problems_id,
        "rows_name": rows_name,
    }


def find_tool_link(kind: str) -> tuple[str, str] | None:
    """Address and title of a worksheet, for pages of other areas; None where there is none."""
    tool = find_tool(kind)
    return None if tool is None else (url_for("worksheets.tool", kind=tool.id), str(tool.title))


def today() -> date:
    """The day that it is where the installation stands."""
    return to_user_timezone(clock.now()).date()


def is_htmx() -> bool:
    """Whether only a part of the page is asked for."""
    return request.headers.get("HX-Request") == "true"


def _currency_name(code: str) -> str:
    return get_currency_name(code, locale=get_locale())


def _is_calendar_day(text: str) -> bool:
    """Whether a browser's calendar takes this text."""
    try:
        return read_day(text).isoformat() == text
    except Unreadable:
        return False


from app.worksheets.views import (  # noqa: E402, F401
    comments,
    exports,
    sharing,
    sheets,
    tools,
)
