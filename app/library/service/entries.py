"""Entries of the library: what is offered, what is being written, who may change it."""

from __future__ import annotations

import re
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.database import commit, db
from app.errors import Forbidden, Invalid, NotFound
from app.library.models import ScenarioEntry, ScenarioVersion
from simengine.scenario.parts import SLUG_PATTERN

AUTHOR_ROLES = ("trainer", "admin")


def find_entry(slug: str) -> ScenarioEntry | None:
    """The entry of this slug."""
    return db.session.scalar(select(ScenarioEntry).where(ScenarioEntry.slug == slug))


def get_entry(slug: str) -> ScenarioEntry:
    """The entry of this slug. Raises NotFound."""
    entry = find_entry(slug)
    if entry is None:
        raise NotFound(_("There is no scenario “%(slug)s”.", slug=slug[:80]))
    return entry


def list_entries() -> list[ScenarioEntry]:
    """Every entry, withdrawn ones and mere drafts among them, by slug."""
    return list(db.session.scalars(select(ScenarioEntry).order_by(ScenarioEntry.slug)))


def versions_of(entry_id: int) -> list[ScenarioVersion]:
    """The published versions of an entry, newest first."""
    query = (
        select(ScenarioVersion)
        .where(ScenarioVersion.entry_id == entry_id)
        .order_by(ScenarioVersion.number.desc())
    )
    return list(db.session.scalars(query))


def may_write(person: Person, entry: ScenarioEntry | None) -> bool:
    """Whether a person may change this entry, or begin one when there is none yet.

    Trainers and administrators may; a trainer leaves other people's scenarios alone, but those
    that came with the product are everybody's.
    """
    if person.role == "admin" or entry is None or entry.owner_id is None:
        return person.role in AUTHOR_ROLES
    return person.role == "trainer" and entry.owner_id == person.id


def check_may_write(person: Person, entry: ScenarioEntry | None) -> None:
    """Raise Forbidden when a person may not change this entry, or begin one."""
    if person.role not in AUTHOR_ROLES:
        raise Forbidden(_("Only trainers and administrators write scenarios."))
    if not may_write(person, entry):
        raise Forbidden(_("This scenario belongs to another trainer. Begin one of your own."))


def check_slug(slug: str) -> None:
    """Raise Invalid when this cannot be the name of a scenario."""
    if not re.match(SLUG_PATTERN + r"\Z", slug):
        raise Invalid(
            _(
                "“%(slug)s” cannot name a scenario: use small letters, digits and hyphens, "
                "and begin with a letter.",
                slug=slug[:80],
            )
        )


def discard_draft(slug: str, *, by: Person) -> ScenarioEntry:
    """Throw the draft away; an entry without any version disappears with it."""
    entry = get_entry(slug)
    check_may_write(by, entry)
    entry.draft_text = entry.draft_saved_at = None
    if not versions_of(entry.id):
        db.session.delete(entry)
    commit()
    return entry


def withdraw(slug: str, *, by: Person, now: datetime) -> ScenarioEntry:
    """Offer a scenario no longer. What was begun on it goes on, and its scores stay."""
    entry = get_entry(slug)
    check_may_write(by, entry)
    entry.withdrawn_at = entry.withdrawn_at or now
    commit()
    return entry


def restore(slug: str, *, by: Person) -> ScenarioEntry:
    """Offer a withdrawn scenario again."""
    entry = get_entry(slug)
    check_may_write(by, entry)
    entry.withdrawn_at = None
    commit()
    return entry
