"""Queues written in the scenario language: customers are tasks, servers are the people of a pool.

Every customer needs one person. They come one after the other in a ring: the task `gap_a_3` lasts
as long as it takes the next customer to arrive, and starts `customer_a_3` and `gap_a_4`. A task
that is still under way is not started twice, so a ring must be longer than the queue ever gets.
The unit of time is the mean service, and so is a working day.
"""

from typing import Any, NamedTuple

from simengine.estimates import Estimate, estimate
from simengine.journal import TaskFinished, TaskPlanned, TaskStarted
from simengine.program import Program
from simengine.run import Snapshot
from tests.simengine.making import make_program, play

_ROUNDING = 1e-9


class Arrivals(NamedTuple):
    """One kind of customers: so many a day come by chance; higher `priority` is served first."""

    kind: str
    rate: float
    priority: int = 0
    ring: int = 140


class Waits(NamedTuple):
    """What waiting came to over the replications: its mean length, and the share who waited."""

    length: Estimate
    share: Estimate
    customers: int


def make_queue(servers: int, service: str, days: float, *kinds: Arrivals) -> Program:
    """The program of a queue, opened for so many days."""
    tasks: dict[str, Any] = {}
    for kind, rate, priority, ring in kinds:
        for i in range(ring):
            following = [f"gap_{kind}_{(i + 1) % ring}", f"customer_{kind}_{i}"]
            customer = {"days": service, "needs": {"servers": 1}, "priority": priority}
            tasks[f"gap_{kind}_{i}"] = {"days": f"exponential({1 / rate})", "start": following}
            tasks[f"customer_{kind}_{i}"] = customer
    opening = [f"gap_{each.kind}_0" for each in kinds]
    return make_program(
        horizon=days,
        stages={"work": {"gate": f"day >= {days}", "start": opening}},
        team={"servers": {"people": servers}},
        tasks=tasks,
    )


def observe(program: Program, replications: int, **windows: range) -> list[Waits]:
    """Run independent replications; return the waits of each kind of customers.

    The window of a kind says which of its customers are looked at, counted as they come: so many
    pass before, and as many count each time. To look at those who come within certain days would
    overlook who is still waiting at the end, and take busy times for as heavy as quiet ones.
    """
    means: list[list[tuple[float, float]]] = [[] for _ in windows]
    for seed in range(replications):
        run = play(program, seed=seed)
        check_that_none_was_turned_away(run)
        for of_kind, (kind, window) in zip(means, windows.items(), strict=True):
            waits = _waits(run, f"customer_{kind}_", window)
            waited = sum(length > _ROUNDING for length in waits)
            of_kind.append((sum(waits) / len(waits), waited / len(waits)))
    return [
        Waits(*map(estimate, zip(*of_kind, strict=True)), replications * len(window))
        for of_kind, window in zip(means, windows.values(), strict=True)
    ]


def check_that_none_was_turned_away(run: Snapshot) -> None:
    """Each gap that ended started a customer: the ring was long enough."""
    came = sum(isinstance(fact, TaskFinished) and fact.task[0] == "g" for fact in run.journal)
    let_in = sum(isinstance(fact, TaskPlanned) and fact.task[0] == "c" for fact in run.journal)
    assert came == let_in


def _waits(run: Snapshot, prefix: str, window: range) -> list[float]:
    """The waits of the customers in the window. All of them must have been served."""
    of_kind = [
        fact
        for fact in run.journal
        if isinstance(fact, (TaskPlanned, TaskStarted)) and fact.task.startswith(prefix)
    ]
    came = [(fact.day, fact.task) for fact in of_kind if isinstance(fact, TaskPlanned)]
    served = {
        (round(fact.day - fact.waited, 6), fact.task): fact.waited
        for fact in of_kind
        if isinstance(fact, TaskStarted)
    }
    return [served[round(day, 6), task] for day, task in came[window.start : window.stop]]
