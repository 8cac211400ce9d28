"""One worker an installation, started when there is work and watched over."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from threading import enumerate as enumerate_threads

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import OperationalError

from app.jobs import bell, embedded
from app.jobs import service as jobs
from app.jobs.embedded import Supervisor, embed, owner_name
from app.jobs.kinds import key_of
from app.jobs.models import Job
from app.jobs.service import leases
from tests.support.chores import SQUARES

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
WAITS = (sys.executable, "-c", "import sys; sys.stdin.read()")
LEAVES = (sys.executable, "-c", "")
FAILS = (sys.executable, "-c", "import sys; sys.exit(1)")
DEAF = (sys.executable, "-c", "import signal, sys; signal.signal(15, signal.SIG_IGN);"
        "print(flush=True); sys.stdin.read()")  # fmt: skip
PATIENCE_SECONDS = 20

Make = Callable[[tuple[str, ...]], Supervisor]


@pytest.fixture
def make(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Supervisors that look often, ended with their workers after the test."""
    monkeypatch.setattr(embedded, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(embedded, "LEAVE_SECONDS", 0.5)
    made = []

    def make(command: tuple[str, ...]) -> Supervisor:
        made.append(Supervisor(app, command))
        return made[-1]

    yield make
    for supervisor in made:
        supervisor.stop()
    bell.ring()
    wait_until(lambda: "jobs-supervisor" not in [thread.name for thread in enumerate_threads()])


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The workers that were started, in order."""
    found: list[subprocess.Popen[bytes]] = []
    begin = Supervisor._start_worker

    def start(self: Supervisor) -> subprocess.Popen[bytes]:
        found.append(begin(self))
        return found[-1]

    monkeypatch.setattr(Supervisor, "_start_worker", start)
    return found


def ask() -> Job:
    return jobs.ask(SQUARES, key_of("a"), "a", asker="a", now=NOW)


def wait_until(is_reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_reached():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.01)


def test_no_worker_is_started_without_work(
    make: Make, started: list[subprocess.Popen[bytes]], db: SQLAlchemy
) -> None:
    supervisor = make(WAITS)
    supervisor.start()
    wait_until(lambda: supervisor._held is not None)
    time.sleep(0.1)

    assert started == []


def test_one_worker_is_started_however_many_look_for_work(
    make: Make, started: list[subprocess.Popen[bytes]], db: SQLAlchemy
) -> None:
    ask()
    for supervisor in (make(WAITS), make(WAITS)):
        supervisor.start()
        supervisor.start()
    wait_until(lambda: len(started) == 1)
    time.sleep(0.2)

    assert [worker.poll() for worker in started] == [None]


def test_the_worker_ends_with_its_supervisor(
    make: Make, started: list[subprocess.Popen[bytes]], db: SQLAlchemy
) -> None:
    ask()
    supervisor = make(WAITS)
    supervisor.start()
    wait_until(lambda: len(started) == 1)
    supervisor.stop()

    assert started[0].poll() == -15


def test_a_worker_that_does_not_listen_is_killed(
    make: Make, started: list[subprocess.Popen[bytes]], db: SQLAlchemy
) -> None:
    ask()
    supervisor = make(DEAF)
    supervisor.start()
    wait_until(lambda: len(started) == 1)
    time.sleep(0.3)
    supervisor.stop()

    assert started[0].wait(PATIENCE_SECONDS) in (-9, -15)


def test_a_worker_that_left_is_followed_by_another(
    make: Make, started: list[subprocess.Popen[bytes]], db: SQLAlchemy
) -> None:
    ask()
    make(LEAVES).start()

    wait_until(lambda: len(started) == 2)


def test_what_a_dead_worker_held_is_free_at_once_and_the_next_comes_later(
    make: Make, started: list[subprocess.Popen[bytes]], db: SQLAlchemy
) -> None:
    job = ask()
    supervisor = make(FAILS)
    assert leases.take(["squares"], owner_name(supervisor._where), seconds=600, now=NOW)
    supervisor.start()

    wait_until(lambda: len(started) == 1)
    wait_until(lambda: supervisor._rest_seconds > 0)
    db.session.rollback()
    assert (job.state, job.attempts) == ("queued", 1)


def test_a_database_that_does_not_answer_is_asked_again(
    make: Make,
    started: list[subprocess.Popen[bytes]],
    db: SQLAlchemy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failures = []
    has_work = leases.has_work

    def fail_first(*args: object, **kwargs: object) -> bool:
        if not failures:
            failures.append(1)
            raise OperationalError("SELECT", {}, Exception("gone"))
        return has_work(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(leases, "has_work", fail_first)
    ask()
    make(WAITS).start()

    wait_until(lambda: len(started) == 1)


def test_looking_begins_with_the_first_request(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Supervisor] = []
    monkeypatch.setattr(Supervisor, "start", lambda self: begun.append(self))
    monkeypatch.setattr(app, "wsgi_app", app.wsgi_app)
    embed(app, "wsgi")
    assert begun == []

    app.test_client().get("/healthz")

    assert len(begun) == 1
    assert begun[0]._command[1:] == [
        "-m", "flask", "--app", "wsgi", "jobs", "work",
        "--processes", "2", "--idle", "300", "--until-input-ends",
    ]  # fmt: skip


def test_nothing_is_embedded_where_the_settings_want_none(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "JOB_PROCESSES", 0)
    before = app.wsgi_app
    embed(app, "wsgi")

    assert app.wsgi_app == before


def test_the_bell_wakes_who_waits() -> None:
    bell.ring()
    begun = time.monotonic()
    bell.wait(30)

    assert time.monotonic() - begun < 10
