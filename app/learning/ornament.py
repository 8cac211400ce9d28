"""The ornament of certificates: a guilloche, as on old bonds and banknotes.

It is drawn from the certificate's number, so that hardly two certificates have the same one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from app.learning.numbers import ALPHABET
from app.printing import palette

WIDTH, HEIGHT = 297.0, 210.0
"""Millimetres of an A4 page across."""

SEAL = (WIDTH / 2, 170.0)
"""The middle of the seal."""

_EDGE, _BAND = 9.0, 6.4
_WAVE = 5.8
_STRANDS, _STEPS_OF_WAVE = 4, 10
_STEPS_OF_ROSETTE = 180

Point = tuple[float, float]


def draw_frame(number: str) -> Markup:
    """The border, the faint rosette behind the words and the seal, as one drawing of the page."""
    teal, bronze, paper = (palette()[name] for name in ("accent", "series-2", "surface"))
    *_, corners, turns, petals = (ALPHABET.find(sign) for sign in number)
    turn = turns / len(ALPHABET)
    middle, inner = _EDGE + _BAND / 2, _EDGE + _BAND
    corner = [(x, y) for x in (middle, WIDTH - middle) for y in (middle, HEIGHT - middle)]
    parts = [
        _stroke(_borders(middle), teal, 0.16),
        _stroke([_rectangle(_EDGE)], teal, 0.5),
        _stroke([_rectangle(inner)], teal, 0.25),
        _stroke([_rectangle(inner + 1.3)], bronze, 0.18),
        _stroke(_rosette((WIDTH / 2, 99.0), 46.0, 9 + petals % 8, turn), teal, 0.14, 0.16),
    ]
    for place in corner:
        parts += [
            _disc(place, _BAND * 0.78, paper),
            _stroke(_rosette(place, _BAND * 0.74, 5 + corners % 4, turn, 6), bronze, 0.16),
        ]
    parts += [
        _stroke(_rosette(SEAL, 16.0, 14 + petals % 8, turn, 10), bronze, 0.16, 0.85),
        _disc(SEAL, 7.6, paper),
        _mark(SEAL, bronze),
    ]
    return Markup(
        '<svg viewBox="0 0 {0:g} {1:g}" width="{0:g}mm" height="{1:g}mm">{2}</svg>'
    ).format(WIDTH, HEIGHT, Markup("").join(parts))


def _borders(middle: float) -> Iterator[str]:
    """The strands of the four bands, from corner to corner."""
    right, bottom = WIDTH - middle, HEIGHT - middle
    for start, end in (
        ((middle, middle), (right, middle)),
        ((middle, bottom), (right, bottom)),
        ((middle, middle), (middle, bottom)),
        ((right, middle), (right, bottom)),
    ):
        yield from _band(start, end)


def _band(start: Point, end: Point) -> Iterator[str]:
    """Strands that wind about a straight line, each a little behind the one before."""
    length = math.dist(start, end)
    cos, sin = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    waves = round(length / _WAVE)
    count = waves * _STEPS_OF_WAVE
    for strand in range(_STRANDS):
        points = []
        for step in range(count + 1):
            along = length * step / count
            angle = 2 * math.pi * (waves * step / count + strand / _STRANDS)
            away = 0.48 * _BAND * math.sin(angle)
            points.append(
                (start[0] + cos * along - sin * away, start[1] + sin * along + cos * away)
            )
        yield _line(points)


def _rosette(
    middle: Point, radius: float, petals: int, turn: float, strands: int = 14
) -> Iterator[str]:
    """Closed lines that swing towards the middle, each deeper and turned a little further."""
    for strand in range(strands):
        shift = 2 * math.pi * (strand / strands + turn)
        depth = 0.22 + 0.5 * strand / strands
        points = []
        for step in range(_STEPS_OF_ROSETTE + 1):
            angle = 2 * math.pi * step / _STEPS_OF_ROSETTE
            reach = radius * (1 - depth * (0.5 + 0.5 * math.cos(petals * angle + shift)))
            points.append(
                (middle[0] + reach * math.sin(angle), middle[1] - reach * math.cos(angle))
            )
        yield _line(points)


def _rectangle(inset: float) -> str:
    return f"M{inset:g} {inset:g}H{WIDTH - inset:g}V{HEIGHT - inset:g}H{inset:g}Z"


def _line(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)


def _stroke(lines: Iterable[str], colour: str, width: float, opacity: float = 1.0) -> Markup:
    return Markup(
        '<path d="{}" fill="none" stroke="{}" stroke-width="{:g}" stroke-opacity="{:g}"/>'
    ).format("".join(lines), colour, width, opacity)


def _disc(middle: Point, radius: float, colour: str) -> Markup:
    return Markup('<circle cx="{:g}" cy="{:g}" r="{:g}" fill="{}"/>').format(
        *middle, radius, colour
    )


def _mark(middle: Point, colour: str) -> Markup:
    """The mark of the house within a ring."""
    letter = "M13 8.5h3a7.5 7.5 0 0 1 0 15h-3M9 8.5v15"
    return Markup(
        '<circle cx="{0:g}" cy="{1:g}" r="7.6" fill="none" stroke="{2}" stroke-width="0.3"/>'
        '<g transform="translate({0:g} {1:g}) scale(0.34) translate(-15.5 -16)">{3}</g>'
    ).format(*middle, colour, _stroke([letter], colour, 3.4))
