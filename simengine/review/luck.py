"""What chance did for a run: the same answers over other luck, all of it and source by source."""

from __future__ import annotations

from typing import NamedTuple

from simengine.estimates import Estimate, estimate
from simengine.review.sampling import Line, Outcome, Scenario, Work, batches
from simengine.review.steadying import gains_of_winning, steadied
from simengine.streams import Fork

_EXPECTED_RUNS = 256
_SOURCE_RUNS = 64

# A source that does not come up in so many runs is not in the scenario.
_FIRST_RUNS = 8


class Luck(NamedTuple):
    """The scores of a run's answers over other luck, of `source` or all, and what its own was
    worth."""

    source: str | None
    expected: Estimate
    points: Estimate
    runs: int


def weigh_luck(scenario: Scenario, line: Line, score: float, source: str | None) -> Work[Luck]:
    """Play the line over other luck of this source, or of all when None, from the beginning.

    What the run's own luck was worth is its score less the mean of these.
    """
    sources = None if source is None else frozenset({source})
    runs: list[Outcome] = []
    most = _EXPECTED_RUNS if source is None else _SOURCE_RUNS
    for end in (_FIRST_RUNS, most):
        forks = [Fork(luck, None, sources) for luck in range(len(runs), end)]
        found = yield batches(scenario, [line], forks)
        runs += [outcome for (outcome,) in found]
        if all(run.score == score for run in runs):
            break
    gains = gains_of_winning(runs)
    expected = estimate([steadied(run, gains).score for run in runs])
    points = Estimate(
        expected.n,
        score - expected.mean,
        expected.sd,
        score - expected.high,
        score - expected.low,
    )
    return Luck(source, expected, points, len(runs))
