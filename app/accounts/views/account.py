"""``/account``: what people change about themselves."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user

from app.accounts import service
from app.accounts.forms import PasswordForm, ProfileForm, show_refusal
from app.accounts.sessions import start_session
from app.accounts.views import bp, form_page
from app.rights import signed_in


@bp.route("/account", methods=["GET", "POST"])
@signed_in
def profile() -> ResponseReturnValue:
    """Name and language."""
    form = ProfileForm(name=current_user.name, locale=current_user.locale or "")
    if form.validate_on_submit():
        try:
            service.update_profile(
                current_user.id, name=form.name.data, locale=form.locale.data or None
            )
        except service.Refused as refusal:
            show_refusal(form, refusal)
        else:
            refresh()
            flash(_("Your changes are saved."), "success")
            return redirect(url_for("accounts.profile"))
    groups = service.memberships_by_person([current_user.id])[current_user.id]
    return form_page("accounts/profile.html", form, memberships=groups)


@bp.route("/account/password", methods=["GET", "POST"])
@signed_in
def password() -> ResponseReturnValue:
    """A new password; every other session of this person ends."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            person = service.change_password(
                current_user.id,
                current_password=form.current_password.data,
                new_password=form.new_password.data,
            )
        except service.Refused as refusal:
            show_refusal(form, refusal)
        else:
            start_session(person)
            flash(_("Your password is changed. You are signed out everywhere else."), "success")
            return redirect(url_for("accounts.profile"))
    return form_page("accounts/password.html", form)
