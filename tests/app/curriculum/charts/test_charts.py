"""Charts: what may be written, how it is drawn, and the table beside it."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app.assets import STATIC
from app.curriculum.charts.bars import draw_bars
from app.curriculum.charts.draw import draw, tabulate
from app.curriculum.charts.shapes import Box, Label, Path, figure, wrap
from app.curriculum.charts.spec import KINDS, Chart, read_chart

ROWS = {
    "bar": "[[A, 3], [B, -1]]",
    "line": "[[A, [1, 2]], [B, [2, 4]]]\nseries: [one, two]",
    "stacked": "[[A, [1, 2]], [B, [2, 4]]]\nseries: [one, two]",
    "waterfall": "[[Price, 100], [Discount, -20], [Extra, 5], [Net, 85]]",
    "radar": "[[A, 3], [B, 4], [C, 5]]",
    "matrix": "[[A, 20, 80], [B, 90, 78], [C, 25, 81]]\nx: chance\ny: damage",
    "gantt": "[[Plan, 0, 5], [Build, 5, 20]]\ncritical: [Build]",
    "funnel": "[[Leads, 200], [Bids, 50], [Won, 2]]",
    "scatter": "[[A, 20, 80], [B, 90, 10]]\nx: price\ny: fit",
}


def chart_of(kind: str) -> Chart:
    chart, problems = read_chart(f"kind: {kind}\ntitle: T\nrows: {ROWS[kind]}\n", "x.md", 1)
    assert problems == []
    assert chart is not None
    return chart


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_within_its_frame(probe: Flask, kind: str) -> None:
    with probe.test_request_context():
        drawing = draw(chart_of(kind))
    assert bool(drawing.legend) == (kind in ("line", "stacked", "gantt"))
    for shape in drawing.shapes:
        match shape:
            case Box():
                assert 0 <= shape.x <= shape.x + shape.width <= 600.5
                assert 0 <= shape.y <= shape.y + shape.height <= drawing.height
            case Path():
                for point in shape.points.split():
                    x, y = map(float, point.split(","))
                    assert 0 <= x <= 600
                    assert 0 <= y <= drawing.height
            case _:
                assert 0 <= shape.x <= 600
                assert 0 <= shape.y <= drawing.height


def test_a_bar_for_every_value() -> None:
    drawing = draw_bars(chart_of("bar"))
    zero = next(s for s in drawing.shapes if isinstance(s, Path) and s.look == "chart-axis")
    left = float(zero.points.split(",")[0])
    bars = [s for s in drawing.shapes if isinstance(s, Box)]
    assert [(bar.x >= left, bar.look) for bar in bars] == [
        (True, "chart-series-1"),
        (False, "chart-series-1"),
    ]
    assert bars[0].width == pytest.approx(3 * bars[1].width, abs=0.3)


@pytest.mark.parametrize("kind", ["bar", "line", "radar"])
def test_a_scale_ends_where_its_author_says(kind: str) -> None:
    text = f"kind: {kind}\ntitle: T\nrows: [[A, 3], [B, 4], [C, 5]]\ntop: 100\n"
    chart, _ = read_chart(text, "x.md", 1)
    assert chart is not None
    assert "100" in [s.text for s in draw(chart).shapes if isinstance(s, Label)]


def test_a_waterfall_steps_from_sum_to_sum() -> None:
    boxes = [s for s in draw(chart_of("waterfall")).shapes if isinstance(s, Box)]
    assert [box.look for box in boxes] == [
        "chart-series-1", "chart-fall", "chart-rise", "chart-series-1",
    ]  # fmt: skip
    assert boxes[1].x + boxes[1].width == pytest.approx(boxes[0].x + boxes[0].width, abs=0.2)
    assert boxes[3].x == boxes[0].x


def test_a_funnel_tells_what_share_came_on() -> None:
    texts = [s.text for s in draw(chart_of("funnel")).shapes if isinstance(s, Label)]
    assert texts == ["Leads", "200", "Bids", "50", "↓ 25%", "Won", "2", "↓ 4%"]


def test_the_table_has_the_same_figures(probe: Flask) -> None:
    with probe.test_request_context():
        assert tabulate(chart_of("gantt")).rows == (
            ("Plan", "0", "5", "No"),
            ("Build", "5", "20", "Yes"),
        )
        assert tabulate(chart_of("matrix")).headings == ("Label", "chance", "damage")
        assert tabulate(chart_of("line")).headings == ("Label", "one", "two")
        assert tabulate(chart_of("bar")).headings == ("Label", "Value")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("none", "x.md:2: chart.: keys and values belong here, one to a line"),
        ("kind: pie\ntitle: T\nrows: [[A, 1], [B, 2]]",
         "x.md:2: chart.kind: “pie” is not allowed here; write one of"),
        ("kind: bar\ntitle: T\nrows: [[A, 1], [B]]",
         "x.md:4: chart.rows.1: a row is a list that begins with its label: [label, value]"),
        ("kind: bar\ntitle: T\nrows: [[A, 1], [true, 2]]",
         "x.md:4: chart.rows.1: a row begins with its label, a text"),
        ("kind: bar\ntitle: T\nrows: [[A, 1], [B, [1, 2]]]",
         "x.md:2: chart.: all rows need the same number of values"),
        ("kind: bar\ntitle: T\nrows: [[A, [1, 2]], [B, [1, 2]]]",
         "x.md:2: chart.: the rows hold 2 values each; name as many in `series`"),
        ("kind: funnel\ntitle: T\nrows: [[A, [1, 2]], [B, [1, 2]]]",
         "x.md:2: chart.: each row of this kind is a label and 1 numbers"),
        ("kind: matrix\ntitle: T\nrows: [[A, 1, 2], [B, 1, 200]]",
         "x.md:2: chart.: “B” lies outside 0 to 100"),
        ("kind: gantt\ntitle: T\nrows: [[A, 1, 2], [B, 5, 3]]",
         "x.md:2: chart.: “B” ends before it starts"),
        ("kind: gantt\ntitle: T\nrows: [[A, 1, 2], [B, 2, 3]]\ncritical: [C]",
         "x.md:2: chart.: no row is called “C”"),
        ("kind: stacked\ntitle: T\nrows: [[A, 1], [B, -2]]", "x.md:2: chart.: “B” is below zero"),
        ("kind: radar\ntitle: T\nrows: [[A, 1], [B, 2]]",
         "x.md:2: chart.: a radar needs three rows or more"),
        ("kind: bar\ntitle: T\nrows: [[A, 1], [B, 101]]\ntop: 100",
         "x.md:2: chart.: “B” lies beyond the top of the scale"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_chart_is_told(text: str, expected: str) -> None:
    chart, problems = read_chart(text, "x.md", 1)
    assert chart is None
    assert any(str(problem).startswith(expected) for problem in problems), list(map(str, problems))


def test_figures_read_the_same_in_both_languages() -> None:
    assert [figure(x) for x in (1234567.5, -0.1, 3.0)] == ["1,234,567.5", "−0.1", "3"]


def test_long_names_are_wrapped() -> None:
    assert wrap("Before delivery payment", 60, 3) == ["Before", "delivery", "payment"]
    assert wrap("到货款支付之前的阶段", 52, 2) == ["到货款支", "付之前…"]
    assert wrap("", 50, 2) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_look_of_a_drawing_is_styled(probe: Flask, kind: str) -> None:
    """On pages and, set into the drawing, on paper: what has no rule would be black."""
    css = (STATIC / "css" / "charts.css").read_text(encoding="utf-8")
    styled = set(re.findall(r"\.(chart-(?:on-)?(?:series(?:-\d)?|[a-z]+))\b", css))
    with probe.test_request_context():
        drawing = draw(chart_of(kind))
    looks = {name for shape in drawing.shapes for name in shape.look.split()}
    looks |= {name for _title, look in drawing.legend for name in look.split()}
    assert looks
    assert looks <= styled
