import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simengine.errors import FormulaError
from simengine.expressions import Bounds, bounds, divides_by_zero, parse
from simengine.streams import Streams

INF = math.inf
RANGES = {"x": (0.0, 10.0), "y": (-2.0, 3.0), "p": (1.0, 4.0), "n": (-4.0, -1.0), "z": (0.0, 0.0)}


def bounds_of(text, ranges=RANGES):
    return bounds(parse(text, draws=True), ranges)


def ends(text):
    found = bounds_of(text)
    return found.lo, found.hi


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("5", 5, 5),
        ("true", 1, 1),
        ("x", 0, 10),
        ("nobody", -INF, INF),
        ("-x", -10, 0),
        ("x + y", -2, 13),
        ("x - y", -3, 12),
        ("x - x", -10, 10),
        ("nobody - nobody", -INF, INF),
        ("x * y", -20, 30),
        ("nobody * 0", 0, 0),
        ("nobody * 2", -INF, INF),
        ("x / p", 0, 10),
        ("p / x", 0.1, INF),
        ("p / -x", -INF, -0.1),
        ("x / y", -INF, INF),
        ("n / p", -4, -0.25),
        ("z / x", 0, 0),
        ("1 / (1 + abs(nobody))", 0, 1),
        ("abs(nobody) / (1 + abs(nobody))", 0, INF),
        ("7 // 2", 3, 3),
        ("x // p", -1, 10.00000000000001),
        ("x // y", -INF, INF),
        ("7 % 4", 3, 3),
        ("x % 20", 0, 10),
        ("x % p", 0, 4),
        ("y % p", 0, 4),
        ("x % n", -4, 0),
        ("x % y", -2, 3),
        ("nobody % p", 0, 4),
        ("abs(y)", 0, 3),
        ("abs(n)", 1, 4),
        ("min(x, p)", 0, 4),
        ("max(x, p)", 1, 10),
        ("round(y / 4)", -1, 1),
        ("floor(y / 4)", -1, 0),
        ("ceil(y / 4)", 0, 1),
        ("floor(nobody)", -INF, INF),
        ("sqrt(y + 1)", 0, 2),
        ("log(nobody)", -INF, INF),
        ("exp(nobody)", 0, math.exp(709.7)),
        ("clamp(nobody, 2, p)", 2, 4),
        ("step(x, 5)", 0, 1),
        ("step(x, 0)", 1, 1),
        ("step(x, 11)", 0, 0),
        ("lerp(x, 0, 3, p, 7)", 3, 7),
        ("lerp(nobody, 0, 3, 10, 7)", 3, 7),
        ("lerp(5, 0, 3, 10, 7)", 5, 5),
        ("logistic(nobody, 5, 1)", 0, 1),
        ("abs(nobody - nobody)", -INF, INF),
        ("uniform(x, 12)", 0, 12),
        ("uniform(nobody, 12)", -INF, 12),
        ("triangular(1, p, 5)", 1, 5),
        ("pert(1, p, 5)", 1, 5),
        ("exponential(x)", 0, INF),
        ("exponential(0)", 0, 0),
        ("weibull(2, x)", 0, INF),
        ("poisson(x)", 0, INF),
        ("normal(x, 0)", 0, 10),
        ("normal(0, 1)", -8.21, 8.21),
        ("lognormal(x, 0)", 0, 10.0000000000001),
        ("parkinson(p, 0)", 1, 4.00000000000004),
        ("3 if x > 5 else y", -2, 3),
        ("3 if x > 50 else p", 1, 4),
        ("3 if x >= 0 else p", 3, 3),
        ("3 if z else p", 1, 4),
        ("1 / z if x > 5 else 2", 2, 2),
        ("p and y", -2, 3),
        ("z and y", 0, 0),
        ("x and 5", 0, 5),
        ("z or p", 1, 4),
        ("p or 9", 1, 4),
        ("x or 20", 0, 20),
        ("x or 1 / z", 0, 10),
        ("x and 1 / z", 0, 0),
        ("x and 1 / z and 3", 0, 0),
        ("x or 1 / z or 3", 0, 10),
    ],
)
def test_bounds_of_a_value(text, lo, hi):
    found = ends(text)
    assert found == pytest.approx((lo, hi), rel=1e-12)
    assert found[0] <= lo
    assert found[1] >= hi or math.isclose(found[1], hi, rel_tol=1e-13)


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("exp(y)", math.exp(-2), math.exp(3)),
        ("log(p)", 0, math.log(4)),
        ("logistic(x, 5, 1)", 1 / (1 + math.exp(5)), 1 / (1 + math.exp(-5))),
        ("lerp(x, 0, 3, 20, 7)", 3, 5),
        ("lognormal(p, 0.1)", math.exp(-0.821), 4 * math.exp(0.821)),
        ("parkinson(p, 0.1)", 1, 4 * math.exp(0.821)),
        ("parkinson(p, 0.1, 1)", 1, 4 * math.exp(0.821)),
        ("parkinson(p, 0.1, 0.5)", math.exp(-0.821), 4 * math.exp(0.821)),
    ],
)
def test_bounds_through_curves_leave_room_for_rounding(text, lo, hi):
    assert ends(text) == pytest.approx((lo, hi), rel=1e-12)


