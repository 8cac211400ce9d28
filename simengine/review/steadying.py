"""Runs without the luck of the draw at the award (see `simengine.awards`), KPI by KPI."""

from __future__ import annotations

import math
from collections.abc import Sequence

from simengine.awards import gain_of_winning
from simengine.review.sampling import Outcome

# What winning adds to each KPI's share of the score.
Gains = tuple[float, ...]


def gains_of_winning(runs: Sequence[Outcome]) -> Gains:
    """Return the β of each KPI's share. Least squares are linear, so that of the score is their
    sum."""
    surprises = [run.surprise for run in runs]
    by_kpi = zip(*(run.shares for run in runs), strict=True)
    return tuple(gain_of_winning(shares, surprises) for shares in by_kpi)


def steadied(run: Outcome, gains: Gains) -> Outcome:
    """Return what the run comes to without the surprise; its mean is that of the runs."""
    if not run.surprise:
        return run
    shares = tuple(
        share - gain * run.surprise for share, gain in zip(run.shares, gains, strict=True)
    )
    # Scores have six decimals, and so what is the same stays the same.
    return Outcome(round(run.score - math.fsum(gains) * run.surprise, 6), shares, run.surprise)
