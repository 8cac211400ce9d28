"""What chance did for a run, as a whole and source by source.

Luck is what a run was given, without what was done about it. A player of par is worth what par
makes on average, and whoever answers otherwise is worth less by what that gives away on average,
decision by decision; what the score has more than that is luck. Between two decisions the score to
expect moves by chance alone (a martingale; so luck is counted in backgammon, and taken out of poker
by Burch, Schmid, Moravčík, Morrill & Bowling 2018, AIVAT). So the mean of anybody's luck is
nothing, however well they see what is coming and act on it, as far as the futures of each decision
are those that could be expected then. To play the same answers over other luck would not tell it:
an answer that was right for what could be seen is then held against situations that it was never
meant for.

Each decision is counted as if par had played on, and what several of them give away adds up: who
has thrown a deal away twice and was saved once may be worth less than nothing without luck.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from simengine.estimates import Estimate, Interval, add_up, estimate
from simengine.journal import AwardMade, DecisionMade, Fact
from simengine.review.sampling import Line, Outcome, Scenario, Work, batches
from simengine.review.steadying import gains_of_winning, steadied
from simengine.streams import Fork

_PAR_RUNS = 128
_SOURCE_RUNS = 32

# A source that does not come up in so many runs is none of this scenario, or hardly any.
_FIRST_RUNS = 8


class OtherLuck(NamedTuple):
    """What a way to play came to by the luck that there was, what it comes to over other luck, and
    the runs that it took."""

    score: float
    worth: Estimate
    runs: int


def steps_before_award(journal: Iterable[Fact]) -> int:
    """Return how many decisions were made before the award; all where there was none."""
    steps = 0
    for fact in journal:
        if isinstance(fact, AwardMade):
            return steps
        steps += isinstance(fact, DecisionMade)
    return steps


def over_other_luck(
    scenario: Scenario, line: Line, score: float, source: str | None
) -> Work[OtherLuck]:
    """Play the line over other luck of this source, or of all when None, from the beginning;
    `score` is what it came to by the luck that there was."""
    sources = None if source is None else frozenset({source})
    runs: list[Outcome] = []
    most = _PAR_RUNS if source is None else _SOURCE_RUNS
    for end in (_FIRST_RUNS, most):
        forks = [Fork(luck, None, sources) for luck in range(len(runs), end)]
        found = yield batches(scenario, [line], forks)
        runs += [outcome for (outcome,) in found]
        # An award that was all but certain has its luck all the same, with known odds.
        if all(run.score == score and not run.surprise for run in runs):
            break
    gains = gains_of_winning(runs)
    return OtherLuck(score, estimate([steadied(run, gains).score for run in runs]), len(runs))


def without_luck(par_score: Estimate, behind_par: Sequence[Estimate]) -> Estimate:
    """Return what a run is worth without luck: what par makes on average, less what the answers
    were behind those of par.

    `n` and `sd` are those of par. Each of these was measured on futures of its own.
    """
    par = Interval(par_score.low, par_score.mean, par_score.high)
    lost = (Interval(-one.high, -one.mean, -one.low) for one in behind_par)
    low, mean, high = add_up([par, *lost])
    return Estimate(par_score.n, mean, par_score.sd, low, high)


def luck_of(score: float, worth: Estimate) -> Estimate:
    """Return what luck added to what a run was worth without it."""
    mean, low, high = (score - value for value in (worth.mean, worth.high, worth.low))
    return Estimate(worth.n, mean, worth.sd, low, high)
