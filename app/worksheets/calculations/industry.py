"""Concentration, size and supplier power of an industry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

HIGH_HHI = 1800
"""Above it an industry counts as highly concentrated (US Merger Guidelines, 2023)."""


def middle_score(scores: Sequence[float | None]) -> float | None:
    """The median of those who scored."""
    known = [score for score in scores if score is not None]
    return median(known) if known else None


def spread_of(scores: Sequence[float | None]) -> float:
    """How far the highest score lies above the lowest; 0 for fewer than two."""
    known = [score for score in scores if score is not None]
    return max(known) - min(known) if known else 0.0


@dataclass(frozen=True)
class Concentration:
    """`cr4` is the share of the four largest; `hhi` the sum of squared percentages."""

    known: float
    cr4: float
    hhi: float


def concentration_of(shares: Sequence[float]) -> Concentration:
    """How concentrated shares of 1 are; what nobody is named for counts as many small firms."""
    ordered = sorted(shares, reverse=True)
    return Concentration(
        known=sum(ordered), cr4=sum(ordered[:4]), hhi=sum((100 * share) ** 2 for share in ordered)
    )


def yearly_market(count: float, years: float, price: float) -> float | None:
    """What is renewed in a year: the installed base over its life, at a price."""
    return count / years * price if years > 0 else None


@dataclass(frozen=True)
class Squeeze:
    """What a supplier's price rise takes: the extra cost, and the margin before and after."""

    part_cost: float
    extra: float
    margin_before: float
    margin_after: float
    rate_after: float


def squeeze(price: float, rate: float, part: float, rise: float) -> Squeeze | None:
    """A project at `price` with margin `rate`; a `part` of its cost becomes dearer by `rise`."""
    if price <= 0:
        return None
    cost = price * (1 - rate)
    extra = cost * part * rise
    margin = price * rate
    return Squeeze(cost * part, extra, margin, margin - extra, (margin - extra) / price)
