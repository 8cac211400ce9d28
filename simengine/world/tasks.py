"""Tasks: planned, waiting for predecessors and for people, worked on, done again, finished.

The days of a task are drawn once for each time it is started, whatever else happens, and are
multiplied by the factor that all tasks of the run share: shuffling the tasks of real projects
halves the spread of their duration, so the tasks of one project cannot be independent (CESAW,
60,576 tasks: sd of the log of the shared factor about 0.17).

No task is a process: one that has its people takes a single kernel event, its end. When the pace
of its people changes meanwhile, what was done so far is counted, and if it will be done sooner
now, another end is set; who wakes too soon works on.
"""

from __future__ import annotations

import itertools
from bisect import insort
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from simpy.events import Event

from simengine.errors import FormulaError
from simengine.journal import TaskFinished, TaskPlanned, TaskReworked, TaskStarted, TaskStopped
from simengine.names import COMMITTED, DAY, Value
from simengine.planned import PLANNED
from simengine.program import TaskSpec
from simengine.world.effects import carry_out
from simengine.world.numbers import countable

if TYPE_CHECKING:
    from simengine.world.world import World

# Nobody does the same work again more often than this.
_MOST_REWORK = 3

_DONE = 1e-9


class TaskRun:
    """How one task stands.

    It is `active` while it is in the plan and not finished; `times` counts how often it was put
    there. From `ready_day` it waits for no other task, and is `queued` if it lacks people. Under
    way, it has `work` left, counted until the day `counted`, which takes its people at `speed`
    until the day `ends`, at `day_cost`; `timer` is the event of that day. `read` is what its days
    were worked out from, by slot.
    """

    active = False
    times = 0
    planned_start = 0.0
    planned_finish = 0.0
    committed = 0.0
    cost = 0.0
    ready_day: float | None = None
    queued = False
    start_day: float | None = None
    finish_day: float | None = None
    days = 0.0
    reworked = 0
    work = 0.0
    speed = 1.0
    day_cost = 0.0
    counted = 0.0
    ends = 0.0
    timer: Event | None = None
    read: Mapping[int, Value] = MappingProxyType({})


class _Request(NamedTuple):
    """A task in the queue for people, sorted as they are served."""

    urgency: int
    order: int
    task: int
    times: int


