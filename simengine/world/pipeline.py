"""The pipeline under way: leads arrive, wait for somebody, are worked on, won, lost or go cold.

A deal takes two kernel events a step: the end of the effort, and the customer's answer. Leads
arrive by a Poisson process in operational time: the n-th comes when the rate, summed up over the
days, has reached the n-th sum of exponential gaps. So a rate that another answer changed shifts
when leads come, and not which ones. What cannot be seen between two mornings, such as a deal that
has gone cold, is noticed in the morning.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from simpy.events import Event

from simengine.expressions import Formula
from simengine.journal import LeadLost, OrderWon, SellerJoined, SellerLeft
from simengine.names import DAY
from simengine.portable_math import exp
from simengine.program import ChannelSpec, PipelineSpec, StepSpec
from simengine.scenario.pipeline import MOST_LEADS_A_DAY
from simengine.world.effects import carry_out
from simengine.world.leads import Lead, Pointer, look, redraw_quality
from simengine.world.numbers import countable
from simengine.world.people import WEEK
from simengine.world.sellers import SellerRun
from simengine.world.waiting import longer_than, with_tail

if TYPE_CHECKING:
    from simengine.world.world import World

Then = Callable[[Lead, Event], None]

_MORNING = 0.5
_SLOWEST = 0.05


class ChannelRun:
    """How one channel stands: at `rate` since `day`, when the rate had come to `sum` in all; the
    next lead, of this `number`, comes when it has come to `next_sum`."""

    __slots__ = ("day", "next_sum", "number", "rate", "spec", "sum", "timer")

    def __init__(self, spec: ChannelSpec) -> None:
        self.spec = spec
        self.rate = self.sum = self.day = 0.0
        self.number = 0
        self.next_sum = 0.0
        self.timer: Event | None = None


class Pipeline:
    """All deals of a pipeline, in the order in which they came, and who works on them."""

    def __init__(self, world: World, spec: PipelineSpec) -> None:
        self._world = world
        self.spec = spec
        self.sellers = tuple([SellerRun(world, seller) for seller in spec.sellers])
        self.channels = tuple([ChannelRun(channel) for channel in spec.channels])
        self.leads: dict[tuple[int, int], Lead] = {}
        self._point = Pointer(world, spec)
        self._mornings = 0
        for seller in self.sellers:
            joins = seller.spec.joins
            if joins is None:
                self._come(seller)
            else:
                world.wait_for(joins, partial(self._hire, seller))
        for channel in self.channels:
            channel.next_sum = self._gap(channel)
        world.call_in(_MORNING, self._morning)

    # -- days and weeks ----------------------------------------------------------------------

    def _morning(self, _: Event) -> None:
        world = self._world
        if world.over:
            return
        self._mornings += 1
        for channel in self.channels:
            self._count(channel)
            rate = float(channel.spec.rate.raw(world.s))
            channel.rate = min(max(rate, 0.0), MOST_LEADS_A_DAY)
            self._await_lead(channel)
        for lead in [lead for lead in self.leads.values() if lead.state == "queued"]:
            if world.s[DAY] - lead.since >= lead.patience:
                self._lose(lead, "cold")
        self._drop()
        if self._mornings % int(WEEK) == 0:
            self._week()
        for lead in list(self.leads.values()):
            if lead.seller is None:
                self._assign(lead)
        self._all_take_up()
        world.call_in(1.0, self._morning)

    def _week(self) -> None:
        """Pay everybody's week; somebody may leave."""
        world = self._world
        team = [seller for seller in self.sellers if seller.is_here]
        world.spend(sum(seller.spec.day_rate for seller in team) * WEEK)
        for seller in team:
            leaves = seller.spec.leaves
            if leaves is not None:
                self._point.to_seller(seller)
                hazard = min(max(float(leaves.raw(world.s)), 0.0), 100.0)
                stream = world.streams.at("seller leaves", seller.spec.id, self._mornings)
                if stream.uniform(0.0, 1.0) < 1.0 - exp(-hazard):
                    self._leave(seller)

    # -- leads -------------------------------------------------------------------------------

    def _gap(self, channel: ChannelRun) -> float:
        stream = self._world.streams.at("lead arrival", channel.spec.id, channel.number)
        return stream.exponential(1.0)

    def _count(self, channel: ChannelRun) -> None:
        """Sum the rate up to now."""
        now = self._world.s[DAY]
        channel.sum = min(channel.sum + channel.rate * (now - channel.day), channel.next_sum)
        channel.day = now

    def _await_lead(self, channel: ChannelRun) -> None:
        """Await the next lead if it comes before tomorrow morning, when the rate may be another."""
        channel.timer = None
        due = channel.next_sum - channel.sum
        if channel.rate > due:
            channel.timer = self._world.call_in(due / channel.rate, partial(self._arrive, channel))

    def _arrive(self, channel: ChannelRun, timer: Event) -> None:
        world, s = self._world, self._world.s
        if world.over or channel.timer is not timer:
            return
        channel.day, channel.sum = s[DAY], channel.next_sum
        spec, number = channel.spec, channel.number
        channel.number += 1
        channel.next_sum += self._gap(channel)
        self._await_lead(channel)
        lead = Lead(spec, number, s[DAY])
        stream = world.streams.at("lead quality", spec.id, number)
        lead.quality = min(max(float(spec.quality.raw(s, stream)), 0.0), 100.0)
        stream = world.streams.at("lead value", spec.id, number)
        lead.value = max(0.0, countable(spec.value.raw(s, stream)))
        slots = self.spec.slots
        self._add(slots.leads, 1.0)
        self._add(spec.leads_slot, 1.0)
        if spec.cost is not None:
            world.spend(max(0.0, countable(spec.cost.raw(s))))
        self._point.to(lead)
        look(world, lead, self.spec)
        self._point.to(lead)
        if self.spec.enters is not None and not self.spec.enters.raw(s):
            self._add(slots.dropped, 1.0)
            return
        self.leads[spec.index, number] = lead
        self._add(slots.open, 1.0)
        self._add(slots.value, lead.value)
        self._enter(lead, 0)
        self._assign(lead)

    def _assign(self, lead: Lead) -> None:
        """Give a deal that is nobody's to whom the rule names, if anybody is here."""
        rule, s = self.spec.assign, self._world.s
        best: SellerRun | None = None
        most = 0.0
        self._point.to(lead)
        for seller in self.sellers:
            if seller.is_here:
                self._point.to_seller(seller)
                fit = -float(s[seller.spec.open_slot]) if rule is None else float(rule.raw(s))
                if best is None or fit > most:
                    best, most = seller, fit
        if best is not None:
            lead.seller = best
            self._add(best.spec.open_slot, 1.0)
            if lead.state == "queued":
                best.queue.append(lead)
                self._take_up(best)

    def _drop(self) -> None:
        """Give up the waiting deals that the rule names."""
        rule = self.spec.drops
        if rule is None:
            return
        for lead in [lead for lead in self.leads.values() if lead.state == "queued"]:
            self._point.to(lead)
            if rule.raw(self._world.s):
                self._lose(lead, "dropped")

    def _enter(self, lead: Lead, place: int) -> None:
        """Let a deal come to a step, where it waits for its salesperson."""
        world, steps = self._world, self.spec.steps
        step, slots = steps[place], self.spec.slots
        before = 0.0
        if lead.step >= 0:
            before = steps[lead.step].weight
            self._add(steps[lead.step].open_slot, -1.0)
        self._add(slots.weighted, lead.value * (step.weight - before))
        self._add(step.entered_slot, 1.0)
        self._add(step.open_slot, 1.0)
        lead.step, lead.state, lead.since = place, "queued", world.s[DAY]
        self._point.to(lead)
        stream = world.streams.at("lead patience", lead.channel.id, lead.number, place)
        lead.patience = max(0.0, countable(self.spec.patience.raw(world.s, stream)))
        if lead.seller is not None:
            lead.seller.queue.append(lead)
            self._take_up(lead.seller)

    # -- work --------------------------------------------------------------------------------

    def _all_take_up(self) -> None:
        """Let everybody who has nothing in hand take something up, who waited longest first: they
        may all have waited for the same borrowed people."""
        for seller in sorted(self.sellers, key=lambda seller: seller.idle_since):
            self._take_up(seller)

    def _take_up(self, seller: SellerRun) -> None:
        """Let somebody who has nothing in hand take up the next deal that can be worked on."""
        if seller.lead is not None or not seller.queue or not seller.is_here:
            return
        for lead in self._in_order(seller.queue):
            if self._book(self.spec.steps[lead.step]):
                seller.queue.remove(lead)
                self._begin(seller, lead)
                return

    def _in_order(self, queue: list[Lead]) -> list[Lead]:
        rule, s = self.spec.priority, self._world.s
        if len(queue) == 1:
            return list(queue)
        if rule is None:
            return sorted(queue, key=lambda lead: lead.born)
        urgency = {}
        for lead in queue:
            self._point.to(lead)
            urgency[id(lead)] = float(rule.raw(s))
        return sorted(queue, key=lambda lead: (-urgency[id(lead)], lead.born))

    def _book(self, step: StepSpec) -> bool:
        """Borrow the people of a step if all of them are free; return whether they were."""
        world, s = self._world, self._world.s
        if any(s[slot] < count for slot, _, count in step.books):
            return False
        for slot, _, count in step.books:
            world.set(slot, s[slot] - count)
        return True

    def _give_back(self, step: StepSpec, days: float) -> None:
        """Let the people of a step go, and pay for their days."""
        world = self._world
        for slot, pool, count in step.books:
            world.set(slot, world.s[slot] + count)
            world.spend(world.people.pools[pool].day_rate * count * days)
            world.tasks.stirred = True

    def _begin(self, seller: SellerRun, lead: Lead) -> None:
        world, s, spec = self._world, self._world.s, self.spec
        step = spec.steps[lead.step]
        lead.waited = s[DAY] - lead.since
        lead.state, lead.since = "working", s[DAY]
        seller.lead = lead
        self._point.to(lead)
        if spec.discount is not None and lead.step == len(spec.steps) - 1:
            lead.discount = min(max(float(spec.discount.raw(s)), 0.0), 1.0)
            self._point.to(lead)
        if step.cost is not None:
            world.spend(max(0.0, countable(step.cost.raw(s))))
        pace = 1.0 if spec.pace is None else float(spec.pace.raw(s))
        lead.pace = max(_SLOWEST, seller.speed * pace)
        self._time(lead, step.effort, "lead effort", self._end_effort)

    def _time(self, lead: Lead, formula: Formula, key: str, then: Then) -> None:
        """Set when what a deal waits for is over, after a draw of days at the deal's pace."""
        world = self._world
        stream = world.streams.at(key, lead.channel.id, lead.number, lead.step)
        lead.read = {slot: world.s[slot] for slot in formula.reads}
        lead.days = max(0.0, countable(formula.raw(world.s, stream))) / lead.pace
        lead.timer = world.call_in(lead.days, partial(then, lead))

    def _end_effort(self, lead: Lead, timer: Event) -> None:
        world = self._world
        if world.over or lead.timer is not timer:
            return
        seller, step = lead.seller, self.spec.steps[lead.step]
        assert seller is not None
        self._give_back(step, lead.days)
        seller.lead, seller.idle_since = None, world.s[DAY]
        self._point.to(lead)
        look(world, lead, self.spec)
        lead.state, lead.since, lead.pace = "deciding", world.s[DAY], 1.0
        if step.wait is None:
            self._decide(lead, timer)
        else:
            self._point.to(lead)
            self._time(lead, step.wait, "lead wait", self._decide)
        if step.books:
            self._all_take_up()
        else:
            self._take_up(seller)

    def _decide(self, lead: Lead, timer: Event) -> None:
        """Let the customer say yes or no."""
        world = self._world
        if world.over or lead.timer is not timer:
            return
        step = self.spec.steps[lead.step]
        self._point.to(lead)
        chance = min(max(float(step.passes.raw(world.s)), 0.0), 1.0)
        stream = world.streams.at("lead pass", lead.channel.id, lead.number, lead.step)
        if stream.uniform(0.0, 1.0) >= chance:
            self._lose(lead, "no")
            return
        self._add(step.passed_slot, 1.0)
        if lead.step + 1 < len(self.spec.steps):
            self._enter(lead, lead.step + 1)
        else:
            self._win(lead)

    # -- ends --------------------------------------------------------------------------------

    def _win(self, lead: Lead) -> None:
        world, s, slots = self._world, self._world.s, self.spec.slots
        self._close(lead)
        paid = lead.value * (1.0 - lead.discount)
        days = s[DAY] - lead.born
        share = 1.0 if self.spec.margin is None else float(self.spec.margin.raw(s))
        self._add(slots.won, 1.0)
        self._add(slots.revenue, paid)
        self._add(slots.margin, countable(paid * share))
        won = s[slots.won]
        world.set(slots.cycle_days, s[slots.cycle_days] + (days - s[slots.cycle_days]) / won)
        self._add(lead.channel.won_slot, 1.0)
        self._add(lead.channel.revenue_slot, paid)
        name = ""
        if lead.seller is not None:
            name = lead.seller.spec.id
            self._add(lead.seller.spec.won_slot, 1.0)
            self._add(lead.seller.spec.revenue_slot, paid)
        world.journal.append(OrderWon(s[DAY], lead.channel.id, name, paid, days))
        carry_out(world, self.spec.won)

    def _lose(self, lead: Lead, why: str) -> None:
        world, spec = self._world, self.spec
        self._point.to(lead)
        self._close(lead)
        count, follows = {
            "no": (spec.slots.lost, spec.lost),
            "cold": (spec.slots.cold, spec.cold),
            "dropped": (spec.slots.dropped, None),
        }[why]
        self._add(count, 1.0)
        name = lead.seller.spec.id if lead.seller is not None else ""
        step = spec.steps[lead.step].id
        day = world.s[DAY]
        world.journal.append(LeadLost(day, lead.channel.id, name, step, lead.value, why))
        carry_out(world, follows)

    def _close(self, lead: Lead) -> None:
        slots, step = self.spec.slots, self.spec.steps[lead.step]
        del self.leads[lead.channel.index, lead.number]
        self._add(slots.open, -1.0)
        self._add(slots.value, -lead.value)
        self._add(slots.weighted, -lead.value * step.weight)
        self._add(step.open_slot, -1.0)
        if lead.seller is not None:
            self._add(lead.seller.spec.open_slot, -1.0)
            if lead.state == "queued":
                lead.seller.queue.remove(lead)
        lead.state, lead.timer = "closed", None

    # -- the team ----------------------------------------------------------------------------

    def _hire(self, seller: SellerRun) -> None:
        world, spec = self._world, seller.spec
        world.spend(spec.hire_cost)
        world.call_in(spec.join_days, lambda _: self._join(seller))

    def _join(self, seller: SellerRun) -> None:
        world = self._world
        if world.over:
            return
        seller.joined = world.s[DAY]
        world.journal.append(SellerJoined(world.s[DAY], seller.spec.id))
        self._come(seller)

    def _come(self, seller: SellerRun) -> None:
        self._world.set(seller.spec.here_slot, True)
        self._add(self.spec.here_slot, 1.0)

    def _leave(self, seller: SellerRun) -> None:
        """Let somebody leave; their deals go to others, and what was in hand is begun again."""
        world = self._world
        mine = [lead for lead in self.leads.values() if lead.seller is seller]
        world.set(seller.spec.here_slot, False)
        self._add(self.spec.here_slot, -1.0)
        self._add(self.spec.left_slot, 1.0)
        self._add(seller.spec.open_slot, -float(len(mine)))
        world.journal.append(SellerLeft(world.s[DAY], seller.spec.id, len(mine)))
        seller.queue.clear()
        in_hand, seller.lead = seller.lead, None
        if in_hand is not None:
            self._give_back(self.spec.steps[in_hand.step], world.s[DAY] - in_hand.since)
            in_hand.state, in_hand.since, in_hand.timer = "queued", world.s[DAY], None
        for lead in mine:
            lead.seller = None
        for lead in mine:
            self._assign(lead)
        self._point.to_seller(seller)
        carry_out(world, self.spec.left)

    # -- another luck ------------------------------------------------------------------------

    def change_luck(self, sources: frozenset[str] | None) -> None:
        """Draw anew what cannot be known: the quality of the deals within what was seen of it,
        when what is under way ends, and when the next leads come."""
        if sources is not None and "pipeline" not in sources:
            return
        for channel in self.channels:
            self._count(channel)
            channel.next_sum = channel.sum + self._gap(channel)  # The gaps have no memory.
            self._await_lead(channel)
        for lead in self.leads.values():
            redraw_quality(self._world, lead)
            self._redraw_time(lead)

    def _redraw_time(self, lead: Lead) -> None:
        world, step = self._world, self.spec.steps[lead.step]
        elapsed = world.s[DAY] - lead.since
        if lead.state == "queued":
            self._point.to(lead)
            stream = world.streams.at("lead patience", lead.channel.id, lead.number, lead.step)
            patience = longer_than(
                elapsed,
                lambda: countable(self.spec.patience.raw(world.s, stream)),
                lambda: with_tail(elapsed, stream),
            )
            assert patience is not None
            lead.patience = patience
            return
        is_work = lead.state == "working"
        formula = step.effort if is_work else step.wait
        assert formula is not None
        if not formula.parsed.has_draws and self.spec.lead.quality not in formula.reads:
            return
        read = {**lead.read}
        if self.spec.lead.quality in read:
            read[self.spec.lead.quality] = lead.quality
        key = "lead effort" if is_work else "lead wait"
        stream = world.streams.at(key, lead.channel.id, lead.number, lead.step)
        days = longer_than(
            elapsed,
            lambda: countable(formula.raw(read, stream)) / lead.pace,
            lambda: with_tail(elapsed, stream),
        )
        assert days is not None
        lead.days = days
        then = self._end_effort if is_work else self._decide
        lead.timer = world.call_in(days - elapsed, partial(then, lead))

    def _add(self, slot: int, amount: float) -> None:
        self._world.set(slot, self._world.s[slot] + amount)
