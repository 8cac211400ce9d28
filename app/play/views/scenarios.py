"""``/scenarios``: what can be played, and beginning to play it."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import clock
from app.errors import Invalid
from app.play import service
from app.play.forms import PracticeForm
from app.play.pages.balance import players_of
from app.play.pages.shelf import shelf, shelf_of
from app.play.views import bp
from app.rights import signed_in


@bp.get("/scenarios")
@signed_in
def catalogue() -> ResponseReturnValue:
    """Every scenario on offer, with one's own record at it."""
    return render_template("play/catalogue.html", books=shelf(current_user.id))


@bp.get("/scenarios/<slug>")
@signed_in
def scenario(slug: str) -> ResponseReturnValue:
    """The briefing, what is measured, and how to begin."""
    book = shelf_of(slug, current_user.id)
    return render_template(
        "play/scenario.html",
        book=book,
        form=PracticeForm(),
        players=players_of(book.offer.version.digest),
    )


@bp.post("/scenarios/<slug>/practice")
@signed_in
def practise(slug: str) -> ResponseReturnValue:
    """Begin to practise."""
    form = PracticeForm()
    try:
        attempt = service.start(
            current_user.id,
            slug,
            "practice",
            seed=form.read_seed(),
            form_token=form.read_token(),
            now=clock.now(),
        )
    except Invalid as refusal:
        form.validate()
        form.seed.errors = [*form.seed.errors, refusal.message]
        book = shelf_of(slug, current_user.id)
        players = players_of(book.offer.version.digest)
        page = render_template("play/scenario.html", book=book, form=form, players=players)
        return page, 422
    return redirect(url_for("play.room", attempt_id=attempt.id))


@bp.post("/scenarios/<slug>/assessment")
@signed_in
def take_assessment(slug: str) -> ResponseReturnValue:
    """Begin the assessment, or go on with it."""
    attempt = service.start(current_user.id, slug, "assessed", now=clock.now())
    return redirect(url_for("play.room", attempt_id=attempt.id))
