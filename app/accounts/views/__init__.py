"""The pages of this area."""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, Flask, render_template
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from app.accounts.cli import create_admin
from app.accounts.words import KIND_NAMES, ROLE_NAMES
from app.forms import Form
from app.navigation import NavItem, add_nav_item

bp = Blueprint("accounts", __name__)
bp.cli.help = "People of this installation."
bp.cli.add_command(create_admin)


@bp.record_once
def _add_to_frame(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    app.jinja_env.globals.update(ROLE_NAMES=ROLE_NAMES, KIND_NAMES=KIND_NAMES)
    add_nav_item(app, NavItem(_("People"), "accounts.people", "user", order=80))
    add_nav_item(app, NavItem(_("Groups"), "accounts.groups", "users", order=81))


def form_page(template: str, form: Form, **facts: Any) -> ResponseReturnValue:
    """The page of a form: 422 when something in it is to be corrected."""
    return render_template(template, form=form, **facts), 422 if form.errors else 200


from app.accounts.views import (  # noqa: E402, F401
    account,
    groups,
    invitations,
    password_links,
    people,
    sign_in,
)
