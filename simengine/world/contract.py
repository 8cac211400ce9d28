"""The contract: milestones with acceptance, invoices and payments, change requests, penalties."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from simpy.events import Event

from simengine.journal import (
    AcceptanceRefused,
    ChangeRequested,
    ContractSigned,
    InvoiceSent,
    MilestoneAccepted,
    MilestoneReached,
    PaymentReceived,
    PenaltyIncurred,
)
from simengine.names import DAY, LEFT, Value
from simengine.program import ChangeSpec, ContractSpec, MilestoneSpec
from simengine.scenario.parts import MOST_DAYS
from simengine.world.effects import carry_out
from simengine.world.numbers import countable
from simengine.world.waiting import longer_than, with_tail

if TYPE_CHECKING:
    from simengine.world.world import World

# The customer does not test again sooner than this, in days.
_SHORTEST_REWORK = 0.5

_ROUNDING = 1e-6


class MilestoneRun:
    """How one milestone stands. `payment` is the event of the day on which the customer pays,
    after `pay_days`, worked out from what was `read`, by slot, when the invoice was sent."""

    __slots__ = (
        "accepted_day", "invoiced", "invoiced_day", "paid_day", "pay_days", "payment", "reached",
        "read", "refused",
    )  # fmt: skip

    def __init__(self) -> None:
        self.reached = False
        self.refused = 0
        self.accepted_day: float | None = None
        self.invoiced = 0.0
        self.invoiced_day = 0.0
        self.pay_days = 0.0
        self.read: Mapping[int, Value] = {}
        self.payment: Event | None = None
        self.paid_day: float | None = None


class ChangeRun:
    """How one change stands that the customer may request: with this `chance` at all, after days
    worked out from what was `read`, by slot; `timer` is the event of the day, if it comes."""

    __slots__ = ("chance", "read", "timer")

    def __init__(self, chance: float, read: Mapping[int, Value]) -> None:
        self.chance = chance
        self.read = read
        self.timer: Event | None = None


class Delivery:
    """What follows from the contract, once it is signed."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.signed_day: float | None = None
        self.penalty = 0.0
        contract = world.program.contract
        self._changes: dict[str, ChangeRun] = {}
        self.milestones = tuple(MilestoneRun() for _ in contract.milestones) if contract else ()

    def sign(self) -> None:
        """Sign the contract, if the scenario has one: from now on money is the delivery's."""
        world = self._world
        contract = world.program.contract
        if contract is None:
            return
        now = world.s[DAY]
        slots, s = world.program.slots, world.s
        self.signed_day = now
        value = max(0.0, countable(contract.value.raw(s)))
        world.set(slots["contract.value"], value)
        world.set(slots["contract.day"], now)
        world.set(slots["contract.signed"], True)
        if world.program.delivery_budget is not None:
            budget = max(0.0, countable(world.program.delivery_budget.raw(s)))
            world.set(slots["money.delivery_budget"], budget)
            world.set(LEFT, budget)
        world.journal.append(ContractSigned(now, value))
        carry_out(world, contract.effects)
        for change in contract.changes:
            self._await_change(change)
        self.look_at(range(len(self.milestones)))

    def look_at(self, milestones: Iterable[int]) -> None:
        """See whether any of these milestones has been reached."""
        world = self._world
        contract = world.program.contract
        if contract is None or self.signed_day is None or world.over:
            return
        tasks, s = world.program.tasks, world.s
        for index in milestones:
            spec, run = contract.milestones[index], self.milestones[index]
            if not run.reached and all(s[tasks[task].done_slot] for task in spec.after):
                run.reached = True
                world.env.process(self._accept(contract, spec, run))

    def due_day(self, milestone: MilestoneSpec) -> float | None:
        """Return the promised day, or None if nothing was promised or signed.

        It is not before the signature, nor so far off that no calendar has it.
        """
        if milestone.due is None or self.signed_day is None:
            return None
        days = countable(milestone.due.raw(self._world.s))
        return self.signed_day + min(max(days, 0.0), MOST_DAYS)

    def settle_penalties(self) -> None:
        """At the end, count the delay of what is still not accepted."""
        contract = self._world.program.contract
        if contract is None or self.signed_day is None:
            return
        for spec, run in zip(contract.milestones, self.milestones, strict=True):
            if run.accepted_day is None:
                self._count_delay(contract, spec)

    def _accept(
        self, contract: ContractSpec, spec: MilestoneSpec, run: MilestoneRun
    ) -> Generator[Event, None, None]:
        world = self._world
        s, streams = world.s, world.streams
        if spec.wait:
            yield world.env.timeout(spec.wait)
        if world.over:
            return
        world.journal.append(MilestoneReached(world.s[DAY], spec.id))
        while spec.chance is not None and spec.rework is not None:
            # A test each time, with a luck of its own each time.
            luck = streams.at("acceptance", spec.id, run.refused).uniform(0.0, 1.0)
            if luck < spec.chance.raw(s):
                break
            stream = streams.at("acceptance rework", spec.id, run.refused)
            days = max(_SHORTEST_REWORK, countable(spec.rework.raw(s, stream)))
            run.refused += 1
            world.journal.append(AcceptanceRefused(world.s[DAY], spec.id, days))
            if spec.test_cost is not None:
                world.spend(max(0.0, float(spec.test_cost.raw(s))), spec.id)
            world.moment(f"{spec.id}.refused")
            yield world.env.timeout(days)
            if world.over:
                return
        run.accepted_day = world.s[DAY]
        late = self._count_delay(contract, spec)
        self._count_accepted(spec, late)
        world.journal.append(MilestoneAccepted(world.s[DAY], spec.id, late))
        carry_out(world, spec.effects)
        world.moment(f"{spec.id}.accepted")
        amount = spec.share * float(s[world.program.slots["contract.value"]])
        if amount > 0:
            self._send_invoice(spec, run, amount)

    def _count_accepted(self, spec: MilestoneSpec, late: float) -> None:
        world = self._world
        s, slots = world.s, world.program.slots
        accepted, on_time = slots["milestones.accepted"], slots["milestones.on_time"]
        world.set(spec.accepted_slot, True)
        world.set(accepted, s[accepted] + 1)
        if late <= 0:
            world.set(on_time, s[on_time] + 1)

    def _send_invoice(self, spec: MilestoneSpec, run: MilestoneRun, amount: float) -> None:
        world = self._world
        invoiced = world.program.slots["money.invoiced"]
        run.invoiced, run.invoiced_day = amount, world.s[DAY]
        world.set(invoiced, world.s[invoiced] + amount)
        world.journal.append(InvoiceSent(world.s[DAY], spec.id, amount))
        run.read = {slot: world.s[slot] for slot in spec.pay_days.reads}
        stream = world.streams.at("payment", spec.id)
        run.pay_days = max(0.0, countable(spec.pay_days.raw(world.s, stream)))
        run.payment = world.call_in(run.pay_days, partial(self._receive, spec, run))

    def _receive(self, spec: MilestoneSpec, run: MilestoneRun, payment: Event) -> None:
        if run.payment is not payment:
            return
        world = self._world
        collected = world.program.slots["money.collected"]
        run.paid_day = world.s[DAY]
        world.set(collected, world.s[collected] + run.invoiced)
        world.journal.append(PaymentReceived(world.s[DAY], spec.id, run.invoiced))

    def _count_delay(self, contract: ContractSpec, spec: MilestoneSpec) -> float:
        """Return the days late, and take the damages for them, within the cap, from the money."""
        world = self._world
        due = self.due_day(spec)
        late = 0.0 if due is None else world.s[DAY] - due
        # Work that ends on its day may miss it by the rounding of its stretches.
        if late < _ROUNDING:
            late = 0.0
        world.set(spec.late_slot, late)
        value = float(world.s[world.program.slots["contract.value"]])
        damages = contract.penalty_per_day * value * late
        damages = min(damages, max(0.0, contract.penalty_cap * value - self.penalty))
        if damages > 0:
            self.penalty += damages
            world.set(world.program.slots["money.penalty"], self.penalty)
            world.journal.append(PenaltyIncurred(world.s[DAY], spec.id, damages))
            world.spend(damages)
        return late

    def _await_change(self, change: ChangeSpec) -> None:
        world = self._world
        luck = world.streams.at("change", change.id).uniform(0.0, 1.0)
        chance = float(change.chance.raw(world.s))
        run = ChangeRun(chance, {slot: world.s[slot] for slot in change.after.reads})
        self._changes[change.id] = run
        if luck < chance:
            stream = world.streams.at("change day", change.id)
            days = max(0.0, countable(change.after.raw(world.s, stream)))
            run.timer = world.call_in(days, partial(self._request, change))

    def _request(self, change: ChangeSpec, timer: Event) -> None:
        world = self._world
        if world.over or self._changes[change.id].timer is not timer:
            return
        world.set(change.times_slot, 1.0)
        world.journal.append(ChangeRequested(world.s[DAY], change.id))
        carry_out(world, change.effects)
        world.moment(f"{change.id}.requested")

    # -- another luck ------------------------------------------------------------------------

    def change_luck(self, sources: frozenset[str] | None) -> None:
        """Draw anew when the customer pays what is not paid yet, and which changes, of those that
        were not requested yet, will be; of these sources of chance, if they are named."""
        contract = self._world.program.contract
        if contract is None or self.signed_day is None:
            return
        for spec, run in zip(contract.milestones, self.milestones, strict=True):
            if run.payment is not None and run.paid_day is None:
                self._redraw_payment(spec, run)
        if sources is None or "customer" in sources:
            for change in contract.changes:
                if not self._world.s[change.times_slot]:
                    self._redraw_change(change, self._changes[change.id], self.signed_day)

    def _redraw_payment(self, spec: MilestoneSpec, run: MilestoneRun) -> None:
        world = self._world
        formula, read, now = spec.pay_days, self._as_it_may_be(run.read), world.s[DAY]
        elapsed = now - run.invoiced_day
        stream = world.streams.at("payment", spec.id)
        days = longer_than(
            elapsed,
            lambda: countable(formula.raw(read, stream)),
            lambda: with_tail(elapsed, stream),
        )
        if days is not None and days != run.pay_days:
            run.payment = world.call_in(days - elapsed, partial(self._receive, spec, run))

    def _redraw_change(self, change: ChangeSpec, run: ChangeRun, signed_day: float) -> None:
        world = self._world
        read, elapsed = self._as_it_may_be(run.read), world.s[DAY] - signed_day
        stream = world.streams.at("change", change.id)

        def draw() -> float | None:
            if stream.uniform(0.0, 1.0) >= run.chance:
                return None
            return countable(change.after.raw(read, stream))

        days = longer_than(elapsed, draw, lambda: with_tail(elapsed, stream))
        run.timer = None
        if days is not None:
            run.timer = world.call_in(days - elapsed, partial(self._request, change))

    def _as_it_may_be(self, read: Mapping[int, Value]) -> dict[int, Value]:
        """Return what was read, with the hidden numbers in it as they may be."""
        s, unknown = self._world.s, self._world.program.unknown_slots
        return {slot: s[slot] if slot in unknown else value for slot, value in read.items()}
