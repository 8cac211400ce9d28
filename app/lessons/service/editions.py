"""What was published of own lessons, and who may read it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Membership, Person
from app.database import commit, db
from app.errors import NotFound
from app.lessons.models import (
    GroupCourse,
    GroupCourseLesson,
    OwnLesson,
    OwnLessonShare,
    OwnLessonVersion,
)
from app.lessons.service.entries import hold


@dataclass(frozen=True)
class Edition:
    """A published version of a lesson, without its files. `author` is None when they are gone."""

    slug: str
    number: int
    digest: str
    author_id: int | None
    author: str | None
    is_withdrawn: bool


def digest_of(files: Mapping[str, str]) -> str:
    """What exactly these files are known by."""
    text = json.dumps(dict(files), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def publish(
    entry: OwnLesson, files: Mapping[str, str], *, by: Person, now: datetime
) -> OwnLessonVersion:
    """The new newest version of a lesson; the newest itself if it says the same already."""
    digest = digest_of(files)
    # Of two that publish at once the second waits here, and then counts on from the first.
    hold(entry)
    newest = newest_version(entry.id)
    if newest is not None and newest.digest == digest:
        commit()
        return newest
    version = OwnLessonVersion(
        lesson_id=entry.id,
        number=newest.number + 1 if newest else 1,
        files=dict(files),
        digest=digest,
        published_at=now,
        published_by_id=by.id,
    )
    db.session.add(version)
    commit()
    return version


def versions_of(lesson_id: int) -> list[OwnLessonVersion]:
    """The published versions of a lesson, newest first."""
    query = (
        select(OwnLessonVersion)
        .where(OwnLessonVersion.lesson_id == lesson_id)
        .order_by(OwnLessonVersion.number.desc())
    )
    return list(db.session.scalars(query))


def newest_version(lesson_id: int) -> OwnLessonVersion | None:
    """The newest published version of a lesson."""
    query = (
        select(OwnLessonVersion)
        .where(OwnLessonVersion.lesson_id == lesson_id)
        .order_by(OwnLessonVersion.number.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def version_of(lesson_id: int, number: int) -> OwnLessonVersion:
    """The published version of this number. Raises NotFound."""
    query = select(OwnLessonVersion).where(
        OwnLessonVersion.lesson_id == lesson_id, OwnLessonVersion.number == number
    )
    version = db.session.scalar(query)
    if version is None:
        raise NotFound(_("This lesson has no version %(number)s.", number=number))
    return version


def files_of(slug: str, number: int) -> dict[str, str]:
    """The files of a published version. Raises NotFound."""
    query = (
        select(OwnLessonVersion.files)
        .join(OwnLessonVersion.lesson)
        .where(OwnLesson.slug == slug, OwnLessonVersion.number == number)
    )
    files = db.session.scalar(query)
    if files is None:
        raise NotFound(_("There is no version %(number)s of “%(slug)s”.",
                         number=number, slug=slug[:80]))  # fmt: skip
    return files


def find_edition(slug: str, number: int) -> Edition | None:
    """A published version, for whoever has had to do with it; see :func:`editions_visible_to`."""
    query = _editions().where(OwnLesson.slug == slug, OwnLessonVersion.number == number)
    row = db.session.execute(query).one_or_none()
    return None if row is None else _edition(row)


def editions_visible_to(person: Person) -> list[Edition]:
    """The newest version of every lesson that a person may read, by slug; withdrawn ones too.

    An administrator may read all of them; others their own, those in the course of a group in
    which they learn or teach, and those shared with the trainers of a group that they teach.
    """
    later = aliased(OwnLessonVersion)
    has_later = (
        select(later.id)
        .where(
            later.lesson_id == OwnLessonVersion.lesson_id, later.number > OwnLessonVersion.number
        )
        .exists()
    )
    query = _editions().where(~has_later).order_by(OwnLesson.slug)
    if person.role != "admin":
        query = query.where(_is_visible_to(person))
    return [_edition(row) for row in db.session.execute(query)]


def _is_visible_to(person: Person) -> ColumnElement[bool]:
    mine = Membership.person_id == person.id
    in_a_course = (
        select(GroupCourseLesson.lesson)
        .join(GroupCourse, GroupCourse.id == GroupCourseLesson.course_id)
        .join(Membership, Membership.group_id == GroupCourse.group_id)
        .where(mine, Membership.kind.in_(("member", "teacher")))
    )
    shared = (
        select(OwnLessonShare.lesson_id)
        .join(Membership, Membership.group_id == OwnLessonShare.group_id)
        .where(mine, Membership.kind == "teacher")
    )
    return or_(
        OwnLesson.owner_id == person.id,
        OwnLesson.slug.in_(in_a_course),
        OwnLesson.id.in_(shared),
    )


def _editions() -> Select[str, int, str, int | None, str, datetime | None]:
    query = select(
        OwnLesson.slug,
        OwnLessonVersion.number,
        OwnLessonVersion.digest,
        OwnLesson.owner_id,
        Person.name,
        OwnLesson.withdrawn_at,
    )
    return query.join(OwnLessonVersion, OwnLessonVersion.lesson_id == OwnLesson.id).outerjoin(
        Person, Person.id == OwnLesson.owner_id
    )


def _edition(row: Row[str, int, str, int | None, str, datetime | None]) -> Edition:
    slug, number, digest, author_id, author, withdrawn_at = row
    return Edition(slug, number, digest, author_id, author, withdrawn_at is not None)
