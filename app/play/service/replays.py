"""Where an attempt stands: found by replaying it, and by nothing else.

Recent replays are kept in memory to save work. What they say is what a replay says, so the cache
never decides anything; it may be emptied at any time.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Sequence
from threading import Lock

from flask_babel import gettext as _
from sqlalchemy import select

from app.database import db, release
from app.errors import Conflict
from app.i18n import pick
from app.library import service as library
from app.play.models import Attempt, Decision
from app.play.refusals import ScenarioFails
from simengine.errors import FormulaError
from simengine.journal import AnswerValue
from simengine.program import Program
from simengine.run import ENGINE, Answer, Snapshot, replay

_KEPT = 32
_recent: OrderedDict[tuple[str, int, str], Snapshot] = OrderedDict()
_lock = Lock()


def answers_of(attempt_id: int) -> tuple[Answer, ...]:
    """The answers of an attempt so far, in order."""
    return answers_by_attempt([attempt_id])[attempt_id]


def answers_by_attempt(attempt_ids: Collection[int]) -> dict[int, tuple[Answer, ...]]:
    """The answers of these attempts so far, in order."""
    query = (
        select(Decision.attempt_id, Decision.decision, Decision.value)
        .where(Decision.attempt_id.in_(attempt_ids))
        .order_by(Decision.attempt_id, Decision.step)
    )
    found: dict[int, list[Answer]] = {attempt_id: [] for attempt_id in attempt_ids}
    for attempt_id, decision, value in db.session.execute(query):
        found[attempt_id].append(Answer(decision, value))
    return {attempt_id: tuple(answers) for attempt_id, answers in found.items()}


def snapshot_of(attempt: Attempt, upto: int | None = None) -> Snapshot:
    """Where the attempt stands, or stood before step `upto`. Ends the current transaction.

    Raises Conflict when the attempt belongs to another engine, ScenarioFails for a formula of its
    author that fails.
    """
    check_engine(attempt)
    program, seed = library.get_program(attempt.digest), attempt.seed
    answers = answers_of(attempt.id)[:upto]
    release()
    return replay_kept(program, seed, answers)


def can_replay(attempt: Attempt) -> bool:
    """Whether this engine makes the same run of the attempt's answers as the one it was made on."""
    return attempt.engine == ENGINE


def check_engine(attempt: Attempt) -> None:
    """Raise Conflict when the attempt was made on another engine."""
    if not can_replay(attempt):
        raise Conflict(
            _(
                "This attempt was played on engine %(old)s; engine %(new)s would give it another "
                "course. Its score stays; start a new attempt to play on.",
                old=attempt.engine,
                new=ENGINE,
            )
        )


def replay_kept(program: Program, seed: int, answers: Sequence[Answer]) -> Snapshot:
    """The replay of these answers, perhaps one made before. Raises ScenarioFails."""
    key = (program.scenario.digest, seed, _fingerprint(answers))
    with _lock:
        found = _recent.get(key)
        if found is not None:
            _recent.move_to_end(key)
            return found
    snapshot = replay_anew(program, seed, answers)
    with _lock:
        _recent[key] = snapshot
        while len(_recent) > _KEPT:
            _recent.popitem(last=False)
    return snapshot


def replay_anew(program: Program, seed: int, answers: Sequence[Answer]) -> Snapshot:
    """The replay of these answers. Raises ScenarioFails, and AnswerError for the answers."""
    try:
        return replay(program, seed, answers)
    except FormulaError as error:
        raise ScenarioFails(
            _(
                "The scenario “%(title)s” has a fault of its own: %(reason)s",
                title=pick(program.scenario.title),
                reason=error.translated(_),
            )
        ) from error


def forget_replays() -> None:
    """Empty the cache."""
    with _lock:
        _recent.clear()


def plain_value(value: AnswerValue) -> object:
    """An answer as JSON keeps it."""
    return list(value) if isinstance(value, tuple) else value


def _fingerprint(answers: Sequence[Answer]) -> str:
    return json.dumps([(answer.decision, plain_value(answer.value)) for answer in answers])
