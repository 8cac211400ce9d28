"""``/authoring/<slug>/draft``: the editor."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.authoring import service
from app.authoring.checks import check_text
from app.authoring.forms import TextForm
from app.authoring.outline import outline
from app.authoring.views import bp
from app.authoring.views.answers import conflict_page, download, start_trial
from app.errors import Invalid
from app.rights import allow


@bp.get("/<slug>/draft")
@allow("trainer", "admin")
def edit(slug: str) -> ResponseReturnValue:
    """The text with its problems, or with what was understood of it."""
    draft = service.open_draft(slug, current_user)
    form = TextForm(formdata=None, text=draft.text, base=draft.base)
    check = check_text(draft.text)
    return render_template(
        "authoring/edit.html",
        form=form,
        draft=draft,
        check=check,
        outline=outline(check.program) if check.program else None,
    )


@bp.post("/<slug>/draft")
@allow("trainer", "admin")
def save(slug: str) -> ResponseReturnValue:
    """Keep the text, whatever is wrong with it, and go on to what was asked for."""
    service.open_draft(slug, current_user)
    form = TextForm()
    if not form.validate_on_submit():
        raise Invalid(_("The text did not arrive whole. Nothing was changed; send it again."))
    text, base = form.text.data, form.base.data
    try:
        draft = service.save(slug, text, base=base, by=current_user, now=clock.now())
    except service.DraftMovedOn as error:
        return conflict_page(error)
    if form.then.data == "publish":
        return redirect(url_for("authoring.publish", slug=slug))
    if form.then.data == "try":
        return start_trial(draft)
    flash(_("The draft is saved."), "success")
    return redirect(url_for("authoring.edit", slug=slug))


@bp.get("/<slug>/draft/text")
@allow("trainer", "admin")
def draft_text(slug: str) -> ResponseReturnValue:
    """The draft as a file."""
    draft = service.open_draft(slug, current_user)
    return download(draft.text, draft.slug)


@bp.post("/<slug>/draft/discard")
@allow("trainer", "admin")
def discard(slug: str) -> ResponseReturnValue:
    """Throw the draft away and go back to what is published."""
    if service.discard(slug, by=current_user) is None:
        flash(_("The draft is deleted. Nothing had been published of it."), "success")
        return redirect(url_for("authoring.shelf"))
    flash(_("The draft is deleted. This is what is published."), "success")
    return redirect(url_for("authoring.edit", slug=slug))
