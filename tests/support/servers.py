"""The real server in a process of its own."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from config import ROOT

START_SECONDS = 90
STOP_SECONDS = 60
# A worker that is told to stop while it is still starting may not hear it.
KILL_SECONDS = 10
_PYTHON = (sys.executable, "-m")


@dataclass(frozen=True)
class LiveServer:
    """A running server: ``url`` without a slash at the end, and where its data lies."""

    url: str
    instance_path: Path
    log_path: Path
    process: subprocess.Popen[bytes]

    def read_log(self) -> str:
        """Return the end of what it has written."""
        return self.log_path.read_text(errors="replace")[-20_000:]

    def stop(self) -> None:
        """Ask it to stop, and wait until it has."""
        self.process.terminate()
        self.process.wait(timeout=STOP_SECONDS)

    def kill(self) -> None:
        """End all its processes at once, without a word; return when nothing listens any more."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=STOP_SECONDS)
        port = int(self.url.rpartition(":")[2])
        deadline = time.monotonic() + STOP_SECONDS
        while _listens(port):
            if time.monotonic() > deadline:
                raise RuntimeError(f"port {port} is still answered after the kill")
            time.sleep(0.01)


@dataclass(frozen=True)
class Installation:
    """The folder and the database that a server works on; it may be started again and again."""

    folder: Path
    database_url: str = ""
    target: str = "wsgi"
    job_processes: int = 0
    """Reviews of what tests play would take the processors from the tests."""
    started: list[LiveServer] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Which kind of database it works on."""
        return re.split(r"[+:]", self.database_url)[0] or "sqlite"

    @property
    def environment(self) -> dict[str, str]:
        """This process's environment, with the settings of this installation and no others."""
        return {
            **{
                key: value for key, value in os.environ.items() if not key.startswith("DEALWRIGHT_")
            },
            "DEALWRIGHT_INSTANCE_PATH": str(self.folder),
            "DEALWRIGHT_DATABASE_URL": self.database_url,
            "DEALWRIGHT_DEMO": "1",
            "DEALWRIGHT_JOB_PROCESSES": str(self.job_processes),
        }

    def flask(self, *arguments: str) -> None:
        """Run a command of the application. Raises CalledProcessError when it fails."""
        subprocess.run(
            [*_PYTHON, "flask", "--app", "wsgi", *arguments],
            cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip

    def start(self, *, port: int | None = None, workers: int = 1) -> LiveServer:
        """A server that answers. Raises RuntimeError with its log when it does not come up."""
        port = port or free_port()
        log_path = self.folder / "server.log"
        with log_path.open("ab") as log:
            process = subprocess.Popen(
                [
                    *_PYTHON, "granian", "--interface", "wsgi", "--host", "127.0.0.1",
                    "--port", str(port), "--workers", str(workers), "--blocking-threads", "4",
                    "--no-ws", "--workers-kill-timeout", str(KILL_SECONDS),
                    "--log-level", "warning", f"{self.target}:app",
                ],
                cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip
        server = LiveServer(f"http://127.0.0.1:{port}", self.folder, log_path, process)
        try:
            wait_until_up(server)
        except RuntimeError:
            server.stop()
            raise
        self.started.append(server)
        return server

    def end_all(self) -> None:
        """Kill whatever of it still runs, as after a test that failed half-way."""
        for server in self.started:
            if server.process.poll() is None:
                server.kill()


@contextmanager
def demo_server(folder: Path, template: Path, *, workers: int = 1) -> Iterator[LiveServer]:
    """Serve the demo people and data from a copy of `template` in an empty folder.

    Raises RuntimeError with the server's log when it does not come up.
    """
    shutil.copytree(template, folder, dirs_exist_ok=True)
    server = Installation(folder).start(workers=workers)
    try:
        yield server
    finally:
        server.stop()


def demo_template(folder: Path) -> Path:
    """The folder of a demo on SQLite, made by the first process that asks for it."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = folder.with_suffix(".making")
            Installation(making).flask("demo")
            making.rename(folder)
    return folder


def wait_until_up(server: LiveServer) -> None:
    """Return when the server answers that it is well."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{server.log_path.read_text()}")


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
