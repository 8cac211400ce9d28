"""What a lesson is worth in a year, and what history says about an estimate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

EIGHTY = 0.84
"""Standard deviations above the mean below which eight cases in ten lie (normal curve)."""


def yearly_worth(projects: float, hit: float, loss: float, avoided: float, cost: float) -> float:
    """Projects a year × share hit × loss each × share avoided − cost of the change."""
    return projects * hit * loss * avoided - cost


@dataclass(frozen=True)
class Norm:
    """By what an estimate is multiplied: as often too much as too little, and in 8 cases of 10."""

    count: int
    mean_log: float
    spread: float
    usual: float
    eighty: float


def norm_of(ratios: Sequence[float]) -> Norm | None:
    """Geometric mean of actual over estimated and its upper bound; None without ratios."""
    logs = [math.log(ratio) for ratio in ratios if ratio > 0]
    if not logs:
        return None
    mean = fmean(logs)
    spread = stdev(logs) if len(logs) > 1 else 0.0
    return Norm(len(logs), mean, spread, math.exp(mean), math.exp(mean + EIGHTY * spread))
