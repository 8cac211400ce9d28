import math
import random

import pytest

from tests.simengine.proofs.gauges import (
    chi_square_p,
    correlation,
    kolmogorov_p,
    normal_cdf,
)


def in_steps(n: int, away: float) -> list[float]:
    """A sample whose greatest distance from the uniform distribution is `away`."""
    return [max(0.0, (i + 0.5) / n - away + 0.5 / n) for i in range(n)]


@pytest.mark.parametrize(("critical", "p"), [(1.224, 0.10), (1.358, 0.05), (1.628, 0.01)])
def test_kolmogorovs_probability_is_that_of_the_tables(critical: float, p: float) -> None:
    n = 100_000
    found = kolmogorov_p(in_steps(n, critical / math.sqrt(n)), lambda x: x)
    assert found == pytest.approx(p, rel=0.01)


@pytest.mark.parametrize(
    ("degrees", "critical", "p"),
    [(1, 3.841, 0.05), (2, 5.991, 0.05), (4, 9.488, 0.05), (4, 13.277, 0.01), (10, 3.940, 0.95)],
)
def test_chi_squares_probability_is_that_of_the_tables(
    degrees: int, critical: float, p: float
) -> None:
    cells = degrees + 1
    probabilities = {str(i): 1 / cells for i in range(cells)}
    # Two cells that are off by the same number, the others as expected.
    expected = 10**6
    off = math.sqrt(critical * expected / 2)
    counts = dict.fromkeys(probabilities, expected) | {"0": expected + off, "1": expected - off}
    assert chi_square_p(counts, probabilities) == pytest.approx(p, abs=2e-4)


def test_counts_just_as_expected_are_no_surprise() -> None:
    assert chi_square_p({"a": 5, "b": 5}, {"a": 0.5, "b": 0.5}) == 1.0


def test_correlation_tells_together_from_against_each_other() -> None:
    draw = random.Random(1)
    xs = [draw.random() for _ in range(100)]
    assert correlation(xs, [3 * x + 1 for x in xs]) == pytest.approx(1)
    assert correlation(xs, [-x for x in xs]) == pytest.approx(-1)
    assert abs(correlation(xs, [draw.random() for _ in xs])) < 0.3


def test_the_normal_distribution_is_that_of_the_tables() -> None:
    assert [round(normal_cdf(x), 4) for x in (-1.96, 0, 1, 3)] == [0.025, 0.5, 0.8413, 0.9987]
