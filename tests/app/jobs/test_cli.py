"""Background work from the command line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.jobs import service as jobs
from app.jobs.kinds import key_of
from app.jobs.models import Job
from app.jobs.service import leases
from tests.support.chores import SQUARES

NOW = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["jobs", *arguments])
    return result.exit_code, result.output


def ask(name: str = "a") -> Job:
    return jobs.ask(SQUARES, key_of(name), name, asker=name, now=NOW)


def test_jobs_are_listed_with_what_went_wrong(app: Flask, db: SQLAlchemy) -> None:
    waiting, failed = ask("a"), ask("b")
    jobs.cancel_job(waiting.id, now=NOW)
    lease = leases.take(["squares"], "me", seconds=60, now=NOW)
    assert lease is not None
    leases.renew(lease, 1, 4, seconds=60, now=NOW)
    leases.fail(lease, "too many", {}, now=NOW)

    assert run(app, "list") == (
        0,
        f"{failed.id}\tsquares\tfailed\t1/4\tattempts 1\t2026-03-02 01:02:03Z\ttoo many\n"
        f"{waiting.id}\tsquares\tcancelled\t-\tattempts 0\t2026-03-02 01:02:03Z\n",
    )
    assert run(app, "list", "--state", "done") == (0, "")


def test_jobs_are_cancelled_and_tried_again(app: Flask, db: SQLAlchemy) -> None:
    job = ask()

    assert run(app, "cancel", str(job.id)) == (0, f"job {job.id} is cancelled\n")
    assert run(app, "retry", str(job.id)) == (0, f"job {job.id} is queued\n")


@pytest.mark.parametrize("command", ["cancel", "retry"])
def test_a_job_that_is_not_there_is_told_of(app: Flask, db: SQLAlchemy, command: str) -> None:
    assert run(app, command, "7") == (1, "Error: There is no background job 7.\n")