ALWAYS, NEVER, EITHER = (True, False), (False, True), (True, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x < 10", EITHER),
        ("x < 11", ALWAYS),
        ("x < 0", NEVER),
        ("x <= 10", ALWAYS),
        ("x <= -1", NEVER),
        ("x > 10", NEVER),
        ("x > -1", ALWAYS),
        ("x >= 0", ALWAYS),
        ("x >= 11", NEVER),
        ("x == 11", NEVER),
        ("x == 5", EITHER),
        ("z == 0", ALWAYS),
        ("z != 0", NEVER),
        ("x != 11", ALWAYS),
        ("x != 5", EITHER),
        ("0 <= x <= 10", ALWAYS),
        ("0 <= x < 0", NEVER),
        ("11 < x < 1 / z", NEVER),
        ("5 < x < 1 / z", NEVER),
        ("0 < x < 20", EITHER),
        ("not x > 10", ALWAYS),
        ("x > 10 and y > 0", NEVER),
        ("x >= 0 and y > 0", EITHER),
        ("x > 5 and y > 10", NEVER),
        ("x > 5 or y >= -2", ALWAYS),
        ("x >= 0 or y > 10", ALWAYS),
        ("x > 10 or y > 10", NEVER),
        ("x > 5 or y > 10", EITHER),
        ("chance(0)", NEVER),
        ("chance(1)", ALWAYS),
        ("chance(0.5)", EITHER),
        ("chance(nobody)", EITHER),
        ("x", EITHER),
        ("p", ALWAYS),
        ("z", NEVER),
        ("false", NEVER),
        ("nobody > 3", EITHER),
        ("nobody * 0 >= 0", EITHER),
        ("nobody * 0 != 0", EITHER),
        ("nobody * 0", EITHER),
    ],
)
def test_what_a_condition_can_be(text, expected):
    found = bounds_of(text)
    assert (found.can_be_true, found.can_be_false) == expected


def test_bounds_of_a_condition_are_zero_and_one():
    assert bounds_of("x > 5") == Bounds(0.0, 1.0, True, True)
    assert bounds_of("x > 50") == Bounds(0.0, 0.0, False, True)
    assert bounds_of("nobody * 0") == Bounds(0.0, 0.0, True, True)


