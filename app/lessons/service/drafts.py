"""Drafts of lessons, file by file; two windows never overwrite each other unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from app.database import commit, db, insert_if_new, update_over
from app.lessons.models import OwnLessonFile


@dataclass(frozen=True)
class DraftFile:
    """A file of a draft as it is stored; revision 0 is one that was never written."""

    name: str
    text: str = ""
    revision: int = 0
    saved_at: datetime | None = None


def draft_of(lesson_id: int) -> dict[str, DraftFile]:
    """The files of a lesson's draft by name."""
    rows = db.session.execute(
        select(
            OwnLessonFile.name, OwnLessonFile.text, OwnLessonFile.revision, OwnLessonFile.saved_at
        ).where(OwnLessonFile.lesson_id == lesson_id)
    )
    return {row.name: DraftFile(*row) for row in rows}


def save_file(
    lesson_id: int, name: str, text: str, revision: int, *, now: datetime
) -> tuple[DraftFile, bool]:
    """Store a text that was written over `revision`; return what is stored now, and whether.

    It is refused (False) when the file has been changed since: nothing that was written elsewhere
    is lost. The same text again is no change.
    """
    stored = draft_of(lesson_id).get(name, DraftFile(name))
    if stored.text == text:
        return stored, True
    if stored.revision == 0:
        insert_if_new(
            OwnLessonFile, lesson_id=lesson_id, name=name, text="", revision=0, saved_at=now
        )
    changed = update_over(
        OwnLessonFile,
        revision,
        OwnLessonFile.lesson_id == lesson_id,
        OwnLessonFile.name == name,
        text=text,
        saved_at=now,
    )
    commit()
    return draft_of(lesson_id).get(name, DraftFile(name)), changed is not None


def reset_draft(lesson_id: int, files: Mapping[str, str], *, now: datetime) -> None:
    """Let a draft say what these files say; an editor that is still open elsewhere learns of it."""
    for name, stored in draft_of(lesson_id).items():
        text = files.get(name, "")
        if text != stored.text:
            db.session.execute(
                update(OwnLessonFile)
                .where(OwnLessonFile.lesson_id == lesson_id, OwnLessonFile.name == name)
                .values(text=text, revision=OwnLessonFile.revision + 1, saved_at=now)
                .execution_options(synchronize_session=False)
            )
    commit()
