"""Asking for work, and calling it off."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, exists, select, update

from app.database import commit, db, insert_if_new
from app.jobs import bell
from app.jobs.kinds import Kind
from app.jobs.models import WAITING, Job, JobAsker, JobResult
from app.jobs.service.finding import find, get_job


def ask(kind: Kind, key: str, payload: Any, *, asker: str, now: datetime) -> Job:
    """The job that makes this; a new one unless somebody asked for the same before.

    `key` stands for everything that determines the result (``kinds.key_of``). `asker` says for
    what it is, such as ``attempt:12``: when the same asker asks for another key, the work asked
    for before is superseded, and stops unless others wait for it. What was cancelled is queued
    again; what failed stays failed until :func:`retry`.
    """
    has_result = exists().where(JobResult.kind == kind.name, JobResult.key == key)
    is_made = db.session.scalar(select(has_result))
    insert_if_new(
        Job,
        kind=kind.name,
        key=key,
        payload=payload,
        state="done" if is_made else "queued",
        created_at=now,
        finished_at=now if is_made else None,
    )
    # Always a write, so that whoever would cancel the job waits until the asker is down as well.
    db.session.execute(
        update(Job)
        .where(Job.kind == kind.name, Job.key == key)
        .values(
            state=case((Job.state == "cancelled", "queued"), else_=Job.state),
            finished_at=case((Job.state == "cancelled", None), else_=Job.finished_at),
        )
    )
    job = find(kind, key)
    assert job is not None
    before = _put_down(kind, asker, job.id)
    commit()
    bell.ring()
    if before is not None and before != job.id:
        _cancel_if_unwanted(before, now=now)
    return job


def withdraw(kind: Kind, asker: str, *, now: datetime) -> None:
    """This asker waits no longer: what nobody else waits for stops."""
    where = (JobAsker.kind == kind.name, JobAsker.asker == asker)
    job_id = db.session.scalar(select(JobAsker.job_id).where(*where))
    if job_id is not None:
        db.session.execute(delete(JobAsker).where(*where))
        commit()
        _cancel_if_unwanted(job_id, now=now)


def result_of(kind: Kind, key: str) -> Any | None:
    """What came out of this work; None as long as it is not done."""
    query = select(JobResult.result).where(JobResult.kind == kind.name, JobResult.key == key)
    return db.session.scalar(query)


def results_of(kind: Kind, keys: Collection[str]) -> dict[str, Any]:
    """What came out of the work of these keys, as far as it is done."""
    query = select(JobResult.key, JobResult.result).where(
        JobResult.kind == kind.name, JobResult.key.in_(keys)
    )
    return {row.key: row.result for row in db.session.execute(query)}


def cancel(kind: Kind, key: str, *, now: datetime) -> None:
    """Stop this work, whoever waits for it. Does nothing when it is over or unknown."""
    job = find(kind, key)
    if job is not None:
        cancel_job(job.id, now=now)


def cancel_job(job_id: int, *, now: datetime) -> Job:
    """Stop the job of this number unless it is over. Raises NotFound."""
    job = get_job(job_id)
    _set_cancelled(job_id, now)
    commit()
    return job


def retry(job_id: int) -> Job:
    """Queue a job that failed or was cancelled again, with all its attempts before it.

    Raises NotFound.
    """
    job = get_job(job_id)
    db.session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state.in_(("failed", "cancelled")))
        .values(
            state="queued", attempts=0, progress_made=0, error=None, error_params=None,
            finished_at=None,
        )
    )  # fmt: skip
    commit()
    bell.ring()
    return job


def _put_down(kind: Kind, asker: str, job_id: int) -> int | None:
    """Write down who asks for the job; return the job that the asker asked for before."""
    where = (JobAsker.kind == kind.name, JobAsker.asker == asker)
    before = db.session.scalar(select(JobAsker.job_id).where(*where))
    insert_if_new(JobAsker, kind=kind.name, asker=asker, job_id=job_id)
    db.session.execute(update(JobAsker).where(*where).values(job_id=job_id))
    return before


def _cancel_if_unwanted(job_id: int, *, now: datetime) -> None:
    # The first statement waits for whoever is asking for the job at this moment; only a later one
    # sees what they wrote.
    db.session.execute(update(Job).where(Job.id == job_id).values(state=Job.state))
    if not db.session.scalar(select(exists().where(JobAsker.job_id == job_id))):
        _set_cancelled(job_id, now)
    commit()


def _set_cancelled(job_id: int, now: datetime) -> None:
    db.session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state.in_(WAITING))
        .values(state="cancelled", finished_at=now, lease_owner=None, lease_until=None)
    )
