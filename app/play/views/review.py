"""``/attempts/<id>/review`` and ``/attempts/<id>/what-if``: learning from a finished deal."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import clock
from app.play import service
from app.play.answers import read_step
from app.play.views import bp
from app.rights import signed_in


@bp.post("/attempts/<int:attempt_id>/review")
@signed_in
def ask_for_review(attempt_id: int) -> ResponseReturnValue:
    """Have a finished attempt reviewed."""
    attempt = service.get_visible_attempt(attempt_id, current_user)
    service.ask_for_review(attempt, now=clock.now())
    return redirect(url_for("play.debrief", attempt_id=attempt_id, _anchor="review"))


@bp.post("/attempts/<int:attempt_id>/what-if")
@signed_in
def what_if(attempt_id: int) -> ResponseReturnValue:
    """Play on from one of the decisions of a finished attempt, otherwise than before."""
    origin = service.get_own_attempt(attempt_id, current_user.id)
    step = read_step(request.form)
    attempt = service.start_what_if(origin.id, current_user.id, step, now=clock.now())
    return redirect(url_for("play.room", attempt_id=attempt.id))