class Tasks:
    """All tasks of the deal, and the queue of those that wait for people.

    `under_way` are those that are worked on, by their index. `stirred` says that some may be able
    to begin. They do so when everything else at this moment has happened: others may get ready at
    the same moment, and priority decides between them.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.runs = tuple([TaskRun() for _ in world.program.tasks])
        self.stirred = False
        self._fresh: list[int] = []
        self._queue: list[_Request] = []
        self._order = itertools.count()
        self.under_way: dict[int, TaskRun] = {}
        sd = world.program.scenario.project_factor
        self.factor = world.streams.at("project factor").lognormal(1.0, sd) if sd else 1.0

    def start(self, tasks: tuple[int, ...]) -> None:
        """Put the tasks, predecessors first, into the plan; what is under way is left alone."""
        specs, runs = self._world.program.tasks, self.runs
        for task in tasks:
            if not runs[task].active:
                self._plan(specs[task], runs[task])
                self._fresh.append(task)
                self.stirred = True

    def stop(self, tasks: tuple[int, ...]) -> None:
        """Call tasks off; the work done so far is paid for."""
        for task in tasks:
            if self.runs[task].active:
                self._stop(self._world.program.tasks[task], self.runs[task])

    def stop_all(self) -> None:
        """Call everything off that is not finished."""
        self.stop(tuple(range(len(self.runs))))

    def waiting_for(self, pool: int) -> int:
        """Return how many tasks stand in the queue that lack people and need this pool."""
        tasks = self._world.program.tasks
        return sum(
            any(need == pool for need, _ in tasks[request.task].needs)
            for request in self._queue
            if self._is_live(request) and self.runs[request.task].queued
        )

    # -- beginning ---------------------------------------------------------------------------

    def begin_ready(self) -> None:
        """Begin what can begin, by priority and then by who was ready first, until something
        has to be seen to before the next."""
        world = self._world
        self._queue_up()
        self.stirred = False
        waiting: list[_Request] = []
        queue, self._queue = self._queue, waiting
        for place, request in enumerate(queue):
            if not self._is_live(request):
                continue
            spec, run = world.program.tasks[request.task], self.runs[request.task]
            if not world.people.book(spec):
                run.queued = True
                waiting.append(request)
                continue
            self._begin(spec, run)
            if world.due or world.dirty or self.stirred:
                waiting += queue[place + 1 :]
                self.stirred = True
                return

    def _queue_up(self) -> None:
        """Let what waits for no other task any more ask for people."""
        runs, specs = self.runs, self._world.program.tasks
        fresh, self._fresh = self._fresh, []
        for task in fresh:
            run, spec = runs[task], specs[task]
            if not run.active or run.ready_day is not None:
                continue
            for before in spec.after:
                if runs[before].active:
                    break
            else:
                run.ready_day = self._world.s[DAY]
                request = _Request(-spec.priority, next(self._order), task, run.times)
                insort(self._queue, request)

    def _is_live(self, request: _Request) -> bool:
        """Whether the task has not been called off since it asked for people."""
        run = self.runs[request.task]
        return run.active and run.times == request.times

    def _begin(self, spec: TaskSpec, run: TaskRun) -> None:
        world = self._world
        s = world.s
        now = run.start_day = run.counted = s[DAY]
        times = run.times
        run.queued = False
        assert run.ready_day is not None
        world.journal.append(TaskStarted(now, spec.id, now - run.ready_day))
        if spec.cost is not None:
            cost = max(0.0, float(spec.cost.raw(s)))
            run.cost += cost
            self._pay(cost, self._take_from_plan(run, cost))
        world.set(spec.started_slot, True)
        world.moment(spec.start_moment)
        if not run.active or run.times != times:
            return
        days = float(spec.days.raw(s, world.streams.at("days", spec.id, times)))
        if spec.days.reads:
            run.read = {slot: s[slot] for slot in spec.days.reads}
        run.days = run.work = days * self.factor if spec.draws else days
        run.reworked = 0
        if run.work > _DONE:
            run.speed, run.day_cost = world.people.terms(spec.needs)
            self.under_way[spec.index] = run
            self._set_timer(spec, run)
        else:
            self._finish(spec, run)

    # -- planning ----------------------------------------------------------------------------

    def _plan(self, spec: TaskSpec, run: TaskRun) -> None:
        """Give the task its planned dates; its predecessors have theirs already."""
        world, runs = self._world, self.runs
        s = world.s
        now = start = s[DAY]
        for before in spec.after:
            other = runs[before]
            if other.active and other.planned_finish > start:
                start = other.planned_finish
        run.active = True
        run.times += 1
        run.cost = 0.0
        run.ready_day = run.start_day = run.finish_day = None
        days = self.planned_days(spec)
        run.planned_start = start
        run.planned_finish = start + days
        committed = days * world.people.terms(spec.needs)[1]
        if spec.cost is not None:
            committed += max(0.0, countable(spec.cost.raw(s)))
        run.committed = committed
        self._commit(committed)
        world.set(spec.planned_slot, True)
        if run.times > 1:
            world.set(spec.started_slot, False)
            world.set(spec.done_slot, False)
        world.journal.append(TaskPlanned(now, spec.id, start, run.planned_finish))

    def planned_days(self, spec: TaskSpec) -> float:
        """Return the days that a plan would give the task: no luck in it, and nothing hidden."""
        if spec.plan_days is not None:
            return spec.plan_days
        program, s = self._world.program, self._world.s
        known = {
            slot: program.typical[slot] if slot in program.hidden else s[slot]
            for slot in spec.days.reads
        }
        try:
            days = float(spec.days.raw(known, PLANNED))
        except FormulaError:
            # The guess at what is hidden need not be one the formula can do with.
            return 0.0
        return min(max(0.0, days), program.scenario.horizon)

    # -- work --------------------------------------------------------------------------------

    def review(self, *, at_another_pace: bool) -> None:
        """Count and pay all work until now; then it may go on at another pace."""
        now = self._world.s[DAY]
        spent = planned = 0.0
        for run in self.under_way.values():
            cost = self._count_work(run, now)
            spent += cost
            planned += self._take_from_plan(run, cost)
        self._pay(spent, planned)
        if at_another_pace:
            for task, run in self.under_way.items():
                spec = self._world.program.tasks[task]
                speed, run.day_cost = self._world.people.terms(spec.needs)
                if speed != run.speed:
                    run.speed = speed
                    if now + run.work / speed < run.ends:
                        self._set_timer(spec, run)

    def set_end(self, spec: TaskSpec, run: TaskRun, day: float) -> None:
        """Let the task end on another day than it would have."""
        run.ends = day
        run.timer = self._world.env.timeout(day - self._world.s[DAY], spec.index)
        run.timer.callbacks.append(self._wake)

    def _set_timer(self, spec: TaskSpec, run: TaskRun) -> None:
        days = run.work / run.speed
        run.ends = run.counted + days
        run.timer = self._world.env.timeout(days, spec.index)
        run.timer.callbacks.append(self._wake)

    def _wake(self, timer: Any) -> None:
        """The end that was set for a task has come."""
        task: int = timer.value
        spec, run = self._world.program.tasks[task], self.runs[task]
        if run.timer is not timer:
            return
        cost = self._count_work(run, self._world.s[DAY])
        self._pay(cost, self._take_from_plan(run, cost))
        if run.work <= _DONE and spec.rework_chance is not None and run.reworked < _MOST_REWORK:
            self._rework(spec, run)
        if run.work > _DONE:
            self._set_timer(spec, run)
        else:
            self._finish(spec, run)

    def _count_work(self, run: TaskRun, now: float) -> float:
        """Count what was done since the last time. Return what it cost."""
        days = now - run.counted
        cost = days * run.day_cost
        run.counted = now
        run.work -= days * run.speed
        run.cost += cost
        return cost

    def _rework(self, spec: TaskSpec, run: TaskRun) -> None:
        """See whether some of the work has to be done again."""
        assert spec.rework_chance is not None
        assert spec.rework_share is not None
        world = self._world
        stream = world.streams.at("rework", spec.id, run.times, run.reworked)
        run.reworked += 1
        if stream.uniform(0.0, 1.0) < spec.rework_chance.raw(world.s):
            run.work = max(0.0, run.days * countable(spec.rework_share.raw(world.s)))
            world.journal.append(TaskReworked(world.s[DAY], spec.id, run.work))

    # -- the end -----------------------------------------------------------------------------

    def _finish(self, spec: TaskSpec, run: TaskRun) -> None:
        world = self._world
        now = run.finish_day = world.s[DAY]
        assert run.start_day is not None
        world.journal.append(TaskFinished(now, spec.id, now - run.start_day, run.cost))
        self._release(spec, run)
        world.set(spec.done_slot, True)
        world.set(spec.day_slot, now)
        carry_out(world, spec.effects)
        world.moment(spec.done_moment)
        if spec.milestones:
            world.delivery.look_at(spec.milestones)

    def _stop(self, spec: TaskSpec, run: TaskRun) -> None:
        world = self._world
        if spec.index in self.under_way:
            cost = self._count_work(run, world.s[DAY])
            self._pay(cost, self._take_from_plan(run, cost))
        world.journal.append(TaskStopped(world.s[DAY], spec.id, run.cost))
        world.set(spec.planned_slot, False)
        self._release(spec, run)

    def _release(self, spec: TaskSpec, run: TaskRun) -> None:
        """Let go of people and of those who wait for this task."""
        run.active = run.queued = False
        run.timer = None
        self.under_way.pop(spec.index, None)
        if run.committed:
            self._commit(-run.committed)
            run.committed = 0.0
        if run.start_day is not None:
            self._world.people.give_back(spec)
            if self._queue:
                self.stirred = True
        if spec.successors:
            self._fresh += spec.successors
            self.stirred = True

    # -- money -------------------------------------------------------------------------------

    def _take_from_plan(self, run: TaskRun, cost: float) -> float:
        """Return how much of the cost was planned, and plan for so much less from now on."""
        planned = cost if cost < run.committed else run.committed
        run.committed -= planned
        return planned

    def _pay(self, amount: float, planned: float) -> None:
        """Spend an amount on tasks, of which so much was planned."""
        if amount:
            self._world.spend(amount)
        if planned:
            self._commit(-planned)

    def _commit(self, amount: float) -> None:
        world = self._world
        committed = world.s[COMMITTED] + amount
        world.s[COMMITTED] = committed if committed > 0.0 else 0.0
        if world.program.money_marks is not None:
            world.mark(world.program.money_marks)