@pytest.mark.parametrize(
    "text",
    [
        "1 / 0",
        "x % z",
        "1 // (3 - 3)",
        "-(1 / 0)",
        "not (1 / 0)",
        "1 / 0 + 1",
        "1 + 1 / 0",
        "1 / 0 and x",
        "1 / 0 or x",
        "1 / 0 > x",
        "x > 1 / 0",
        "3 if 1 / 0 else 4",
        "1 / 0 if x > 5 else 1 / 0",
        "abs(1 / 0)",
        "sqrt(n)",
        "sqrt(-1)",
        "log(z)",
        "log(n)",
        "exp(x + 800)",
        "clamp(x, 5, y)",
        "lerp(x, 3, 0, 3, 1)",
        "uniform(11, x)",
        "triangular(5, p, 9)",
        "pert(1, x, -1)",
        "pert(5, x, 4)",
        "pert(1, p, 0)",
        "normal(x, n)",
        "lognormal(n, 1)",
        "lognormal(x, n)",
        "parkinson(n, 1)",
        "parkinson(x, 1, 1.5)",
        "parkinson(x, 1, n)",
        "exponential(n)",
        "weibull(z, 1)",
        "weibull(2, n)",
        "poisson(n)",
        "poisson(x + 10001)",
        "chance(n)",
        "chance(1.5)",
    ],
)
def test_a_formula_that_never_has_a_value_is_refused(text):
    with pytest.raises(FormulaError) as caught:
        bounds_of(text)
    assert str(caught.value) == (
        f"The formula `{text}` never has a value: it divides by zero or the like"
    )


@pytest.mark.parametrize(
    ("text", "divisor"),
    [
        ("1 / (3 - 3)", "3 - 3"),
        ("x + 5 % (z * 2)", "z * 2"),
        ("x // (1 // 2)", "1 // 2"),
        ("1 / (7 % 7)", "7 % 7"),
        ("3 if x > 5 else 1 / z", "z"),
        ("3 if x > -5 else 1 / z", None),
        ("x / y", None),
        ("x / max(y, 1)", None),
        ("1 / nobody", None),
        ("1 / 0 + 2 / z", "0"),
    ],
)
def test_divisors_that_are_always_zero_are_shown(text, divisor):
    assert divides_by_zero(parse(text), RANGES) == divisor


def formulas():
    leaves = st.sampled_from(
        ["a", "b", "c", "flag", "0", "1", "2.5", "-3", "1e15", "0.001", "true", "false"]
    )

    def larger(inner):
        def call(name, count):
            return st.tuples(*[inner] * count).map(lambda args: f"{name}({', '.join(args)})")

        operators = st.sampled_from([*"+-*/%<>", "//", "<=", ">=", "==", "!=", "and", "or"])
        return st.one_of(
            st.builds("({} {} {})".format, inner, operators, inner),
            st.builds("({} < {} >= {})".format, inner, inner, inner),
            st.builds("({} if {} else {})".format, inner, inner, inner),
            st.builds("(-{})".format, inner),
            st.builds("(not {})".format, inner),
            *(call(name, 1) for name in ("abs", "round", "floor", "ceil", "sqrt", "exp", "log")),
            *(call(name, 2) for name in ("min", "max", "step", "uniform", "normal", "lognormal")),
            *(call(name, 1) for name in ("exponential", "poisson", "chance")),
            *(call(name, 2) for name in ("weibull", "parkinson")),
            *(call(name, 3) for name in ("clamp", "logistic", "pert", "triangular", "parkinson")),
            call("lerp", 5),
        )

    return st.recursive(leaves, larger, max_leaves=8)


@st.composite
def cases(draw):
    """A formula, a range for most of its names, and a value of each name within its range."""
    ranges, values = {}, []
    for name in ("a", "b", "c"):
        lo, hi = sorted(draw(st.tuples(*[st.floats(-1e15, 1e15) | st.integers(-3, 3)] * 2)))
        value = draw(st.floats(lo, hi) | st.sampled_from([lo, hi]))
        values.append(float(value))
        if draw(st.integers(0, 9)):
            ranges[name] = (float(lo), float(hi))
    ranges["flag"] = (0.0, 1.0)
    values.append(draw(st.booleans()))
    return draw(formulas()), ranges, values


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(cases(), st.integers(0, 2**63 - 1))
def test_no_value_is_ever_out_of_bounds(case, seed):
    text, ranges, values = case
    try:
        parsed = parse(text, draws=True)
    except FormulaError:
        return
    formula = parsed.compile({"a": 0, "b": 1, "c": 2, "flag": 3})
    try:
        value = formula(values, Streams(seed).at("case"))
    except FormulaError:
        return
    found = bounds(parsed, ranges)
    assert found.lo <= value <= found.hi
    assert found.can_be_true if value else found.can_be_false
