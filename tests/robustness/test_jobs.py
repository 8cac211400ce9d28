"""What does the work is killed, process after process. The work gets done all the same."""

from __future__ import annotations

import os
import signal
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app import clock, create_app
from app.database import db
from app.jobs import service as jobs
from app.jobs.kinds import key_of
from app.jobs.models import Job
from config import Settings
from tests.support.chores import SQUARES
from tests.support.servers import Installation, LiveServer

TARGET = "tests.support.chores"
NUMBERS = 40
# Other tests, browsers and servers take their share of two cores.
PATIENCE_SECONDS = 150


@pytest.fixture
def app(installation: Installation) -> Iterator[Flask]:
    """The application on the database of the installation, to ask for work."""
    app = create_app(
        Settings(instance_path=installation.folder, database_url=installation.database_url)
    )
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def ask(name: str) -> Job:
    payload = {"numbers": NUMBERS, "seconds": 0.2, "name": name}
    return jobs.ask(SQUARES, key_of(payload), payload, asker=name, now=clock.now())


def wait_until(is_reached: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_reached():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.02)


def reaches(job: Job, is_reached: Callable[[Job], bool]) -> None:
    """Wait until the job is as wished."""

    def is_so() -> bool:
        db.session.rollback()
        return is_reached(job)

    wait_until(is_so, f"job {job.id}: {job.state}, {job.progress_made} of {job.progress_all}")


def processes_of(server: LiveServer) -> dict[int, str]:
    """The live processes of a server's session with their command lines."""
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            pid = int(folder.name)
            if os.getsid(pid) == server.process.pid:
                state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
                if state != "Z":
                    found[pid] = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue  # It has ended meanwhile.
    return found


def kill(server: LiveServer, part: str) -> None:
    """Kill all processes of the server whose command line holds `part`."""
    pids = [pid for pid, command in processes_of(server).items() if part in command]
    assert pids, processes_of(server)
    for pid in pids:
        # A pool ends its other processes as soon as it sees that one has died.
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def start(installation: Installation, workers: int = 1) -> LiveServer:
    server = installation.start(workers=workers)
    with urllib.request.urlopen(f"{server.url}/healthz", timeout=10):
        return server


@pytest.mark.parametrize("installation", ["sqlite"], indirect=True)
def test_killing_costs_time_and_nothing_else(installation: Installation, app: Flask) -> None:
    installation = replace(installation, target=TARGET, job_processes=2)
    first, second, third = (ask(name) for name in ("first", "second", "third"))

    server = start(installation, workers=2)
    reaches(first, lambda job: job.progress_made > 2)
    workers = [line for line in processes_of(server).values() if "jobs work" in line]
    assert len(workers) == 1, "two web processes, one worker"
    kill(server, "spawn_main")
    reaches(first, lambda job: job.state == "done")

    reaches(second, lambda job: job.progress_made > 2)
    kill(server, "jobs work")
    reaches(second, lambda job: job.state == "done")

    reaches(third, lambda job: job.progress_made > 2)
    server.kill()
    server = start(installation)
    reaches(third, lambda job: job.state == "done")
    server.stop()

    made = [jobs.result_of(SQUARES, job.key) for job in (first, second, third)]
    assert made == [{"sum": sum(number * number for number in range(NUMBERS))}] * 3
    assert [job.attempts for job in (first, second, third)] == [2, 2, 2]


@pytest.mark.parametrize("installation", ["sqlite"], indirect=True)
def test_no_process_outlives_the_server(installation: Installation, app: Flask) -> None:
    installation = replace(installation, target=TARGET, job_processes=2)
    job = ask("stopped")

    server = start(installation)
    reaches(job, lambda job: job.progress_made > 2)
    server.stop()
    wait_until(lambda: not processes_of(server), "processes of the server that was stopped")
    db.session.rollback()
    assert (job.state, job.attempts, job.lease_owner) == ("queued", 0, None)

    server = start(installation)
    reaches(job, lambda job: job.progress_made > 2)
    kill(server, "granian")
    server.process.wait()
    wait_until(lambda: not processes_of(server), "processes of the server that was killed")
    db.session.rollback()
    assert (job.state, job.attempts, job.lease_owner) == ("queued", 0, None)
