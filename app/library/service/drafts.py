"""Drafts that several people, or one person in two tabs, may write at once."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import CursorResult, update

from app.accounts.models import Person
from app.database import commit, db, insert_if_new
from app.errors import Conflict
from app.library.models import ScenarioEntry
from app.library.service.entries import check_may_write, check_slug, find_entry, get_entry


def save_draft(
    slug: str, text: str, *, over: str | None = None, by: Person, now: datetime
) -> ScenarioEntry:
    """Keep a text that need not be in order yet; the entry is made if it is new.

    ``over`` is the draft whose place it takes, None when there was none. Raises Conflict, and
    changes nothing, when the draft is another by now; Invalid for a bad slug and Forbidden for
    somebody who may not write it.
    """
    check_slug(slug)
    check_may_write(by, find_entry(slug))
    insert_if_new(ScenarioEntry, slug=slug, owner_id=by.id)
    entry = get_entry(slug)
    check_may_write(by, entry)
    is_over = (
        ScenarioEntry.draft_text.is_(None) if over is None else ScenarioEntry.draft_text == over
    )
    changed = db.session.execute(
        update(ScenarioEntry)
        .where(ScenarioEntry.id == entry.id, is_over)
        .values(draft_text=text, draft_saved_at=now)
    )
    assert isinstance(changed, CursorResult)
    if changed.rowcount == 0:
        db.session.rollback()
        raise Conflict(_("The draft of “%(slug)s” has been saved by somebody else.", slug=slug))
    commit()
    return entry
