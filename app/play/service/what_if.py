"""What if: one's own finished attempt played again from one of its decisions on."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from app.database import commit, db
from app.errors import Conflict, NotFound
from app.play.models import Attempt, Decision
from app.play.service.attempts import get_own_attempt
from app.play.service.records import build_decision
from app.play.service.replays import answers_of, check_engine

ORIGINS = ("practice", "what_if", "trial")


def start_what_if(attempt_id: int, person_id: int, step: int, *, now: datetime) -> Attempt:
    """A new attempt that has the answers before `step` of a finished one, and its luck.

    It is for practice alone: nobody else sees it, and it counts for nothing. An untouched one from
    the same step is taken up again instead of making another.

    Raises NotFound for another person's attempt and for a step that it does not have; Conflict for
    an assessment, whose luck is everybody's, and for an attempt that is not finished or belongs to
    another engine.
    """
    origin = get_own_attempt(attempt_id, person_id)
    if origin.status != "finished":
        raise Conflict(_("Finish this attempt first; then you can try other answers in it."))
    if origin.mode not in ORIGINS:
        raise Conflict(
            _("An assessment cannot be tried again with other answers. Practise with any seed.")
        )
    check_engine(origin)
    if not 0 <= step < origin.steps:
        raise NotFound(_("This attempt has no step %(step)s.", step=step + 1))
    untouched = db.session.scalar(
        db.select(Attempt).where(
            Attempt.person_id == person_id,
            Attempt.origin_id == attempt_id,
            Attempt.origin_step == step,
            Attempt.status == "open",
            Attempt.steps == step,
        )
    )
    if untouched is not None:
        return untouched
    attempt = Attempt(
        person_id=person_id,
        entry_id=origin.entry_id,
        version_id=origin.version_id,
        origin_id=origin.id,
        origin_step=step,
        digest=origin.digest,
        engine=origin.engine,
        seed=origin.seed,
        mode="what_if",
        status="open",
        steps=step,
        started_at=now,
        played_at=now,
    )
    answers = answers_of(attempt_id)[:step]
    db.session.add(attempt)
    db.session.flush()
    rows: list[Decision] = [
        build_decision(attempt.id, number, answer, now=now) for number, answer in enumerate(answers)
    ]
    db.session.add_all(rows)
    commit()
    return attempt
