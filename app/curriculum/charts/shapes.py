"""What a drawing is made of. Looks are names of the stylesheet; places are pixels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.play.charts.scales import character_width, fit

WIDTH = 600.0
FONT_SIZE = 13.0
LINE_HEIGHT = 16.0

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    look: str
    tag: Literal["box"] = "box"


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points; closed, it is an area."""

    points: str
    look: str
    tag: Literal["line", "area"] = "line"


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle."""

    x: float
    y: float
    r: float
    look: str
    tag: Literal["dot"] = "dot"


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; `y` is its base line."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    look: str = "chart-text"
    tag: Literal["label"] = "label"


Shape = Box | Path | Dot | Label


@dataclass(frozen=True)
class Drawing:
    """A drawing `height` pixels high. `legend` names the looks of series."""

    height: float
    shapes: tuple[Shape, ...]
    legend: tuple[tuple[str, str], ...] = ()


def series_look(number: int) -> str:
    """The look of a series, counted from 0."""
    return f"chart-series-{number + 1}"


def path(points: Iterable[Point], look: str, tag: Literal["line", "area"] = "line") -> Path:
    """A path through points."""
    return Path(" ".join(f"{round(x, 1)},{round(y, 1)}" for x, y in points), look, tag)


def line(x1: float, y1: float, x2: float, y2: float, look: str) -> Path:
    """A straight line."""
    return path(((x1, y1), (x2, y2)), look)


def box(x: float, y: float, width: float, height: float, look: str) -> Box:
    """A rectangle on whole tenths of pixels."""
    return Box(round(x, 1), round(y, 1), round(width, 1), round(height, 1), look)


def figure(value: float) -> str:
    """A number as a reader of either language writes it: 1,234.5."""
    return f"{round(value, 6):,.10g}".replace("-", "\N{MINUS SIGN}")


def wrap(text: str, pixels: float, lines: int, font_size: float = FONT_SIZE) -> list[str]:
    """The text in at most so many lines; the last one is cut where it is still too wide.

    Latin words stay whole, Chinese is broken between any two characters.
    """
    found: list[str] = []
    rest = text
    while rest and len(found) < lines - 1:
        end = _break(rest, pixels, font_size)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*found, fit(rest, pixels, font_size)] if rest else found


def centred(
    texts: Sequence[str], x: float, middle: float, anchor: Anchor, look: str = "chart-text"
) -> list[Label]:
    """Lines of text about a height."""
    top = middle - LINE_HEIGHT * (len(texts) - 1) / 2 + FONT_SIZE * 0.36
    return [
        Label(round(x, 1), round(top + place * LINE_HEIGHT, 1), text, anchor, look)
        for place, text in enumerate(texts)
    ]


def _break(text: str, pixels: float, font_size: float) -> int:
    """How many characters of the text go on one line."""
    width, last_break = 0.0, 0
    for place, character in enumerate(text):
        if place and (character == " " or character_width(character) == 1.0):
            last_break = place
        width += character_width(character) * font_size
        if width > pixels:
            return last_break or max(place, 1)
    return len(text)
