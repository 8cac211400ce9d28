"""The bare SimPy of a run: its kernel events and nothing else.

A run is watched once: every process that it starts, each day on which one wakes and whether by a
timeout or by a plain event, and every timeout and plain event that calls a function instead. The
skeleton then makes the same number of SimPy's own events of the same kinds fall on the same days:
processes are initialised, wait their real delays and end, but none of them does any work. The
loop that steps it is the plain one, `peek` and `step`, up to the horizon.

Processes that never overlap in time share a lane: the end of one starts the next. So about as
many events stand in SimPy's queue at a time as in the run itself.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import simpy
from simpy.events import NORMAL, Event, Process, Timeout

# How a process or a chain of calls waits: for days, or (None) for an event that has happened.
Wait = float | None

_NEVER = 1e9


@dataclass
class Life:
    """What one process, or one function that is called back, waits for, by the day it wakes."""

    start: float
    wakes: list[tuple[float, bool]] = field(default_factory=list)
    end: float | None = None

    def waits(self, since: float) -> list[Wait]:
        """Return the waits of a life that is begun on the day `since` instead of its own."""
        found: list[Wait] = []
        for day, by_timeout in self.wakes:
            found.append(day - since if by_timeout else None)
            since = day if by_timeout else since
        if self.end is None:
            found.append(_NEVER)
        return found


class Recording:
    """Watches SimPy while a run is made within `with`."""

    def __init__(self) -> None:
        self.processes: list[Life] = []
        self.calls: list[Life] = []
        # When each event was made, and in how many days it comes, or None for at once.
        self._calling: list[tuple[float, Event, float | None]] = []

    def __enter__(self) -> Recording:
        begin_process, begin_timeout, succeed = Process.__init__, Timeout.__init__, Event.succeed
        schedule = simpy.Environment.schedule
        recording = self

        def process(self: Process, env: simpy.Environment, generator: Any) -> None:
            life = Life(env.now)
            recording.processes.append(life)
            begin_process(self, env, recording._listen(env, generator, life))

        def timeout(self: Timeout, *given: Any, **named: Any) -> None:
            begin_timeout(self, *given, **named)
            recording._calling.append((self.env.now, self, self._delay))

        def succeeded(self: Event, value: Any = None) -> Event:
            recording._calling.append((self.env.now, self, None))
            return succeed(self, value)

        def scheduled(
            self: simpy.Environment, event: Event, priority: Any = NORMAL, delay: float = 0.0
        ) -> None:
            schedule(self, event, priority, delay)
            if type(event) is Event and delay:
                recording._calling.append((self.now, event, delay))

        self._patches = [
            patch.object(Process, "__init__", process),
            patch.object(Timeout, "__init__", timeout),
            patch.object(Event, "succeed", succeeded),
            patch.object(simpy.Environment, "schedule", scheduled),
        ]
        for each in self._patches:
            each.start()
        self._awaited: set[int] = set()
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._patches:
            each.stop()
        for created, event, delay in self._calling:
            if id(event) not in self._awaited and event.processed:
                day = created + (delay or 0.0)
                self.calls.append(Life(created, [(day, delay is not None)], day))

    def _listen(
        self, env: simpy.Environment, generator: Generator[Event, Any, Any], life: Life
    ) -> Generator[Event, Any, Any]:
        given: Any = None
        while True:
            try:
                awaited = generator.send(given)
            except StopIteration:
                life.end = env.now
                return
            self._awaited.add(id(awaited))
            self._calling.append((env.now, awaited, None))  # kept alive, so that no id comes twice
            given = yield awaited
            life.wakes.append((env.now, isinstance(awaited, Timeout)))


def lanes(lives: list[Life]) -> list[list[list[Wait]]]:
    """Return the waits of the lives, laid one after another in as few lanes as will do."""
    free: list[tuple[float, list[list[Wait]]]] = []
    made: list[list[list[Wait]]] = []
    for life in sorted(lives, key=lambda life: life.start):
        ended = [lane for lane in free if lane[0] <= life.start]
        since, lane = max(ended, key=lambda lane: lane[0]) if ended else (0.0, [])
        free = [other for other in free if other[1] is not lane]
        if not lane:
            made.append(lane)
        lane.append(life.waits(since))
        if life.end is not None:
            free.append((life.end, lane))
    return made


@dataclass(frozen=True)
class Skeleton:
    """The lanes of processes and of calls of a recorded run, up to its horizon."""

    processes: list[list[list[Wait]]]
    calls: list[list[list[Wait]]]
    horizon: float

    @classmethod
    def of(cls, run: Callable[[], object], horizon: float) -> Skeleton:
        """Record a run as it is made."""
        recording = Recording()
        with recording:
            run()
        return cls(lanes(recording.processes), lanes(recording.calls), horizon)

    def step_through(self) -> int:
        """Step bare SimPy through it all. Return how many kernel events there were."""
        env = simpy.Environment()
        for lane in self.processes:
            lives = iter(lane)
            env.process(_live(env, next(lives), lives))
        for lane in self.calls:
            _call(env, iter([wait for life in lane for wait in life]))
        step, peek, horizon, count = env.step, env.peek, self.horizon, 0
        while peek() <= horizon:
            step()
            count += 1
        return count


def _live(
    env: simpy.Environment, waits: list[Wait], others: Iterator[list[Wait]]
) -> Generator[Event, Any, None]:
    timeout, event = env.timeout, env.event
    for days in waits:
        yield event().succeed() if days is None else timeout(days)
    following = next(others, None)
    if following is not None:
        env.process(_live(env, following, others))


def _call(env: simpy.Environment, waits: Iterator[Wait]) -> None:
    def wait(_: Event | None) -> None:
        for days in waits:
            event = env.event().succeed() if days is None else env.timeout(days)
            event.callbacks.append(wait)
            return

    wait(None)
