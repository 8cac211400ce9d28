"""Risks strike as often, and when, as their chance or their rate says."""

import math
from typing import Any

import pytest

from simengine.estimates import share_of
from simengine.journal import RiskStruck
from simengine.program import Program
from tests.simengine.making import make_program, play
from tests.simengine.proofs.gauges import LEAST_LIKELY, chi_square_p, half_width, kolmogorov_p, tell

RISKS = 100
RUNS = 40
TRIALS = RISKS * RUNS

OPENS, CLOSES = 10, 50


def facing(risk: dict[str, Any], *, answered: dict[float, str], **parts: Any) -> Program:
    """A program with a hundred such risks; on the days of `answered` all get that response."""
    names = [f"risk_{i}" for i in range(RISKS)]
    return make_program(
        **{
            "horizon": 100,
            "stages": {"work": {"gate": "day >= 99"}},
            "risks": dict.fromkeys(names, risk),
            "events": {
                f"answer_{number}": {"day": day, "respond": dict.fromkeys(names, response)}
                for number, (day, response) in enumerate(answered.items())
            },
            **parts,
        }
    )


def strikes(program: Program, first_seed: int) -> list[float]:
    """The days on which any of the risks struck, over all runs."""
    return [
        fact.day
        for seed in range(first_seed, first_seed + RUNS)
        for fact in play(program, seed=seed).journal
        if isinstance(fact, RiskStruck)
    ]


def check(name: str, days: list[float], chance: float) -> None:
    struck = len(days)
    found = share_of(struck, TRIALS)
    p = chi_square_p(
        {"struck": struck, "spared": TRIALS - struck}, {"struck": chance, "spared": 1 - chance}
    )
    tell(
        f"{name}: struck {found.share:.4f} [{found.low:.4f}, {found.high:.4f}] "
        f"should be {chance:.4f}, p {p:.3f}; {TRIALS} risks"
    )
    assert p > LEAST_LIKELY
    assert half_width(found) < 0.02


@pytest.mark.parametrize(("chance", "first_seed"), [(0.05, 100), (0.3, 200), (0.8, 300)])
def test_a_risk_strikes_with_its_chance_evenly_over_its_window(
    chance: float, first_seed: int
) -> None:
    program = facing({"chance": chance, "between": [OPENS, CLOSES]}, answered={})
    days = strikes(program, first_seed)
    check(f"chance {chance}", days, chance)

    def cdf(day: float) -> float:
        return (1 - (1 - chance) ** ((day - OPENS) / (CLOSES - OPENS))) / chance

    p = kolmogorov_p(days, cdf)
    tell(f"chance {chance}: days of the strike, Kolmogorov-Smirnov p {p:.3f}")
    assert p > LEAST_LIKELY


@pytest.mark.parametrize(
    ("answered", "weight", "first_seed"),
    [
        ({0: "mitigate"}, 0.4, 400),
        # A response counts from the beginning of its week. Mitigated halfway through the window:
        # half the hazard was borne in full.
        ({32: "mitigate"}, 0.5 + 0.5 * 0.4, 500),
        # Accepted or insured, it is as likely as ever.
        ({0: "accept"}, 1, 600),
        ({0: "transfer"}, 1, 700),
        # The later response takes the place of the earlier one, once the week is over.
        ({0: "mitigate", 32: "accept"}, 0.625 * 0.4 + 0.375, 800),
        # Avoided after four fifths of its window: by then it has struck, or never will.
        ({42: "avoid"}, 0.8, 900),
    ],
    ids=str,
)
def test_a_response_changes_the_chance_from_its_week_on(
    answered: dict[float, str], weight: float, first_seed: int
) -> None:
    """The hazard is multiplied, so the chance to be spared is raised to that power."""
    responses = {
        "mitigate": {"chance_times": 0.4},
        "avoid": {"chance_times": 0},
        "transfer": {"impact": {}},
        "accept": {},
    }
    risk = {"chance": 0.5, "between": [OPENS, CLOSES], "responses": responses}
    days = strikes(facing(risk, answered=answered), first_seed)
    check(f"chance 0.5, {answered}", days, 1 - 0.5**weight)


def test_what_is_avoided_in_time_never_strikes() -> None:
    risk = {"chance": 0.9, "between": [OPENS, CLOSES], "responses": {"avoid": {"chance_times": 0}}}
    assert strikes(facing(risk, answered={5: "avoid"}), 1000) == []


def test_hazard_adds_up_in_its_stages_alone() -> None:
    """Over T days at the rate r the chance is 1 - exp(-r T); outside its stages nothing strikes."""
    rate = 0.02
    stages = {
        "before": {"gate": "day >= 7"},
        "first": {"gate": "day >= 30"},
        "between": {"gate": "day >= 52"},
        "second": {"gate": "day >= 83"},
        "after": {"gate": "day >= 99"},
    }
    program = facing(
        {"rate": rate, "during": ["first", "second"]},
        answered={},
        stages=stages,
        decisions={"go": {"at": "before.start", "options": {"yes": {}, "no": {}}}},
    )
    days = strikes(program, 1100)
    exposed = (30 - 7) + (83 - 52)
    chance = 1 - math.exp(-rate * exposed)
    check(f"rate {rate} over {exposed} days in two stages", days, chance)
    assert all(7 <= day <= 30 or 52 <= day <= 83 for day in days)

    def cdf(day: float) -> float:
        borne = min(day, 30) - 7 + max(0, day - 52)
        return (1 - math.exp(-rate * borne)) / chance

    p = kolmogorov_p(days, cdf)
    tell(f"rate {rate}: days of the strike, Kolmogorov-Smirnov p {p:.3f}")
    assert p > LEAST_LIKELY


def test_a_rate_may_be_mitigated_too() -> None:
    risk = {"rate": 0.03, "during": ["work"], "responses": {"mitigate": {"chance_times": 0.25}}}
    days = strikes(facing(risk, answered={42: "mitigate"}), 1200)
    chance = 1 - math.exp(-0.03 * (40 + 0.25 * (99 - 40)))
    check("rate 0.03, mitigated in the ninth week", days, chance)
