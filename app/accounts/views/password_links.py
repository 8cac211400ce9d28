"""``/password-links/<token>``: a new password for somebody who forgot theirs."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts import service
from app.accounts.forms import ForgottenPasswordForm, show_refusal
from app.accounts.landing import landing_path
from app.accounts.sessions import start_session
from app.accounts.views import bp, form_page
from app.rights import allow, public


@bp.post("/admin/people/<int:person_id>/password-link")
@allow("admin")
def make_password_link(person_id: int) -> ResponseReturnValue:
    """Make a link for somebody who forgot their password; it is shown this once."""
    token = service.new_token()
    link = service.make_password_link(person_id, token=token, now=clock.now())
    person = service.get_person(person_id)
    return render_template(
        "accounts/password_link.html", link=link, person=person, token=token
    ), 201


@bp.route("/password-links/<token>", methods=["GET", "POST"])
@public
def password_link(token: str) -> ResponseReturnValue:
    """Choose a new password, and be signed in."""
    person = service.get_person_of_password_link(token, now=clock.now())
    form = ForgottenPasswordForm()
    if form.validate_on_submit():
        try:
            service.use_password_link(token, password=form.password.data, now=clock.now())
        except service.Refused as refusal:
            show_refusal(form, refusal)
        else:
            start_session(person)
            flash(_("Your password is changed. You are signed out everywhere else."), "success")
            return redirect(landing_path(person.role))
    return form_page("accounts/forgotten_password.html", form, person=person)
