"""Conversion, cost of a win and length of a funnel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Stage:
    """How many reached a stage, what was spent on each of them there, and the median days."""

    count: float
    spent: float = 0.0
    days: float = 0.0


def conversions(stages: Sequence[Stage]) -> list[float | None]:
    """For each stage the share that went on to the next; None for the last."""
    found: list[float | None] = [
        after.count / stage.count if stage.count > 0 else None for stage, after in pairwise(stages)
    ]
    return [*found, None] if stages else []


def cost_of_a_win(stages: Sequence[Stage]) -> float | None:
    """All that was spent, also on what was lost, ÷ the count of the last stage."""
    wins = stages[-1].count if stages else 0.0
    return sum(stage.count * stage.spent for stage in stages) / wins if wins > 0 else None


def cost_with_better(stages: Sequence[Stage], place: int, gain: float) -> float | None:
    """The cost of a win when the step after the stage `place` converts better by `gain`.

    Everything after it grows by as much; what was spent up to it stays.
    """
    better = [
        Stage(stage.count * (1 + gain if number > place else 1), stage.spent, stage.days)
        for number, stage in enumerate(stages)
    ]
    return cost_of_a_win(better)


def standard_error(wins: float, bids: float) -> float | None:
    """Of a win rate that was counted over so many bids."""
    if bids <= 0 or not 0 <= wins <= bids:
        return None
    rate = wins / bids
    return math.sqrt(rate * (1 - rate) / bids)
