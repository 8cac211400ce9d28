"""A share of 1 that was seen a few times, and how far it can be trusted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# The normal distribution's two-sided 95 % quantile.
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Measure:
    """The mean of `count` values from 0 to 1, with its 95 % interval."""

    count: int
    mean: float
    low: float
    high: float


def measure(values: Sequence[float], weights: Sequence[float] | None = None) -> Measure | None:
    """The mean of values from 0 to 1; None where nothing has any weight.

    The interval is Wilson's for a proportion (1927). No values between 0 and 1 vary more than those
    that are either, so it is never too narrow, and unlike one made from the values' own spread it
    says something of three right answers out of three. Weighted values count for as many equal
    ones as Kish's effective sample size says (1965): (sum of weights)² / sum of squares.
    """
    weights = [1.0] * len(values) if weights is None else weights
    pairs = [(weight, value) for weight, value in zip(weights, values, strict=True) if weight > 0]
    total = math.fsum(weight for weight, _ in pairs)
    if not pairs:
        return None
    mean = min(1.0, math.fsum(weight * value for weight, value in pairs) / total)
    n = total**2 / math.fsum(weight**2 for weight, _ in pairs)
    shrink = 1 + _Z**2 / n
    middle = (mean + _Z**2 / (2 * n)) / shrink
    half = _Z * math.sqrt(mean * (1 - mean) / n + _Z**2 / (4 * n**2)) / shrink
    return Measure(len(pairs), mean, max(0.0, middle - half), min(1.0, middle + half))
