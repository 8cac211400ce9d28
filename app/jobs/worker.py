"""Does the work: takes jobs, runs them over a crew of processes, hands in what comes out.

One worker does one job of each lane at a time. It may be killed at any moment: its leases run out,
and another worker begins its jobs anew. No transaction is open while a job runs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app import clock
from app.jobs.crew import Crew, Seat
from app.jobs.faults import FAULT, pack
from app.jobs.kinds import LANES, Kind, Lane, Stopped, known_kinds
from app.jobs.service import leases
from app.jobs.service.leases import Lease
from simengine.errors import SimError

log = structlog.get_logger(__name__)

NICENESS: dict[Lane, int] = {"soon": 5, "later": 10}
"""Pages go before reviews, reviews before what takes minutes."""


@dataclass(frozen=True)
class Pace:
    """How often a worker looks at the database.

    A lease is renewed when half of it is over. With `idle_seconds` the worker leaves when it has
    had nothing to do for so long.
    """

    poll_seconds: float = 0.5
    beat_seconds: float = 1.0
    lease_seconds: float = 20.0
    leave_seconds: float = 3.0
    idle_seconds: float | None = None


@dataclass
class Task:
    """A job in the making, and how far it is."""

    lease: Lease
    renewed_at: float
    stopped: Event = field(default_factory=Event)
    progress: tuple[int, int] = (0, 0)
    told: tuple[int, int] = (0, 0)

    def report(self, made: int, all_: int) -> None:
        """Note how far the work is. Raises Stopped when it is not wanted any more."""
        if self.stopped.is_set():
            raise Stopped
        self.progress = (made, all_)


class Worker:
    """Works on the jobs of `app` under the name `owner` until it is told to stop."""

    def __init__(self, app: Flask, owner: str, processes: int, pace: Pace | None = None) -> None:
        self._app = app
        self._owner = owner
        self._pace = pace or Pace()
        self._crews = {lane: Crew(processes, niceness=NICENESS[lane]) for lane in LANES}
        self._tasks: dict[Lane, Task] = {}
        self._stopping = Event()
        self._last_busy = time.monotonic()

    def stop(self) -> None:
        """Take nothing more, and leave off what is under way."""
        self._stopping.set()

    def work(self) -> None:
        """Work until :meth:`stop`, or until there has been nothing to do for long enough."""
        threads = [
            Thread(target=self._work_in, args=(lane,), name=f"jobs-{lane}", daemon=True)
            for lane in LANES
        ]
        for thread in threads:
            thread.start()
        while not self._stopping.wait(self._pace.beat_seconds):
            self._beat()
            if self._is_idle():
                self._stopping.set()
        for task in list(self._tasks.values()):
            task.stopped.set()
        for crew in self._crews.values():
            crew.dismiss()
        deadline = time.monotonic() + self._pace.leave_seconds
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        for task in list(self._tasks.values()):  # Whoever does not listen is left behind.
            self._tell(leases.give_back, task.lease, counts=False)

    def _work_in(self, lane: Lane) -> None:
        with self._app.app_context():
            kinds = {name: kind for name, kind in known_kinds().items() if kind.lane == lane}
        while not self._stopping.is_set():
            lease = self._tell(
                leases.take, kinds, self._owner, seconds=self._pace.lease_seconds, now=clock.now()
            )
            if lease is None:
                self._stopping.wait(self._pace.poll_seconds)
                continue
            self._tasks[lane] = task = Task(lease, time.monotonic())
            self._do(task, kinds[lease.kind], self._crews[lane])
            del self._tasks[lane]
            self._last_busy = time.monotonic()

    def _do(self, task: Task, kind: Kind, crew: Crew) -> None:
        lease = task.lease
        if self._stopping.is_set():
            task.stopped.set()
        try:
            payload = lease.payload
            if kind.load is not None:
                with self._app.app_context():
                    payload = kind.load(payload)
            task.report(0, 0)
            result = kind.run(payload, task.report, Seat(crew, task.stopped))
        except Exception as error:
            if task.stopped.is_set():
                crew.dismiss()
                self._tell(leases.give_back, lease, counts=False)
            elif isinstance(error, BrokenExecutor):
                crew.dismiss()
                log.warning("job_crashed", job=lease.job_id, kind=lease.kind)
                self._tell(leases.give_back, lease, counts=True)
            elif isinstance(error, SimError):
                self._tell(leases.fail, lease, error.template, pack(error), now=clock.now())
            else:
                log.error("job_failed", job=lease.job_id, kind=lease.kind, exc_info=error)
                self._tell(leases.fail, lease, FAULT, {}, now=clock.now())
        else:
            self._tell(leases.finish, lease, result, now=clock.now())

    def _beat(self) -> None:
        """Renew the leases, tell how far the work is, and stop what is not wanted any more."""
        for task in list(self._tasks.values()):
            progress = task.progress
            is_due = time.monotonic() - task.renewed_at > self._pace.lease_seconds / 2
            if is_due or progress != task.told:
                is_ours = self._tell(
                    leases.renew, task.lease, *progress,
                    seconds=self._pace.lease_seconds, now=clock.now(),
                )  # fmt: skip
                task.told, task.renewed_at = progress, time.monotonic()
            else:
                is_ours = self._tell(leases.is_held, task.lease)
            if is_ours is False:
                task.stopped.set()

    def _is_idle(self) -> bool:
        patience = self._pace.idle_seconds
        return (
            patience is not None
            and not self._tasks
            and time.monotonic() - self._last_busy > patience
        )

    def _tell(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Ask the database. None when it does not answer: then the lease runs out, no more."""
        with self._app.app_context():
            try:
                return use_case(*args, **kwargs)
            except SQLAlchemyError as error:
                log.error("jobs_database_error", exc_info=error)
                return None
