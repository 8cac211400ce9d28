"""``/invitations/<token>``: making an account."""

from __future__ import annotations

from flask import flash, redirect, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts import service
from app.accounts.forms import AcceptForm, show_refusal
from app.accounts.landing import landing_path
from app.accounts.sessions import start_session
from app.accounts.views import bp, form_page
from app.i18n import SESSION_KEY
from app.rights import public


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> ResponseReturnValue:
    """Choose a name and a password, and be signed in."""
    found = service.get_open_invitation(token, now=clock.now())
    form = AcceptForm()
    if form.validate_on_submit():
        try:
            person = service.accept_invitation(
                token,
                name=form.name.data,
                password=form.password.data,
                locale=session.get(SESSION_KEY),
                now=clock.now(),
            )
        except service.Refused as refusal:
            show_refusal(form, refusal)
        else:
            start_session(person)
            flash(_("Welcome, %(name)s. Your account is ready.", name=person.name), "success")
            return redirect(landing_path(person.role))
    return form_page("accounts/invitation.html", form, invitation=found)
