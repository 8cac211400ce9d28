"""People in pools: who is free, who is tired, who is being trained, and what they cost.

Sources: overtime of 50 % has lost its whole gain after about nine weeks (Business Roundtable,
Scheduled Overtime Effect on Construction Projects, 1980); newcomers first cost the time of those
who train them (Brooks 1975; Abdel-Hamid 1989). That half of the tiredness is gone after about
three weeks without overtime is an assumption, as is the share of a trainer's time.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import TYPE_CHECKING

from simpy.events import Event

from simengine.journal import PeopleCalled, PeopleJoined, PeopleLeft, PeopleTrained
from simengine.names import DAY
from simengine.program import PoolSpec, TaskSpec

if TYPE_CHECKING:
    from simengine.world.world import World

WEEK = 5.0

# Share of a colleague's time that one newcomer takes while in training.
TRAINER_SHARE = 0.3

# Overtime hours cost one and a half times the rate (the Chinese labour law's lowest premium).
OVERTIME_PREMIUM = 1.5

# Output lost to tiredness at fatigue 1; and what a week of full overtime (1.0) adds to fatigue.
# At overtime 0.5, nine weeks add 0.6, which loses a third: 1.5 * (1 - 1/3) = 1.
_LOSS_AT_FULL_FATIGUE = 5 / 9
_FATIGUE_A_WEEK = 0.6 / 9 / 0.5
_RECOVERY_A_WEEK = 0.2


class Pool:
    """The people of one pool. Its numbers are in the state; the counts that are not stand here."""

    def __init__(self, world: World, spec: PoolSpec) -> None:
        self.spec = spec
        self.overtime_slot = spec.overtime_slot
        self.fatigue_slot = spec.fatigue_slot
        self.hired = 0
        self.outsourced = 0
        self.called_in = 0
        self.day_rate = spec.day_rate
        self.speed = spec.skill_speed
        self._world = world

    def review(self) -> None:
        """Work out the speed of the pool (1 is plan speed) and what a person-day costs."""
        spec, s = self.spec, self._world.s
        overtime = float(s[spec.overtime_slot])
        people = float(s[spec.people_slot])
        speed = spec.skill_speed * (1 + overtime)
        speed *= 1 - _LOSS_AT_FULL_FATIGUE * float(s[spec.fatigue_slot])
        training = float(s[spec.training_slot])
        if training and people:
            speed *= max(0.25, 1 - TRAINER_SHARE * training / people)
        self.speed = speed
        rate = spec.day_rate
        if self.outsourced and people:
            own = people - self.outsourced
            rate = (own * rate + self.outsourced * spec.outsource_rate) / people
        self.day_rate = rate * (1 + OVERTIME_PREMIUM * overtime)

    def tire(self) -> None:
        """Let a week of overtime, or of none, change the fatigue."""
        spec, s = self.spec, self._world.s
        overtime = float(s[spec.overtime_slot])
        fatigue = float(s[spec.fatigue_slot])
        fatigue += _FATIGUE_A_WEEK * overtime if overtime else -_RECOVERY_A_WEEK * fatigue
        self._world.set(spec.fatigue_slot, min(1.0, max(0.0, round(fatigue, 9))))


class People:
    """All pools: who is free of them, how fast they work, and what they cost."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.pools = tuple([Pool(world, spec) for spec in world.program.pools])
        for pool in self.pools:
            pool.review()

    def tire(self) -> bool:
        """Let a week of overtime, or of recovery from it, change how tired people are. Return
        whether anybody works at another pace now."""
        s, changed = self._world.s, False
        for pool in self.pools:
            if s[pool.overtime_slot] or s[pool.fatigue_slot]:
                pool.tire()
                pool.review()
                changed = True
        return changed

    def review(self, pool: int) -> None:
        """Let the overtime of a pool, another now, count from now on."""
        self._count_from_now(self.pools[pool])

    def terms(self, needs: tuple[tuple[int, int], ...]) -> tuple[float, float]:
        """Return how fast work goes that needs these people, as fast as the slowest pool of
        them, and what they cost a working day."""
        if not needs:
            return 1.0, 0.0
        slowest, cost = math.inf, 0.0
        for index, count in needs:
            pool = self.pools[index]
            cost += pool.day_rate * count
            if pool.speed < slowest:
                slowest = pool.speed
        return slowest, cost

    def book(self, task: TaskSpec) -> bool:
        """Book the people of the task if all of them are free; return whether they were."""
        world, s = self._world, self._world.s
        for slot, count in task.books:
            if s[slot] < count:
                return False
        for slot, count in task.books:
            world.set(slot, s[slot] - count)
        return True

    def give_back(self, task: TaskSpec) -> None:
        """Let the people of the task go."""
        world = self._world
        for slot, count in task.books:
            world.set(slot, world.s[slot] + count)

    def hire(self, pool: int, count: int) -> None:
        """Start looking for people of one's own; no more of them than the pool allows."""
        target = self.pools[pool]
        spec = target.spec
        count = min(count, spec.most_hired - target.hired)
        if count > 0:
            target.hired += count
            self._world.spend(spec.hire_cost * count, spec.id)
            self._call(spec, count, "hire", spec.hire_days)

    def outsource(self, pool: int, count: int) -> None:
        """Call people in from outside; no more of them than the pool allows."""
        target = self.pools[pool]
        spec = target.spec
        count = min(count, spec.most_outsourced - target.called_in)
        if count > 0:
            target.called_in += count
            self._call(spec, count, "outsource", spec.outsource_days)

    def _call(self, spec: PoolSpec, count: int, source: str, days: float) -> None:
        world = self._world
        arrival = world.s[DAY] + days
        world.journal.append(PeopleCalled(world.s[DAY], spec.id, count, source, arrival))
        stay = self._employ if source == "hire" else self._borrow
        world.env.process(stay(self.pools[spec.index], count, days))

    def _employ(self, pool: Pool, count: int, days: float) -> Generator[Event, None, None]:
        world, spec = self._world, pool.spec
        yield world.env.timeout(days)
        if world.over:
            return
        world.set(spec.training_slot, world.s[spec.training_slot] + count)
        self._count_from_now(pool)
        world.journal.append(PeopleJoined(world.s[DAY], spec.id, count, "hire"))
        yield world.env.timeout(spec.training_days)
        if world.over:
            return
        world.set(spec.training_slot, world.s[spec.training_slot] - count)
        self._resize(pool, count)
        world.journal.append(PeopleTrained(world.s[DAY], spec.id, count))

    def _borrow(self, pool: Pool, count: int, days: float) -> Generator[Event, None, None]:
        world, spec = self._world, pool.spec
        yield world.env.timeout(days)
        if world.over:
            return
        pool.outsourced += count
        self._resize(pool, count)
        world.journal.append(PeopleJoined(world.s[DAY], spec.id, count, "outsource"))
        yield world.env.timeout(spec.outsource_term)
        if world.over:
            return
        pool.outsourced -= count
        pool.called_in -= count
        self._resize(pool, -count)
        world.journal.append(PeopleLeft(world.s[DAY], spec.id, count))

    def _resize(self, pool: Pool, count: int) -> None:
        """Change the head count. Free may fall below 0: who leaves still finishes his work."""
        world, spec = self._world, pool.spec
        world.set(spec.people_slot, world.s[spec.people_slot] + count)
        world.set(spec.free_slot, world.s[spec.free_slot] + count)
        self._count_from_now(pool)
        world.tasks.stirred = True

    def _count_from_now(self, pool: Pool) -> None:
        """Let the work under way go on at another pace, and at another price."""
        pool.review()
        self._world.tasks.review(at_another_pace=True)
