"""From the draft to a version, and back off the shelf."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.authoring import service
from app.authoring.forms import PublishForm
from app.authoring.outline import outline
from app.authoring.views import bp
from app.authoring.views.answers import start_trial
from app.errors import Invalid
from app.library import service as library
from app.rights import allow


@bp.post("/<slug>/try")
@allow("trainer", "admin")
def trial(slug: str) -> ResponseReturnValue:
    """Play the draft as it stands."""
    return start_trial(service.open_draft(slug, current_user))


@bp.get("/<slug>/publish")
@allow("trainer", "admin")
def publish(slug: str) -> ResponseReturnValue:
    """What would be published: what changes, and how the bots get on with it."""
    proof = service.prove(slug, by=current_user)
    form = PublishForm(formdata=None, base=proof.draft.base)
    program = proof.check.program
    return render_template(
        "authoring/publish.html",
        proof=proof,
        form=form,
        outline=outline(program) if program else None,
    )


@bp.post("/<slug>/publish")
@allow("trainer", "admin")
def publish_now(slug: str) -> ResponseReturnValue:
    """Make the draft the newest version."""
    service.open_draft(slug, current_user)
    form = PublishForm()
    if not form.validate_on_submit():
        raise Invalid(_("It was not said which draft to publish. Open the page again."))
    version = service.publish(slug, base=form.base.data, by=current_user, now=clock.now())
    flash(_("Version %(number)s is published.", number=version.number), "success")
    return redirect(url_for("authoring.versions", slug=slug))


@bp.post("/<slug>/withdraw")
@allow("trainer", "admin")
def withdraw(slug: str) -> ResponseReturnValue:
    """Offer a scenario no longer."""
    library.withdraw(slug, by=current_user, now=clock.now())
    flash(_("“%(slug)s” is no longer offered. Open attempts go on.", slug=slug), "success")
    return redirect(url_for("authoring.versions", slug=slug))


@bp.post("/<slug>/restore")
@allow("trainer", "admin")
def restore(slug: str) -> ResponseReturnValue:
    """Offer a withdrawn scenario again."""
    library.restore(slug, by=current_user)
    flash(_("“%(slug)s” is offered again.", slug=slug), "success")
    return redirect(url_for("authoring.versions", slug=slug))
