"""The same work is one job, and stops when nobody waits for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.errors import NotFound
from app.jobs import service as jobs
from app.jobs.kinds import Kind, find_kind, key_of, register
from app.jobs.models import Job
from app.jobs.service import leases
from tests.support.chores import SLOW, SQUARES, add_squares, may_see
from tests.support.threads import at_once

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def ask(payload: object = "a", asker: str = "attempt:1", kind: Kind = SQUARES) -> Job:
    return jobs.ask(kind, key_of(payload), payload, asker=asker, now=NOW)


def facts(job: Job) -> tuple[object, ...]:
    return job.state, job.attempts, job.finished_at, jobs.askers_of(job.id)


def take() -> leases.Lease:
    lease = leases.take(["squares", "slow"], "me", seconds=60, now=NOW)
    assert lease is not None
    return lease


def test_what_is_asked_for_waits_with_its_payload(db: SQLAlchemy) -> None:
    job = ask({"numbers": 3})

    assert facts(job) == ("queued", 0, None, ["attempt:1"])
    assert (job.kind, job.payload, job.created_at) == ("squares", {"numbers": 3}, NOW)
    assert jobs.find(SQUARES, job.key) is job
    assert jobs.result_of(SQUARES, job.key) is None


def test_the_same_work_is_one_job_whoever_asks(db: SQLAlchemy) -> None:
    first, again, other = ask(), ask(), ask(asker="attempt:2")

    assert first.id == again.id == other.id
    assert facts(first) == ("queued", 0, None, ["attempt:1", "attempt:2"])


def test_many_who_ask_at_once_get_one_job(app: Flask, db: SQLAlchemy) -> None:
    asked = at_once(app, [lambda n=n: ask(asker=f"attempt:{n}").id for n in range(6)])

    assert len(set(asked)) == 1
    assert len(jobs.askers_of(jobs.latest()[0].id)) == 6


def test_another_kind_or_key_is_another_job(db: SQLAlchemy) -> None:
    made = [ask(), ask(kind=SLOW), ask("b", asker="attempt:2")]

    assert len({job.id for job in made}) == 3


def test_a_key_depends_on_every_fact_and_on_no_order_of_names() -> None:
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})
    assert len({key_of("a", 1), key_of("a", 2), key_of("a"), key_of(["a", 1])}) == 4


def test_what_is_made_already_is_done_at_once(db: SQLAlchemy) -> None:
    ask()
    leases.finish(take(), {"sum": 5}, now=NOW)
    db.session.query(Job).delete()
    db.session.commit()

    job = ask()

    assert facts(job) == ("done", 0, NOW, ["attempt:1"])
    assert jobs.result_of(SQUARES, job.key) == {"sum": 5}


@pytest.mark.parametrize("is_running", [False, True])
def test_an_asker_that_asks_for_another_key_supersedes_the_first(
    db: SQLAlchemy, is_running: bool
) -> None:
    old = ask("old", asker="draft:x")
    lease = take() if is_running else None
    new = ask("new", asker="draft:x")

    assert (old.state, old.lease_owner, new.state) == ("cancelled", None, "queued")
    assert lease is None or not leases.is_held(lease)


def test_superseded_work_goes_on_when_others_wait_for_it(db: SQLAlchemy) -> None:
    old = ask("old", asker="draft:x")
    ask("old", asker="draft:y")
    ask("new", asker="draft:x")

    assert facts(old) == ("queued", 0, None, ["draft:y"])


def test_work_stops_when_the_last_asker_withdraws(db: SQLAlchemy) -> None:
    job = ask()
    ask(asker="attempt:2")

    jobs.withdraw(SQUARES, "attempt:1", now=LATER)
    assert facts(job) == ("queued", 0, None, ["attempt:2"])
    jobs.withdraw(SQUARES, "attempt:2", now=LATER)
    assert facts(job) == ("cancelled", 0, LATER, [])
    jobs.withdraw(SQUARES, "attempt:2", now=LATER)


def test_a_cancelled_job_is_queued_when_it_is_asked_for_again(db: SQLAlchemy) -> None:
    job = ask()
    jobs.cancel(SQUARES, job.key, now=LATER)
    assert facts(job) == ("cancelled", 0, LATER, ["attempt:1"])

    assert facts(ask()) == ("queued", 0, None, ["attempt:1"])


def test_what_is_done_is_not_cancelled(db: SQLAlchemy) -> None:
    job = ask()
    leases.finish(take(), 1, now=NOW)
    jobs.cancel_job(job.id, now=LATER)
    jobs.cancel(SQUARES, key_of("unknown"), now=LATER)

    assert (job.state, job.finished_at) == ("done", NOW)


def test_what_failed_stays_so_until_it_is_tried_again(db: SQLAlchemy) -> None:
    job = ask()
    leases.fail(take(), "No: %(reason)s", {"reason": "so"}, now=NOW)

    assert (ask().state, job.error_params) == ("failed", {"reason": "so"})
    jobs.retry(job.id)
    assert facts(job) == ("queued", 0, None, ["attempt:1"])
    assert (job.error, job.error_params) == (None, None)


def test_what_is_under_way_is_not_tried_again(db: SQLAlchemy) -> None:
    job = ask()
    take()
    jobs.retry(job.id)

    assert (job.state, job.attempts) == ("running", 1)


def test_jobs_are_listed_newest_first_and_counted(db: SQLAlchemy) -> None:
    first, second = ask("a"), ask("b", asker="attempt:2")
    jobs.cancel_job(first.id, now=LATER)

    assert jobs.latest() == [second, first]
    assert jobs.latest("cancelled") == [first]
    assert jobs.latest(most=1) == [second]
    assert jobs.count_by_state() == {
        "queued": 1, "running": 0, "done": 0, "failed": 0, "cancelled": 1,
    }  # fmt: skip


def test_those_before_it_are_counted(db: SQLAlchemy) -> None:
    first, second, third = (ask(name, asker=name) for name in "abc")
    jobs.cancel_job(second.id, now=LATER)

    assert (jobs.count_ahead(first), jobs.count_ahead(third)) == (0, 1)


def test_a_job_that_is_not_there_is_not_found(db: SQLAlchemy) -> None:
    with pytest.raises(NotFound, match="no background job 7"):
        jobs.get_job(7)


@pytest.mark.parametrize("name", ["squares", "x" * 33])
def test_a_kind_is_registered_once_and_has_a_short_name(app: Flask, name: str) -> None:
    with pytest.raises(ValueError, match="registered twice or too long"):
        register(app, [Kind(name, SQUARES.title, add_squares, may_see)])


def test_kinds_are_found_by_name(app: Flask, db: SQLAlchemy) -> None:
    assert (find_kind("squares"), find_kind("unknown")) == (SQUARES, None)
