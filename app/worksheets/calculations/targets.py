"""From a target in money to bids and days, and back from the days there are to money."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Segment:
    """Orders wanted from one kind of customer; `days` of presales go into each bid."""

    orders: float
    contract: float
    win_rate: float
    days: float


@dataclass(frozen=True)
class Need:
    """What a segment's orders take."""

    wins: float
    bids: float
    days: float
    days_per_win: float


def need_of(segment: Segment) -> Need | None:
    """Orders ÷ contract = wins, ÷ win rate = bids, × days; None where nothing can be won."""
    if segment.contract <= 0 or segment.win_rate <= 0:
        return None
    wins = segment.orders / segment.contract
    bids = wins / segment.win_rate
    return Need(wins, bids, bids * segment.days, segment.days / segment.win_rate)


def reachable(segments: Sequence[Segment], days: float) -> float:
    """Orders that so many days bring when all segments are cut alike, in whole bids."""
    needs = [(segment, need_of(segment)) for segment in segments]
    wanted = sum(need.days for _segment, need in needs if need is not None)
    share = min(1.0, days / wanted) if wanted > 0 else 1.0
    return sum(
        math.floor(need.bids * share + 1e-9) * segment.win_rate * segment.contract
        for segment, need in needs
        if need is not None
    )
