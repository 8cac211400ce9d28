"""The forecast as columns and as a table."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask

from app.curriculum.charts.shapes import Box, Label
from app.memory.charts import forecast_figure

FIRST = date(2026, 3, 2)


def test_a_column_for_each_day_with_cards_and_all_days_in_the_table(speaker: Flask) -> None:
    counts = [4, 0, 1, *[0] * 11]
    due = {FIRST + timedelta(days=ahead): count for ahead, count in enumerate(counts)}
    with speaker.test_request_context():
        figure = forecast_figure(due)

    boxes = [shape for shape in figure.drawing.shapes if isinstance(shape, Box)]
    assert len(boxes) == 2
    assert boxes[0].height == 4 * boxes[1].height
    words = [shape.text for shape in figure.drawing.shapes if isinstance(shape, Label)]
    assert words.count("4") == 3  # On the axis, on its column, and the day of the month.
    assert "Today" in words
    assert [row[1] for row in figure.table.rows] == [str(count) for count in counts]
    assert figure.table.rows[0] == ("Mar 2, 2026", "4")


def test_a_forecast_of_nothing_is_an_empty_drawing(speaker: Flask) -> None:
    with speaker.test_request_context():
        figure = forecast_figure({FIRST + timedelta(days=ahead): 0 for ahead in range(14)})
    assert not any(isinstance(shape, Box) for shape in figure.drawing.shapes)
