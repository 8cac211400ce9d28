"""Risks: a hazard that adds up until it reaches a threshold drawn once for the run.

The threshold is exponential with mean 1, so a constant chance p over a window means a hazard of
-ln(1 - p) spread evenly over it. Halving the hazard makes the very same bad luck come later, or
not at all: what a response is worth shows without another draw.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from simpy.events import Event

from simengine.journal import RiskResponded, RiskStruck, RiskWarned
from simengine.names import DAY
from simengine.portable_math import log
from simengine.program import RiskSpec
from simengine.scenario.deal import Response
from simengine.world.effects import carry_out
from simengine.world.numbers import countable
from simengine.world.people import WEEK

if TYPE_CHECKING:
    from simengine.world.world import World

# A chance of 1 would be an endless hazard; this is as good as certain.
_ALMOST_CERTAIN = 1 - 1e-9

# Cases a day beyond which it strikes at once anyway.
_HIGHEST_RATE = 1e6

_ROUNDING = 1e-9


class RiskRun:
    """How one risk stands: the hazard so far and what it takes for it to strike.

    While it is `open`, hazard adds up at `rate` a day since the day `counted`; `timer` is the
    event of its next step, the warning or the strike. A risk with a window bears its chance from
    `opens` to `closes`.
    """

    hazard = 0.0
    rate = 0.0
    counted = 0.0
    open = False
    opens = 0.0
    closes = math.inf
    timer: Event | None = None
    warned = False
    struck = False
    struck_day: float | None = None
    response: Response | None = None

    def __init__(self, threshold: float) -> None:
        self.threshold = threshold


class Risks:
    """All risks of the deal.

    A rate holds until its risk is reviewed: when it opens, when it is responded to, and once a
    week if anything that can change has a part in it.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        streams = world.streams
        self.runs = tuple(
            [RiskRun(streams.at("risk", spec.id).exponential(1.0)) for spec in world.program.risks]
        )
        for spec in world.program.risks:
            if spec.between is not None:
                self._await_window(spec, self.runs[spec.index])

    def enter_stage(self, stage: int) -> None:
        """Let the risks of a stage that begins bear hazard, and those of others no more."""
        for spec in self._world.program.risks:
            if spec.during:
                run = self.runs[spec.index]
                if run.open and stage not in spec.during:
                    self._close(run)
                elif not run.open and stage in spec.during:
                    self._open(spec, run)

    def review(self) -> None:
        """Let the rates follow what has changed in a week."""
        now = self._world.s[DAY]
        for spec in self._world.program.changing_risks:
            run = self.runs[spec.index]
            if not run.open:
                continue
            rate = self._rate(spec, run)
            if rate == run.rate and run.timer is not None:
                continue
            # As in `_review`; that nothing comes within the week is seen here, for it is the rule.
            until = now if now < run.closes else run.closes
            run.hazard += run.rate * (until - run.counted)
            run.counted = until
            run.rate = rate
            lead = WEEK if run.warned else WEEK + spec.warning_days
            if run.threshold - run.hazard > rate * lead + _ROUNDING:
                run.timer = None
            else:
                self._set_timer(spec, run)

    def respond(self, risk: int, response: Response) -> None:
        """Choose the response to a risk; a later one takes the place of an earlier."""
        world = self._world
        spec, run = world.program.risks[risk], self.runs[risk]
        if run.response is not None:
            world.set(spec.responses[run.response].slot, False)
        run.response = response
        world.set(spec.responses[response].slot, True)
        world.journal.append(RiskResponded(world.s[DAY], spec.id, response))
        if run.open:
            self._review(spec, run)
        world.descend()
        carry_out(world, spec.responses[response].effects)
        world.ascend()

    def change_luck(self) -> None:
        """Draw anew how much hazard each risk still bears, as it may be by all that was seen.

        One that has neither struck nor warned can't be nearer than its warning. One that has
        warned strikes as it was bound to. A hazard of mean 1 has no memory, so what is left of it
        is exponential again.
        """
        streams = self._world.streams
        for spec, run in zip(self._world.program.risks, self.runs, strict=True):
            if run.struck or run.warned:
                continue
            if run.open:
                self._count_hazard(run)
                run.rate = self._rate(spec, run)
            ahead = run.rate * spec.warning_days
            run.threshold = run.hazard + ahead + streams.at("risk", spec.id).exponential(1.0)
            if run.open:
                self._set_timer(spec, run)

    # -- hazard ------------------------------------------------------------------------------

    def _await_window(self, risk: RiskSpec, run: RiskRun) -> None:
        world = self._world
        assert risk.between is not None
        opens, closes = (countable(formula.raw(world.s)) for formula in risk.between)
        run.opens, run.closes = max(opens, 0.0), closes
        if run.opens < run.closes:
            world.call_in(run.opens, partial(self._enter_window, risk, run))

    def _enter_window(self, risk: RiskSpec, run: RiskRun, _: Event) -> None:
        self._open(risk, run)

    def _open(self, risk: RiskSpec, run: RiskRun) -> None:
        if not run.struck and not self._world.over:
            run.open = True
            run.counted = self._world.s[DAY]
            self._review(risk, run)

    def _close(self, run: RiskRun) -> None:
        self._count_hazard(run)
        run.open = False
        run.rate = 0.0
        run.timer = None

    def _review(self, risk: RiskSpec, run: RiskRun) -> None:
        """Let the hazard add up at the rate that it has now."""
        rate = self._rate(risk, run)
        if rate != run.rate or run.timer is None:
            self._count_hazard(run)
            run.rate = rate
            self._set_timer(risk, run)

    def _count_hazard(self, run: RiskRun) -> None:
        now = self._world.s[DAY]
        until = now if now < run.closes else run.closes
        run.hazard += run.rate * (until - run.counted)
        run.counted = until

    def _set_timer(self, risk: RiskSpec, run: RiskRun) -> None:
        """Set the day of the warning or the strike, if it comes before the rate is reviewed."""
        run.timer = None
        if run.rate <= 0.0:
            return
        days = (run.threshold - run.hazard) / run.rate
        if risk.warning_days and not run.warned:
            if days - risk.warning_days <= _ROUNDING:
                self._warn(risk, run)
                if run.open and run.timer is None:
                    self._set_timer(risk, run)
                return
            days -= risk.warning_days
        if run.counted + days <= run.closes and (days <= WEEK or not risk.changes):
            run.timer = self._world.call_in(max(0.0, days), partial(self._step, risk, run))

    def _step(self, risk: RiskSpec, run: RiskRun, timer: Event) -> None:
        """The day has come that was set for the warning or the strike."""
        if run.timer is not timer or self._world.over:
            return
        self._count_hazard(run)
        if run.hazard >= run.threshold - _ROUNDING:
            self._close(run)
            self._strike(risk, run)
        else:
            self._set_timer(risk, run)

    def _rate(self, risk: RiskSpec, run: RiskRun) -> float:
        """Return the cases a day as things stand."""
        s = self._world.s
        if risk.rate is not None:
            rate = float(risk.rate.raw(s))
        else:
            assert risk.chance is not None
            chance = min(float(risk.chance.raw(s)), _ALMOST_CERTAIN)
            rate = -log(1 - chance) / (run.closes - run.opens) if chance > 0.0 else 0.0
        if run.response is not None:
            times = risk.responses[run.response].chance_times
            if times is not None:
                rate *= min(max(0.0, float(times.raw(s))), _HIGHEST_RATE)
        return 0.0 if rate < 0.0 else rate if rate < _HIGHEST_RATE else _HIGHEST_RATE

    def _warn(self, risk: RiskSpec, run: RiskRun) -> None:
        world = self._world
        run.warned = True
        world.set(risk.warned_slot, True)
        world.journal.append(RiskWarned(world.s[DAY], risk.id))
        carry_out(world, risk.warning)
        world.moment(f"{risk.id}.warned")

    def _strike(self, risk: RiskSpec, run: RiskRun) -> None:
        world = self._world
        run.struck = True
        run.struck_day = world.s[DAY]
        world.set(risk.struck_slot, True)
        world.journal.append(RiskStruck(world.s[DAY], risk.id, run.response))
        response = None if run.response is None else risk.responses[run.response]
        if response is not None and response.has_impact:
            carry_out(world, response.impact)
        else:
            carry_out(world, risk.effects)
        world.moment(f"{risk.id}.struck")
