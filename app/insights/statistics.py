"""The few figures that sum up a group: pure functions of numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

# Fewer scores than this say too little about a group to sum them up.
ENOUGH = 5

# Two-sided 95 % quantiles of Student's t for 4 to 30 degrees of freedom; beyond, the normal's
# 1.96 is used (Student 1908; any table of the distribution).
_T_95 = (
    2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
    2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045,
    2.042,
)  # fmt: skip
_NORMAL_95 = 1.96

BIN_WIDTH = 10


@dataclass(frozen=True, slots=True)
class Summary:
    """Scores of `count` people. `mean` and `half_width` (of the 95 % interval of the mean) are
    None while there are too few to say."""

    count: int
    mean: float | None
    half_width: float | None
    passed: int

    @property
    def pass_share(self) -> float | None:
        """Share of those who passed, or None while there are too few to say."""
        return self.passed / self.count if self.mean is not None else None


def summarise(scores: Sequence[float], passed: int) -> Summary:
    """Return the summary of the scores; 95 % interval by Student's t."""
    count = len(scores)
    if count < ENOUGH:
        return Summary(count, None, None, passed)
    degrees = count - 1
    t = _T_95[degrees - 4] if degrees - 4 < len(_T_95) else _NORMAL_95
    return Summary(count, fmean(scores), t * stdev(scores) / math.sqrt(count), passed)


def histogram(scores: Sequence[float]) -> tuple[int, ...]:
    """Return how many scores lie in each ten points from 0 to 100; 100 is in the last."""
    bins = [0] * (100 // BIN_WIDTH)
    for score in scores:
        place = int(score // BIN_WIDTH)
        bins[min(max(place, 0), len(bins) - 1)] += 1
    return tuple(bins)


def tint(points: float | None) -> int:
    """Return the shade of a cell of the heat table: 0 without points, else 1 (poor) to 5."""
    if points is None:
        return 0
    return 1 + min(4, max(0, int(points // 20)))
