"""What can be played: the newest version of every scenario that is not withdrawn."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.database import db
from app.errors import NotFound
from app.library.models import ScenarioEntry, ScenarioVersion
from app.library.refusals import Unreadable
from app.library.service.texts import get_program
from simengine.program import Program
from simengine.scenario.model import Scenario


@dataclass(frozen=True)
class Offer:
    """A scenario on offer, in its newest version."""

    slug: str
    version: ScenarioVersion
    program: Program

    @property
    def scenario(self) -> Scenario:
        """What its author wrote."""
        return self.program.scenario


def catalogue() -> list[Offer]:
    """Every scenario on offer, the easiest first, then by slug.

    One whose text this engine cannot read is left out and reported in the log: the others must
    not suffer from it.
    """
    offers = []
    for version in db.session.scalars(_newest_versions()):
        try:
            program = get_program(version.digest)
        except Unreadable:
            continue
        offers.append(Offer(version.entry.slug, version, program))
    return sorted(offers, key=lambda offer: (offer.scenario.difficulty, offer.slug))


def current_version(slug: str) -> ScenarioVersion:
    """The newest version of a scenario on offer. Raises NotFound when it is not offered."""
    version = db.session.scalar(_newest_versions().where(ScenarioEntry.slug == slug))
    if version is None:
        raise NotFound(_("The scenario “%(slug)s” is not on offer.", slug=slug[:80]))
    return version


def get_version(version_id: int) -> ScenarioVersion:
    """The version of this number, with its entry. Raises NotFound."""
    query = (
        select(ScenarioVersion)
        .where(ScenarioVersion.id == version_id)
        .options(joinedload(ScenarioVersion.entry))
    )
    version = db.session.scalar(query)
    if version is None:
        raise NotFound(_("There is no scenario version %(id)s.", id=version_id))
    return version


def _newest_versions() -> Select[ScenarioVersion]:
    newest = (
        select(ScenarioVersion.entry_id, func.max(ScenarioVersion.number).label("number"))
        .group_by(ScenarioVersion.entry_id)
        .subquery()
    )
    return (
        select(ScenarioVersion)
        .join(
            newest,
            (newest.c.entry_id == ScenarioVersion.entry_id)
            & (newest.c.number == ScenarioVersion.number),
        )
        .join(ScenarioVersion.entry)
        .where(ScenarioEntry.withdrawn_at.is_(None))
        .options(contains_eager(ScenarioVersion.entry))
    )
