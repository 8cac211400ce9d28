"""From a draft to a version: compared and published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.accounts.models import Person
from app.authoring.diff import Comparison, compare
from app.curriculum.own import FILES
from app.errors import Conflict, Invalid
from app.lessons import service as lessons
from app.lessons.models import OwnLesson, OwnLessonVersion
from app.lessons.service.editions import digest_of
from app.teaching.service.drafts import OpenLesson, open_lesson


@dataclass(frozen=True)
class Proof:
    """A draft as it would be published: what it changes, file by file, and who will see it.

    `base` names exactly this draft; whoever publishes says which one they looked at.
    """

    lesson: OpenLesson
    base: str
    changes: Mapping[str, Comparison]
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """One version, and what it changed against the one before; nothing for the first."""

    entry: OwnLesson
    version: OwnLessonVersion
    changes: Mapping[str, Comparison]


def prove(slug: str, *, by: Person) -> Proof:
    """Look at a draft before it is published. Raises NotFound."""
    lesson = open_lesson(slug, by)
    changes = {} if lesson.newest is None else _compare(lesson.newest.files, lesson.texts)
    groups = tuple(lessons.groups_with([slug])[slug])
    return Proof(lesson, digest_of(lesson.texts), changes, groups)


def publish(slug: str, *, base: str, by: Person, now: datetime) -> OwnLessonVersion:
    """Make the draft that is called `base` the newest version.

    Raises NotFound, Invalid when there are errors in it, and Conflict when it is another draft by
    now or says nothing new.
    """
    lesson = open_lesson(slug, by)
    if digest_of(lesson.texts) != base:
        raise Conflict(
            _("The draft has changed since you looked at it. Look at the changes, then publish.")
        )
    if lesson.verdict.errors:
        raise Invalid(_("The draft has problems. Mend them first, then publish."))
    if not lesson.is_changed:
        raise Conflict(_("There is nothing to publish: the draft says the same as the version."))
    return lessons.publish(lesson.entry, lesson.texts, by=by, now=now)


def get_published(slug: str, number: int, *, by: Person) -> Published:
    """One version of a lesson. Raises NotFound."""
    entry = lessons.get_own_entry(slug, by)
    version = lessons.version_of(entry.id, number)
    before = lessons.version_of(entry.id, number - 1).files if number > 1 else None
    changes = {} if before is None else _compare(before, version.files)
    return Published(entry, version, changes)


def _compare(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, Comparison]:
    """What changed, for the files in which anything did."""
    return {
        name: compare(old.get(name, ""), new.get(name, ""))
        for name in FILES
        if old.get(name, "") != new.get(name, "")
    }
