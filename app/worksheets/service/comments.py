"""What is said about a worksheet, by its owner and the trainers who read it."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.database import commit, db, insert_if_new
from app.errors import Invalid
from app.worksheets.catalogue import get_tool
from app.worksheets.models import WorksheetComment
from app.worksheets.service.sharing import get_readable

MOST_COMMENT = 4_000


def comments_of(worksheet_id: int) -> list[WorksheetComment]:
    """Everything said about a worksheet, the first first."""
    query = (
        select(WorksheetComment)
        .where(WorksheetComment.worksheet_id == worksheet_id)
        .options(joinedload(WorksheetComment.author))
        .order_by(WorksheetComment.id)
    )
    return list(db.session.scalars(query))


def write_comment(
    worksheet_id: int,
    author: Person,
    text: str,
    section: str,
    *,
    form_token: str | None = None,
    now: datetime,
) -> None:
    """Say something about a worksheet that one may read; the same form twice says it once.

    Raises NotFound, and Invalid for a text that is empty or too long.
    """
    worksheet = get_readable(worksheet_id, author)
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not text:
        raise Invalid(_("The comment is empty. Write something first."))
    if len(text) > MOST_COMMENT:
        raise Invalid(
            _("The comment has %(length)s characters; at most %(most)s fit.",
              length=len(text), most=MOST_COMMENT)
        )  # fmt: skip
    known = {part.name for part in get_tool(worksheet.kind).sections}
    insert_if_new(
        WorksheetComment,
        worksheet_id=worksheet.id,
        author_id=author.id,
        section=section if section in known else "",
        text=text,
        form_token=form_token,
        written_at=now,
    )
    commit()


def delete_comment(worksheet_id: int, comment_id: int, author: Person) -> None:
    """Take back what one said oneself; nothing happens if it is gone. Raises NotFound."""
    worksheet = get_readable(worksheet_id, author)
    db.session.execute(
        delete(WorksheetComment).where(
            WorksheetComment.id == comment_id,
            WorksheetComment.worksheet_id == worksheet.id,
            WorksheetComment.author_id == author.id,
        )
    )
    commit()
