"""Own lessons: begun, withdrawn, and who may write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.accounts.service import Refused
from app.database import commit, db
from app.errors import Conflict, Forbidden, NotFound
from app.lessons.models import OWN_PREFIX, OwnLesson, OwnLessonFile, OwnLessonVersion
from simengine.scenario.parts import SLUG_PATTERN

AUTHOR_ROLES = ("trainer", "admin")
LESSONS_PER_PAGE = 20


def find_entry(slug: str) -> OwnLesson | None:
    """The own lesson of this slug."""
    return db.session.scalar(select(OwnLesson).where(OwnLesson.slug == slug))


def get_own_entry(slug: str, by: Person) -> OwnLesson:
    """The lesson of this slug, for one who may write it.

    Raises NotFound for everybody else: that there is such a lesson is not for them to know.
    """
    entry = find_entry(slug)
    if entry is None or not may_write(by, entry):
        raise NotFound(_("There is no lesson “%(slug)s” of yours.", slug=slug[:80]))
    return entry


def list_entries(by: Person, *, page: int) -> Pagination:
    """A page of the lessons that a person may write, the last begun first."""
    query = (
        select(OwnLesson)
        .options(joinedload(OwnLesson.owner))
        .order_by(OwnLesson.created_at.desc(), OwnLesson.id.desc())
    )
    if by.role != "admin":
        query = query.where(OwnLesson.owner_id == by.id)
    return db.paginate(query, page=max(page, 1), per_page=LESSONS_PER_PAGE, error_out=False)


def may_write(person: Person, entry: OwnLesson) -> bool:
    """Whether a person may change this lesson: its author, as long as they train, and
    administrators."""
    return person.role == "admin" or (person.role == "trainer" and entry.owner_id == person.id)


def check_may_write(person: Person) -> None:
    """Raise Forbidden for one who writes no lessons."""
    if person.role not in AUTHOR_ROLES:
        raise Forbidden(_("Only trainers and administrators write lessons."))


def begin(slug: str, files: Mapping[str, str], *, by: Person, now: datetime) -> OwnLesson:
    """A new lesson whose draft has these files. Raises Refused for a bad or taken slug."""
    check_may_write(by)
    if not slug.startswith(OWN_PREFIX) or not re.match(SLUG_PATTERN + r"\Z", slug):
        raise Refused(
            "slug",
            _("“%(slug)s” cannot name a lesson: use small letters, digits and hyphens, and begin "
              "with a letter.", slug=slug.removeprefix(OWN_PREFIX)[:80]),
        )  # fmt: skip
    entry = OwnLesson(slug=slug, owner_id=by.id, created_at=now)
    db.session.add(entry)
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Refused("slug", _("There is already a lesson “%(slug)s”.", slug=slug)) from error
    rows = [
        {"lesson_id": entry.id, "name": name, "text": text, "revision": 1, "saved_at": now}
        for name, text in files.items()
    ]
    db.session.execute(insert(OwnLessonFile), rows)
    commit()
    return entry


def hold(entry: OwnLesson) -> None:
    """Let nobody else change what belongs to this lesson until the commit, on either database."""
    db.session.execute(
        update(OwnLesson)
        .where(OwnLesson.id == entry.id)
        .values(slug=OwnLesson.slug)
        .execution_options(synchronize_session=False)
    )


def remove(slug: str, *, by: Person) -> None:
    """Delete a lesson of which nothing was published. Raises NotFound, and Conflict otherwise."""
    entry = get_own_entry(slug, by)
    hold(entry)
    published = select(OwnLessonVersion.id).where(OwnLessonVersion.lesson_id == entry.id)
    if db.session.scalar(published.limit(1)) is not None:
        db.session.rollback()
        raise Conflict(_("This lesson has been published. Withdraw it instead."))
    db.session.delete(entry)
    commit()


def withdraw(slug: str, *, by: Person, now: datetime) -> OwnLesson:
    """Offer a lesson no longer. Those who have begun it keep it, with all that they did."""
    entry = get_own_entry(slug, by)
    entry.withdrawn_at = entry.withdrawn_at or now
    commit()
    return entry


def restore(slug: str, *, by: Person) -> OwnLesson:
    """Offer a withdrawn lesson again."""
    entry = get_own_entry(slug, by)
    entry.withdrawn_at = None
    commit()
    return entry
