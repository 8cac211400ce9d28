"""From a lesson's draft to a version, and its history."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.accounts import service as accounts
from app.errors import Invalid
from app.lessons import service as lessons
from app.rights import allow
from app.teaching import service
from app.teaching.forms import PublishForm, ShareForm
from app.teaching.views import bp


@bp.get("/lessons/<slug>/publish")
@allow("trainer", "admin")
def publish(slug: str) -> ResponseReturnValue:
    """What would be published: what is wrong with it, what changes, and for whom."""
    proof = service.prove(slug, by=current_user)
    form = PublishForm(formdata=None, base=proof.base)
    return render_template("teaching/publish.html", proof=proof, form=form)


@bp.post("/lessons/<slug>/publish")
@allow("trainer", "admin")
def publish_now(slug: str) -> ResponseReturnValue:
    """Make the draft the newest version."""
    service.open_lesson(slug, current_user)
    form = PublishForm()
    if not form.validate_on_submit():
        raise Invalid(_("It was not said which draft to publish. Open the page again."))
    version = service.publish(slug, base=form.base.data, by=current_user, now=clock.now())
    flash(_("Version %(number)s is published.", number=version.number), "success")
    return redirect(url_for("teaching.versions", slug=slug))


@bp.get("/lessons/<slug>/versions")
@allow("trainer", "admin")
def versions(slug: str) -> ResponseReturnValue:
    """What has been published of a lesson, where it is used and who may use it."""
    lesson = service.open_lesson(slug, current_user)
    groups = accounts.groups_visible_to(current_user)
    form = ShareForm(formdata=None, groups=lessons.groups_shared_with(lesson.entry.id))
    form.offer(groups)
    return render_template(
        "teaching/versions.html",
        lesson=lesson,
        versions=lessons.versions_of(lesson.entry.id),
        used_in=lessons.groups_with([slug])[slug],
        share=form,
    )


@bp.get("/lessons/<slug>/versions/<int:number>")
@allow("trainer", "admin")
def version(slug: str, number: int) -> ResponseReturnValue:
    """The files of one version, and what it changed."""
    return render_template(
        "teaching/version.html", published=service.get_published(slug, number, by=current_user)
    )


@bp.post("/lessons/<slug>/offer")
@allow("trainer", "admin")
def offer(slug: str) -> ResponseReturnValue:
    """Offer a lesson no longer, or again."""
    if request.form.get("offered") == "yes":
        lessons.restore(slug, by=current_user)
        flash(_("The lesson is offered again."), "success")
    else:
        lessons.withdraw(slug, by=current_user, now=clock.now())
        flash(_("The lesson is no longer offered. Those who have begun it keep it."), "success")
    return redirect(url_for("teaching.versions", slug=slug))
