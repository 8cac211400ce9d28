"""Looking jobs up."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.database import db
from app.errors import NotFound
from app.jobs.kinds import Kind
from app.jobs.models import STATES, WAITING, Job, JobAsker, JobResult, State


def find(kind: Kind, key: str) -> Job | None:
    """The job of this kind and key."""
    return db.session.scalar(select(Job).where(Job.kind == kind.name, Job.key == key))


def get_job(job_id: int) -> Job:
    """The job of this number. Raises NotFound."""
    job = db.session.get(Job, job_id)
    if job is None:
        raise NotFound(_("There is no background job %(id)s.", id=job_id))
    return job


def askers_of(job_id: int) -> list[str]:
    """Who waits for a job, in the words in which they asked."""
    query = select(JobAsker.asker).where(JobAsker.job_id == job_id).order_by(JobAsker.asker)
    return list(db.session.scalars(query))


def keys_of_results(kind: Kind, askers: Collection[str]) -> dict[str, str]:
    """Those of these askers for whom there is a result, and the key under which it is kept."""
    query = (
        select(JobAsker.asker, Job.key)
        .join(Job, Job.id == JobAsker.job_id)
        .join(JobResult, (JobResult.kind == Job.kind) & (JobResult.key == Job.key))
        .where(JobAsker.kind == kind.name, JobAsker.asker.in_(askers))
    )
    return {row.asker: row.key for row in db.session.execute(query)}


def count_ahead(job: Job) -> int:
    """How many jobs of its kind are taken before this one, or are being done."""
    query = select(func.count()).where(
        Job.kind == job.kind, Job.id < job.id, Job.state.in_(WAITING)
    )
    return db.session.scalar(query) or 0


def latest(state: State | None = None, *, most: int = 100) -> list[Job]:
    """The newest jobs, of one state if wished."""
    query = select(Job).order_by(Job.id.desc()).limit(most)
    if state is not None:
        query = query.where(Job.state == state)
    return list(db.session.scalars(query))


def count_by_state() -> dict[State, int]:
    """How many jobs there are of each state."""
    query = select(Job.state, func.count()).group_by(Job.state)
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return {state: found.get(state, 0) for state in STATES}
