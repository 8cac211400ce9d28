"""Scores without the luck of the draw at the award, which needs no sampling.

Whether a bid is won moves a score more than anything else, and its probability is worked out before
it is drawn. So in each run the surprise, 1 or 0 for won or not less that probability, is nothing on
average whatever came before, and score - β · surprise has the same mean as the score, whatever β.
With β near to what winning is worth it varies far less, and so fewer runs tell its mean: a control
variate, as the luck with known odds is taken out of what a poker player won (Burch, Schmid,
Moravčík, Morrill & Bowling 2018, AIVAT).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from simengine.review.sampling import Outcome

# What winning adds to each KPI's share of the score.
Gains = tuple[float, ...]


def gains_of_winning(runs: Sequence[Outcome]) -> Gains:
    """Return the β of each KPI: the slope of its share over the surprise, by least squares; 0
    where there was none. Least squares are linear, so that of the score is their sum."""
    middle = _mean([run.surprise for run in runs])
    spread = math.fsum((run.surprise - middle) ** 2 for run in runs)
    if not spread:
        return (0.0,) * len(runs[0].shares)
    return tuple(
        math.fsum((run.surprise - middle) * share for run, share in zip(runs, shares, strict=True))
        / spread
        for shares in zip(*(run.shares for run in runs), strict=True)
    )


def steadied(run: Outcome, gains: Gains) -> Outcome:
    """Return what the run comes to without the surprise; its mean is that of the runs."""
    if not run.surprise:
        return run
    shares = tuple(
        share - gain * run.surprise for share, gain in zip(run.shares, gains, strict=True)
    )
    # Scores have six decimals, and so what is the same stays the same.
    return Outcome(round(run.score - math.fsum(gains) * run.surprise, 6), shares, run.surprise)


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
