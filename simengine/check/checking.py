"""The check: bots play, situations are tried, and the figures are judged.

Every bot plays the same seeds, so that two of them meet the same luck. The graded bots then play
once more as they did, under another luck, which tells what of a score was decided and what befell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor

from simengine.check.bots import GRADES, SameDice, graded, most_frequent
from simengine.check.comparing import ON_THE_WHOLE, compare, stakes
from simengine.check.findings import (
    LEAST_SITUATIONS,
    Findings,
    judge_check,
    judge_choices,
    judge_names,
    judge_reach,
    judge_scores,
    judge_skill,
    judge_time,
)
from simengine.check.measuring import (
    bot_figures,
    correlations,
    kpi_figures,
    separation,
    variance,
)
from simengine.check.racing import try_situations
from simengine.check.reading import minutes_of_play, seconds_of
from simengine.check.report import (
    BalanceReport,
    CandidateFigures,
    DecisionFigures,
    Figures,
    ParSource,
)
from simengine.check.runs import Played, Progress, ToPlay, Workers
from simengine.check.situations import Tried
from simengine.errors import N_, SimError
from simengine.estimates import Estimate, estimate
from simengine.library import load_text
from simengine.policies import POLICIES, Policy
from simengine.program import Program
from simengine.run import ENGINE
from simengine.scenario.load import read_scenario
from simengine.streams import MAX_SEED

# Seeds that every bot plays: enough for ± 3 points of the mean score of a whole deal.
SEEDS = 60

# Runs to try situations with.
BUDGET_RUNS = 10_000

# Bots that play beside the graded ones.
_OTHERS = ("cautious", "greedy", "default")

Runs = Mapping[str, Sequence[Played]]


class CheckError(SimError):
    """A check that can't be made."""


