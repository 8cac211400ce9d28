"""``/certificates``: anybody may ask whether one is genuine; its person keeps it as PDF."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.accounts import service as accounts
from app.errors import Conflict
from app.extensions import limiter
from app.learning import service
from app.learning.certificate_pdf import certificate_response
from app.learning.forms import NumberForm, RevokeForm
from app.learning.models import Certificate
from app.learning.numbers import read_number
from app.learning.views import bp
from app.rights import allow, public, signed_in

LOOKUPS = "120 per minute"
"""Of one address. A number is one of 2^55, so this is to spare the server, not to keep a secret."""


@bp.post("/learning/certificates")
@signed_in
def issue() -> ResponseReturnValue:
    """Take a certificate that has been earned."""
    subject = request.form.get("subject", "")
    certificate = service.issue(current_user.id, subject, now=clock.now())
    return redirect(url_for("learning.certificate", number=certificate.number))


@bp.get("/certificates")
@public
@limiter.limit(LOOKUPS)
def find_certificate() -> ResponseReturnValue:
    """A box for a number, and the certificate of the number in it."""
    form = NumberForm(request.args, meta={"csrf": False})
    if not request.args:
        return render_template("learning/find_certificate.html", form=form)
    if not form.validate():
        return render_template("learning/find_certificate.html", form=form), 422
    number = read_number(form.number.data or "")
    return redirect(url_for("learning.certificate", number=number))


@bp.get("/certificates/<number>")
@public
@limiter.limit(LOOKUPS)
def certificate(number: str) -> ResponseReturnValue:
    """Whose it is, what for, of when, and whether it holds."""
    found = service.find_certificate(number)
    if found is None:
        return render_template("learning/no_certificate.html", number=number[:40]), 404
    if number != found.number:
        return redirect(url_for("learning.certificate", number=found.number))
    return _page(found, RevokeForm())


@bp.get("/certificates/<number>/pdf")
@signed_in
def certificate_pdf(number: str) -> ResponseReturnValue:
    """The certificate to keep and to print."""
    found = service.get_visible_certificate(number, current_user)
    if not found.is_valid:
        raise Conflict(_("This certificate was revoked; there is no paper of it any more."))
    return certificate_response(found)


@bp.post("/certificates/<number>/revoke")
@allow("admin")
def revoke(number: str) -> ResponseReturnValue:
    """Take a certificate back."""
    found = service.get_visible_certificate(number, current_user)
    form = RevokeForm()
    if not form.validate():
        return _page(found, form)
    service.revoke(number, current_user.id, form.reason.data or "", now=clock.now())
    flash(_("The certificate is revoked. Whoever looks it up is told so."), "info")
    return redirect(url_for("learning.certificate", number=found.number))


@bp.post("/certificates/<number>/restore")
@allow("admin")
def restore(number: str) -> ResponseReturnValue:
    """Let a revoked certificate hold again."""
    found = service.restore(number, current_user.id)
    flash(_("The certificate holds again."), "info")
    return redirect(url_for("learning.certificate", number=found.number))


def _page(found: Certificate, form: RevokeForm) -> ResponseReturnValue:
    is_insider = current_user.is_authenticated and accounts.can_see_person(
        current_user, found.person_id
    )
    page = render_template(
        "learning/certificate.html", certificate=found, form=form, is_insider=is_insider
    )
    answer = make_response(page, 422 if form.errors else 200)
    # A name belongs to whoever holds the number, not to search engines.
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
