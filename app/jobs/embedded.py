"""The worker that comes with the server: a process of its own, started when there is work.

Each web process has a thread that looks now and then; of all web processes of an installation the
one that holds a lock starts the worker, and the system frees the lock when that one dies. The
worker ends when its web process does, and when there has been nothing to do for a while.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from multiprocessing.util import Finalize
from pathlib import Path
from threading import Event, Lock, Thread
from typing import IO, Any

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app import clock
from app.jobs import bell
from app.jobs.kinds import known_kinds
from app.jobs.service import leases
from config import ROOT

log = structlog.get_logger(__name__)

LOOK_SECONDS = 2.0
IDLE_SECONDS = 300
LEAVE_SECONDS = 8.0
LONGEST_REST_SECONDS = 60.0


def embed(app: Flask, target: str) -> None:
    """Let the processes that serve `app` see to its background work, from their first request on.

    `target` is where the command line finds the application, such as ``wsgi``. Does nothing when
    the settings want no worker in the server.
    """
    processes: int = app.config["JOB_PROCESSES"]
    if processes == 0:
        return
    command = [
        sys.executable, "-m", "flask", "--app", target, "jobs", "work",
        "--processes", str(processes), "--idle", str(IDLE_SECONDS), "--until-input-ends",
    ]  # fmt: skip
    supervisor = Supervisor(app, command)
    inner = app.wsgi_app

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        supervisor.start()
        return inner(environ, start_response)

    app.wsgi_app = serve  # type: ignore[method-assign]


def owner_name(where: str = "") -> str:
    """A name under which no other worker takes jobs; it begins with where the worker is."""
    return f"{where or socket.gethostname()[:60]}:{secrets.token_hex(8)}"


class Supervisor:
    """Keeps one worker process for an installation while there is work.

    `command` starts the worker; the name under which it takes jobs is added to it.
    """

    def __init__(self, app: Flask, command: Sequence[str]) -> None:
        self._app = app
        self._command = command
        self._lock_path = Path(app.instance_path) / "jobs.lock"
        self._pid = 0
        self._starting = Lock()
        self._stopping = Event()
        self._held: IO[bytes] | None = None
        self._child: subprocess.Popen[bytes] | None = None
        # Of an installation on this machine; several may share a database.
        place = hashlib.sha256(str(self._lock_path).encode()).hexdigest()[:16]
        self._where = f"{socket.gethostname()[:60]}:{place}"
        self._rest_seconds = 0.0

    def start(self) -> None:
        """Begin to look after the work, once in each process."""
        if self._pid == os.getpid():
            return
        with self._starting:
            if self._pid == os.getpid():
                return
            self._pid = os.getpid()
            Thread(target=self._watch, name="jobs-supervisor", daemon=True).start()
            Finalize(None, self.stop, exitpriority=10)

    def stop(self) -> None:
        """End the worker. What it had not finished is taken up by the next one."""
        self._stopping.set()
        child = self._child
        if child is None or self._pid != os.getpid():
            return
        with child:
            child.terminate()
            try:
                child.wait(LEAVE_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()

    def _watch(self) -> None:
        with self._app.app_context():
            kinds = tuple(known_kinds())
        while not self._stopping.is_set():
            bell.wait(LOOK_SECONDS + self._rest_seconds)
            try:
                with self._app.app_context():
                    self._look(kinds)
            except SQLAlchemyError as error:
                log.warning("jobs_database_error", error=str(error))
        if self._held is not None:
            self._held.close()

    def _look(self, kinds: tuple[str, ...]) -> None:
        if self._child is not None and not self._has_left(self._child):
            return
        if self._is_in_charge() and leases.has_work(kinds, now=clock.now()):
            with self._starting:
                if not self._stopping.is_set():
                    self._child = self._start_worker()

    def _has_left(self, child: subprocess.Popen[bytes]) -> bool:
        if child.poll() is None:
            return False
        with child:
            self._child = None
        if child.returncode != 0:
            leases.give_back_all(self._where)
            self._rest_seconds = min(LONGEST_REST_SECONDS, 2 * self._rest_seconds + 1)
            log.warning("jobs_worker_died", status=child.returncode)
        else:
            self._rest_seconds = 0.0
        return True

    def _is_in_charge(self) -> bool:
        """Whether this process holds the installation's lock, which it tries to take.

        Whoever gets it knows that the worker of the one before is dead or about to leave, so what
        that one held need not wait for its leases to run out.
        """
        if self._held is not None:
            return True
        file = self._lock_path.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        self._held = file
        leases.give_back_all(self._where)
        return True

    def _start_worker(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*self._command, "--owner", owner_name(self._where)], cwd=ROOT, stdin=subprocess.PIPE
        )
