"""``/teaching/courses/<group>``: the course of a group, and how far its members are."""

from __future__ import annotations

from typing import cast, get_args

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import to_user_timezone
from flask_login import current_user

from app import clock
from app.accounts.models import Group
from app.curriculum import service as curriculum
from app.errors import Invalid
from app.lessons import service as lessons
from app.rights import allow
from app.teaching import service
from app.teaching.forms import read_course
from app.teaching.service import Deed, TypedCourse
from app.teaching.views import bp, is_htmx


@bp.get("/courses/<int:group_id>")
@allow("trainer", "admin")
def course(group_id: int) -> ResponseReturnValue:
    """The parts and lessons of a group's course, to be arranged."""
    group = service.get_taught_group(group_id, current_user)
    return _page(group, service.course_as_typed(lessons.arrangement_of(group)))


@bp.post("/courses/<int:group_id>")
@allow("trainer", "admin")
def arrange(group_id: int) -> ResponseReturnValue:
    """Keep everything that was typed, and do what was asked for."""
    group = service.get_taught_group(group_id, current_user)
    deed, _colon, target = request.form.get("do", "").partition(":")
    if deed == "add":
        target = request.form.get("into", "")
    if deed not in get_args(Deed):
        raise Invalid(_("The course did not arrive whole. Nothing was changed; send it again."))
    typed = service.put(
        read_course(request.form),
        cast(Deed, deed),
        target,
        request.form.getlist("added"),
    )
    try:
        service.save_course(group, typed, by=current_user, now=clock.now())
    except service.Invalidities as error:
        return _page(group, error.typed), 422
    except lessons.CourseMovedOn as error:
        mine = TypedCourse(error.theirs.revision, typed.parts)
        # HTMX puts an answer in its place only if it is one that asks for a correction.
        return _page(group, mine, has_moved_on=True), 422 if is_htmx() else 409
    if deed == "save":
        flash(_("The course is saved. This is what the group sees now."), "success")
    return redirect(
        url_for(
            "teaching.course",
            group_id=group_id,
            into=target if deed == "add" else None,
            _anchor=_anchor(deed, target),
        )
    )


@bp.get("/courses/<int:group_id>/progress")
@allow("trainer", "admin")
def progress(group_id: int) -> ResponseReturnValue:
    """How far each member of a group is in its course."""
    group = service.get_taught_group(group_id, current_user)
    blank, rows = service.members_progress(group, current_user)
    return render_template(
        "teaching/progress.html",
        group=group,
        blank=blank,
        rows=rows,
        today=to_user_timezone(clock.now()).date(),
    )


def _page(group: Group, typed: TypedCourse, *, has_moved_on: bool = False) -> str:
    here = set(typed.slugs)
    editions = [one for one in lessons.editions_visible_to(current_user) if one.slug in here]
    titles = {slug: lesson.head.title for slug, lesson in curriculum.course().lessons.items()}
    for edition in editions:
        found = curriculum.find_version(edition.slug, edition.number)
        if found is not None:
            titles[edition.slug] = found.head.title
    return render_template(
        "teaching/course.html",
        group=group,
        typed=typed,
        titles=titles,
        withdrawn={edition.slug for edition in editions if edition.is_withdrawn},
        choices=service.choices_for(group, typed, current_user),
        has_moved_on=has_moved_on,
        into=request.values.get("into", 0, type=int),
    )


def _anchor(deed: str, target: str) -> str | None:
    """Where the page was being looked at."""
    if deed in ("lesson-up", "lesson-down"):
        return f"lesson-{target}"
    return "arrangement" if deed != "save" else None
