"""A person's own notes beside a lesson."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from app.curriculum.models import LessonNote
from app.curriculum.service.courses import lesson_for
from app.database import commit, db, insert_if_new, update_over
from app.errors import TooLarge

MOST_CHARACTERS = 20_000


@dataclass(frozen=True)
class Note:
    """A note as it is stored; revision 0 is one that was never written."""

    text: str
    revision: int
    written_at: datetime | None


def note_of(person_id: int, slug: str) -> Note:
    """A person's note beside a lesson."""
    row = db.session.execute(
        select(LessonNote.text, LessonNote.revision, LessonNote.written_at).where(
            LessonNote.person_id == person_id, LessonNote.lesson == slug
        )
    ).one_or_none()
    return Note(*row) if row is not None else Note("", 0, None)


def write_note(
    person_id: int, slug: str, text: str, revision: int, *, now: datetime
) -> tuple[Note, bool]:
    """Store a note that was written over `revision`; return what is stored now, and whether.

    It is refused (False) when the note has been changed since, in another window: nothing that was
    written there is lost. The same text again is no change. Raises NotFound, and TooLarge.
    """
    lesson_for(person_id, slug)
    text = text.replace("\r\n", "\n")
    if len(text) > MOST_CHARACTERS:
        raise TooLarge(
            _("The note has %(length)s characters; at most %(most)s are kept.",
              length=len(text), most=MOST_CHARACTERS)
        )  # fmt: skip
    stored = note_of(person_id, slug)
    if stored.text == text:
        return stored, True
    if stored.revision == 0:
        insert_if_new(
            LessonNote, person_id=person_id, lesson=slug, text="", revision=0, written_at=now
        )
    changed = update_over(
        LessonNote,
        revision,
        LessonNote.person_id == person_id,
        LessonNote.lesson == slug,
        text=text,
        written_at=now,
    )
    commit()
    return note_of(person_id, slug), changed is not None
