"""Comments on a worksheet."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import clock
from app.errors import Invalid
from app.rights import signed_in
from app.worksheets import service
from app.worksheets.forms import CommentForm, read_token
from app.worksheets.views import bp
from app.worksheets.views.sheets import sheet_page


@bp.post("/worksheets/<int:worksheet_id>/comments")
@signed_in
def comment(worksheet_id: int) -> ResponseReturnValue:
    """Say something about a worksheet; a text that cannot be kept comes back to be mended."""
    worksheet = service.get_readable(worksheet_id, current_user)
    form = CommentForm()
    section = form.section.data or ""
    try:
        service.write_comment(
            worksheet_id,
            current_user,
            form.text.data or "",
            section,
            form_token=read_token(form.token.data),
            now=clock.now(),
        )
    except Invalid as error:
        facts = {"said": form.text.data, "said_about": section, "comment_error": error.message}
        return sheet_page(worksheet, **facts), 422
    return redirect(url_for("worksheets.sheet", worksheet_id=worksheet_id, _anchor="comments"))


@bp.post("/worksheets/<int:worksheet_id>/comments/<int:comment_id>/delete")
@signed_in
def delete_comment(worksheet_id: int, comment_id: int) -> ResponseReturnValue:
    """Take a comment back."""
    service.delete_comment(worksheet_id, comment_id, current_user)
    return redirect(url_for("worksheets.sheet", worksheet_id=worksheet_id, _anchor="comments"))
