"""What the runs of the bots say of the score: skill against luck, and what the KPIs measure."""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Mapping, Sequence

from simengine.check.report import BotFigures, Correlation, KpiFigures, Variance
from simengine.check.runs import Played
from simengine.estimates import share_of, student_t, summarise
from simengine.program import Program

# Groups of seeds that the jackknife leaves out in turn; with fewer seeds each is one.
_GROUPS = 20


def bot_figures(
    runs: Mapping[str, Sequence[Played]], grades: Mapping[str, float]
) -> tuple[BotFigures, ...]:
    """Return how each bot plays, in their order."""
    return tuple(
        BotFigures(
            policy=policy,
            randomness=grades.get(policy),
            score=summarise([run.score for run in of_bot]),
            passed=share_of(sum(run.passed for run in of_bot), len(of_bot)),
        )
        for policy, of_bot in runs.items()
    )


def variance(
    scores: Sequence[Sequence[float]], other_luck: Sequence[Sequence[float]]
) -> Variance | None:
    """Return what the spread of the scores comes from; None where there is none.

    Each sequence is of a bot: its scores seed by seed, every bot on the same seeds, and those of
    the same player under another luck. With s the score by decisions d and luck w, the shares of
    the variance are Cov(s(d, w), s(d, w')) for the decisions and Cov(s(d, w), s(d', w)) for the
    luck, over the variance of s (Sobol 1993). The interval is that of the jackknife over groups
    of seeds (Tukey 1958).
    """
    whole = _shares(scores, other_luck)
    if whole is None:
        return None
    groups = min(_GROUPS, len(scores[0]))
    left_out = []
    for group in range(groups):
        rest = _shares(_without(scores, group), _without(other_luck, group))
        left_out.append(whole[0] if rest is None else rest[0])
    middle = statistics.fmean(left_out)
    spread = math.fsum((each - middle) ** 2 for each in left_out)
    half = student_t(groups - 1) * math.sqrt((groups - 1) / groups * spread)
    decisions, luck = whole
    return Variance(
        decisions=decisions,
        low=max(0.0, decisions - half),
        high=min(1.0, decisions + half),
        luck=luck,
        together=max(0.0, 1.0 - decisions - luck),
    )


def _shares(
    scores: Sequence[Sequence[float]], other_luck: Sequence[Sequence[float]]
) -> tuple[float, float] | None:
    """Return the shares of the decisions and of the luck."""
    one = [score for of_bot in scores for score in of_bot]
    other = [score for of_bot in other_luck for score in of_bot]
    middle = statistics.fmean([*one, *other])
    total = statistics.fmean((score - middle) ** 2 for score in [*one, *other])
    if total < 1e-9:
        return None
    same_player = statistics.fmean(
        (a - middle) * (b - middle) for a, b in zip(one, other, strict=True)
    )
    centred = [[score - statistics.fmean(of_bot) for score in of_bot] for of_bot in scores]
    same_luck = statistics.fmean(
        statistics.fmean(a * b for a, b in zip(first, second, strict=True))
        for first, second in itertools.combinations(centred, 2)
    )
    decisions = min(1.0, max(0.0, same_player / total))
    return decisions, min(1.0 - decisions, max(0.0, same_luck / total))


def _without(scores: Sequence[Sequence[float]], group: int) -> list[list[float]]:
    return [
        [score for place, score in enumerate(of_bot) if place % _GROUPS != group]
        for of_bot in scores
    ]


def separation(better: Sequence[float], worse: Sequence[float]) -> float:
    """Return in what share of all pairs of runs under different luck the first scores more; a tie
    counts half (Mann & Whitney 1947)."""
    won = [
        1.0 if a > b else 0.5 if a == b else 0.0
        for (i, a), (j, b) in itertools.product(enumerate(better), enumerate(worse))
        if i != j
    ]
    return statistics.fmean(won)


def kpi_figures(program: Program, runs: Sequence[Played]) -> tuple[KpiFigures, ...]:
    """Return each KPI over all runs."""
    found = []
    for place, kpi in enumerate(program.kpis):
        points = [run.points[place] for run in runs]
        values = [run.values[place] for run in runs]
        found.append(
            KpiFigures(
                id=kpi.id,
                points=statistics.fmean(points),
                spread=statistics.pstdev(points),
                least=min(values),
                most=max(values),
                best=max(values) if kpi.target > kpi.worst else min(values),
                hit=share_of(sum(each >= 100.0 for each in points), len(points)),
            )
        )
    return tuple(found)


def correlations(program: Program, runs: Sequence[Played]) -> tuple[Correlation, ...]:
    """Return how each two KPIs go together within runs of the same outcome.

    Whether a deal was won moves most of them at once, which says nothing of what they measure, so
    points are taken from the mean of the outcome. Pairs of which one never moves are left out.
    """
    columns = [_within_outcomes(runs, place) for place in range(len(program.kpis))]
    found = []
    for (one, first), (two, second) in itertools.combinations(
        zip(program.kpis, columns, strict=True), 2
    ):
        spread = math.sqrt(math.fsum(x * x for x in first) * math.fsum(y * y for y in second))
        if spread > 1e-9:
            r = math.fsum(x * y for x, y in zip(first, second, strict=True)) / spread
            found.append(Correlation(one.id, two.id, min(1.0, max(-1.0, r))))
    return tuple(found)


def _within_outcomes(runs: Sequence[Played], place: int) -> list[float]:
    by_outcome: dict[str, list[float]] = {}
    for run in runs:
        by_outcome.setdefault(run.outcome, []).append(run.points[place])
    middles = {outcome: statistics.fmean(points) for outcome, points in by_outcome.items()}
    return [run.points[place] - middles[run.outcome] for run in runs]
