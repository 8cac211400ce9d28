"""The world of one run: its state, its clock, and the concepts that live in it.

The state is one flat list, `s`; a name's slot in it is found in the program. Whoever changes a
number that a condition reads goes through `set`, which marks the condition to be looked at again.
Conditions and decisions are settled between two kernel events, by the driver in `run.py`, so that
nothing else happens while a decision is open.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import simpy
from simpy.events import URGENT, Event

from simengine.errors import N_, FormulaError
from simengine.expressions import MAX_MAGNITUDE
from simengine.journal import DealEnded, Fact, MoneySpent
from simengine.names import DAY, DEAL_DAY, DELIVERY, LEFT, SELLING, SPENT, Value
from simengine.program import Condition, Marks, Program
from simengine.streams import Streams
from simengine.world.beliefs import redraw_numbers
from simengine.world.contract import Delivery
from simengine.world.events import Events
from simengine.world.numbers import countable
from simengine.world.people import WEEK, People
from simengine.world.pipeline import Pipeline
from simengine.world.progress import redraw_work
from simengine.world.quantities import Quantities
from simengine.world.risks import Risks
from simengine.world.stages import Stages
from simengine.world.tasks import Tasks

# Stands among the decisions that are due for the award, which must wait until they are made.
AWARD = -1

# A condition such as `day > 40` turns true just after day 40, not at it.
_JUST_AFTER = 1e-3

# Conditions that keep setting each other off would never settle.
_MOST_ROUNDS = 500

# Consequences that keep having consequences at the same moment would never end.
_MOST_NESTED = 50


class World:
    """Everything that is true at one moment of a run."""

    def __init__(self, program: Program, streams: Streams) -> None:
        self.program = program
        self.streams = streams
        self.env = simpy.Environment(initial_time=0.0)
        self.s: list[Value] = list(program.first)
        self.journal: list[Fact] = []
        self.due: deque[int] = deque()
        self.over = False
        self.outcome: str | None = None
        self._nested = 0
        slots = program.slots
        self._watched = program.watched
        self.acts = program.acts
        # Conditions to look at, by index.
        self.dirty: set[int] = set()
        self._waiting: dict[int, Callable[[], None]] = {}
        self._alarms: dict[int, float] = {}
        self._signed_slot = slots["contract.signed"]
        self._await_week()
        self.quantities = Quantities(self)
        self._open_budget()
        # What was read by all that is drawn before the first day.
        self.start = list(self.s)
        self.people = People(self)
        self.tasks = Tasks(self)
        self.risks = Risks(self)
        self.events = Events(self)
        self.delivery = Delivery(self)
        self.pipeline = Pipeline(self, program.pipeline) if program.pipeline else None
        self.stages = Stages(self)
        self.call_in(program.scenario.horizon, lambda _: self.end("expired"))

    @property
    def now(self) -> float:
        """The day."""
        return self.s[DAY]

    # -- numbers -----------------------------------------------------------------------------

    def get(self, name: str) -> Value:
        """Return the value of a name of the state."""
        return self.s[self.program.slots[name]]

    def set(self, slot: int, value: Value) -> None:
        """Give a number its new value and mark the conditions that read it."""
        self.s[slot] = value
        marks = self._watched[slot]
        if marks is not None:
            self.mark(marks)

    def mark(self, marks: Marks) -> None:
        """Have looked at again what reads a number that is another now."""
        self.dirty.update(marks.conditions)
        self.quantities.unseen.update(marks.quantities)

    def _open_budget(self) -> None:
        slots = self.program.slots
        selling = countable(self.program.selling_budget(self.s))
        self.s[slots["money.selling_budget"]] = selling
        self.s[LEFT] = selling

    # -- money -------------------------------------------------------------------------------

    def spend(self, amount: float, cause: str | None = None) -> None:
        """Spend money from the budget in force: for selling, or once signed, for delivery. It is
        noted in the journal if there is a cause to be noted with it."""
        if not amount:
            return
        if amount > MAX_MAGNITUDE:
            amount = MAX_MAGNITUDE
        s = self.s
        s[SPENT] += amount
        s[DELIVERY if s[self._signed_slot] else SELLING] += amount
        s[LEFT] -= amount
        marks = self.program.money_marks
        if marks is not None:
            self.mark(marks)
        if cause is not None:
            self.journal.append(MoneySpent(s[DAY], amount, cause))

    # -- time --------------------------------------------------------------------------------

    def call_in(self, days: float, function: Callable[[Event], None]) -> Event:
        """Call the function so many days from now, with the event that comes then."""
        timeout = self.env.timeout(days)
        timeout.callbacks.append(function)
        return timeout

    def _await_week(self) -> None:
        """Have the week counted when it is over, before anything else that happens on its last
        day: what is decided then is for the next."""
        week = Event(self.env)
        # As a timeout is made, but urgent.
        week._ok, week._value = True, None
        week.callbacks.append(self._count_week)
        self.env.schedule(week, URGENT, WEEK)

    def _count_week(self, _: Event) -> None:
        """Let what changes by itself have changed in a week."""
        if self.over:
            return
        self.quantities.drift()
        self.tasks.review(at_another_pace=self.people.tire())
        self.risks.review()
        self._await_week()

    # -- conditions --------------------------------------------------------------------------

    def wait_for(self, condition: Condition, then: Callable[[], None]) -> None:
        """Call `then`, once, as soon as the condition holds."""
        self._waiting[condition.index] = then
        self.dirty.add(condition.index)

    def stop_waiting(self, condition: Condition) -> None:
        """Forget a condition that was waited for."""
        self._waiting.pop(condition.index, None)

    def settle(self) -> None:
        """Look at every marked condition, and at those that its consequences mark."""
        s = self.s
        conditions = self.program.conditions
        for _ in range(_MOST_ROUNDS):
            if not self.dirty:
                return
            marked = sorted(self.dirty)
            self.dirty.clear()
            for index in marked:
                then = self._waiting.get(index)
                if then is None:
                    continue
                condition = conditions[index]
                if condition.formula.raw(s):
                    del self._waiting[index]
                    then()
                elif condition.times != ():
                    self._set_alarm(condition)
        raise FormulaError(
            N_("the conditions around day %(day)s keep setting each other off; give one an end"),
            {"day": round(self.s[DAY], 2)},
        )

    def _set_alarm(self, condition: Condition) -> None:
        """Have the condition looked at when time alone may make it true."""
        now = self.s[DAY]
        if condition.times is None:
            day = float(int(now) + 1)
        else:
            days = [float(formula(self.s)) for formula in condition.times]
            later = [d for day in days for d in (day, day + _JUST_AFTER) if d > now]
            if not later:
                return
            day = min(later)
        if self._alarms.get(condition.index, -1.0) != day:
            self._alarms[condition.index] = day
            self.call_in(day - self.s[DAY], lambda _: self._ring(condition.index, day))

    def _ring(self, condition: int, day: float) -> None:
        # Forgotten first: rounding may ring it just before its day, and then it must ring again.
        if self._alarms.get(condition) == day:
            del self._alarms[condition]
        self.dirty.add(condition)

    # -- moments -----------------------------------------------------------------------------

    def moment(self, name: str) -> None:
        """Set off what waits for this moment: events first, then decisions, then the award."""
        moment = self.program.moments.get(name)
        if moment is None or self.over:
            return
        if moment.events:
            self.descend()
            for event in moment.events:
                self.events.trigger(event)
            self.ascend()
            if self.over:
                return
        self.due.extend(moment.decisions)
        if moment.award:
            self.due.append(AWARD)

    def descend(self) -> None:
        """Begin consequences that something has at once; they may have consequences in turn."""
        self._nested += 1
        if self._nested > _MOST_NESTED:
            raise FormulaError(
                N_("what happens on day %(day)s keeps setting more off; cut the circle"),
                {"day": round(self.s[DAY], 2)},
            )

    def ascend(self) -> None:
        """End what `descend` began."""
        self._nested -= 1

    def change_luck(self, luck: int, sources: frozenset[str] | None) -> None:
        """Let everything that cannot be known yet, or what these sources of chance decide of it,
        be as another luck has it; what was seen, money and the past stay."""
        self.quantities.take_in()
        self.streams.rekey(luck, sources)
        redraw_numbers(self, sources)
        redraw_work(self, sources)
        if sources is None or "risks" in sources:
            self.risks.change_luck()
        self.events.change_luck(sources)
        self.delivery.change_luck(sources)
        if self.pipeline is not None:
            self.pipeline.change_luck(sources)

    def end(self, outcome: str) -> None:
        """End the deal: work stops and nothing more is decided; money may still come in."""
        if self.over:
            return
        self.over = True
        self.outcome = outcome
        slots = self.program.slots
        self.set(slots["deal.over"], True)
        self.set(DEAL_DAY, self.s[DAY])
        self.due.clear()
        self.tasks.stop_all()
        self.delivery.settle_penalties()
        self.journal.append(DealEnded(self.s[DAY], outcome))
