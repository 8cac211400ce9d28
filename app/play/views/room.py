"""``/attempts``: the deal room, and one's own attempts."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.errors import DealwrightError
from app.play import service
from app.play.answers import read_answer, read_decision, read_step
from app.play.models import Attempt
from app.play.pages.attempts import attempt_rows
from app.play.pages.desk import lay_out, past_desk
from app.play.refusals import AnswerRefused, StepPassed
from app.play.tour import guide_through
from app.play.views import bp, is_htmx
from app.rights import signed_in
from simengine.run import Snapshot


@bp.get("/attempts")
@signed_in
def attempts() -> ResponseReturnValue:
    """One's own attempts, the last played first."""
    rows = attempt_rows(service.attempts_of(current_user.id, with_uncounted=True))
    return render_template("play/attempts.html", rows=rows)


@bp.get("/attempts/<int:attempt_id>")
@signed_in
def room(attempt_id: int) -> ResponseReturnValue:
    """The deal room; with `step` as it was before that step was decided."""
    attempt = service.get_visible_attempt(attempt_id, current_user)
    step = request.args.get("step", type=int)
    if step is not None and 0 <= step < attempt.steps:
        return render_template("play/room.html", desk=past_desk(attempt, step))
    if attempt.status == "finished":
        return redirect(url_for("play.debrief", attempt_id=attempt_id))
    return _room(attempt)


@bp.post("/attempts/<int:attempt_id>/decisions")
@signed_in
def decide(attempt_id: int) -> ResponseReturnValue:
    """Decide the step that the form names."""
    attempt = service.get_own_attempt(attempt_id, current_user.id)
    step, decision = read_step(request.form), read_decision(attempt, request.form)
    try:
        value = read_answer(decision.definition, request.form)
        snapshot = service.decide(
            attempt_id, current_user.id, step, decision.id, value, now=clock.now()
        )
    except (AnswerRefused, StepPassed) as refusal:
        if attempt.status != "open":
            raise
        return _room(attempt, refusal)
    if snapshot.status == "finished":
        attempt = service.get_own_attempt(attempt_id, current_user.id)
        service.ask_for_review(attempt, now=clock.now())
        # Whoever has played a deal to its end has been shown around.
        service.end_tour(current_user.id, now=clock.now())
    return _next_page(attempt_id, snapshot)


@bp.route("/attempts/<int:attempt_id>/give-up", methods=["GET", "POST"])
@signed_in
def give_up(attempt_id: int) -> ResponseReturnValue:
    """Ask whether to give up, and do so."""
    attempt = service.get_own_attempt(attempt_id, current_user.id)
    if request.method == "GET":
        return render_template("play/give_up.html", rows=attempt_rows([attempt]))
    service.give_up(attempt_id, current_user.id, now=clock.now())
    flash(_("You have given up this deal. It has no score."), "info")
    return redirect(url_for("play.attempts"))


def _room(attempt: Attempt, refusal: DealwrightError | None = None) -> ResponseReturnValue:
    """The room where it stands, perhaps with what was wrong with what has just been sent."""
    snapshot = service.snapshot_of(attempt)
    if snapshot.question is None:
        # It has been finished in another tab while this page was being made.
        return redirect(url_for("play.debrief", attempt_id=attempt.id))
    desk = lay_out(
        attempt,
        snapshot,
        entered=request.form if isinstance(refusal, AnswerRefused) else None,
        refusal=refusal,
        is_past=attempt.status != "open",
    )
    template = "play/_room.html" if is_htmx() else "play/room.html"
    # The fragment leaves the tour, which stands beside it, as it is.
    tour = None if is_htmx() or desk.is_past else service.find_open_tour(current_user.id)
    guide = None if tour is None else guide_through(desk.room, tour.begun_at)
    answer = make_response(render_template(template, desk=desk, guide=guide))
    if refusal is not None:
        answer.status_code = 422 if isinstance(refusal, AnswerRefused) else 409
        answer.headers["HX-Retarget"] = "#room"
        answer.headers["HX-Reswap"] = "outerHTML show:top"
    return answer


def _next_page(attempt_id: int, snapshot: Snapshot) -> ResponseReturnValue:
    """What comes after a decision: the next question, or the debrief."""
    finished = snapshot.status == "finished"
    target = url_for("play.debrief" if finished else "play.room", attempt_id=attempt_id)
    if not is_htmx():
        return redirect(target)
    if finished:
        return "", 200, {"HX-Redirect": target}
    attempt = service.get_own_attempt(attempt_id, current_user.id)
    return render_template("play/_room.html", desk=lay_out(attempt, snapshot))
