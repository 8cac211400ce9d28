"""The search for the best way to play a scenario.

It begins with what the bots do, changes the wishes of a plan one by one as long as that helps
(coordinate search), does so again from another start, adds rules for situations that can be seen,
and climbs on from there. All comparisons are made seed by seed, and what wins must win again on
seeds of its own. The plan's mean comes from seeds that no part of the search has seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace

from simengine.awards import gain_of_winning
from simengine.errors import N_
from simengine.estimates import Estimate, estimate
from simengine.policies import POLICIES, Plan
from simengine.review.stakes import measure_stakes
from simengine.review.watching import ReviewError
from simengine.run import ENGINE
from simengine.solve.climb import climb, plans_of_bots
from simengine.solve.lab import Lab, Progress, Spent
from simengine.solve.race import ranked
from simengine.solve.situations import add_rules
from simengine.solve.solution import Solution
from simengine.solve.witness import Outcome, SolveError
from simengine.streams import MAX_SEED

# With fewer runs nothing could be told from chance.
LEAST_BUDGET = 400

# Share of the budget for what is at stake in each decision.
_STAKES = 0.2

# Shares of the budget by the end of which each part is done.
_FIRST_CLIMB = 0.45
_CLIMB_AGAIN = 0.4
_SECOND_CLIMB = 0.6
_RULES = 0.85

# Blocks of seeds: what is measured in the end, the bots, and then two a round of each part.
_MEASURED, _BOTS, _FIRST, _SECOND, _SITUATIONS, _LAST, _STAKED = 0, 1, 2, 16, 30, 42, 54

_BOT_SEEDS = 24
_COMPARED = 128


def solve(
    text: str,
    *,
    seed: int,
    budget_runs: int,
    name: str = "scenario.yaml",
    start: Plan | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Solution:
    """Return the best plan found for a scenario with so many runs, which are not exceeded.

    It begins with what the bots do, and with `start` if it goes by numbers that there are, such as
    the par of another version. The same text, seed, budget and start give the same solution, with
    any executor. Raises
    ScenarioInvalid for a scenario that is not in order, and SolveError for a budget below 400
    runs, a seed out of range, and a run that fails.
    """
    if budget_runs < LEAST_BUDGET:
        raise SolveError(
            N_("a search takes at least %(least)s runs, not %(budget)s"),
            {"least": LEAST_BUDGET, "budget": budget_runs},
        )
    if not 0 <= seed <= MAX_SEED:
        raise SolveError(
            N_("the seed %(seed)s is out of range; keep within 0 and 2**63 - 1"), {"seed": seed}
        )
    lab = Lab(text, name, seed, budget_runs, executor, progress)
    measured = min(400, max(16, budget_runs // 60))
    known = start is not None and start.names() <= lab.program.slots.keys()
    starts = [replace(start, stakes={})] if start is not None and known else []
    kept = measured * (1 + len(POLICIES)) + int(budget_runs * _STAKES)
    plan = _search(lab, starts, budget_runs - kept)
    lab.limit = budget_runs
    return _with_stakes(lab, _measure(lab, plan, measured))


def _search(lab: Lab, starts: Sequence[Plan], budget: int) -> Plan:
    """Return the best plan found with so many runs."""
    lab.limit = budget
    seeds = lab.seeds(_BOTS, max(8, min(_BOT_SEEDS, budget // 80)))
    plans, ideas = plans_of_bots(lab, seeds)
    first, *others = ranked(lab, [*starts, *plans], seeds)
    (outcomes,) = lab.play([first], [seeds])
    lab.gain = gain_of_winning([run.score for run in outcomes], [run.surprise for run in outcomes])
    # A plan that was climbed before is left to its rules sooner.
    lab.limit = int(budget * (_CLIMB_AGAIN if starts else _FIRST_CLIMB))
    best = climb(lab, first, ideas, block=_FIRST, rounds=range(1, 6) if starts else range(6))
    if others and not starts:
        lab.limit = max(lab.runs, int(budget * _SECOND_CLIMB))
        best = _better(lab, best, climb(lab, others[0], ideas, block=_SECOND, rounds=(0, 1)))
    lab.limit = int(budget * _RULES)
    best = add_rules(lab, best, block=_SITUATIONS, rounds=range(6))
    lab.limit = budget
    return climb(lab, best, ideas, block=_LAST, rounds=range(1, 6))


def _better(lab: Lab, first: Plan, second: Plan) -> Plan:
    """Return the better of two plans; the first where there are too few runs left to tell."""
    try:
        return ranked(lab, [first, second], lab.seeds(_SECOND + 12, _COMPARED))[0]
    except Spent:
        return first


def _measure(lab: Lab, plan: Plan, n: int) -> Solution:
    """Return the plan with what it and the bots make of seeds that are new."""
    seeds = lab.seeds(_MEASURED, n)
    ours, *theirs = lab.play([plan, *POLICIES.values()], [seeds] * (1 + len(POLICIES)))
    scenario = lab.program.scenario
    return Solution(
        scenario=scenario.id,
        digest=scenario.digest,
        engine=ENGINE,
        seed=lab.seed,
        runs=lab.runs,
        plan=plan,
        mean=_mean(ours),
        bots={name: _mean(runs) for name, runs in zip(POLICIES, theirs, strict=True)},
        ahead={
            name: estimate([round(a.score - b.score, 6) for a, b in zip(ours, runs, strict=True)])
            for name, runs in zip(POLICIES, theirs, strict=True)
        },
    )


def _with_stakes(lab: Lab, solution: Solution) -> Solution:
    """Return the solution with what is at stake in each decision, by the runs that are left."""
    try:
        found = measure_stakes(
            lab.text,
            solution.plan,
            seed=lab.seeds(_STAKED, 1)[0],
            budget_runs=lab.budget - lab.runs,
            name=lab.name,
            executor=lab.executor,
            progress=lambda made, _: lab.tell(lab.runs + made),
        )
    except ReviewError as error:
        raise SolveError(error.template, error.params) from None
    plan = replace(solution.plan, stakes=found.points)
    return replace(solution, plan=plan, runs=lab.runs + found.runs)


def _mean(runs: Sequence[Outcome]) -> Estimate:
    return estimate([run.score for run in runs])
