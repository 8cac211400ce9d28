"""Beginning an attempt."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app.database import commit, db, release
from app.errors import Conflict, Invalid
from app.library import service as library
from app.library.models import ScenarioVersion
from app.library.seeds import short_seed
from app.play.models import Attempt, Mode
from app.play.service.attempts import find_assessed_attempt, find_attempt_of_form
from app.play.service.replays import replay_kept
from simengine.run import ENGINE
from simengine.streams import MAX_SEED


def start(
    person_id: int,
    slug: str,
    mode: Literal["practice", "assessed"],
    *,
    seed: int | None = None,
    form_token: str | None = None,
    now: datetime,
) -> Attempt:
    """A new attempt at the newest version of a scenario; the open one if it is assessed.

    Practice runs on `seed`, or on one drawn by chance; the luck of an assessment is the version's
    own. `form_token` marks the form that asks: sent twice, it gets the same attempt. Raises
    NotFound for a scenario that is not on offer, Invalid for a seed out of range, Conflict when
    the assessment has been taken.
    """
    version = library.current_version(slug)
    if mode == "assessed":
        return _start_assessed(person_id, version, now=now)
    wished, seed = seed, short_seed() if seed is None else _checked(seed)
    started = None if form_token is None else find_attempt_of_form(person_id, form_token)
    if started is not None:
        if started.steps == 0 and wished in (None, started.seed):
            return started
        # Not sent twice but gone back to: whoever has played on means to begin anew.
        form_token = None
    attempt = _build_attempt(
        person_id, version.digest, seed, mode,
        entry_id=version.entry_id, version_id=version.id, form_token=form_token, now=now,
    )  # fmt: skip
    try:
        return _begin(attempt)
    except IntegrityError:
        # The same form, sent twice at the same moment.
        db.session.rollback()
        started = find_attempt_of_form(person_id, form_token or "")
        assert started is not None
        return started


def start_trial(
    person_id: int, text: str, *, slug: str | None = None, seed: int | None = None, now: datetime
) -> Attempt:
    """A new attempt at a text that need not have been published, for its author.

    `slug` names the entry whose draft it is. Raises ScenarioInvalid with everything that is wrong
    with the text, Invalid for a seed out of range.
    """
    seed = short_seed() if seed is None else _checked(seed)
    entry = None if slug is None else library.find_entry(slug)
    entry_id = None if entry is None else entry.id
    program = library.keep_text(text, now=now)
    commit()
    digest = program.scenario.digest
    attempt = _build_attempt(person_id, digest, seed, "trial", entry_id=entry_id, now=now)
    return _begin(attempt)


def _start_assessed(person_id: int, version: ScenarioVersion, *, now: datetime) -> Attempt:
    version_id = version.id
    taken = find_assessed_attempt(person_id, version_id)
    if taken is None:
        attempt = _build_attempt(
            person_id, version.digest, version.assessed_seed, "assessed",
            entry_id=version.entry_id, version_id=version_id, now=now,
        )  # fmt: skip
        try:
            return _begin(attempt)
        except IntegrityError:
            db.session.rollback()
            taken = find_assessed_attempt(person_id, version_id)
    assert taken is not None
    if taken.status != "open":
        raise Conflict(
            _(
                "You have taken this assessment already, and it counts once. "
                "Practise as often as you like."
            )
        )
    return taken


def _build_attempt(
    person_id: int,
    digest: str,
    seed: int,
    mode: Mode,
    *,
    entry_id: int | None,
    version_id: int | None = None,
    form_token: str | None = None,
    now: datetime,
) -> Attempt:
    return Attempt(
        person_id=person_id,
        entry_id=entry_id,
        version_id=version_id,
        digest=digest,
        engine=ENGINE,
        seed=seed,
        form_token=form_token,
        mode=mode,
        status="open",
        steps=0,
        started_at=now,
        played_at=now,
    )


def _begin(attempt: Attempt) -> Attempt:
    """Store the attempt, once it is known that its run begins with a question."""
    program = library.get_program(attempt.digest)
    release()
    opening = replay_kept(program, attempt.seed, ())
    if opening.question is None:
        raise Invalid(_("In this scenario nothing is ever asked with the seed %(seed)s.",
                        seed=attempt.seed))  # fmt: skip
    db.session.add(attempt)
    commit()
    return attempt


def _checked(seed: int) -> int:
    if not 0 <= seed <= MAX_SEED:
        raise Invalid(
            _("A seed is a whole number from 0 to %(most)s; %(seed)s is none.",
              most=MAX_SEED, seed=str(seed)[:40])
        )  # fmt: skip
    return seed
