"""Publishing: a text becomes a version that never changes."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.database import commit, db, insert_if_new, release
from app.errors import Conflict, Invalid
from app.library.models import ScenarioEntry, ScenarioVersion
from app.library.seeds import secret_seed
from app.library.service.coaching import keep_par
from app.library.service.entries import check_may_write, find_entry, versions_of
from app.library.service.texts import keep_text, source_of
from simengine.errors import FormulaError
from simengine.library import load_text
from simengine.policies import POLICIES, play
from simengine.program import Program

REHEARSAL_SEEDS = (1, 2, 3)


def publish(slug: str, text: str, by: Person | None, *, now: datetime) -> ScenarioVersion:
    """The new newest version of a scenario; the newest itself if it says the same already.

    ``by`` is None for the scenarios that come with the product. The draft goes when it is what was
    published. Raises ScenarioInvalid for a text with problems, Invalid when its id is another slug
    or a rehearsal fails, Conflict when an older version says the same, Forbidden for somebody who
    may not write it.
    """
    if by is not None:
        check_may_write(by, find_entry(slug))
    program = load_text(text)
    if program.scenario.id != slug:
        raise Invalid(
            _(
                "The text is of the scenario “%(id)s”, not of “%(slug)s”: correct its id.",
                id=program.scenario.id,
                slug=slug,
            )
        )
    release()
    rehearse(program)
    by_id = None if by is None else by.id
    # From this write on whoever publishes the same scenario waits for us: on SQLite at the insert,
    # on PostgreSQL there or at the lock.
    insert_if_new(ScenarioEntry, slug=slug, owner_id=by_id)
    entry = db.session.scalars(
        select(ScenarioEntry)
        .where(ScenarioEntry.slug == slug)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if by is not None:
        check_may_write(by, entry)
    version = _next_version(entry, text, by_id=by_id, now=now)
    # A text of the same meaning may have been kept before: then the draft has its own comments.
    if entry.draft_text == text == source_of(version.digest):
        entry.draft_text = entry.draft_saved_at = None
    commit()
    return version


def _next_version(
    entry: ScenarioEntry, text: str, *, by_id: int | None, now: datetime
) -> ScenarioVersion:
    digest = keep_text(text, now=now).scenario.digest
    versions = versions_of(entry.id)
    if versions and versions[0].digest == digest:
        return versions[0]
    for version in versions:
        if version.digest == digest:
            raise Conflict(
                _(
                    "This text says the same as version %(number)s, and version %(newest)s has "
                    "followed it. Change something, if only a word of the summary.",
                    number=version.number,
                    newest=versions[0].number,
                )
            )
    version = ScenarioVersion(
        entry_id=entry.id,
        number=versions[0].number + 1 if versions else 1,
        digest=digest,
        published_at=now,
        published_by_id=by_id,
        assessed_seed=secret_seed(),
    )
    db.session.add(version)
    return version


def rehearse(program: Program) -> None:
    """Let every bot play a few seeds, so that a formula fails here and not before a trainee.

    Raises Invalid with the formula.
    """
    for seed in REHEARSAL_SEEDS:
        for policy in POLICIES:
            try:
                play(program, seed, policy)
            except FormulaError as error:
                raise Invalid(
                    _(
                        "A rehearsal of the scenario failed (seed %(seed)s, bot “%(bot)s”): "
                        "%(reason)s",
                        seed=seed,
                        bot=policy,
                        reason=error.translated(_),
                    )
                ) from error


def sync_bundled(folder: Path, *, now: datetime) -> list[ScenarioVersion]:
    """Publish each ``<slug>/scenario.yaml`` that no version says yet; return the new versions.

    The par that stands beside a scenario is kept with it, so that it need not be found again.
    Raises ScenarioInvalid and Invalid as :func:`publish` does.
    """
    published = []
    for path in sorted(folder.glob("*/scenario.yaml")):
        text = path.read_text(encoding="utf-8")
        digest = load_text(text, str(path)).scenario.digest
        entry = find_entry(path.parent.name)
        known = set() if entry is None else {version.digest for version in versions_of(entry.id)}
        if digest not in known:
            published.append(publish(path.parent.name, text, None, now=now))
        par = path.with_name("par.json")
        if par.exists():
            keep_par(digest, json.loads(par.read_text(encoding="utf-8")), now=now)
            commit()
    return published
