"""Runs written down: decisions and results as rows, and whole runs that were played elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.database import commit, db
from app.library.models import ScenarioVersion
from app.play.models import Attempt, Decision
from app.play.service.replays import plain_value
from simengine.run import ENGINE, Answer, Snapshot


def build_decision(attempt_id: int, step: int, answer: Answer, *, now: datetime) -> Decision:
    """An answer as a row."""
    return Decision(
        attempt_id=attempt_id,
        step=step,
        decision=answer.decision,
        value=plain_value(answer.value),
        decided_at=now,
    )


def end_of(snapshot: Snapshot, *, now: datetime) -> dict[str, Any]:
    """What an attempt gets when its run is finished; nothing before."""
    if snapshot.status != "finished":
        return {}
    card = snapshot.scorecard
    kpis = [
        {"id": k.id, "value": k.value, "points": k.points, "share": k.share, "most": k.most}
        for k in card.kpis
    ]
    return {
        "status": "finished",
        "finished_at": now,
        "outcome": snapshot.outcome,
        "score": card.score,
        "grade": card.grade,
        "passed": card.passed,
        "kpis": kpis,
    }


def store_run(
    person_id: int,
    version: ScenarioVersion,
    snapshot: Snapshot,
    *,
    is_assessed: bool = False,
    began: datetime,
    pace: timedelta,
) -> Attempt:
    """An attempt made of a run that was played elsewhere, a decision each `pace` from `began`."""
    ended = began + pace * len(snapshot.answers)
    attempt = Attempt(
        person_id=person_id,
        entry_id=version.entry_id,
        version_id=version.id,
        digest=version.digest,
        engine=ENGINE,
        seed=snapshot.seed,
        mode="assessed" if is_assessed else "practice",
        status="open",
        steps=len(snapshot.answers),
        started_at=began,
        played_at=ended,
    )
    for name, value in end_of(snapshot, now=ended).items():
        setattr(attempt, name, value)
    db.session.add(attempt)
    db.session.flush()
    db.session.add_all(
        build_decision(attempt.id, step, answer, now=began + pace * (step + 1))
        for step, answer in enumerate(snapshot.answers)
    )
    commit()
    return attempt
