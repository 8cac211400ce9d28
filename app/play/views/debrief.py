"""``/attempts/<id>/debrief``: how the deal went, on a page and as a file to keep."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.play import service
from app.play.pages.debrief import debrief_page
from app.play.views import bp
from app.printing import pdf_response
from app.rights import signed_in


@bp.get("/attempts/<int:attempt_id>/debrief")
@signed_in
def debrief(attempt_id: int) -> ResponseReturnValue:
    """What became of the deal and why, what mattered, what had been hidden, what to do next."""
    attempt = service.get_visible_attempt(attempt_id, current_user)
    if attempt.status != "finished":
        return redirect(url_for("play.room", attempt_id=attempt_id))
    page, part = debrief_page(attempt, current_user)
    return render_template("play/debrief.html", page=page, part=part)


@bp.get("/attempts/<int:attempt_id>/debrief.pdf")
@signed_in
def debrief_pdf(attempt_id: int) -> ResponseReturnValue:
    """The debrief on paper, in the reader's language."""
    attempt = service.get_visible_attempt(attempt_id, current_user)
    if attempt.status != "finished":
        return redirect(url_for("play.room", attempt_id=attempt_id))
    page, part = debrief_page(attempt, current_user)
    return pdf_response(
        "play/debrief_pdf.html",
        f"{page.scenario.id}-{attempt.id}.pdf",
        sheets=("debrief-pdf.css",),
        drawings="debrief-drawings.css",
        page=page,
        part=part,
    )
