"""What a run draws: days of work, days to pay, tests passed, requests that come."""

import math
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from simengine.journal import (
    AcceptanceRefused,
    ChangeRequested,
    ContractSigned,
    InvoiceSent,
    MilestoneAccepted,
    PaymentReceived,
    TaskFinished,
)
from simengine.program import Program
from tests.simengine.making import make_program, play
from tests.simengine.proofs.gauges import (
    LEAST_LIKELY,
    chi_square_p,
    kolmogorov_p,
    normal_cdf,
    tell,
)

Cdf = Callable[[float], float]


def lognormal_cdf(median: float, sd: float) -> Cdf:
    return lambda x: normal_cdf(math.log(x / median) / sd)


def weibull_cdf(shape: float, scale: float) -> Cdf:
    return lambda x: 1 - math.exp(-((x / scale) ** shape))


def triangular_cdf(lo: float, mode: float, hi: float) -> Cdf:
    def cdf(x: float) -> float:
        if x < mode:
            return (x - lo) ** 2 / ((hi - lo) * (mode - lo))
        return 1 - (hi - x) ** 2 / ((hi - lo) * (hi - mode))

    return cdf


def working(days: str, *, tasks: int, project_factor: float = 0) -> Program:
    return make_program(
        horizon=2000,
        project_factor=project_factor,
        stages={
            "work": {"gate": "day >= 2000", "start": [f"task_{i}" for i in range(tasks)]},
        },
        tasks={f"task_{i}": {"days": days} for i in range(tasks)},
    )


def days_worked(program: Program, seeds: range) -> list[float]:
    return [
        fact.days
        for seed in seeds
        for fact in play(program, seed=seed).journal
        if isinstance(fact, TaskFinished)
    ]


@pytest.mark.parametrize(
    ("days", "cdf", "first_seed"),
    # Seeds of their own: each of these is one uniform number, bent into shape.
    [
        ("lognormal(4, 0.4)", lognormal_cdf(4, 0.4), 100),
        ("exponential(6)", lambda x: 1 - math.exp(-x / 6), 200),
        ("weibull(2.22, 29.7)", weibull_cdf(2.22, 29.7), 300),
        ("uniform(2, 9)", lambda x: (x - 2) / 7, 400),
        ("triangular(2, 3, 8)", triangular_cdf(2, 3, 8), 500),
        ("normal(20, 2)", lambda x: normal_cdf((x - 20) / 2), 600),
    ],
)
def test_work_takes_the_days_that_its_formula_draws(days: str, cdf: Cdf, first_seed: int) -> None:
    sample = days_worked(working(days, tasks=200), range(first_seed, first_seed + 20))
    assert len(sample) == 4000
    p = kolmogorov_p(sample, cdf)
    tell(f"days of work, {days}: Kolmogorov-Smirnov p {p:.3f} over 4000 tasks")
    assert p > LEAST_LIKELY


def test_half_the_work_ends_on_plan_and_the_rest_late() -> None:
    """Parkinson's law: what would end early is reported on plan, late ends are lognormal."""
    sample = days_worked(working("parkinson(5, 0.4)", tasks=200), range(20))
    late = [days for days in sample if days > 5 + 1e-9]
    on_plan = [days for days in sample if days == pytest.approx(5)]
    assert len(late) + len(on_plan) == 4000
    share = chi_square_p(
        {"late": len(late), "on plan": len(on_plan)}, {"late": 0.5, "on plan": 0.5}
    )
    p = kolmogorov_p(late, lambda x: 2 * normal_cdf(math.log(x / 5) / 0.4) - 1)
    tell(f"parkinson: {len(late)} of 4000 late, p {share:.3f}; their days, p {p:.3f}")
    assert share > LEAST_LIKELY
    assert p > LEAST_LIKELY


def test_the_projects_factor_is_lognormal() -> None:
    sample = days_worked(working("uniform(10, 10)", tasks=1, project_factor=0.17), range(2500))
    p = kolmogorov_p(sample, lognormal_cdf(10, 0.17))
    tell(f"project factor: Kolmogorov-Smirnov p {p:.3f} over 2500 runs")
    assert p > LEAST_LIKELY


def contract(milestones: dict[str, Any], changes: dict[str, Any]) -> Program:
    """A contract that is signed on day 1, for there is no rival."""
    return make_program(
        horizon=600,
        stages={"offer": {"gate": "day >= 1"}, "rest": {"gate": "day >= 590"}},
        decisions={"go": {"at": "offer.start", "options": {"yes": {}, "no": {}}}},
        stakeholders={"buyer": {}},
        award={"at": "offer.gate", "price": 1000, "fit": 50, "risk": 50, "delivery": 50},
        contract={"value": 1000, "milestones": milestones, "changes": changes},
    )


def test_the_customer_pays_as_late_as_customers_do() -> None:
    """Weibull with shape 2.22 and scale 29.7 days (IBM, accounts receivable)."""
    part = {"share": 0.01, "pay_days": "weibull(2.22, 29.7)"}
    program = contract({f"part_{i}": part for i in range(100)}, {})
    sample = []
    for seed in range(30):
        journal = play(program, seed=seed).journal
        sent = {fact.milestone: fact.day for fact in journal if isinstance(fact, InvoiceSent)}
        sample += [
            fact.day - sent[fact.milestone] for fact in journal if isinstance(fact, PaymentReceived)
        ]
    assert len(sample) == 3000
    p = kolmogorov_p(sample, weibull_cdf(2.22, 29.7))
    tell(f"days to pay: Kolmogorov-Smirnov p {p:.3f} over 3000 invoices")
    assert p > LEAST_LIKELY


def test_each_acceptance_test_is_passed_with_its_chance() -> None:
    """So the number of refusals before it is geometric."""
    part = {"share": 0.01, "acceptance": {"chance": 0.7, "rework": 2}}
    program = contract({f"part_{i}": part for i in range(100)}, {})
    refused: Counter[str] = Counter()
    accepted: list[str] = []
    for seed in range(30):
        for fact in play(program, seed=seed).journal:
            if isinstance(fact, AcceptanceRefused):
                refused[f"{seed} {fact.milestone}"] += 1
            elif isinstance(fact, MilestoneAccepted):
                accepted.append(f"{seed} {fact.milestone}")
    assert len(accepted) == 3000
    counts = Counter(str(min(3, refused[key])) for key in accepted)
    expected = {str(k): 0.7 * 0.3**k for k in range(3)} | {"3": 0.3**3}
    p = chi_square_p(counts, expected)
    tell(f"refusals before acceptance: {dict(sorted(counts.items()))}, chi-square p {p:.3f}")
    assert p > LEAST_LIKELY


def test_change_requests_come_with_their_chance_on_their_day() -> None:
    request = {"chance": 0.35, "after": "uniform(5, 45)"}
    program = contract({"all": {"share": 1}}, {f"change_{i}": request for i in range(100)})
    days = []
    for seed in range(30):
        journal = play(program, seed=seed).journal
        (signed,) = (fact.day for fact in journal if isinstance(fact, ContractSigned))
        days += [fact.day - signed for fact in journal if isinstance(fact, ChangeRequested)]
    counts = {"come": len(days), "stay away": 3000 - len(days)}
    share = chi_square_p(counts, {"come": 0.35, "stay away": 0.65})
    p = kolmogorov_p(days, lambda x: (x - 5) / 40)
    tell(f"change requests: {len(days)} of 3000 came, p {share:.3f}; their days, p {p:.3f}")
    assert share > LEAST_LIKELY
    assert p > LEAST_LIKELY
