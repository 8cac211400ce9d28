"""Events of the author and moves of the competitors, and decisions that come by the calendar."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from simpy.events import Event

from simengine.expressions import Formula
from simengine.journal import EventHappened, RivalMoved
from simengine.names import DAY, Value
from simengine.program import DecisionSpec, EventSpec
from simengine.streams import source_of
from simengine.world.effects import carry_out
from simengine.world.numbers import countable
from simengine.world.waiting import longer_than, with_tail

if TYPE_CHECKING:
    from simengine.world.world import World


class Pending(NamedTuple):
    """Something that comes up on a day."""

    spec: EventSpec | DecisionSpec
    day: float
    come_up: Callable[[], None]


class Delayed:
    """An event that was set off and has not happened since the day `since`.

    `chance` is that of its happening at all; `read` is what its delay was worked out from, by
    slot; `timer` is the event of its day, None if it does not happen.
    """

    __slots__ = ("chance", "read", "since", "spec", "timer")

    def __init__(
        self, spec: EventSpec, since: float, chance: float | None, read: Mapping[int, Value]
    ) -> None:
        self.spec = spec
        self.since = since
        self.chance = chance
        self.read = read
        self.timer: Event | None = None


def _key(spec: EventSpec | DecisionSpec, draw: str) -> str:
    """Return the head of a draw's key: a competitor's moves have their own."""
    is_move = isinstance(spec, EventSpec) and spec.competitor is not None
    return f"move {draw}" if is_move else draw


class Events:
    """Everything that comes up by a day, a rhythm or a condition."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._pending: dict[str, Pending] = {}
        self._delayed: list[Delayed] = []
        for spec in world.program.scheduled:
            if isinstance(spec, EventSpec):
                self._schedule(spec, partial(self.trigger, spec.index))
            else:
                self._schedule(spec, partial(world.due.append, spec.index))

    def trigger(self, index: int) -> None:
        """An event's time has come: it happens if its guard and its chance let it."""
        world = self._world
        event = world.program.events[index]
        if world.over or (event.guard is not None and not event.guard.raw(world.s)):
            return
        chance, comes = None, True
        if event.chance is not None:
            luck = world.streams.next(_key(event, "chance"), event.id).uniform(0.0, 1.0)
            chance = event.chance.raw(world.s)
            comes = luck < chance
        if event.after is not None:
            self._set_off(event, event.after, chance, comes)
        elif comes:
            self._happen(event)

    def _set_off(self, event: EventSpec, after: Formula, chance: float | None, comes: bool) -> None:
        """Let an event happen after its delay, if it is to come at all."""
        world = self._world
        delayed = Delayed(
            event, world.s[DAY], chance, {slot: world.s[slot] for slot in after.reads}
        )
        delay = 0.0
        if comes:
            stream = world.streams.next(_key(event, "after"), event.id)
            delay = max(0.0, countable(after.raw(world.s, stream)))
        if comes and not delay:
            self._happen(event)
        else:
            self._delayed.append(delayed)
            if comes:
                delayed.timer = world.call_in(delay, partial(self._arrive, delayed))

    def _arrive(self, delayed: Delayed, timer: Event) -> None:
        if delayed.timer is timer:
            self._delayed.remove(delayed)
            self._happen(delayed.spec)

    def _happen(self, event: EventSpec) -> None:
        world = self._world
        if world.over:
            return
        world.set(event.times_slot, world.s[event.times_slot] + 1)
        if event.competitor is None:
            world.journal.append(EventHappened(world.s[DAY], event.id))
        else:
            world.journal.append(RivalMoved(world.s[DAY], event.competitor, event.id))
        carry_out(world, event.effects)
        world.moment(f"{event.id}.happened")

    def _schedule(self, spec: EventSpec | DecisionSpec, come_up: Callable[[], None]) -> None:
        world = self._world
        if spec.day is not None:
            stream = world.streams.at(_key(spec, "day"), spec.id)
            day = max(0.0, countable(spec.day.raw(world.s, stream)))
            self._put_down(Pending(spec, day, come_up))
        elif spec.every is not None:
            world.env.process(self._rounds(spec.every, spec.first, come_up))
        else:
            self._await(spec, come_up)

    def _await(self, spec: EventSpec | DecisionSpec, come_up: Callable[[], None]) -> None:
        world, condition = self._world, spec.condition
        assert condition is not None

        def holds() -> None:
            come_up()
            if isinstance(spec, EventSpec) and spec.repeat:
                world.env.process(again())

        def again() -> Generator[Event, None, None]:
            # The next time must be another one: only once it has ceased to hold.
            while condition.formula.raw(world.s):
                yield world.env.timeout(1.0)
                if world.over:
                    return
            world.wait_for(condition, holds)

        world.wait_for(condition, holds)

    def change_luck(self, sources: frozenset[str] | None) -> None:
        """Draw anew when, and whether, that comes which has not come up yet; of these sources of
        chance, if they are named."""
        for pending in list(self._pending.values()):
            self._redraw_day(pending)
        for delayed in list(self._delayed):
            if sources is None or source_of(_key(delayed.spec, "after")) in sources:
                self._redraw_delay(delayed)

    def _redraw_day(self, pending: Pending) -> None:
        """Draw the day anew, by the numbers that were there at the start as they may have been."""
        world, spec = self._world, pending.spec
        formula = spec.day
        assert formula is not None
        if formula.parsed.has_draws or not world.program.unknown_slots.isdisjoint(formula.reads):
            stream = world.streams.at(_key(spec, "day"), spec.id)
            day = longer_than(
                world.s[DAY],
                lambda: countable(formula.raw(world.start, stream)),
                lambda: pending.day,
            )
            if day is not None and day != pending.day:
                self._put_down(pending._replace(day=day))

    def _redraw_delay(self, delayed: Delayed) -> None:
        """Draw anew whether the event comes and when, knowing that it has not come so far."""
        world, spec = self._world, delayed.spec
        after, elapsed = spec.after, world.s[DAY] - delayed.since
        assert after is not None
        unknown = world.program.unknown_slots
        for slot in unknown.intersection(delayed.read):
            delayed.read = {**delayed.read, slot: world.s[slot]}
        stream = world.streams.next(_key(spec, "after"), spec.id)

        def draw() -> float | None:
            if delayed.chance is not None and stream.uniform(0.0, 1.0) >= delayed.chance:
                return None
            return countable(after.raw(delayed.read, stream))

        days = longer_than(elapsed, draw, lambda: with_tail(elapsed, stream))
        delayed.timer = None
        if days is not None:
            delayed.timer = world.call_in(days - elapsed, partial(self._arrive, delayed))

    def _put_down(self, pending: Pending) -> None:
        self._pending[pending.spec.id] = pending
        world = self._world
        world.call_in(pending.day - world.s[DAY], lambda _: self._come_up(pending))

    def _come_up(self, pending: Pending) -> None:
        world = self._world
        if not world.over and self._pending.get(pending.spec.id) is pending:
            del self._pending[pending.spec.id]
            pending.come_up()

    def _rounds(
        self, every: float, first: Formula | None, come_up: Callable[[], None]
    ) -> Generator[Event, None, None]:
        world = self._world
        start = every if first is None else max(0.0, countable(first.raw(world.s)))
        yield world.env.timeout(start)
        while not world.over:
            come_up()
            yield world.env.timeout(every)
