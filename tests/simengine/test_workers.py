"""Processes that make runs are as nice as asked, and never outlive who started them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config import ROOT
from simengine import workers
from simengine.workers import process_pool

PATIENCE_SECONDS = 60

PARENT = """
import os, time
from simengine.workers import process_pool
if __name__ == "__main__":
    pool = process_pool(1)
    print(pool.submit(os.getpid).result(), flush=True)
    pool.submit(time.sleep, 600)
    time.sleep(600)
"""


def test_a_pool_does_what_it_is_given() -> None:
    with process_pool(1, niceness=3) as pool:
        nicer = pool.submit(os.nice, 0).result() - os.nice(0)

    assert nicer == 3


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        os.kill(parent.pid, signal.SIGKILL)

    deadline = time.monotonic() + PATIENCE_SECONDS
    while is_alive(worker):
        assert time.monotonic() < deadline, "the worker outlived its parent"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_worker_leaves_ctrl_c_to_its_parent_and_watches_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a worker does first, without being one."""

    class Parent:
        def join(self) -> None:
            seen.append("the parent has ended")

    class Watcher:
        def __init__(self, target: Callable[[], None], daemon: bool) -> None:
            assert daemon
            self.start = target

    seen: list[object] = []
    monkeypatch.setattr(signal, "signal", lambda *given: seen.append(given))
    monkeypatch.setattr(os, "nice", lambda niceness: seen.append(("nice", niceness)))
    monkeypatch.setattr(os, "_exit", lambda status: seen.append(("exit", status)))
    monkeypatch.setattr(multiprocessing, "parent_process", Parent)
    monkeypatch.setattr(workers, "Thread", Watcher)

    workers._begin(4)

    assert seen == [
        (signal.SIGINT, signal.SIG_IGN),
        ("nice", 4),
        "the parent has ended",
        ("exit", 0),
    ]
