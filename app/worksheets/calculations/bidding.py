"""Scores of bidders where price points are the lowest bid over one's own, times the points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev


def price_points(bids: Sequence[float | None], points: float) -> list[float | None]:
    """The price points of each bid, as in Chinese government procurement by scoring."""
    known = [bid for bid in bids if bid is not None and bid > 0]
    lowest = min(known, default=0.0)
    return [lowest / bid * points if bid is not None and bid > 0 else None for bid in bids]


def bid_for_another_point(bid: float, lowest: float, points: float) -> float | None:
    """The bid that brings one price point more; None for who is the lowest or nearly so."""
    own = lowest / bid * points
    if own + 1 > points:
        return None
    return points * lowest / (own + 1)


@dataclass(frozen=True)
class Habit:
    """How a firm has bid: mean and deviation of its ratios, and what that makes of a ceiling.

    `low` lies two deviations below the middle.
    """

    count: int
    mean: float
    deviation: float
    middle: float
    low: float


def habit_of(ratios: Sequence[float], ceiling: float) -> Habit | None:
    """The habit in ratios of winning price to ceiling; None without any."""
    if not ratios:
        return None
    mean = fmean(ratios)
    deviation = stdev(ratios) if len(ratios) > 1 else 0.0
    return Habit(len(ratios), mean, deviation, mean * ceiling, (mean - 2 * deviation) * ceiling)
