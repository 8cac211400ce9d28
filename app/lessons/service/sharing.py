"""Which trainers may use a lesson beside its author."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.accounts import service as accounts
from app.accounts.models import Person
from app.database import commit, db, insert_if_new
from app.errors import Forbidden
from app.lessons.models import OwnLesson, OwnLessonShare
from app.lessons.service.editions import Edition, editions_visible_to
from app.lessons.service.entries import get_own_entry


def groups_shared_with(lesson_id: int) -> set[int]:
    """The groups whose trainers may use a lesson."""
    query = select(OwnLessonShare.group_id).where(OwnLessonShare.lesson_id == lesson_id)
    return set(db.session.scalars(query))


def share(slug: str, group_ids: Collection[int], *, by: Person) -> None:
    """Let the trainers of exactly these groups use a lesson; others no longer.

    Courses that have it already keep it. Raises Forbidden for a group that one does not see.
    """
    entry = get_own_entry(slug, by)
    known = {group.id for group in accounts.groups_visible_to(by)}
    if not set(group_ids) <= known:
        raise Forbidden(_("You can share a lesson only with groups that you teach."))
    # What an administrator or the author has shared elsewhere is not theirs to take back here.
    db.session.execute(
        delete(OwnLessonShare).where(
            OwnLessonShare.lesson_id == entry.id,
            OwnLessonShare.group_id.in_(known - set(group_ids)),
        )
    )
    for group_id in sorted(group_ids):
        insert_if_new(OwnLessonShare, lesson_id=entry.id, group_id=group_id)
    commit()


def usable_in(group_id: int, by: Person) -> list[Edition]:
    """The published lessons that a person may put into the course of a group: their own, and those
    shared with its trainers. Withdrawn ones are left out."""
    shared = set(
        db.session.scalars(
            select(OwnLesson.slug)
            .join(OwnLessonShare, OwnLessonShare.lesson_id == OwnLesson.id)
            .where(OwnLessonShare.group_id == group_id)
        )
    )
    return [
        edition
        for edition in editions_visible_to(by)
        if not edition.is_withdrawn and (edition.author_id == by.id or edition.slug in shared)
    ]
