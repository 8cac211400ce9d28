"""Each source of chance has a luck of its own: none tells of another, none disturbs another."""

import itertools
import math

from simengine.journal import (
    ChangeRequested,
    EventHappened,
    Fact,
    PaymentReceived,
    RiskStruck,
    TaskFinished,
)
from simengine.portable_math import normal_quantile
from simengine.run import Snapshot
from tests.simengine.making import make_program, play
from tests.simengine.proofs.gauges import LEAST_LIKELY, correlation, tell

RUNS = 2000

PROGRAM = make_program(
    horizon=300,
    project_factor=0.17,
    variables={"unknown": {"label": {"en": "X"}, "hidden": "uniform(0, 1)"}, "drawn": {"known": 0}},
    stages={
        "offer": {"gate": "day >= 1"},
        "work": {"gate": "day >= 299", "start": ["first", "second"]},
    },
    # Divided by what they all share, the days of two tasks must be strangers to each other.
    tasks={
        "first": {"days": "uniform(5, 15)", "stage": "work"},
        "second": {"days": "uniform(5, 15)", "stage": "work"},
        "extra": {
            "days": "parkinson(30, 0.4)", "stage": "work", "rework": {"chance": 0.5, "share": 0.2},
        },
    },
    risks={"flood": {"chance": 0.9999, "between": [5, 295]}},
    events={
        "call": {"day": "uniform(2, 40)"},
        "answer": {
            "at": "call.happened", "after": "uniform(1, 20)", "then": ["drawn = normal(0, 1)"],
        },
    },
    decisions={
        "go": {"at": "work.start", "options": {"no": {}, "yes": {"start": ["extra"], "cost": 77}}}
    },
    stakeholders={"buyer": {"attitude": "normal(50, 9)"}},
    award={"at": "offer.gate", "price": 1000, "fit": 50, "risk": 50, "delivery": 50},
    contract={
        "value": 1000,
        "milestones": {"all": {"share": 1, "pay_days": "weibull(2.22, 29.7)"}},
        "changes": {"bigger": {"after": "exponential(20)"}},
    },
)  # fmt: skip


def luck_of(run: Snapshot) -> dict[str, float]:
    """What each source of chance came to."""

    def day(kind: type[Fact]) -> dict[str, float]:
        return {fact[1]: fact.day for fact in run.journal if isinstance(fact, kind)}

    factor = run.world.tasks.factor
    work = {fact.task: fact.days for fact in run.journal if isinstance(fact, TaskFinished)}
    events = day(EventHappened)
    return {
        "project factor": factor,
        "first task": work["first"] / factor,
        "second task": work["second"] / factor,
        "hidden number": float(run.world.get("unknown")),
        "attitude": float(run.world.get("attitude.buyer")),
        "risk": day(RiskStruck)["flood"],
        "event": events["call"],
        "delay": events["answer"] - events["call"],
        "draw in an effect": float(run.world.get("drawn")),
        "payment": day(PaymentReceived)["all"],
        "change request": day(ChangeRequested)["bigger"],
    }


def test_no_source_of_chance_tells_of_another_nor_a_seed_of_the_next() -> None:
    lucks = [luck_of(play(PROGRAM, {"go": "no"}, seed=seed)) for seed in range(RUNS)]
    columns = {name: [luck[name] for luck in lucks] for name in lucks[0]}
    found = {
        (one, other): correlation(columns[one], columns[other])
        for one, other in itertools.combinations(columns, 2)
    }
    found |= {
        (name, f"{name}, next seed"): correlation(column[:-1], column[1:])
        for name, column in columns.items()
    }
    # Fisher (1915): r · √n is about normal. The largest of so many must not surprise.
    most = normal_quantile(1 - LEAST_LIKELY / 2 / len(found)) / math.sqrt(RUNS)
    pair, largest = max(found.items(), key=lambda item: abs(item[1]))
    tell(
        f"{len(found)} correlations over {RUNS} runs: the largest is {largest:+.4f} "
        f"({pair[0]}, {pair[1]}), the limit {most:.4f}"
    )
    assert {name: r for name, r in found.items() if abs(r) > most} == {}


def test_one_changed_answer_shifts_nobody_elses_luck() -> None:
    for seed in range(50):
        runs = [play(PROGRAM, {"go": answer}, seed=seed) for answer in ("no", "yes")]
        assert luck_of(runs[0]) == luck_of(runs[1])
        assert runs[0].world.get("money.spent") != runs[1].world.get("money.spent")
