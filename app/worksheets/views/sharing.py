"""Sharing a worksheet with a trainer, and no longer."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.rights import signed_in
from app.worksheets import service
from app.worksheets.views import bp


@bp.post("/worksheets/<int:worksheet_id>/share")
@signed_in
def share(worksheet_id: int) -> ResponseReturnValue:
    """Let a trainer of one's own read it."""
    trainer_id = request.form.get("trainer", 0, type=int)
    trainer = service.share(worksheet_id, current_user.id, trainer_id, now=clock.now())
    flash(_("%(name)s can read it now and comment.", name=trainer.name), "success")
    return redirect(url_for("worksheets.sheet", worksheet_id=worksheet_id, _anchor="sharing"))


@bp.post("/worksheets/<int:worksheet_id>/unshare")
@signed_in
def unshare(worksheet_id: int) -> ResponseReturnValue:
    """Let a trainer no longer read it."""
    trainer_id = request.form.get("trainer", 0, type=int)
    service.unshare(worksheet_id, current_user.id, trainer_id)
    flash(_("It is no longer shared. Comments stay."), "success")
    return redirect(url_for("worksheets.sheet", worksheet_id=worksheet_id, _anchor="sharing"))
