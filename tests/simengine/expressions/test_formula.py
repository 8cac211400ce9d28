import math
import pickle

import pytest

from simengine.errors import FormulaError
from simengine.expressions import parse
from simengine.streams import Streams

SLOTS = {"x": 0, "y": 1, "attitude.plant_manager": 2, "attitude.cfo": 3}


def compiled(text, **options):
    return parse(text, **options).compile(SLOTS)


def failure(formula, *args):
    with pytest.raises(FormulaError) as caught:
        formula(*args)
    return str(caught.value)


def test_formula_knows_what_it_reads():
    formula = compiled("attitude.cfo + y * y")
    assert (formula.reads, formula.slots) == ((1, 3), {"attitude.cfo": 3, "y": 1})
    assert repr(formula) == "Formula('attitude.cfo + y * y')"


def test_formula_without_chance_takes_a_stream_and_leaves_it():
    formula = compiled("x + 1")
    assert [formula([2.0]), formula([2.0], Streams(1).at("x"))] == [3.0, 3.0]
    assert [formula.raw([2.0]), formula.raw([2.0], None)] == [3.0, 3.0]


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("chance(0.5)", (0.5,)),
        ("exponential(2)", (2.0,)),
        ("lognormal(2, 0.4)", (2.0, 0.4)),
        ("normal(2, 0.4)", (2.0, 0.4)),
        ("parkinson(2, 0.4)", (2.0, 0.4)),
        ("parkinson(2, 0.4, 0.5)", (2.0, 0.4, 0.5)),
        ("pert(2, 3, 6)", (2.0, 3.0, 6.0)),
        ("poisson(3)", (3.0,)),
        ("triangular(2, 3, 6)", (2.0, 3.0, 6.0)),
        ("uniform(2, 6)", (2.0, 6.0)),
        ("weibull(2, 6)", (2.0, 6.0)),
    ],
)
def test_draws_come_from_the_stream(text, args):
    name = text.partition("(")[0]
    streams = Streams(4)
    expected = getattr(streams.at("x"), name)(*args)
    assert compiled(text, draws=True)([], streams.at("x")) == expected


def test_draws_in_one_formula_follow_each_other():
    stream = Streams(4).at("x")
    expected = stream.normal(0, 1) + stream.normal(0, 1)
    found = compiled("normal(0, 1) + normal(0, 1)", draws=True)([], Streams(4).at("x"))
    assert found == expected


@pytest.mark.parametrize("text", ["x > 1 and y < 2", "normal(x, 1)", "5", "true"])
def test_formula_works_the_same_in_another_process(text):
    formula = compiled(text, draws=True)
    again = pickle.loads(pickle.dumps(formula))
    state = [2.0, 1.0, 0.0, 0.0]
    assert again(state, Streams(1).at("x")) == formula(state, Streams(1).at("x"))
    assert (again.parsed, again.slots, again.reads) == (
        formula.parsed,
        formula.slots,
        formula.reads,
    )


def test_unknown_name_is_refused_with_the_nearest_known():
    with pytest.raises(FormulaError) as caught:
        compiled("x + atitude.plant_manger > 3")
    assert str(caught.value) == (
        "Nothing here is called `atitude.plant_manger`: did you mean `attitude.plant_manager`?"
    )
    assert caught.value.column == 5


def test_unknown_name_like_nothing_else_is_refused():
    with pytest.raises(FormulaError) as caught:
        compiled("zebra")
    assert str(caught.value) == ("Nothing here is called `zebra`: correct the name, or declare it")
    assert caught.value.column == 1


def test_a_name_has_no_column_in_a_formula_that_does_not_read_it():
    assert parse("x + 1").column_of("y") is None


@pytest.mark.parametrize(
    ("text", "state", "message"),
    [
        (
            "x / y",
            [1.0, 0.0],
            "The formula `x / y` divides by zero: guard the divisor, as in x / max(y, 1)",
        ),
        (
            "x % y",
            [1.0, 0.0],
            "The formula `x % y` divides by zero: guard the divisor, as in x / max(y, 1)",
        ),
        (
            "x * y",
            [1e200, 1e200],
            "The formula `x * y` grows out of range: hold it with clamp(x, lo, hi)",
        ),
        (
            "x * y - x * y",
            [1e200, 1e200],
            "The formula `x * y - x * y` grows out of range: hold it with clamp(x, lo, hi)",
        ),
        (
            "floor(x * y)",
            [1e200, 1e200],
            "The formula `floor(x * y)` grows out of range: hold it with clamp(x, lo, hi)",
        ),
        (
            "floor(x)",
            [math.nan],
            "The formula `floor(x)` grows out of range: hold it with clamp(x, lo, hi)",
        ),
        (
            "log(x)",
            [-1.0],
            "In the formula `log(x)`: log(-1) does not exist: log() takes a number above zero",
        ),
        (
            "sqrt(x)",
            [-1.0],
            "In the formula `sqrt(x)`: sqrt(-1) does not exist: "
            "sqrt() takes zero or a number above it",
        ),
        (
            "exp(x)",
            [800.0],
            "In the formula `exp(x)`: exp(800) is too large a number: "
            "keep what exp() is given below 709",
        ),
        (
            "clamp(1, x, y)",
            [2.0, 1.0],
            "In the formula `clamp(1, x, y)`: clamp() has its lower limit 2 above its upper "
            "limit 1: exchange them",
        ),
        (
            "lerp(1, x, 0, y, 1)",
            [2.0, 2.0],
            "In the formula `lerp(1, x, 0, y, 1)`: lerp() needs two different places to draw a "
            "line between; both are 2",
        ),
        (
            "normal(x, y)",
            [0.0, -1.0],
            "In the formula `normal(x, y)`: normal() was given -1: take zero or a number above it",
        ),
    ],
)
def test_failure_at_run_time_shows_the_formula(text, state, message):
    formula = compiled(text, draws=True)
    assert failure(formula, state, Streams(1).at("x")) == message


def test_formula_reaches_no_builtins():
    assert compiled("x").raw.__globals__["__builtins__"] == {}
