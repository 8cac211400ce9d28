"""The processes over which one piece of work after another is split."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from threading import Event, Lock
from typing import Any

from app.jobs.kinds import Stopped
from simengine.workers import process_pool


class Crew:
    """A pool of processes that is made when first needed and replaced when it is broken."""

    def __init__(self, processes: int, *, niceness: int = 0) -> None:
        self._processes = processes
        self._niceness = niceness
        self._pool: ProcessPoolExecutor | None = None
        self._lock = Lock()

    def submit(self, task: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have one of the processes call `task`."""
        with self._lock:
            if self._pool is None:
                self._pool = process_pool(self._processes, niceness=self._niceness)
            return self._pool.submit(task, *args, **kwargs)

    def dismiss(self) -> None:
        """Begin nothing that waits, and send the processes home as soon as they are through."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


class Seat(Executor):
    """What one piece of work sees of a crew: as long as it is wanted, and no longer."""

    def __init__(self, crew: Crew, stopped: Event) -> None:
        self._crew = crew
        self._stopped = stopped

    def submit(self, task: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have another process call `task`. Raises Stopped when the work is not wanted any more."""
        if self._stopped.is_set():
            raise Stopped
        return self._crew.submit(task, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Do nothing: the crew stays for the next piece of work."""
