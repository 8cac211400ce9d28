"""What a trainer has: lessons with their state, and groups with their courses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flask_sqlalchemy.pagination import Pagination

from app.accounts import service as accounts
from app.accounts.models import Group, Person
from app.curriculum.own import FILES, HEAD, languages_of
from app.curriculum.shapes import Written
from app.lessons import service as lessons
from app.lessons.models import OwnLesson
from app.lessons.service import Arrangement, DraftFile
from app.teaching.head import find_head

State = Literal["draft", "published", "changed", "withdrawn"]


@dataclass(frozen=True)
class LessonLine:
    """A lesson on the shelf. `number` is that of the newest version, 0 when there is none."""

    entry: OwnLesson
    title: Mapping[Written, str]
    languages: tuple[Written, ...]
    state: State
    number: int
    changed_at: datetime
    groups: tuple[str, ...]


@dataclass(frozen=True)
class GroupLine:
    """A group that a person teaches, and its course."""

    group: Group
    course: Arrangement


def list_lessons(by: Person, *, page: int) -> Pagination:
    """A page of :class:`LessonLine`, the lessons that a person may write, the last begun first."""
    found = lessons.list_entries(by, page=page)
    entries = list(found.items)
    groups = lessons.groups_with([entry.slug for entry in entries])
    found.items = [_line(entry, tuple(groups[entry.slug])) for entry in entries]
    return found


def list_groups(by: Person) -> list[GroupLine]:
    """The groups whose courses a person may arrange, by name."""
    groups = accounts.groups_visible_to(by)
    arranged = lessons.arrangements_of([group.id for group in groups])
    return [
        GroupLine(group, arranged.get(group.id, Arrangement(group.id, group.name)))
        for group in groups
    ]


def _line(entry: OwnLesson, groups: tuple[str, ...]) -> LessonLine:
    stored = lessons.draft_of(entry.id)
    texts = {name: stored.get(name, DraftFile(name)).text for name in FILES}
    newest = lessons.newest_version(entry.id)
    head = find_head(texts[HEAD]) or (find_head(newest.files[HEAD]) if newest else None)
    moments = [file.saved_at for file in stored.values() if file.saved_at]
    if newest is not None:
        moments.append(newest.published_at)
    state: State = "draft"
    if entry.withdrawn_at is not None:
        state = "withdrawn"
    elif newest is not None:
        state = "published" if newest.files == texts else "changed"
    return LessonLine(
        entry=entry,
        title=(head.title if head else {}) or {"en": entry.slug},
        languages=languages_of(texts),
        state=state,
        number=newest.number if newest else 0,
        changed_at=max([entry.created_at, *moments]),
        groups=groups,
    )
