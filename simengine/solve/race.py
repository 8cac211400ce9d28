"""Races: which of several plans is best, with runs spent where it is close.

Sequential halving (Karnin, Koren & Somekh 2013): every arm plays the same few seeds, the better
half goes on to more of them, and so on to the last. What decides is the mean difference to the
plan in force, seed by seed. The winner must then beat that plan on seeds that the race never saw,
for the best of many is partly the luckiest; there runs are given as optimal computing budget
allocation has it (Chen, Lin, Yucesan & Chick 2000): as (sd / difference)², the more the closer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from simengine.estimates import Estimate, estimate
from simengine.policies import Plan
from simengine.solve.lab import Lab, Spent

# An arm that is behind by so many standard errors need not wait for its half.
_HOPELESS = 3.0

# Standard errors that a winner must be ahead by on fresh seeds, and is given more runs to reach.
CLEAR = 1.5

# Seeds taken beyond those that would just do, and where it is not worth to begin: when it would
# take so many times all seeds there are.
_MARGIN = 1.2
_MOST_TIMES = 4


@dataclass(frozen=True, slots=True)
class Arm:
    """A plan in a race, and its scores less those of the plan in force, seed by seed."""

    plan: Plan
    ahead: tuple[float, ...]

    @property
    def mean(self) -> float:
        """By how much it is ahead."""
        return math.fsum(self.ahead) / len(self.ahead)

    @property
    def error(self) -> float:
        """The standard error of that."""
        if len(self.ahead) < 2:
            return math.inf
        return estimate(self.ahead).sd / math.sqrt(len(self.ahead))


def differences(lab: Lab, plan: Plan, other: Plan, seeds: Sequence[int]) -> tuple[float, ...]:
    """Return the scores of a plan less those of another, seed by seed."""
    ours, theirs = lab.play([plan, other], [seeds, seeds])
    return tuple(round(lab.worth(a) - lab.worth(b), 6) for a, b in zip(ours, theirs, strict=True))


def ranked(lab: Lab, plans: Sequence[Plan], seeds: Sequence[int]) -> list[Plan]:
    """Return the plans that differ, the best on these seeds first."""
    distinct = [plan for place, plan in enumerate(plans) if plan not in plans[:place]]
    outcomes = lab.play(distinct, [seeds] * len(distinct))
    means = [math.fsum(map(lab.worth, runs)) / len(runs) for runs in outcomes]
    return [plan for _, plan in sorted(zip(means, distinct, strict=True), key=lambda p: -p[0])]


def race(
    lab: Lab, now: Plan, plans: Sequence[Plan], seeds: Sequence[int], *, first: int
) -> list[Arm]:
    """Return the plans as arms, the best first; `first` seeds in the first round, in the last all
    of them at most. The worst have played fewer seeds than the best."""
    going = list(plans)
    arms: list[Arm] = []
    done: list[Arm] = []
    rounds = max(1, math.ceil(math.log2(max(2, len(going)))))
    n = 0
    for _ in range(rounds):
        if n == len(seeds):
            break
        if arms:
            kept = _better_half(arms)
            done = [*arms[len(kept) :], *done]
            arms, going = kept, [arm.plan for arm in kept]
        n = min(len(seeds), 2 * n or first)
        try:
            lab.play([now, *going], [seeds[:n]] * (len(going) + 1))
        except Spent:
            # What the rounds so far have shown is better than nothing.
            if not arms:
                raise
            break
        arms = [Arm(plan, differences(lab, plan, now, seeds[:n])) for plan in going]
        arms.sort(key=lambda arm: -arm.mean)
    return [*arms, *done]


def _better_half(arms: Sequence[Arm]) -> list[Arm]:
    """Return those of the arms, the best first, that go on."""
    best = arms[0]
    kept = arms[: max(1, math.ceil(len(arms) / 2))]
    hopeless = (
        place
        for place, arm in enumerate(kept)
        if place and best.mean - arm.mean >= _HOPELESS * (arm.error + best.error)
    )
    return list(kept[: next(hopeless, len(kept))])


def confirm(
    lab: Lab, now: Plan, plan: Plan, seeds: Sequence[int], *, first: int
) -> Estimate | None:
    """Return by how much a plan beats the one in force on these seeds, or None if it does not.

    Begins with `first` seeds, and takes as many more as the difference asks for.
    """
    n = min(first, len(seeds))
    ahead: Estimate | None = None
    while True:
        try:
            ahead = estimate(differences(lab, plan, now, seeds[:n]))
        except Spent:
            if ahead is None:
                raise
            return None
        error = ahead.sd / math.sqrt(n)
        if ahead.mean > 0 and ahead.mean >= CLEAR * error:
            return ahead
        if ahead.mean + error <= 0 or n == len(seeds):
            return None
        # So many would make a difference of this size clear.
        enough = (CLEAR * ahead.sd / ahead.mean) ** 2 if ahead.mean > 0 else 0.0
        if enough > _MOST_TIMES * len(seeds):
            return None
        n = min(len(seeds), max(math.ceil(_MARGIN * enough), 2 * n))
