"""The race for the decisions: situations are tried where there is still something to find out.

First every decision gets a few situations. Where an answer may be right nowhere or everywhere, or
where it is open whether the decision matters, it gets more, as far as the budget goes. A part of it
is kept for what seems to be a finding in the end: among a hundred answers some few always look as
if they were never right, by the luck of the situations that were tried.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from simengine.check.comparing import ON_THE_WHOLE, compare, stakes
from simengine.check.rules import RULES
from simengine.check.runs import Played, Workers
from simengine.check.situations import FUTURES, ToTry, Tried, count_runs, try_out
from simengine.policies import Policy
from simengine.scenario.model import Scenario

# Points from which on an answer that is right nowhere or everywhere is a finding.
_POINTS = min(RULES[code].threshold for code in ("B101", "B102", "B104", "B105"))

# Situations of a decision after each round of the race.
_ROUNDS = (12, 30, 60, 96)

# That an answer is right nowhere or everywhere is believed from so many on, if there are as many.
_ENOUGH = 30

# Share of the budget for findings that have fewer when the rest is spent.
_RESERVE = 0.2


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

    def cost(job: ToTry) -> int:
        return count_runs(job, scenario.decisions[job.decision])

    def go_on(wanted: int, is_to_go_on: Callable[[Sequence[Tried]], bool], budget: int) -> int:
        """Try so many situations of the decisions that are to go on; return what is left."""
        more = {
            decision: situations[begun[decision] : wanted]
            for decision, situations in waiting.items()
            if is_to_go_on(tried[decision])
        }
        jobs = _within_budget(more.values(), cost, budget)
        found = workers.work(try_out, jobs, cost)
        for job, result in zip(jobs, found, strict=True):
            begun[job.decision] += 1
            if len(result.scores) > 1:
                tried[job.decision].append(result)
        return budget - sum(map(cost, jobs))

    reserve = int(budget_runs * _RESERVE)
    left = budget_runs - reserve
    for wanted in _ROUNDS:
        left = go_on(wanted, _is_open, left)
    go_on(_ENOUGH, _seems_one_sided, left + reserve)
    return tried


def _within_budget(
    more: Iterable[Sequence[ToTry]], cost: Callable[[ToTry], int], budget_runs: int
) -> list[ToTry]:
    """Return these situations, of each decision the same share if there are runs for some only."""
    by_decision = list(more)
    whole = sum(cost(job) for jobs in by_decision for job in jobs)
    share = min(1.0, max(0.0, budget_runs / whole)) if whole else 1.0
    return [job for jobs in by_decision for job in jobs[: math.floor(len(jobs) * share)]]


def _is_open(tried: Sequence[Tried]) -> bool:
    """Whether more situations could show something else."""
    stake = stakes(tried).get(ON_THE_WHOLE)
    if stake is None:
        return True
    limit = RULES["B103"].threshold
    if stake.at_most < limit:
        return False
    return (
        stake.at_least < limit
        or _seems_one_sided(tried)
        or any(each.is_open(_POINTS) for each in compare(tried))
    )


def _seems_one_sided(tried: Sequence[Tried]) -> bool:
    """Whether an answer is right nowhere or everywhere in too few situations to believe it."""
    return len(tried) < _ENOUGH and any(each.is_one_sided(_POINTS) for each in compare(tried))


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
