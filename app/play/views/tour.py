"""``/tour``: being shown around the deal room."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.errors import NotFound
from app.play import service
from app.play.forms import PracticeForm
from app.play.views import bp, is_htmx
from app.rights import signed_in
from app.urls import safe_next


@bp.post("/tour")
@signed_in
def begin_tour() -> ResponseReturnValue:
    """Show around the room that the form names, or that was played last, or the first deal."""
    rooms = [
        attempt.id
        for attempt in service.attempts_of(current_user.id, with_uncounted=True)
        if attempt.status == "open" and service.can_replay(attempt)
    ]
    asked = request.form.get("attempt_id", type=int)
    if asked not in rooms and not rooms:
        return begin_first_deal()
    service.begin_tour(current_user.id, now=clock.now())
    attempt_id = asked if asked in rooms else rooms[0]
    return redirect(url_for("play.room", attempt_id=attempt_id))


@bp.post("/tour/first-deal")
@signed_in
def begin_first_deal() -> ResponseReturnValue:
    """Begin the first deal, and show around its room."""
    now = clock.now()
    token = PracticeForm().read_token()
    try:
        attempt = service.start(
            current_user.id, service.FIRST_DEAL, "practice", form_token=token, now=now
        )
    except NotFound:
        flash(_("Begin any scenario: in its room you can be shown around."), "info")
        return redirect(url_for("play.catalogue"))
    attempt_id = attempt.id
    service.begin_tour(current_user.id, now=now)
    return redirect(url_for("play.room", attempt_id=attempt_id))


@bp.post("/tour/end")
@signed_in
def end_tour() -> ResponseReturnValue:
    """End it; with HTMX nothing is left where it stood."""
    service.end_tour(current_user.id, now=clock.now())
    return "" if is_htmx() else redirect(safe_next(request.form.get("next")))
