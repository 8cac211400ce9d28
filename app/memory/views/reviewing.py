"""``/memory``: the day's review, a card at a time."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.memory import service
from app.memory.charts import forecast_figure
from app.memory.forms import read_answer, read_whole
from app.memory.pages.asked import Asked, explain, find_asked
from app.memory.views import bp
from app.memory.words import RATINGS, STANDING_TONES, STANDINGS
from app.rights import signed_in


@bp.get("/memory")
@signed_in
def overview() -> ResponseReturnValue:
    """What waits today, how well one remembers, and what is coming."""
    now = clock.now()
    return render_template(
        "memory/overview.html",
        today=service.today_of(current_user.id, now=now),
        limits=service.limits_of(current_user.id),
        retention=service.retention_of(current_user.id, now=now),
        figure=forecast_figure(service.forecast_of(current_user.id, now=now)),
        ENOUGH=service.ENOUGH,
        RETENTION_DAYS=service.RETENTION_DAYS,
    )


@bp.get("/memory/session")
@signed_in
def session() -> ResponseReturnValue:
    """The card whose turn it is, or what the day has brought once there is none."""
    now = clock.now()
    today = service.today_of(current_user.id, now=now)
    if today.unrated:
        return redirect(url_for("memory.review", review_id=today.unrated[0]))
    for turn in today.turns:
        asked = find_asked(current_user.id, turn)
        if asked is not None:
            return _question(asked, today)
    return render_template(
        "memory/done.html",
        today=today,
        answers=service.answers_on(current_user.id, today.day),
        retention=service.retention_of(current_user.id, now=now),
        next_due_on=service.next_due_of(current_user.id, now=now),
        figure=forecast_figure(service.forecast_of(current_user.id, now=now)),
        ENOUGH=service.ENOUGH,
        RETENTION_DAYS=service.RETENTION_DAYS,
    )


@bp.post("/memory/cards/<key>/answers")
@signed_in
def answer(key: str) -> ResponseReturnValue:
    """Answer a card."""
    now = clock.now()
    sent = read_answer(request.form, service.get_asked(current_user.id, key))
    if sent.value is None:
        turn = service.Turn(key, sent.version, "new", sent.repetition)
        asked = find_asked(current_user.id, turn, typed=sent.typed)
        assert asked is not None, "what cannot be shown is refused by then"
        error = _("Answer first: nothing has been counted yet.")
        return _question(asked, service.today_of(current_user.id, now=now), error), 422
    review = service.answer(
        current_user.id, key, sent.version, sent.repetition, sent.value, now=now
    )
    return redirect(url_for("memory.review", review_id=review.id))


@bp.get("/memory/reviews/<int:review_id>")
@signed_in
def review(review_id: int) -> ResponseReturnValue:
    """An answered card: what was right and why, and how hard it was if that is still to be said."""
    page = explain(service.get_own_review(review_id, current_user.id))
    return render_template(
        "memory/explained.html",
        page=page,
        today=service.today_of(current_user.id, now=clock.now()),
        RATINGS=RATINGS,
    )


@bp.post("/memory/reviews/<int:review_id>/rating")
@signed_in
def rate(review_id: int) -> ResponseReturnValue:
    """Say how hard a right answer was, and go on."""
    own = service.get_own_review(review_id, current_user.id)
    service.rate(current_user.id, own.id, read_whole(request.form, "rating"))
    return redirect(url_for("memory.session"))


def _question(asked: Asked, today: service.Today, error: str = "") -> str:
    return render_template(
        "memory/question.html",
        page=asked,
        today=today,
        error=error,
        STANDINGS=STANDINGS,
        STANDING_TONES=STANDING_TONES,
    )
