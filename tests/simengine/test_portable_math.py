import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simengine.errors import FormulaError
from simengine.portable_math import exp, log, normal_quantile


@given(st.floats(-708, 709.7))
def test_exp_is_within_two_units_in_the_last_place(x):
    assert abs(exp(x) - math.exp(x)) <= 2 * math.ulp(math.exp(x))


@given(st.floats(min_value=5e-324, allow_infinity=False))
def test_log_is_within_two_units_in_the_last_place(x):
    assert abs(log(x) - math.log(x)) <= 2 * math.ulp(math.log(x))


@given(st.floats(2**-53, 1 - 2**-53))
def test_normal_quantile_agrees_with_the_standard_library(p):
    assert normal_quantile(p) == pytest.approx(
        statistics.NormalDist().inv_cdf(p), rel=1e-14, abs=1e-15
    )


def test_values_are_these_bits_on_every_machine():
    assert [exp(x) for x in (-700.0, -1.0, 0.0, 0.1, 1.0, 700.0)] == [
        9.859676543759771e-305,
        0.36787944117144233,
        1.0,
        1.1051709180756477,
        2.7182818284590455,
        1.0142320547350045e304,
    ]
    assert [log(x) for x in (5e-324, 0.1, 1.0, 3.0, 1e300)] == [
        -744.4400719213812,
        -2.3025850929940455,
        0.0,
        1.0986122886681096,
        690.7755278982137,
    ]
    assert [normal_quantile(p) for p in (2**-53, 0.001, 0.25, 0.5, 0.975)] == [
        -8.209536151601386,
        -3.090232306167813,
        -0.6744897501960817,
        0.0,
        1.9599639845400536,
    ]


def test_exp_of_a_very_negative_number_is_zero():
    assert (exp(-709.0), exp(-math.inf)) == (0.0, 0.0)


@pytest.mark.parametrize("x", [709.8, math.inf, math.nan])
def test_exp_refuses_what_would_overflow(x):
    with pytest.raises(FormulaError, match="too large"):
        exp(x)


@pytest.mark.parametrize("x", [0.0, -1.0, math.inf, math.nan])
def test_log_refuses_what_has_none(x):
    with pytest.raises(FormulaError, match="above zero"):
        log(x)
