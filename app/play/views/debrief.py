"""``/attempts/<id>/debrief``: how the deal went."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.library import service as library
from app.play import service
from app.play.pages.debrief import belief_step, debrief_of
from app.play.pages.review import review_part
from app.play.views import bp
from app.rights import signed_in


@bp.get("/attempts/<int:attempt_id>/debrief")
@signed_in
def debrief(attempt_id: int) -> ResponseReturnValue:
    """Score, KPIs, every decision and what followed, and what had been hidden."""
    attempt = service.get_visible_attempt(attempt_id, current_user)
    if attempt.status != "finished":
        return redirect(url_for("play.room", attempt_id=attempt_id))
    snapshot = belief = None
    if service.can_replay(attempt):
        snapshot = service.snapshot_of(attempt)
        belief = service.snapshot_of(attempt, upto=belief_step(snapshot.journal))
    program = library.get_program(attempt.digest)
    return render_template(
        "play/debrief.html",
        page=debrief_of(attempt, program, snapshot, belief),
        part=review_part(attempt, program, is_own=attempt.person_id == current_user.id),
    )
