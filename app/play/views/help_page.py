"""``/help``: how a deal is played and scored, and a picture of every instrument."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.play.pages.help import pictures
from app.play.views import bp
from app.rights import signed_in


@bp.get("/help")
@signed_in
def help_page() -> ResponseReturnValue:
    """The page of help."""
    return render_template("play/help.html", pictures=pictures())
