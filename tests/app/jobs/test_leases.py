"""Of many who try, one gets the job, keeps it while they renew, and loses it when they are gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.jobs import service as jobs
from app.jobs.kinds import key_of
from app.jobs.models import Job
from app.jobs.service import leases
from app.jobs.service.leases import CRASHED, MOST_ATTEMPTS, Lease
from tests.support.chores import SLOW, SQUARES
from tests.support.threads import at_once

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)


def ask(name: str = "a") -> Job:
    return jobs.ask(SQUARES, key_of(name), name, asker=name, now=NOW)


def take(owner: str = "me", now: datetime = NOW) -> Lease | None:
    return leases.take(["squares"], owner, seconds=60, now=now)


def taken(owner: str = "me", now: datetime = NOW) -> Lease:
    lease = take(owner, now)
    assert lease is not None
    return lease


def test_the_oldest_job_is_taken_first(db: SQLAlchemy) -> None:
    first, second = ask("a"), ask("b")

    assert leases.has_work(["squares"], now=NOW)
    assert taken() == Lease(first.id, "squares", key_of("a"), "a", "me")
    assert taken() == Lease(second.id, "squares", key_of("b"), "b", "me")
    assert take() is None
    assert not leases.has_work(["squares"], now=NOW)
    assert (first.state, first.lease_owner, first.lease_until) == ("running", "me", NOW + LEASE)
    assert (first.attempts, first.started_at) == (1, NOW)


def test_only_jobs_of_the_kinds_one_knows_are_taken(db: SQLAlchemy) -> None:
    jobs.ask(SLOW, key_of("a"), "a", asker="a", now=NOW)

    assert take() is None
    assert not leases.has_work(["squares"], now=NOW)


def test_each_job_is_taken_by_one_of_many(app: Flask, db: SQLAlchemy) -> None:
    asked = [ask(name).id for name in "abc"]
    leases_taken = at_once(app, [lambda n=n: take(f"worker {n}") for n in range(6)])

    found = [lease.job_id for lease in leases_taken if isinstance(lease, Lease)]
    assert sorted(found) == asked


def test_a_job_whose_owner_is_gone_is_taken_anew(db: SQLAlchemy) -> None:
    job = ask()
    taken("dead")

    assert take("next", NOW + LEASE) is None
    assert taken("next", NOW + LEASE * 1.1).owner == "next"
    db.session.rollback()
    assert job.attempts == 2


def test_work_that_ends_its_owner_too_often_is_given_up(db: SQLAlchemy) -> None:
    job, behind = ask("a"), ask("b")
    for number in range(MOST_ATTEMPTS):
        taken(now=NOW + 2 * number * LEASE)

    assert taken(now=NOW + 10 * LEASE).job_id == behind.id
    assert (job.state, job.error, job.error_params) == ("failed", CRASHED, {"attempts": 3})
    assert (job.lease_owner, job.finished_at) == (None, NOW + 10 * LEASE)


def test_a_lease_is_kept_by_renewing_it(db: SQLAlchemy) -> None:
    job, later = ask(), NOW + LEASE / 2
    lease = taken()

    assert leases.renew(lease, 3, 8, seconds=60, now=later)
    assert (job.progress_made, job.progress_all, job.lease_until) == (3, 8, later + LEASE)
    assert take("other", NOW + LEASE * 1.1) is None


def test_whoever_lost_the_lease_changes_nothing_more(db: SQLAlchemy) -> None:
    job = ask()
    lost = taken("slow")
    current = taken("quick", NOW + 2 * LEASE)

    assert not leases.is_held(lost)
    assert not leases.renew(lost, 1, 2, seconds=60, now=NOW)
    assert not leases.finish(lost, "wrong", now=NOW)
    assert not leases.fail(lost, "wrong", {}, now=NOW)
    assert not leases.give_back(lost, counts=True)
    assert leases.is_held(current)
    assert (job.state, job.lease_owner, job.progress_all) == ("running", "quick", 0)
    assert jobs.result_of(SQUARES, job.key) is None


def test_a_result_is_kept_with_the_end_of_its_job(db: SQLAlchemy) -> None:
    job = ask()

    assert leases.finish(taken(), {"sum": [1.5, None]}, now=NOW)
    assert (job.state, job.finished_at, job.lease_until) == ("done", NOW, None)
    assert jobs.result_of(SQUARES, job.key) == {"sum": [1.5, None]}


def test_what_is_given_back_counts_as_an_attempt_or_not(db: SQLAlchemy) -> None:
    job = ask()

    assert leases.give_back(taken(), counts=False)
    assert (job.state, job.attempts, job.lease_owner) == ("queued", 0, None)
    assert leases.give_back(taken(), counts=True)
    assert (job.state, job.attempts, job.lease_owner) == ("queued", 1, None)


def test_what_the_workers_of_one_place_held_is_free_at_once(db: SQLAlchemy) -> None:
    here, elsewhere = ask("a"), ask("b")
    taken("host:a_b:1")
    taken("host:axb:2")

    leases.give_back_all("host:a_b")

    assert (here.state, here.attempts) == ("queued", 1)
    assert (elsewhere.state, elsewhere.lease_owner) == ("running", "host:axb:2")