def check(
    text: str,
    *,
    par: Policy | None = None,
    par_source: ParSource = "solved",
    seed: int = 1,
    seeds: int = SEEDS,
    budget_runs: int = BUDGET_RUNS,
    name: str = "scenario.yaml",
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> BalanceReport:
    """Return the balance report of a scenario's text.

    `par` is the policy that good play is measured by; without one it is the best of the bots, and
    the report says so, as it does of a `par_source` other than "solved". `budget_runs` bounds the
    runs that situations are tried with; `name` is what the text is called in messages. Raises
    ScenarioInvalid for a scenario that is not in order, and CheckError where no runs come to an
    end.
    """
    program = load_text(text, name)
    if seeds < 2 or not 0 <= seed <= MAX_SEED - 2 * seeds:
        raise CheckError(
            N_("a check takes at least 2 seeds from 0 to 2**63 - 1, not %(seeds)s from %(seed)s"),
            {"seed": seed, "seeds": seeds},
        )
    limit = seeds * (2 * len(GRADES) + len(_OTHERS) + 1) + budget_runs
    workers = Workers(text, name, executor, progress, limit)
    found = Findings(read_scenario(text, name)[1])
    if par is None:
        par, par_source = _best_of_bots(workers, found, range(seed, seed + seeds)), "missing"
    judge_check(found, par_source, par.name)
    players = {policy.name: policy for policy in graded(par)}
    skilled = tuple(players)
    players |= {bot: POLICIES[bot] for bot in _OTHERS if bot not in players}
    runs = _play(workers, found, tuple(players.values()), range(seed, seed + seeds))
    blind = most_frequent(run.answers for run in runs[par.name])
    whole = _play(workers, found, (blind,), [run.seed for run in runs[par.name]])
    of_skill = {each: runs[each] for each in skilled}
    again = _under_other_luck(workers, found, of_skill, players, seeds)
    tried = try_situations(
        workers,
        program.scenario,
        [runs[each] for each in dict.fromkeys([*skilled, "cautious"])],
        par,
        budget_runs,
    )
    everything = [run for of_bot in (*runs.values(), *whole.values()) for run in of_bot]
    figures = Figures(
        bots=bot_figures({**runs, **whole}, dict(zip(skilled, GRADES, strict=True))),
        variance=variance(*again),
        separation=separation(_scores(runs[skilled[0]]), _scores(runs[skilled[2]])),
        blind=_ahead(runs[par.name], whole[blind.name]),
        kpis=kpi_figures(program, everything),
        correlations=correlations(program, everything),
        minutes=minutes_of_play(program, runs[skilled[0]] + runs[skilled[1]]),
        decisions=tuple(
            _judged(found, program, decision, situations, everything)
            for decision, situations in tried.items()
        ),
    )
    judge_names(found, program.scenario)
    judge_reach(found, program, everything)
    judge_scores(
        found,
        program,
        figures,
        ahead_of_random=_ahead(runs[par.name], runs["random"]),
        ahead_of_greedy=_ahead(runs[par.name], runs["greedy"]),
    )
    judge_skill(found, figures)
    judge_time(found, program, figures)
    return BalanceReport(
        scenario=program.scenario.id,
        digest=program.scenario.digest,
        engine=ENGINE,
        seed=seed,
        runs=workers.made,
        par=par.name,
        par_source=par_source,
        findings=found.all(),
        figures=figures,
    )


def _best_of_bots(workers: Workers, found: Findings, seeds: Sequence[int]) -> Policy:
    """Return the bot with the highest mean score."""
    runs = _play(workers, found, tuple(POLICIES[bot] for bot in _OTHERS), seeds)
    best = max(runs, key=lambda bot: estimate(_scores(runs[bot])).mean)
    return POLICIES[best]


def _play(
    workers: Workers,
    found: Findings,
    players: Sequence[Policy],
    seeds: Sequence[int],
) -> dict[str, list[Played]]:
    """Return the runs of each bot on the seeds that all of them come through."""
    jobs = [ToPlay(seed, policy) for policy in players for seed in seeds]
    made = workers.play(jobs)
    failed = _failed(found, made)
    runs: dict[str, list[Played]] = {policy.name: [] for policy in players}
    for run in made:
        if run.seed not in failed:
            runs[run.policy].append(run)
    if len(seeds) - len(failed) < 2:
        error = next(run.error for run in made if run.error is not None)
        raise CheckError(
            N_("the scenario can't be checked: its runs fail; first mend what fails: %(error)s"),
            {"error": error},
        )
    return runs


def _failed(found: Findings, made: Sequence[Played]) -> set[int]:
    """Return the seeds of the runs that failed; add a finding for the first of each failure."""
    for run in made:
        if run.error is not None:
            found.add_failure(run.error, run.policy, run.seed)
    return {run.seed for run in made if run.error is not None}


def _under_other_luck(
    workers: Workers, found: Findings, runs: Runs, players: Mapping[str, Policy], seeds: int
) -> tuple[list[list[float]], list[list[float]]]:
    """Return the scores of these runs by bot, and those of the same players under another luck.

    Were the same answers given again, it would count as luck that an answer was right for what
    could be seen, and is wrong for something else.
    """
    jobs = [
        ToPlay(run.seed + seeds, SameDice(players[bot], run.seed, run.answers))
        for bot, of_bot in runs.items()
        for run in of_bot
    ]
    made = workers.play(jobs)
    failed = {seed - seeds for seed in _failed(found, made)}
    again: dict[str, list[float]] = {bot: [] for bot in runs}
    for run in made:
        if run.seed - seeds not in failed:
            again[run.policy].append(run.score)
    kept = [[run.score for run in of_bot if run.seed not in failed] for of_bot in runs.values()]
    return kept, list(again.values())


def _judged(
    found: Findings,
    program: Program,
    decision: str,
    situations: Sequence[Tried],
    runs: Sequence[Played],
) -> DecisionFigures:
    """Return the figures of a decision, and add what there is to say of it."""
    path = f"decisions.{decision}"
    met = sum(path in run.met for run in runs)
    by_kind = stakes(situations)
    comparisons = compare(situations)
    if len(situations) >= LEAST_SITUATIONS and ON_THE_WHOLE in by_kind:
        judge_choices(found, decision, comparisons, by_kind)
    elif met:
        found.add("B604", path, {"n": float(len(situations))})
    return DecisionFigures(
        decision=decision,
        situations=len(situations),
        share=met / len(runs),
        seconds=seconds_of(program.scenario, program.scenario.decisions[decision]),
        stake=by_kind[ON_THE_WHOLE].apart if ON_THE_WHOLE in by_kind else None,
        candidates=tuple(
            CandidateFigures(
                each.label,
                each.ahead,
                {name: part.mean for name, part in each.slices.items()},
            )
            for each in comparisons
        ),
    )


def _scores(runs: Sequence[Played]) -> list[float]:
    return [run.score for run in runs]


def _ahead(runs: Sequence[Played], others: Sequence[Played]) -> Estimate:
    """Return how far the first are ahead, over the seeds that both have."""
    scores = {run.seed: run.score for run in others}
    return estimate([run.score - scores[run.seed] for run in runs if run.seed in scores])
