"""Measuring what was picked apart from where it was picked.

The greatest of several means is too high on average, for it was picked for its luck. Here the best
of three quarters of the values is measured on the fourth, in turn (van Hasselt 2013, Estimating
the maximum expected value), which is never too high on average.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

_FOLDS = 4


def cross_validated(
    rows: Sequence[Sequence[float]], pick: Callable[[Sequence[float]], int]
) -> float:
    """Return the mean of the row that is picked by its mean, as `pick` says, on other values."""
    measured = []
    for fold in range(_FOLDS):
        rest = [
            _mean([value for place, value in enumerate(row) if place % _FOLDS != fold])
            for row in rows
        ]
        measured.append(_mean(rows[pick(rest)][fold::_FOLDS]))
    return _mean(measured)


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
