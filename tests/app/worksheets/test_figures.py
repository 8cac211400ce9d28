"""Values as they read, and charts of whatever people type."""

from __future__ import annotations

from datetime import date

import pytest
from flask_babel import force_locale

from app.worksheets import figures
from app.worksheets.outcome import Look
from app.worksheets.sheet import Value


@pytest.mark.parametrize(
    ("value", "look", "digits", "text"),
    [
        (None, "money", 0, "–"),
        ("", "text", 0, "–"),
        ("words", "number", 0, "words"),
        (date(2026, 3, 2), "date", 0, "Mar 2, 2026"),
        (1234.5, "money", 0, "CNY\u00a01,234"),
        (0.2083, "percent", 1, "20.8%"),
        (10.0, "number", 1, "10"),
        (10.25, "number", 1, "10.2"),
        (1.5, "number", 3, "1.500"),
        (-1e-12, "number", 0, "0"),
    ],
)
def test_values_read(asked: None, value: Value, look: Look, digits: int, text: str) -> None:
    assert figures.written(value, look, "CNY", digits) == text


@pytest.mark.parametrize(
    ("value", "look", "text"),
    [(1234.5, "number", "1,234.5"), (0.048, "percent", "4.8%"), ("x", "text", "x")],
)
def test_typed_values_keep_their_decimals(asked: None, value: Value, look: Look, text: str) -> None:
    assert figures.as_typed(value, look, "CNY") == text


@pytest.mark.parametrize(
    ("locale", "amount", "scale", "unit"),
    [
        ("en", 5.2e6, 1e6, "CNY million"),
        ("en", 48_000, 1e3, "CNY thousand"),
        ("en", 900, 1, "CNY"),
        ("zh_Hans", 2.4e8, 1e8, "亿元"),
        ("zh_Hans", 5.2e6, 1e4, "万元"),
        ("zh_Hans", 900, 1, "CNY"),
    ],
)
def test_charts_of_money_have_few_figures(
    asked: None, locale: str, amount: float, scale: float, unit: str
) -> None:
    with force_locale(locale):
        assert figures.money_scale([amount, -1], "CNY") == (scale, unit)


def test_too_few_rows_are_no_chart(asked: None) -> None:
    assert figures.charts("bar", "T", [("A", 1.0)]) == ()
    assert figures.charts("radar", "T", [("A", 1.0), ("B", 2.0)]) == ()


def test_many_rows_are_several_charts(asked: None) -> None:
    rows = [(f"Task {number}", (0.0, float(number))) for number in range(49)]
    found = figures.charts("gantt", "Plan", rows, critical=("Task 3", "Task 47"))
    assert [len(chart.rows) for chart in found] == [24, 23, 2]
    assert [chart.title for chart in found] == ["Plan (1 of 3)", "Plan (2 of 3)", "Plan (3 of 3)"]
    assert [chart.critical for chart in found] == [("Task 3",), (), ("Task 47",)]


def test_labels_of_any_kind_fit(asked: None) -> None:
    (chart,) = figures.charts("bar", "T" * 200, [("", 1.0), ("x\n" * 200, 2.0)])
    assert [row.label for row in chart.rows] == ["–", ("x " * 30)]
    assert len(chart.title) == 120


def test_a_step_that_equals_the_sum_makes_plain_bars(asked: None) -> None:
    (sums,) = figures.waterfall("T", [("A", 100.0), ("B", 50.0)], "Sum", "CNY")
    assert (sums.kind, sums.rows[-1].values) == ("waterfall", (150.0,))
    (bars,) = figures.waterfall("T", [("A", 100.0), ("B", 100.0)], "Sum", "CNY")
    assert (bars.kind, len(bars.rows)) == ("bar", 2)
