"""``/learning``: one's own path, and those of one's people."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app import clock
from app.accounts import service as accounts
from app.learning import service
from app.learning.group_page import group_page
from app.learning.pages import path_page
from app.learning.skills import ENOUGH, LATEST
from app.learning.views import bp, next_step
from app.learning.words import STANDING_KINDS, STANDINGS
from app.rights import allow, signed_in


@bp.get("/learning")
@signed_in
def path() -> ResponseReturnValue:
    """Progress, skills, what to do next, and how it went over time."""
    record = service.record_of(current_user.id)
    return render_template(
        "learning/path.html",
        person=current_user,
        is_own=True,
        page=path_page(record),
        step=next_step(record),
        **_scales(),
    )


@bp.post("/learning/reviews")
@signed_in
def review_all() -> ResponseReturnValue:
    """Have the finished deals reviewed whose decisions do not count yet."""
    asked = service.ask_for_reviews(current_user.id, now=clock.now())
    flash(
        ngettext(
            "%(num)s deal is being reviewed in the background; its decisions then count here.",
            "%(num)s deals are being reviewed in the background; their decisions then count here.",
            asked,
        )
        if asked
        else _("All finished deals are reviewed."),
        "info",
    )
    return redirect(url_for("learning.path", _anchor="skills"))


@bp.get("/learning/people/<int:person_id>")
@allow("trainer", "manager", "admin")
def person(person_id: int) -> ResponseReturnValue:
    """The path of somebody whom the viewer may see."""
    somebody = service.get_visible_person(current_user, person_id)
    return render_template(
        "learning/path.html",
        person=somebody,
        is_own=False,
        page=path_page(service.record_of(person_id)),
        step=None,
        **_scales(),
    )


@bp.get("/learning/groups/<int:group_id>")
@allow("trainer", "manager", "admin")
def group(group_id: int) -> ResponseReturnValue:
    """The skills of a group's people."""
    found = service.get_visible_group(current_user, group_id)
    people = accounts.members_of([found.id])
    records = service.records_of([one.id for one in people])
    return render_template(
        "learning/group.html",
        group=found,
        page=group_page(people, records, request.args.get("part")),
        **_scales(),
    )


def _scales() -> dict[str, object]:
    """What the words and limits of levels are."""
    return {
        "STANDINGS": STANDINGS,
        "STANDING_KINDS": STANDING_KINDS,
        "ENOUGH": ENOUGH,
        "LATEST": LATEST,
    }
