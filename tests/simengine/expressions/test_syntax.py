import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simengine.errors import FormulaError
from simengine.expressions import RESERVED, parse, parse_assignment

VALUES = {"x": 3.0, "y": -2.0, "attitude.plant_manager": 60.0, "team.engineers.free": 2.0}


def value_of(text):
    parsed = parse(text)
    names = sorted(VALUES)
    slots = {name: index for index, name in enumerate(names)}
    return parsed.compile(slots)([VALUES[name] for name in names])


def refusal(text, *, draws=False, read=parse):
    with pytest.raises(FormulaError) as caught:
        read(text, draws=draws)
    return str(caught.value), caught.value.column


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1_000", 1000.0),
        ("1e6", 1e6),
        (".5 + 1.", 1.5),
        ("true", True),
        ("not false", True),
        ("2 + 3 * 4", 14.0),
        ("7 // 2", 3.0),
        ("7 % 4", 3.0),
        ("-x ", -3.0),
        ("- - x", 3.0),
        ("1 < x <= 3", True),
        ("x == 3 and y != 3", True),
        ("x > 5 or y < 0", True),
        ("10 if y > 0 else 20", 20.0),
        ("attitude.plant_manager >= 60", True),
        ("attitude . plant_manager + team.engineers.free", 62.0),
        ("x\n  + y\t* 2", -1.0),
        ("(x > 1) + (y > 1)", 1),
        ("abs(y)", 2.0),
        ("ceil(2.1)", 3.0),
        ("floor(-2.1)", -3.0),
        ("round(2.5)", 3.0),
        ("round(-2.5)", -3.0),
        ("round(2.4)", 2.0),
        ("round(0.49999999999999994)", 0.0),
        ("sqrt(16)", 4.0),
        ("exp(0)", 1.0),
        ("log(1)", 0.0),
        ("min(x, y, 1)", -2.0),
        ("max(x, y, 1)", 3.0),
        ("clamp(x, 0, 2)", 2.0),
        ("clamp(y, 0, 2)", 0.0),
        ("clamp(x, 0, 20)", 3.0),
        ("step(x, 3)", 1.0),
        ("step(x, 3.1)", 0.0),
        ("lerp(x, 0, 10, 6, 20)", 15.0),
        ("lerp(x, 6, 20, 0, 10)", 15.0),
        ("lerp(x, 4, 10, 6, 20)", 10.0),
        ("lerp(x, 0, 10, 2, 20)", 20.0),
        ("logistic(x, 3, 5)", 0.5),
        ("logistic(1000, 0, 5)", 1.0),
        ("logistic(-1000, 0, 5)", 0.0),
        ("logistic(1, 0, -1) + logistic(1, 0, 1)", 1.0),
    ],
)
def test_formula_has_its_value(text, value):
    found = value_of(text)
    assert found == value
    assert isinstance(found, type(value))


@pytest.mark.parametrize(
    ("source", "text", "constant"),
    [
        (5, "5", 5.0),
        (-5, "-5", -5.0),
        (5.1e6, "5100000.0", 5100000.0),
        (1e-9, "1e-09", 1e-9),
        (True, "true", True),
        (False, "false", False),
        ("  3 - 3 ", "3 - 3", 0.0),
        ("not 3 < 2", "not 3 < 2", True),
        ("1 / (3 - 3)", "1 / (3 - 3)", None),
        ("normal(0, 1)", "normal(0, 1)", None),
        ("x", "x", None),
    ],
)
def test_constants_are_folded(source, text, constant):
    parsed = parse(source, draws=True)
    assert (parsed.text, parsed.constant) == (text, constant)
    assert isinstance(parsed.constant, type(constant))


def test_names_and_chance_are_known_before_anything_is_resolved():
    parsed = parse("max(insight, attitude.cfo) * normal(1, sd) + true", draws=True)
    assert (parsed.names, parsed.has_draws) == ({"insight", "attitude.cfo", "sd"}, True)
    assert parse("max(1, insight)", draws=True).has_draws is False


def test_two_formulas_are_equal_when_text_and_dialect_are():
    assert parse("x + 1") == parse(" x + 1 ")
    assert parse("x + 1") != parse("x + 1", draws=True)
    assert len({parse("x + 1"), parse("x + 1"), parse("x+1")}) == 2


