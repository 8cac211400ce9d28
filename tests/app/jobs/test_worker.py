"""Work is done, split over processes, stopped, given back and given up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import OperationalError

from app import clock
from app.jobs import service as jobs
from app.jobs.faults import FAULT, fault_of
from app.jobs.kinds import Kind, key_of
from app.jobs.models import Job
from app.jobs.service import leases
from app.jobs.service.leases import CRASHED
from app.jobs.worker import Pace, Worker
from tests.support.chores import DEADLY, FAULTY, LOOKED_UP, REFUSED, SLOW, SQUARES

PACE = Pace(poll_seconds=0.02, beat_seconds=0.02, lease_seconds=5, leave_seconds=5)
PATIENCE_SECONDS = 60


@contextmanager
def working(app: Flask, pace: Pace = PACE) -> Iterator[Worker]:
    """A worker of this process, stopped at the end."""
    worker = Worker(app, "the worker", 1, pace)
    thread = Thread(target=worker.work)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(PATIENCE_SECONDS)


def ask(kind: Kind, payload: Any) -> Job:
    return jobs.ask(kind, key_of(payload), payload, asker=key_of(payload), now=clock.now())


def wait_for(db: SQLAlchemy, job: Job, is_reached: Callable[[Job], bool]) -> Job:
    """The job as soon as it is as wished."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        db.session.rollback()
        if is_reached(job):
            return job
        time.sleep(0.01)
    raise TimeoutError(f"job {job.id} is still {job.state}, {job.progress_made}")


def is_over(job: Job) -> bool:
    return not job.is_waiting


def test_work_is_split_over_processes_and_its_result_kept(app: Flask, db: SQLAlchemy) -> None:
    job = ask(SQUARES, {"numbers": 4, "seconds": 0})
    with working(app):
        wait_for(db, job, is_over)

    assert (job.state, job.attempts, job.lease_owner) == ("done", 1, None)
    assert jobs.result_of(SQUARES, job.key) == {"sum": 14}


def test_what_the_payload_names_is_looked_up_first(app: Flask, db: SQLAlchemy) -> None:
    job = ask(LOOKED_UP, {"name": "to-3"})
    with working(app):
        wait_for(db, job, is_over)

    assert jobs.result_of(LOOKED_UP, job.key) == 3


def test_progress_is_shown_while_the_work_goes_on(app: Flask, db: SQLAlchemy) -> None:
    job = ask(SLOW, {"to": 10_000})
    with working(app):
        wait_for(db, job, lambda job: job.progress_made > 0)
        assert (job.state, job.progress_all, job.lease_owner) == ("running", 10_000, "the worker")


def test_a_worker_that_stops_gives_back_what_it_has_not_finished(
    app: Flask, db: SQLAlchemy
) -> None:
    job = ask(SLOW, {"to": 10_000})
    with working(app):
        wait_for(db, job, lambda job: job.state == "running")
    db.session.rollback()

    assert (job.state, job.attempts, job.lease_owner) == ("queued", 0, None)


def test_what_is_cancelled_stops_and_the_next_is_taken(app: Flask, db: SQLAlchemy) -> None:
    job = ask(SLOW, {"to": 10_000})
    with working(app):
        wait_for(db, job, lambda job: job.state == "running")
        jobs.cancel_job(job.id, now=clock.now())
        following = wait_for(db, ask(SLOW, {"to": 2}), is_over)

    assert (job.state, following.state) == ("cancelled", "done")
    assert jobs.result_of(SLOW, job.key) is None


def test_the_two_lanes_do_not_wait_for_each_other(app: Flask, db: SQLAlchemy) -> None:
    slow = ask(SLOW, {"to": 10_000})
    with working(app):
        wait_for(db, slow, lambda job: job.state == "running")
        quick = wait_for(db, ask(LOOKED_UP, {"name": "to-1"}), is_over)

    assert quick.state == "done"


def test_an_error_of_the_simulator_is_told_to_who_waits(app: Flask, db: SQLAlchemy) -> None:
    job = ask(REFUSED, {"number": 7})
    with working(app):
        wait_for(db, job, is_over)

    assert (job.state, fault_of(job)) == ("failed", "No: 7 is too many")


def test_a_fault_of_the_program_fails_at_once_and_says_no_secret(
    app: Flask, db: SQLAlchemy
) -> None:
    job = ask(FAULTY, {"zero": 0})
    with working(app):
        wait_for(db, job, is_over)

    assert (job.state, job.error, job.attempts) == ("failed", FAULT, 1)


def test_work_goes_on_when_a_process_of_the_crew_was_killed(
    app: Flask, db: SQLAlchemy, tmp_path: Path
) -> None:
    job = ask(DEADLY, {"marker": str(tmp_path / "died")})
    with working(app):
        wait_for(db, job, is_over)

    assert (job.state, job.attempts) == ("done", 2)
    assert jobs.result_of(DEADLY, job.key) == "alive"


def test_work_that_kills_its_process_again_and_again_is_given_up(
    app: Flask, db: SQLAlchemy
) -> None:
    job = ask(DEADLY, {"marker": ""})
    with working(app):
        wait_for(db, job, is_over)

    assert (job.state, job.error, job.error_params) == ("failed", CRASHED, {"attempts": 3})
    assert fault_of(job).startswith("The work was taken up 3 times")


def test_a_lease_is_renewed_as_long_as_the_work_goes_on(app: Flask, db: SQLAlchemy) -> None:
    job = ask(SLOW, {"to": 10_000})
    pace = Pace(poll_seconds=0.02, beat_seconds=0.02, lease_seconds=0.4, leave_seconds=5)
    with working(app, pace):
        first = wait_for(db, job, lambda job: job.state == "running").lease_until
        wait_for(db, job, lambda job: job.lease_until != first)
        assert job.attempts == 1


def test_a_worker_without_work_leaves_when_it_may(app: Flask) -> None:
    worker = Worker(app, "idle", 1, Pace(beat_seconds=0.01, idle_seconds=0.05))
    thread = Thread(target=worker.work)
    thread.start()
    thread.join(PATIENCE_SECONDS)

    assert not thread.is_alive()


def test_a_worker_outlives_a_database_that_does_not_answer(
    app: Flask, db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures, take = [], leases.take

    def take_later(*args: Any, **kwargs: Any) -> Any:
        if len(failures) < 3:
            failures.append(1)
            raise OperationalError("SELECT", {}, Exception("gone"))
        return take(*args, **kwargs)

    monkeypatch.setattr(leases, "take", take_later)
    job = ask(LOOKED_UP, {"name": "to-1"})
    with working(app):
        wait_for(db, job, is_over)

    assert (job.state, len(failures)) == ("done", 3)
