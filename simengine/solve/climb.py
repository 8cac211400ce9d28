"""Climbing: the wishes of a plan changed one by one, for the better, until none is found.

Where a scenario is small all combinations of wishes race at once before, for there the best may
lie where two wishes must be changed together.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress

from simengine.policies import POLICIES, Plan
from simengine.policies.plan import Advice, Sign
from simengine.policies.wishes import Wish
from simengine.solve.candidates import candidates, wish_of
from simengine.solve.lab import Lab, Spent
from simengine.solve.race import Arm, confirm, race
from simengine.solve.slots import (
    Slot,
    rule_slots,
    slots_of,
    wish_at,
    with_wish,
    without_rule,
)
from simengine.solve.witness import Asked

# Seeds of the races and of what their winners must show, in the first round; more in each later.
_SEEDS = 64
_FRESH = 128
_WATCHED = 24
_ROUNDS = (0, 1, 2, 3, 4, 5)

# Seeds that every arm of a race plays in the first round; fewer where there are many.
_FIRST = 16
_FIRST_OF_MANY = 8
_MANY = 16

# A decision that comes up in nearly all runs is looked at without a search for those runs.
_NEARLY_ALWAYS = 0.9
_FEWEST = 6

# Where each wish is behind by so many standard errors, the next round need not look again; nor
# where none makes more of a difference than so many points.
_SETTLED = 2.0
_NO_MATTER = 0.1

# So many combinations of wishes may race at once.
_COMBINATIONS = 64

# Bots whose answers a search begins with; chance answers nothing twice.
STARTERS = ("default", "cautious", "greedy")

Ideas = Mapping[str, Sequence[Wish]]


def plans_of_bots(lab: Lab, seeds: Sequence[int]) -> tuple[list[Plan], Ideas]:
    """Return, for each bot, the plan of what it mostly answers, and all of their wishes."""
    plans: list[Plan] = []
    ideas: dict[str, list[Wish]] = {}
    for name in STARTERS:
        advice: dict[str, Advice] = {}
        for decision, rows in _rows(lab.watch(POLICIES[name], seeds)).items():
            wishes = [wish_of(row.question, row.answer) for row in rows]
            counted = Counter(map(repr, wishes))
            wish = max(wishes, key=lambda wish: counted[repr(wish)])
            advice[decision] = Advice(wish)
            if wish not in ideas.setdefault(decision, []):
                ideas[decision].append(wish)
        plans.append(Plan(advice))
    return plans, ideas


def climb(
    lab: Lab, start: Plan, ideas: Ideas, *, block: int, rounds: Sequence[int] = _ROUNDS
) -> Plan:
    """Return a plan that no candidate near it was seen to beat, as far as the runs go.

    `block` is the first of the blocks of seeds to use, two for each round. Round 0 has the fewest
    seeds, and each has twice as many as the one before.
    """
    climber = _Climber(lab, start, ideas)
    with suppress(Spent):
        for place in rounds:
            climber.round(2**place, block + 2 * place)
    return climber.now


class _Climber:
    """A climb under way; `now` is the plan in force."""

    def __init__(self, lab: Lab, start: Plan, ideas: Ideas) -> None:
        self.lab = lab
        self.now = start
        self.ideas = ideas
        self.settled: frozenset[tuple[str, Sign | None]] = frozenset()
        self._settling: set[tuple[str, Sign | None]] = set()

    def round(self, times: int, block: int) -> None:
        """Look at every slot that is not settled, on so many times the fewest seeds."""
        lab = self.lab
        seeds = lab.seeds(block, _SEEDS * times)
        fresh = lab.seeds(block + 1, _FRESH * times)
        runs = lab.watch(self.now, seeds[:_WATCHED])
        # What a rule does is looked at before what is done otherwise.
        slots = [*slots_of(runs), *rule_slots(lab.program, self.now, runs)]
        if times == 1:
            self._jump(slots, seeds, fresh, times)
        # The last first: what early answers are worth, such as research, depends on what is made of
        # them later on.
        for slot in reversed(slots):
            if (slot.decision, slot.sign) not in self.settled:
                self._step(slot, seeds, fresh, times)
        self.settled, self._settling = frozenset(self._settling), set()

    def _wishes(self, slot: Slot) -> list[Wish]:
        """Return the wishes to try at a slot."""
        now = wish_at(self.now, slot) or wish_of(slot.asked, slot.asked.default)
        decision = self.lab.program.scenario.decisions[slot.decision]
        found = candidates(self.lab.program, decision, slot.asked, now)
        found += [w for w in self.ideas.get(slot.decision, ()) if w != now and w not in found]
        return found

    def _step(self, slot: Slot, seeds: Sequence[int], fresh: Sequence[int], times: int) -> None:
        """Let the wishes for a slot race; the plan changes if one of them beats that in force."""
        if slot.decision not in self.now.advice:
            habit = wish_of(slot.asked, slot.asked.default)
            self.now = with_wish(self.now, slot._replace(sign=None), habit)
        plans = [with_wish(self.now, slot, wish) for wish in self._wishes(slot)]
        if slot.sign is not None and not slot.sign.see.startswith("asked."):
            plans.append(without_rule(self.now, slot))
        mine, others = (self._where_asked(slot, some) for some in (seeds, fresh))
        if plans and len(mine) >= _FEWEST and len(others) >= _FEWEST:
            self._race(plans, mine, others, times, slot)

    def _race(
        self,
        plans: Sequence[Plan],
        seeds: Sequence[int],
        fresh: Sequence[int],
        times: int,
        slot: Slot | None = None,
    ) -> None:
        """Let plans race, which may differ from that in force in one slot alone."""
        first = times * (_FIRST_OF_MANY if len(plans) > _MANY else _FIRST)
        arms = race(self.lab, self.now, plans, seeds, first=first)
        if slot is not None and all(_is_settled(arm, slot.share) for arm in arms):
            self._settling.add((slot.decision, slot.sign))
        best = arms[0]
        enough = times * _FIRST
        if best.mean <= 0 or confirm(self.lab, self.now, best.plan, fresh, first=enough) is None:
            return
        if slot is not None:
            self.lab.inherit(best.plan, self.now, slot.decision)
        self.now = best.plan

    def _where_asked(self, slot: Slot, seeds: Sequence[int]) -> Sequence[int]:
        """Return the seeds of the runs in which the decision comes up; in the others nothing that
        is planned for it makes a difference."""
        if slot.share >= _NEARLY_ALWAYS:
            return seeds
        (outcomes,) = self.lab.play([self.now], [seeds])
        return [s for s, o in zip(seeds, outcomes, strict=True) if slot.decision in o.asked]

    def _jump(
        self, slots: Sequence[Slot], seeds: Sequence[int], fresh: Sequence[int], times: int
    ) -> None:
        """Let all combinations of wishes race if they are few."""
        choices: list[list[tuple[Slot, Wish]]] = []
        for slot in slots:
            now = wish_at(self.now, slot) or wish_of(slot.asked, slot.asked.default)
            choices.append([(slot, wish) for wish in (now, *self._wishes(slot))])
        if len(choices) < 2 or math.prod(map(len, choices)) > _COMBINATIONS:
            return
        plans = []
        for combination in itertools.product(*choices):
            plan = self.now
            for slot, wish in combination:
                plan = with_wish(plan, slot, wish)
            plans.append(plan)
        self._race(plans, seeds, fresh, times)


def _is_settled(arm: Arm, share: float) -> bool:
    """Whether a plan is surely behind, or makes no difference to speak of."""
    margin = _SETTLED * arm.error
    return arm.mean + margin < 0 or (abs(arm.mean) + margin) * share < _NO_MATTER


def _rows(runs: Sequence[dict[str, list[Asked]]]) -> dict[str, list[Asked]]:
    rows: dict[str, list[Asked]] = {}
    for run in runs:
        for decision, asked in run.items():
            rows.setdefault(decision, []).extend(asked)
    return rows