NOT_KNOWN = (
    "use numbers, names, + - * / // %, < <= > >= == !=, and, or, not, "
    "if ... else, brackets and functions"
)
AT_ONCE = "follows a number at once: put an operator or a space between them"
NOT_READ = "cannot be read: look for a missing operator, name or bracket"
NOT_PART = (
    "is not part of the formula language: use numbers, names, operators and the listed functions"
)


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("", "The formula is empty: write a number or a formula", None),
        (" \n", "The formula is empty: write a number or a formula", None),
        ("x = 3", "Formulas do not know `=`: write `==`", 3),
        ("x => 3", "Formulas do not know `=>`: write `>=`", 3),
        ("x =< 3", "Formulas do not know `=<`: write `<=`", 3),
        ("x ≥ 3", "Formulas do not know `≥`: write `>=`", 3),
        ("  (x) + （y）", "Formulas do not know `（`: write `(`", 9),
        ("x ＞ ３", "Formulas do not know `＞`: write `>`", 3),
        ("x ！", "Formulas do not know `！`: write `not`", 3),
        ("x & y", "Formulas do not know `&`: write `and`", 3),
        ("价格 > 3", f"Formulas do not know `价`: {NOT_KNOWN}", 1),
        ("'a'", f"Formulas do not know `'`: {NOT_KNOWN}", 1),
        ("x[0]", f"Formulas do not know `[`: {NOT_KNOWN}", 2),
        ("x\x00", f"Formulas do not know `\ufffd`: {NOT_KNOWN}", 2),
        ("True", "Formulas do not know `True`: write `true`", 1),
        ("lambda: 1", f"Formulas do not know `lambda`: {NOT_KNOWN}", 1),
        ("x is y", f"Formulas do not know `is`: {NOT_KNOWN}", 3),
        ("x ** 2", "`x ** 2` raises to a power, which formulas cannot: multiply instead", 1),
        (
            "1,000",
            "`1,000` is a list: commas stand only between the values of a function, "
            "and thousands are written 1_000",
            1,
        ),
        ("3 - +x", "`+x` begins with a plus sign: leave it out", 5),
        (
            "1if x else 2",
            f"`if` {AT_ONCE}",
            2,
        ),
        ("1.2.3", f"`.3` {AT_ONCE}", 4),
        ("x +", f"The formula `x +` {NOT_READ}", 3),
        ("((x)", f"The formula `((x)` {NOT_READ}", 1),
        ("5%", f"The formula `5%` {NOT_READ}", 2),
        ("007", f"The formula `007` {NOT_READ}", 1),
        ("a.if", f"The formula `a.if` {NOT_READ}", 3),
        ("(1).real", f"`(1).real` {NOT_PART}", 1),
        ("true.x", f"`true.x` {NOT_PART}", 1),
        ("a.b(3)", f"`a.b(3)` {NOT_PART}", 1),
        ("min(*x, 1)", f"`*x` {NOT_PART}", 5),
        ("min(1, **x)", f"`min(1, **x)` {NOT_PART}", 1),
        ("...", f"`...` {NOT_PART}", 1),
        ("2e15", "The number `2e15` is out of range: stay within 1e15", 1),
        ("x + 1e999", "The number `1e999` is out of range: stay within 1e15", 5),
        ("min + 1", "`min` is a function, not a value: write `min(...)` with its values inside", 1),
        (
            "step.x",
            "`step` is a function, not a value: write `step(...)` with its values inside",
            1,
        ),
        ("x + rond(3)", "There is no function `rond`: write `round`", 5),
        (
            "zzz(3)",
            "There is no function `zzz`: write abs, ceil, clamp, exp, floor, lerp, log, logistic, "
            "max, min, round, sqrt, step",
            1,
        ),
        ("abs()", "`abs` takes 1 values, and here it has 0", 1),
        ("min(3)", "`min` takes 2 to 100 values, and here it has 1", 1),
        (
            "normal(0, 1)",
            "`normal` leaves the value to chance, which is allowed only in initial values, "
            "durations and effects: here write a value that is certain",
            1,
        ),
    ],
)
def test_what_is_not_a_formula_is_refused_with_a_way_out(text, message, column):
    assert refusal(text) == (message, column)


def test_draws_are_suggested_only_where_they_are_allowed():
    assert refusal("parkinsn(5, 1)", draws=True)[0] == (
        "There is no function `parkinsn`: write `parkinson`"
    )
    assert "parkinson" not in refusal("parkinsn(5, 1)")[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * 501, "has 501 characters, more than 500"),
        ("+".join(["1"] * 120), "has more than 200 parts"),
        ("(" * 40 + "x" + ")" * 40, None),
        ("abs(" * 40 + "x" + ")" * 40, "is nested more than 30 deep"),
        ("-" * 490 + "x", "is nested more than 30 deep"),
        ("(" * 240 + "x" + ")" * 240, NOT_READ),
        ("+".join(["x"] * 60), None),
    ],
)
def test_size_and_depth_are_capped(text, message):
    if message is None:
        assert parse(text).names == {"x"}
    else:
        assert message in refusal(text)[0]


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_a_parser_that_gives_up_is_reported_as_depth(monkeypatch, error):
    def give_up(*args, **kwargs):
        raise error

    monkeypatch.setattr("simengine.expressions.syntax.ast.parse", give_up)
    assert "is nested more than 30 deep" in refusal("x")[0]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400, -(10**16)])
