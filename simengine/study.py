"""Studies: a scenario played many times by bots, and what can be said of it.

    with ProcessPoolExecutor(2) as executor:
        study = run_study(text, ["default", "cautious"], 1000, executor=executor)

Every policy plays the same seeds. So the policies meet the same luck (common random numbers), and
the difference between two of them is known much better than by seeds of its own for each: that of
one and the same seed is a value of the sample.

The runs are made in chunks on any executor of `concurrent.futures`, which gets the scenario's text:
each process compiles it once. Whatever the number of workers and the size of the chunks, the study
is the same to the last bit.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from simengine.errors import N_, SimError
from simengine.estimates import (
    Estimate,
    Histogram,
    Share,
    Summary,
    estimate,
    histogram,
    share_of,
    summarise,
)
from simengine.library import load_text
from simengine.policies import POLICIES, Policy, play
from simengine.program import Program
from simengine.run import ENGINE
from simengine.streams import MAX_SEED

# Told the runs made and the runs to make; whatever it raises ends the study.
Progress = Callable[[int, int], None]

_BINS = 20

# Small enough that workers end together and the bar moves, large enough that sending costs little.
_LARGEST_CHUNK = 25
_CHUNKS = 64


class StudyError(SimError):
    """A study that can't be made, or one of its runs that can't."""


@dataclass(frozen=True, slots=True)
class KpiStudy:
    """A KPI over the runs: its values in its own unit, and their points, 0-100."""

    id: str
    value: Summary
    points: Summary
    histogram: Histogram


@dataclass(frozen=True, slots=True)
class PolicyStudy:
    """What a policy makes of the scenario.

    `won` is None where there is no award; `days` is when the deal ended; `outcomes` counts the
    runs by their end. The histogram of the score goes from 0 to 100, that of the days to the
    horizon, those of the KPIs' points from 0 to 100.
    """

    policy: str
    n: int
    score: Summary
    passed: Share
    won: Share | None
    outcomes: Mapping[str, int]
    days: Summary
    spent: Summary
    collected: Summary
    kpis: tuple[KpiStudy, ...]
    score_histogram: Histogram
    days_histogram: Histogram


@dataclass(frozen=True, slots=True)
class Difference:
    """The score of one policy less that of another, seed by seed.

    `better`, `equal` and `worse` count the seeds on which the first did so. `times_fewer_runs` is
    (Var A + Var B) / Var(A - B): so many times more runs it would take with seeds of its own for
    each policy to get an interval as narrow; None where the difference is always the same.
    """

    first: str
    second: str
    score: Estimate
    better: int
    equal: int
    worse: int
    times_fewer_runs: float | None


@dataclass(frozen=True, slots=True)
class Study:
    """What a number of policies make of `n` seeds, from `seed` on."""

    scenario: str
    digest: str
    engine: str
    seed: int
    n: int
    policies: tuple[PolicyStudy, ...]
    differences: tuple[Difference, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the study as plain data."""
        return asdict(self)


class _Played(NamedTuple):
    """What is kept of a run. `values` and `points` are of the KPIs, in their order."""

    score: float
    passed: bool
    won: bool
    outcome: str
    day: float
    spent: float
    collected: float
    values: tuple[float, ...]
    points: tuple[float, ...]


class _Chunk(NamedTuple):
    """Runs that a worker makes in one go: every policy on each seed."""

    text: str
    name: str
    policies: tuple[Policy, ...]
    seeds: range


def run_study(
    text: str,
    policies: Sequence[str | Policy],
    n: int,
    *,
    seed: int = 1,
    name: str = "scenario.yaml",
    executor: Executor | None = None,
    chunk_size: int | None = None,
    progress: Progress | None = None,
) -> Study:
    """Return what the policies make of `n` seeds from `seed` on; without an executor, right here.

    A policy is given, or named if it is a bot. `name` is what the scenario's text is called in
    messages, `chunk_size` the number of seeds that a worker gets at a time. Raises ScenarioInvalid
    for a scenario that is not in order, and StudyError for an unknown policy, for two of one name,
    for fewer than two seeds and for a run that fails.
    """
    program = load_text(text, name)
    players = _checked(policies, n, seed)
    names = [player.name for player in players]
    size = max(1, chunk_size or min(_LARGEST_CHUNK, math.ceil(n / _CHUNKS)))
    seeds = range(seed, seed + n)
    chunks = [_Chunk(text, name, players, seeds[at : at + size]) for at in range(0, n, size)]
    played = _play_all(chunks, executor, progress)
    by_policy = [[runs[place] for runs in played] for place in range(len(names))]
    pairs = itertools.combinations(zip(names, by_policy, strict=True), 2)
    return Study(
        scenario=program.scenario.id,
        digest=program.scenario.digest,
        engine=ENGINE,
        seed=seed,
        n=n,
        policies=tuple(map(_result, itertools.repeat(program), names, by_policy)),
        differences=tuple(_difference(first, second) for first, second in pairs),
    )


