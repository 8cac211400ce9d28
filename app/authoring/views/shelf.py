"""``/authoring``: all scenarios, a new one, an upload, and what has been published."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.accounts.forms import show_refusal
from app.accounts.service import Refused
from app.authoring import service
from app.authoring.forms import BeginForm, UploadForm
from app.authoring.texts import read_upload
from app.authoring.views import bp
from app.authoring.views.answers import conflict_page, download
from app.errors import Invalid
from app.rights import allow


@bp.get("")
@allow("trainer", "admin")
def shelf() -> ResponseReturnValue:
    """All scenarios with their state."""
    page = service.list_scenarios(current_user, page=request.args.get("page", 1, type=int))
    return render_template("authoring/shelf.html", page=page, upload=UploadForm())


@bp.route("/new", methods=["GET", "POST"])
@allow("trainer", "admin")
def begin() -> ResponseReturnValue:
    """A new scenario, from the starter or as a copy."""
    form = BeginForm()
    form.offer_copies(service.copyable())
    if form.validate_on_submit():
        try:
            draft = service.begin(
                form.slug.data.strip(),
                copy_of=form.copy_of.data or None,
                by=current_user,
                now=clock.now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            return redirect(url_for("authoring.edit", slug=draft.slug))
    return render_template("authoring/begin.html", form=form), 422 if form.errors else 200


@bp.post("/upload")
@allow("trainer", "admin")
def upload() -> ResponseReturnValue:
    """Take a file as the draft of the scenario that it names."""
    form = UploadForm()
    if form.validate_on_submit():
        try:
            text = read_upload(form.file.data)
            draft = service.take_upload(text, by=current_user, now=clock.now())
        except service.DraftMovedOn as error:
            return conflict_page(error)
        except Invalid as error:
            form.file.errors = [error.message]
        else:
            flash(_("The file is now the draft of “%(slug)s”.", slug=draft.slug), "success")
            return redirect(url_for("authoring.edit", slug=draft.slug))
    page = service.list_scenarios(current_user, page=1)
    return render_template("authoring/shelf.html", page=page, upload=form), 422


@bp.get("/<slug>/versions")
@allow("trainer", "admin")
def versions(slug: str) -> ResponseReturnValue:
    """What has been published of a scenario."""
    history = service.list_versions(slug, viewer=current_user)
    return render_template("authoring/versions.html", history=history)


@bp.get("/<slug>/versions/<int:number>")
@allow("trainer", "admin")
def version(slug: str, number: int) -> ResponseReturnValue:
    """The text of one version, to read."""
    published = service.get_published(slug, number, viewer=current_user)
    return render_template("authoring/version.html", published=published)


@bp.get("/<slug>/versions/<int:number>/text")
@allow("trainer", "admin")
def version_text(slug: str, number: int) -> ResponseReturnValue:
    """The text of one version, as a file."""
    published = service.get_published(slug, number, viewer=current_user)
    return download(published.text, f"{published.slug}-v{number}")
