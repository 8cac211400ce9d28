"""``/scenarios/<slug>/balance``: what bots found out about a scenario, for those who teach it."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.library import service as library
from app.play.pages.balance import balance_page
from app.play.views import bp
from app.rights import allow


@bp.get("/scenarios/<slug>/balance")
@allow("trainer", "admin")
def balance(slug: str) -> ResponseReturnValue:
    """Par, the bots, and every finding."""
    return render_template("play/balance.html", page=balance_page(slug))


@bp.post("/scenarios/<slug>/balance")
@allow("trainer", "admin")
def check_balance(slug: str) -> ResponseReturnValue:
    """Have the scenario checked; where par is not known yet, that is found first."""
    version = library.current_version(slug)
    ask = library.ask_for_balance if library.find_par(version.digest) else library.ask_for_par
    ask(version.digest, asker=f"version:{version.id}", now=clock.now())
    return redirect(url_for("play.balance", slug=slug))
