"""``/teaching``: one's groups and lessons, and a new lesson."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.accounts.forms import show_refusal
from app.accounts.service import Refused
from app.curriculum import service as curriculum
from app.rights import allow
from app.teaching import service
from app.teaching.forms import BeginForm
from app.teaching.views import bp


@bp.get("")
@allow("trainer", "admin")
def overview() -> ResponseReturnValue:
    """The groups that one teaches with their courses, and the lessons of one's own."""
    return render_template(
        "teaching/overview.html",
        groups=service.list_groups(current_user),
        page=service.list_lessons(current_user, page=request.args.get("page", 1, type=int)),
    )


@bp.route("/lessons/new", methods=["GET", "POST"])
@allow("trainer", "admin")
def begin() -> ResponseReturnValue:
    """A new lesson."""
    form = BeginForm()
    form.offer(curriculum.course().skills)
    if form.validate_on_submit():
        try:
            entry = service.begin(
                form.slug.data.strip(), form.read(), by=current_user, now=clock.now()
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("The lesson is begun. Write over the text that stands there."), "success")
            return redirect(url_for("teaching.edit", slug=entry.slug))
    return render_template("teaching/begin.html", form=form), 422 if form.errors else 200
