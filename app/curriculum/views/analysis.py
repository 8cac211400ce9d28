"""``/course/analysis``: how good the items are."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.curriculum import service
from app.curriculum.quiz.analysis import ENOUGH as ENOUGH_ANSWERS
from app.curriculum.views import bp
from app.rights import allow


@bp.get("/course/analysis")
@allow("trainer", "admin")
def analysis() -> ResponseReturnValue:
    """The lessons whose banks can be looked at."""
    view = service.view_of(current_user.id)
    own = [lesson for lesson in view.own.values() if lesson.items]
    return render_template(
        "curriculum/analysis.html",
        course=view.core,
        own=own,
        reports=service.analyse_banks(current_user, [*view.core.in_order(), *own]),
        ENOUGH=ENOUGH_ANSWERS,
    )


@bp.get("/course/analysis/<slug>")
@allow("trainer", "admin")
def item_analysis(slug: str) -> ResponseReturnValue:
    """Facility, discrimination and choices of every item of a lesson."""
    lesson = service.newest_lesson(current_user.id, slug)
    return render_template(
        "curriculum/item_analysis.html",
        lesson=lesson,
        reports=service.analyse_lesson(current_user, lesson),
        ENOUGH=ENOUGH_ANSWERS,
    )
