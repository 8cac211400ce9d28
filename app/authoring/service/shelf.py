"""What there is: scenarios with their state, and what was published of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

from flask_babel import gettext as _
from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.accounts.models import Person
from app.database import db
from app.errors import NotFound
from app.library import service as library
from app.library.models import ScenarioEntry, ScenarioVersion
from app.play.models import COUNTED, Attempt
from simengine.library import load_text
from simengine.scenario.parts import Language
from simengine.scenario.problems import ScenarioInvalid

SCENARIOS_PER_PAGE = 20

State = Literal["draft", "published", "changed", "withdrawn"]


@dataclass(frozen=True)
class ScenarioLine:
    """A scenario on the shelf. ``number`` is that of the newest version, 0 when there is none;
    ``changed_at`` is when it was last saved, published or withdrawn."""

    slug: str
    title: Mapping[Language, str] | None
    state: State
    number: int
    changed_at: datetime | None
    attempts: int
    is_mine_to_write: bool


@dataclass(frozen=True)
class VersionLine:
    """A published version, by whom (None: it came with the product), and how often played."""

    number: int
    digest: str
    published_at: datetime
    published_by: str | None
    attempts: int


@dataclass(frozen=True)
class History:
    """Everything published of a scenario, newest first."""

    entry: ScenarioEntry
    title: Mapping[Language, str] | None
    versions: tuple[VersionLine, ...]
    is_mine_to_write: bool


@dataclass(frozen=True)
class Published:
    """One version with its text."""

    slug: str
    number: int
    digest: str
    published_at: datetime
    text: str


def list_scenarios(viewer: Person, *, page: int) -> Pagination:
    """A page of :class:`ScenarioLine`, the last changed first.

    Scenarios that are nothing but somebody else's draft are left out, except for administrators.
    """
    found = db.paginate(
        _entries(viewer), page=max(page, 1), per_page=SCENARIOS_PER_PAGE, error_out=False
    )
    entries = list(found.items)
    newest = _newest_versions([entry.id for entry in entries])
    attempts = _attempts_by(Attempt.entry_id, [entry.id for entry in entries])
    found.items = [
        _line(entry, newest.get(entry.id), attempts.get(entry.id, 0), viewer) for entry in entries
    ]
    return found


def copyable() -> list[str]:
    """The slugs of the scenarios of which something is published, in order."""
    query = select(ScenarioEntry.slug).where(_has_version()).order_by(ScenarioEntry.slug)
    return list(db.session.scalars(query))


def list_versions(slug: str, *, viewer: Person) -> History:
    """What was published of a scenario.

    Raises NotFound when there is none, or nothing but another person's draft.
    """
    entry = _get_visible_entry(slug, viewer)
    rows = db.session.execute(
        select(ScenarioVersion, Person.name)
        .outerjoin(Person, Person.id == ScenarioVersion.published_by_id)
        .where(ScenarioVersion.entry_id == entry.id)
        .order_by(ScenarioVersion.number.desc())
    ).all()
    attempts = _attempts_by(Attempt.version_id, [version.id for version, _name in rows])
    return History(
        entry,
        title=_title(entry, rows[0][0] if rows else None),
        versions=tuple(
            VersionLine(
                number=version.number,
                digest=version.digest,
                published_at=version.published_at,
                published_by=name,
                attempts=attempts.get(version.id, 0),
            )
            for version, name in rows
        ),
        is_mine_to_write=library.may_write(viewer, entry),
    )


def get_published(slug: str, number: int, *, viewer: Person) -> Published:
    """One version of a scenario with its text. Raises NotFound."""
    entry = _get_visible_entry(slug, viewer)
    for version in library.versions_of(entry.id):
        if version.number == number:
            return Published(
                entry.slug,
                version.number,
                version.digest,
                version.published_at,
                library.source_of(version.digest),
            )
    raise NotFound(_("“%(slug)s” has no version %(number)s.", slug=slug[:80], number=number))


def _entries(viewer: Person) -> Select[ScenarioEntry]:
    published_at = (
        select(func.max(ScenarioVersion.published_at))
        .where(ScenarioVersion.entry_id == ScenarioEntry.id)
        .scalar_subquery()
    )
    # A draft is saved after what is published: publishing takes it away.
    changed_at = func.coalesce(
        ScenarioEntry.draft_saved_at, ScenarioEntry.withdrawn_at, published_at
    )
    query = select(ScenarioEntry).order_by(changed_at.desc(), ScenarioEntry.slug)
    if viewer.role == "admin":
        return query
    unowned_or_mine = or_(ScenarioEntry.owner_id.is_(None), ScenarioEntry.owner_id == viewer.id)
    return query.where(or_(unowned_or_mine, _has_version()))


def _has_version() -> ColumnElement[bool]:
    return select(ScenarioVersion.id).where(ScenarioVersion.entry_id == ScenarioEntry.id).exists()


def _get_visible_entry(slug: str, viewer: Person) -> ScenarioEntry:
    entry = db.session.scalar(_entries(viewer).where(ScenarioEntry.slug == slug))
    if entry is None:
        raise NotFound(_("There is no scenario “%(slug)s”.", slug=slug[:80]))
    return entry


def _newest_versions(entry_ids: list[int]) -> dict[int, ScenarioVersion]:
    later = aliased(ScenarioVersion)
    has_later = (
        select(later.id)
        .where(later.entry_id == ScenarioVersion.entry_id, later.number > ScenarioVersion.number)
        .exists()
    )
    query = select(ScenarioVersion).where(ScenarioVersion.entry_id.in_(entry_ids), ~has_later)
    return {version.entry_id: version for version in db.session.scalars(query)}


def _attempts_by(column: InstrumentedAttribute[int | None], ids: list[int]) -> dict[int, int]:
    query = (
        select(column, func.count())
        .where(column.in_(ids), Attempt.mode.in_(COUNTED))
        .group_by(column)
    )
    return {key: count for key, count in db.session.execute(query) if key is not None}


def _line(
    entry: ScenarioEntry, newest: ScenarioVersion | None, attempts: int, viewer: Person
) -> ScenarioLine:
    moments = [
        entry.draft_saved_at, entry.withdrawn_at, newest.published_at if newest else None
    ]  # fmt: skip
    return ScenarioLine(
        slug=entry.slug,
        title=_title(entry, newest),
        state=_state(entry, newest),
        number=newest.number if newest else 0,
        changed_at=max((moment for moment in moments if moment), default=None),
        attempts=attempts,
        is_mine_to_write=library.may_write(viewer, entry),
    )


def _state(entry: ScenarioEntry, newest: ScenarioVersion | None) -> State:
    if newest is None:
        return "draft"
    if entry.withdrawn_at is not None:
        return "withdrawn"
    return "published" if entry.draft_text is None else "changed"


def _title(entry: ScenarioEntry, newest: ScenarioVersion | None) -> Mapping[Language, str] | None:
    """The title that is published, or that of a draft if it can be read already."""
    if newest is None:
        return _title_of_text(entry.draft_text or "")
    try:
        return library.get_program(newest.digest).scenario.title
    except library.Unreadable:
        return None


@lru_cache(maxsize=64)
def _title_of_text(text: str) -> Mapping[Language, str] | None:
    try:
        return load_text(text).scenario.title
    except ScenarioInvalid:
        return None
