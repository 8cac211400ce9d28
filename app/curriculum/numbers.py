"""Numbers of quizzes, as they are shown and as they stand in a box."""

from __future__ import annotations

from app.curriculum.charts.shapes import figure


def plain_number(value: float) -> str:
    """A number with thousands apart: 1,234.5."""
    return figure(value)


def typed_number(value: float | None) -> str:
    """A number as it is typed; nothing for None."""
    return "" if value is None else f"{value:.12g}"