def test_numbers_out_of_range_are_refused(value):
    assert refusal(value) == ("The number is out of range: stay within 1e15", None)


@pytest.mark.parametrize(
    "value", [None, [1], {"a": 1}, b"1", 1j], ids=lambda value: type(value).__name__
)
def test_other_values_are_refused(value):
    assert refusal(value) == (
        "This is not a formula: write a number, true, false or a text like x + 1",
        None,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("insight += 15", ("insight", "+=", "15")),
        ("insight=15", ("insight", "=", "15")),
        (" attitude.plant_manager -= x / 2 ", ("attitude.plant_manager", "-=", "x / 2")),
        ("a *= b == 3", ("a", "*=", "b == 3")),
        ("a /= normal(2, 1)", ("a", "/=", "normal(2, 1)")),
    ],
)
def test_assignment_has_target_operator_and_value(text, expected):
    found = parse_assignment(text)
    assert (found.target, found.op, found.value.text) == expected


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        (
            "insight + 15",
            "`insight + 15` changes nothing: write a name, one of = += -= *= /=, and a value, "
            "as in insight += 15",
            None,
        ),
        (
            3,
            "`3` changes nothing: write a name, one of = += -= *= /=, and a value, "
            "as in insight += 15",
            None,
        ),
        (
            "a == 3",
            "`a == 3` changes nothing: write a name, one of = += -= *= /=, and a value, "
            "as in insight += 15",
            None,
        ),
        (
            " min += 3",
            "`min` cannot be used as a name: take letters, digits and _, "
            "and none of the language's own words",
            2,
        ),
        (
            "a.if += 3",
            "`a.if` cannot be used as a name: take letters, digits and _, "
            "and none of the language's own words",
            1,
        ),
        (
            "洞察 += 3",
            "`洞察` cannot be used as a name: take letters, digits and _, "
            "and none of the language's own words",
            1,
        ),
        ("a += ", "The formula is empty: write a number or a formula", None),
        ("a +=  2 ≥ 3", "Formulas do not know `≥`: write `>=`", 9),
    ],
)
def test_what_is_not_an_assignment_is_refused(text, message, column):
    with pytest.raises(FormulaError) as caught:
        parse_assignment(text)
    assert (str(caught.value), caught.value.column) == (message, column)


def test_assignment_can_exclude_chance():
    with pytest.raises(FormulaError, match="leaves the value to chance"):
        parse_assignment("a += normal(0, 1)", draws=False)


def test_reserved_words_begin_no_name():
    assert {"if", "true", "min", "normal", "None", "lambda"} <= RESERVED


PIECES = [
    *"()+-*/%<>=!.,:;_#@&|^~?'\"\\[]{}\n\t\x00 019exj",
    "//", "**", "==", "!=", "<=", ">=", "1e999", "1_000", "0x1f", "1j", "9" * 40,
    " and ", " or ", " not ", " if ", " else ", " lambda ", " for ", " in ", " is ", ":=",
    "x", "a.b", "true", "False", "None", "min(", "normal(", "clamp(", "__import__", "f'",
    "\ud800", "\u3000", "（", "≥", "价", "𝟙", "ﬁ", "\u200b", "\xb2",
]  # fmt: skip


@given(
    st.one_of(
        st.text(max_size=60),
        st.binary(max_size=60).map(lambda raw: raw.decode("utf-8", "surrogateescape")),
        st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")),
        st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
        st.builds(
            lambda a, n, b: a * n + "1" + b * n,
            st.sampled_from(PIECES),
            st.integers(0, 300),
            st.sampled_from(PIECES),
        ),
    ),
    st.booleans(),
)
@example("-" * 499 + "1", False)
@example("not " * 120 + "1", False)
@example("9" * 500, False)
@example("1 if x else " * 40 + "1", False)
def test_no_text_raises_anything_but_a_formula_error(text, draws):
    for read in (parse, parse_assignment):
        with contextlib.suppress(FormulaError):
            read(text, draws=draws)
            continue
        message, column = refusal(text, draws=draws, read=read)
        assert message
        assert column is None or 1 <= column <= len(text) + 1
