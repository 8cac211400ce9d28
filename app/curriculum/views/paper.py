"""Lessons on paper: a page to print, and a PDF to keep, of one lesson or of a whole part."""

from __future__ import annotations

from functools import lru_cache

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.curriculum import service
from app.curriculum.course import Lesson
from app.curriculum.freshness import stamp
from app.curriculum.markdown.flat_math import flatten
from app.curriculum.offline import readable_offline
from app.curriculum.pages import Printed, printed
from app.curriculum.views import bp
from app.i18n import current_locale, pick
from app.printing import render_pdf, send_pdf
from app.rights import signed_in

_DOCUMENTS_KEPT = 32


@bp.get("/course/<slug>/print")
@signed_in
@readable_offline
def print_lesson(slug: str) -> ResponseReturnValue:
    """A lesson to print."""
    found = service.lesson_for(current_user.id, slug)
    lesson = printed(found, is_alone=True)
    return render_template("curriculum/print.html", lesson=found, printed=[lesson], part=None)


@bp.get("/course/parts/<part_id>/print")
@signed_in
@readable_offline
def print_part(part_id: str) -> ResponseReturnValue:
    """A whole part to print."""
    part = service.get_part(part_id)
    return render_template(
        "curriculum/print.html", lesson=None, printed=_lessons_of(part_id), part=part
    )


@bp.get("/course/<slug>/pdf")
@signed_in
def lesson_pdf(slug: str) -> ResponseReturnValue:
    """A lesson to keep."""
    lesson = service.lesson_for(current_user.id, slug)
    return send_pdf(_pdf(stamp(), current_locale(), lesson, None), f"{pick(lesson.head.title)}.pdf")


@bp.get("/course/parts/<part_id>/pdf")
@signed_in
def part_pdf(part_id: str) -> ResponseReturnValue:
    """A whole part to keep."""
    title = pick(service.get_part(part_id).title)
    return send_pdf(_pdf(stamp(), current_locale(), None, part_id), f"{title}.pdf")


def _lessons_of(part_id: str) -> list[Printed]:
    lessons = service.course().lessons_of(service.get_part(part_id))
    return [printed(lesson, is_alone=False) for lesson in lessons]


@lru_cache(maxsize=_DOCUMENTS_KEPT)
def _pdf(_stamp: object, _locale: str, lesson: Lesson | None, part_id: str | None) -> bytes:
    """The same for everybody who reads this language."""
    if lesson is not None:
        lessons = [printed(lesson, is_alone=True)]
        title, part = pick(lesson.head.title), None
    else:
        part = service.get_part(part_id or "")
        lessons, title = _lessons_of(part.id), pick(part.title)
    html = render_template("curriculum/pdf.html", title=title, printed=lessons, part=part)
    return render_pdf(flatten(html), sheets=["lesson-paper.css"], drawings="charts.css")
