"""The race for the decisions: situations are tried where there is still something to find out.

First every decision gets a few situations. Where an answer may be right nowhere or everywhere, or
where it is open whether the decision matters, it gets more, as far as the budget goes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from simengine.check.comparing import ON_THE_WHOLE, compare, stakes
from simengine.check.rules import RULES
from simengine.check.runs import Played, Workers
from simengine.check.situations import FUTURES, ToTry, Tried, count_runs, try_out
from simengine.policies import Policy
from simengine.scenario.model import Scenario

# Situations of a decision after each round of the race.
_ROUNDS = (12, 30, 60, 96)

# That an answer is right nowhere or everywhere is believed from so many on, if there are as many.
_ENOUGH = 30


def try_situations(
    workers: Workers,
    scenario: Scenario,
    runs: Sequence[Sequence[Played]],
    par: Policy,
    budget_runs: int,
) -> dict[str, list[Tried]]:
    """Return the situations tried, by decision, in the order of the scenario.

    `runs` are those of several bots, a sequence each, from which situations are taken in turn.
    """
    waiting = {
        decision: _situations(decision, runs, par, place)
        for place, decision in enumerate(scenario.decisions)
    }
    tried: dict[str, list[Tried]] = {decision: [] for decision in waiting}
    begun = dict.fromkeys(waiting, 0)
    for wanted in _ROUNDS:
        more = {
            decision: situations[begun[decision] : wanted]
            for decision, situations in waiting.items()
            if not begun[decision] or _is_open(tried[decision])
        }
        jobs = _within_budget(scenario, more, budget_runs)
        for job in jobs:
            begun[job.decision] += 1
            budget_runs -= count_runs(job, scenario.decisions[job.decision])
        found = workers.work(
            try_out, jobs, lambda job: count_runs(job, scenario.decisions[job.decision])
        )
        for job, result in zip(jobs, found, strict=True):
            if len(result.scores) > 1:
                tried[job.decision].append(result)
    return tried


def _within_budget(
    scenario: Scenario, more: Mapping[str, Sequence[ToTry]], budget_runs: int
) -> list[ToTry]:
    """Return these situations, of each decision the same share if there are runs for some only."""
    cost = sum(
        count_runs(job, scenario.decisions[decision])
        for decision, jobs in more.items()
        for job in jobs
    )
    share = min(1.0, max(0.0, budget_runs / cost)) if cost else 1.0
    return [job for jobs in more.values() for job in jobs[: math.floor(len(jobs) * share)]]


def _is_open(tried: Sequence[Tried]) -> bool:
    """Whether more situations could show something else."""
    stake = stakes(tried).get(ON_THE_WHOLE)
    if stake is None:
        return True
    limit = RULES["B103"].threshold
    if stake.at_most < limit:
        return False
    points = min(RULES[code].threshold for code in ("B101", "B102", "B104", "B105"))
    return stake.at_least < limit or any(
        each.is_open(points) or (each.is_one_sided(points) and len(tried) < _ENOUGH)
        for each in compare(tried)
    )


def _situations(
    decision: str, runs: Sequence[Sequence[Played]], par: Policy, place: int
) -> list[ToTry]:
    """Return the situations of a decision to try, from the bots in turn and on other seeds of
    each; of a decision that comes up again and again another time from each run."""
    by_bot = []
    for bot, of_bot in enumerate(runs):
        having = [(run, steps) for run in of_bot if (steps := _steps(run, decision))]
        first = bot * len(having) // len(runs)
        by_bot.append([*having[first:], *having[:first]])
    found: list[ToTry] = []
    for turn in range(max(map(len, by_bot))):
        for having in by_bot:
            if turn < len(having) and len(found) < _ROUNDS[-1]:
                run, steps = having[turn]
                step = steps[len(found) % len(steps)]
                answer = run.answers[step]
                luck = (place * _ROUNDS[-1] + len(found)) * FUTURES
                before = run.answers[:step]
                found.append(ToTry(decision, run.seed, run.policy, before, answer.value, par, luck))
    return found


def _steps(run: Played, decision: str) -> list[int]:
    return [step for step, answer in enumerate(run.answers) if answer.decision == decision]
