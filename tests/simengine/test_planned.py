import pytest

from simengine.expressions import parse
from simengine.planned import PLANNED
from simengine.portable_math import exp, log


@pytest.mark.parametrize(
    ("draw", "planned"),
    [
        ("normal(5, 2)", 5),
        ("uniform(2, 8)", 5),
        ("triangular(1, 2, 9)", 2),
        ("pert(1, 2, 9)", 3),
        ("lognormal(4, 0.5)", 4),
        ("weibull(2, 10)", 10 * exp(log(log(2.0)) / 2)),
        ("exponential(7)", 7),
        ("parkinson(5, 0.4)", 5),
        ("parkinson(5, 0.4, 0.5)", 5),
        ("chance(0.5)", True),
        ("chance(0.4)", False),
        ("poisson(3)", 3),
    ],
)
def test_a_plan_takes_the_middle(draw: str, planned: float) -> None:
    assert parse(draw, draws=True).compile({})([], PLANNED) == planned  # type: ignore[arg-type]
