"""``/login`` and ``/logout``."""

from __future__ import annotations

import hashlib

from flask import Response, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_limiter import RequestLimit
from flask_limiter.util import get_remote_address
from flask_login import current_user

from app import clock
from app.accounts import service
from app.accounts.demo import ACCOUNTS, PASSWORD
from app.accounts.emails import normalise_email
from app.accounts.forms import SignInForm, show_refusal
from app.accounts.landing import landing_path
from app.accounts.sessions import end_session, start_session
from app.accounts.views import bp, form_page
from app.errors import PAGES, respond
from app.extensions import limiter
from app.rights import public, signed_in
from app.urls import safe_next

FAILURES_OF_ONE_ADDRESS = "30 per 10 minutes"
"""A whole class may sit behind one address, so this is more than one person's bad memory."""

FAILURES_OF_ONE_ACCOUNT_AT_ONE_ADDRESS = "10 per 10 minutes"
"""Only at one address: else anybody could lock anybody else out by guessing wrong on purpose."""

FAILURES_OF_ONE_ACCOUNT = "100 per 10 minutes"
"""However many addresses guess. It takes ten of them to keep the owner out."""


def _account() -> str:
    email = request.form.get("email", "")
    account = normalise_email(email) or email
    return "account:" + hashlib.sha256(account.encode()).hexdigest()


def _account_at_address() -> str:
    return f"{_account()}:{get_remote_address()}"


def _has_failed(response: Response) -> bool:
    return response.status_code == 422


def _say_when(limit: RequestLimit) -> Response:
    seconds = limit.reset_at - clock.now().timestamp()
    minutes = max(1, round(seconds / 60))
    message = ngettext(
        "Signing in failed too often. Try again in a minute.",
        "Signing in failed too often. Try again in %(num)s minutes.",
        minutes,
    )
    return make_response(respond(429, PAGES[429], message))


@bp.route("/login", methods=["GET", "POST"])
@public
@limiter.limit(
    FAILURES_OF_ONE_ADDRESS, methods=["POST"], deduct_when=_has_failed, on_breach=_say_when
)
@limiter.limit(
    FAILURES_OF_ONE_ACCOUNT_AT_ONE_ADDRESS,
    key_func=_account_at_address,
    methods=["POST"],
    deduct_when=_has_failed,
    on_breach=_say_when,
)
@limiter.limit(
    FAILURES_OF_ONE_ACCOUNT,
    key_func=_account,
    methods=["POST"],
    deduct_when=_has_failed,
    on_breach=_say_when,
)
def login() -> ResponseReturnValue:
    """Sign in, and go where one wanted to go."""
    form = SignInForm(next=request.args.get("next"))
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(landing_path(current_user.role))
    if form.validate_on_submit():
        try:
            person = service.sign_in(form.email.data, form.password.data)
        except service.Refused as refusal:
            show_refusal(form, refusal)
        else:
            start_session(person)
            return redirect(safe_next(form.next.data, landing_path(person.role)))
    demo_accounts = ACCOUNTS if current_app.config["DEMO"] else ()
    return form_page(
        "accounts/login.html", form, demo_accounts=demo_accounts, demo_password=PASSWORD
    )


@bp.post("/logout")
@signed_in
def logout() -> ResponseReturnValue:
    """Sign out."""
    end_session()
    return redirect(url_for("accounts.login"))
