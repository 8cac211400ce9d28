"""``/memory/cards``: all one's cards; ``/memory/settings``: how many a day."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.errors import NotFound
from app.memory import service
from app.memory.forms import SettingsForm, read_change, read_whole
from app.memory.pages.shelf import By, heaps_of
from app.memory.views import bp
from app.memory.words import STANDING_TONES, STANDINGS
from app.rights import signed_in


@bp.get("/memory/cards")
@signed_in
def cards() -> ResponseReturnValue:
    """The heaps of one's cards, by lesson or by skill; with `of` the cards of one of them."""
    by: By = "skill" if request.args.get("by") == "skill" else "lesson"
    heaps = heaps_of(current_user.id, by, now=clock.now())
    of = request.args.get("of")
    heap = next((heap for heap in heaps if heap.id == of), None)
    if of is not None and heap is None:
        raise NotFound(_("You have no cards of “%(name)s”.", name=of[:80]))
    template = "memory/cards.html" if heap is None else "memory/heap.html"
    return render_template(
        template,
        by=by,
        heaps=heaps,
        heap=heap,
        STANDINGS=STANDINGS,
        STANDING_TONES=STANDING_TONES,
    )


@bp.post("/memory/cards/<key>/change")
@signed_in
def change(key: str) -> ResponseReturnValue:
    """Put a card aside, take it up again, or start it over."""
    service.change_card(
        current_user.id,
        key,
        request.form.get("version", "")[:16],
        read_whole(request.form, "revision"),
        read_change(request.form),
        now=clock.now(),
    )
    by = "skill" if request.form.get("by") == "skill" else "lesson"
    return redirect(url_for("memory.cards", by=by, of=request.form.get("of"), _anchor=key))


@bp.route("/memory/settings", methods=["GET", "POST"])
@signed_in
def settings() -> ResponseReturnValue:
    """How much one wants to review in a day."""
    form = SettingsForm(obj=service.limits_of(current_user.id))
    if form.validate_on_submit():
        limits = service.Limits(form.new_per_day.data, form.reviews_per_day.data)
        service.set_limits(current_user.id, limits)
        flash(_("Your daily limits are saved."), "success")
        return redirect(url_for("memory.overview"))
    return render_template("memory/settings.html", form=form), 422 if form.errors else 200