def _checked(policies: Sequence[str | Policy], n: int, seed: int) -> tuple[Policy, ...]:
    """Return the policies, each once. Raise StudyError for what can't be studied."""
    unknown = [each for each in policies if isinstance(each, str) and each not in POLICIES]
    if unknown or not policies:
        raise StudyError(
            N_("there is no bot “%(policy)s”; take one of: %(known)s"),
            {"policy": ", ".join(map(str, unknown)), "known": ", ".join(sorted(POLICIES))},
        )
    players: list[Policy] = []
    for each in policies:
        player = POLICIES[each] if isinstance(each, str) else each
        if player not in players:
            players.append(player)
    names = Counter(player.name for player in players)
    if len(names) < len(players):
        raise StudyError(
            N_("two policies are called “%(policy)s”; give each a name of its own"),
            {"policy": names.most_common(1)[0][0]},
        )
    if n < 2:
        raise StudyError(N_("a study takes at least 2 runs, not %(n)s"), {"n": n})
    if not 0 <= seed <= MAX_SEED - n + 1:
        raise StudyError(
            N_("the seeds %(first)s to %(last)s are out of range; keep within 0 and 2**63 - 1"),
            {"first": seed, "last": seed + n - 1},
        )
    return tuple(players)


def _play_all(
    chunks: Sequence[_Chunk], executor: Executor | None, progress: Progress | None
) -> list[tuple[_Played, ...]]:
    """Return the runs of every seed, in order: of each policy one."""
    found: dict[int, list[tuple[_Played, ...]]] = {}
    runs = [len(chunk.seeds) * len(chunk.policies) for chunk in chunks]
    made, all_runs = 0, sum(runs)
    for place, result in _played(chunks, executor):
        found[place] = result
        made += runs[place]
        if progress is not None:
            progress(made, all_runs)
    return [of_seed for place in range(len(chunks)) for of_seed in found[place]]


def _played(
    chunks: Sequence[_Chunk], executor: Executor | None
) -> Iterator[tuple[int, list[tuple[_Played, ...]]]]:
    """Yield each chunk's place and its runs, as they come."""
    if executor is None:
        for place, chunk in enumerate(chunks):
            yield place, _play_chunk(chunk)
        return
    futures = {executor.submit(_play_chunk, chunk): place for place, chunk in enumerate(chunks)}
    try:
        for future in as_completed(futures):
            yield futures[future], future.result()
    finally:
        # Nothing is left to cancel unless a run failed or the study was called off.
        for future in futures:
            future.cancel()


def _play_chunk(chunk: _Chunk) -> list[tuple[_Played, ...]]:
    program = load_text(chunk.text, chunk.name)
    return [
        tuple(_play_one(program, seed, policy) for policy in chunk.policies) for seed in chunk.seeds
    ]


def _play_one(program: Program, seed: int, policy: Policy) -> _Played:
    try:
        run = play(program, seed, policy)
    except SimError as error:
        raise StudyError(
            N_("the bot “%(policy)s” can't play seed %(seed)s: %(error)s"),
            {"policy": policy.name, "seed": seed, "error": error},
        ) from None
    card, get = run.scorecard, run.world.get
    return _Played(
        score=card.score,
        passed=card.passed,
        won=bool(get("deal.won")),
        outcome=run.outcome or run.status,
        day=run.day,
        spent=float(get("money.spent")),
        collected=float(get("money.collected")),
        values=tuple(kpi.value for kpi in card.kpis),
        points=tuple(kpi.points for kpi in card.kpis),
    )


def _result(program: Program, policy: str, runs: Sequence[_Played]) -> PolicyStudy:
    scores, days = [run.score for run in runs], [run.day for run in runs]
    return PolicyStudy(
        policy=policy,
        n=len(runs),
        score=summarise(scores),
        passed=share_of(sum(run.passed for run in runs), len(runs)),
        won=share_of(sum(run.won for run in runs), len(runs)) if program.award else None,
        outcomes=dict(sorted(Counter(run.outcome for run in runs).items())),
        days=summarise(days),
        spent=summarise([run.spent for run in runs]),
        collected=summarise([run.collected for run in runs]),
        kpis=tuple(_kpi(kpi.id, place, runs) for place, kpi in enumerate(program.kpis)),
        score_histogram=histogram(scores, 0.0, 100.0, _BINS),
        days_histogram=histogram(days, 0.0, program.scenario.horizon, _BINS),
    )


def _kpi(kpi: str, place: int, runs: Sequence[_Played]) -> KpiStudy:
    points = [run.points[place] for run in runs]
    return KpiStudy(
        id=kpi,
        value=summarise([run.values[place] for run in runs]),
        points=summarise(points),
        histogram=histogram(points, 0.0, 100.0, _BINS),
    )


def _difference(
    first: tuple[str, Sequence[_Played]], second: tuple[str, Sequence[_Played]]
) -> Difference:
    scores, others = ([run.score for run in runs] for _, runs in (first, second))
    # Scores have six decimals, and so have their differences.
    differences = [round(one - other, 6) for one, other in zip(scores, others, strict=True)]
    paired = estimate(differences)
    apart = estimate(scores).sd ** 2 + estimate(others).sd ** 2
    return Difference(
        first=first[0],
        second=second[0],
        score=paired,
        better=sum(difference > 0 for difference in differences),
        equal=differences.count(0.0),
        worse=sum(difference < 0 for difference in differences),
        times_fewer_runs=apart / paired.sd**2 if len(set(differences)) > 1 else None,
    )
