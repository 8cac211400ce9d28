"""Answers that several pages of this area give."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.authoring import service
from app.authoring.diff import compare
from app.authoring.forms import TextForm
from app.play import service as play
from simengine.scenario.problems import ScenarioInvalid


def download(text: str, name: str) -> Response:
    """A text as a file of this name, which must be made of slugs and numbers only."""
    return Response(
        text,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.yaml"'},
    )


def start_trial(draft: service.OpenDraft) -> ResponseReturnValue:
    """Begin to play a draft; back to the editor when it can't be played."""
    try:
        attempt = play.start_trial(current_user.id, draft.text, slug=draft.slug, now=clock.now())
    except ScenarioInvalid:
        flash(_("The scenario has problems. Mend them first, then try it."), "warning")
        return redirect(url_for("authoring.edit", slug=draft.slug))
    return redirect(url_for("play.room", attempt_id=attempt.id))


def conflict_page(error: service.DraftMovedOn) -> ResponseReturnValue:
    """Both texts: the one that was not saved, in a form that can still save it, and the other."""
    theirs = error.theirs
    form = TextForm(formdata=None, text=error.mine, base=theirs.base)
    changes = compare(theirs.text, error.mine)
    page = render_template("authoring/conflict.html", form=form, theirs=theirs, changes=changes)
    return page, 409
