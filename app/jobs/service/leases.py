"""Taking jobs, keeping them, and handing in what came out: for those who work.

A job is taken by a conditional update, so that of many who try one gets it, on every database. All
that an owner writes later holds only as long as the lease is still theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Update, and_, or_, select, update

from app.database import commit, db, insert_if_new, release
from app.jobs.models import Job, JobResult
from simengine.errors import N_

MOST_ATTEMPTS = 3
"""Work that took its process along so often will do so again."""

CRASHED = N_("The work was taken up %(attempts)s times, and each time its process ended midway.")


@dataclass(frozen=True)
class Lease:
    """A job that was taken: what to do, and under whose name."""

    job_id: int
    kind: str
    key: str
    payload: Any
    owner: str


def take(kinds: Collection[str], owner: str, *, seconds: float, now: datetime) -> Lease | None:
    """The oldest job of these kinds that waits or lost its owner, now ours; None if there is none.

    What was taken too often is given up on the way.
    """
    oldest = (
        select(Job.id, Job.kind, Job.key, Job.payload, Job.attempts)
        .where(Job.kind.in_(kinds), _is_free(now))
        .order_by(Job.id)
        .limit(1)
    )
    while found := db.session.execute(oldest).first():
        job_id, kind, key, payload, attempts = found
        is_hopeless = attempts >= MOST_ATTEMPTS
        until = now + timedelta(seconds=seconds)
        change = _given_up(attempts, now) if is_hopeless else _taken(owner, until, now)
        is_ours = _changes(change.where(Job.id == job_id, _is_free(now)))
        commit()
        if is_ours and not is_hopeless:
            return Lease(job_id, kind, key, payload, owner)
    release()
    return None


def has_work(kinds: Collection[str], *, now: datetime) -> bool:
    """Whether any job of these kinds waits to be taken."""
    query = select(Job.id).where(Job.kind.in_(kinds), _is_free(now)).limit(1)
    return db.session.scalar(query) is not None


def renew(lease: Lease, made: int, all_: int, *, seconds: float, now: datetime) -> bool:
    """Keep the lease for so long, and tell how far the work is.

    False when it is ours no longer: the job was cancelled, or taken for abandoned.
    """
    until = now + timedelta(seconds=seconds)
    is_ours = _changes(
        _held(lease).values(lease_until=until, progress_made=made, progress_all=all_)
    )
    commit()
    return is_ours


def is_held(lease: Lease) -> bool:
    """Whether the lease is still ours."""
    query = select(Job.id).where(
        Job.id == lease.job_id, Job.lease_owner == lease.owner, Job.state == "running"
    )
    is_ours = db.session.scalar(query) is not None
    release()
    return is_ours


def finish(lease: Lease, result: Any, *, now: datetime) -> bool:
    """Hand in the result. False, and nothing is kept, when the lease is ours no longer."""
    is_ours = _changes(_held(lease).values(state="done", **_over(now)))
    if is_ours:
        insert_if_new(JobResult, kind=lease.kind, key=lease.key, result=result, made_at=now)
    commit()
    return is_ours


def fail(lease: Lease, error: str, params: Mapping[str, Any], *, now: datetime) -> bool:
    """Say why the work cannot be done. False when the lease is ours no longer."""
    values = {"state": "failed", "error": error, "error_params": dict(params), **_over(now)}
    is_ours = _changes(_held(lease).values(**values))
    commit()
    return is_ours


def give_back(lease: Lease, *, counts: bool) -> bool:
    """Let somebody else take the job; `counts` when it is the work that brought us down."""
    attempts = Job.attempts if counts else Job.attempts - 1
    is_ours = _changes(
        _held(lease).values(
            state="queued", attempts=attempts, lease_owner=None, lease_until=None,
            progress_made=0,
        )
    )  # fmt: skip
    commit()
    return is_ours


def give_back_all(where: str) -> None:
    """Let others take what owners held whose names begin so, and who are known to be dead."""
    is_theirs = Job.lease_owner.startswith(where + ":", autoescape=True)
    db.session.execute(
        update(Job)
        .where(is_theirs, Job.state == "running")
        .values(state="queued", lease_owner=None, lease_until=None, progress_made=0)
    )
    commit()


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(Job.state == "queued", and_(Job.state == "running", Job.lease_until < now))


def _held(lease: Lease) -> Update:
    return update(Job).where(
        Job.id == lease.job_id, Job.lease_owner == lease.owner, Job.state == "running"
    )


def _over(now: datetime) -> dict[str, Any]:
    return {"finished_at": now, "lease_owner": None, "lease_until": None}


def _taken(owner: str, until: datetime, now: datetime) -> Update:
    return update(Job).values(
        state="running", lease_owner=owner, lease_until=until, attempts=Job.attempts + 1,
        progress_made=0, progress_all=0, started_at=now,
    )  # fmt: skip


def _given_up(attempts: int, now: datetime) -> Update:
    params = {"attempts": attempts}
    return update(Job).values(state="failed", error=CRASHED, error_params=params, **_over(now))


def _changes(statement: Update) -> bool:
    changed = db.session.execute(statement)
    assert isinstance(changed, CursorResult)
    return changed.rowcount == 1
