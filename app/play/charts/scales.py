"""From values to pixels, and the marks along an axis."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass

_WIDE = 1.0
_NARROW = 0.56
_ELLIPSIS = "…"
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """A straight line from `low`..`high` to the pixels `start`..`end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a value, held within the ends."""
        if self.high <= self.low:
            return self.start
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def length(self, low: float, high: float) -> float:
        """The pixels between two values."""
        return round(abs(self(high) - self(low)), 1)


def round_ticks(low: float, high: float, most: int) -> list[float]:
    """At most `most` round numbers from `low` to `high`."""
    if high <= low:
        return [low]
    rough = (high - low) / most
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in _STEPS if size * factor >= rough)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def fit(text: str, pixels: float, font_size: float) -> str:
    """The text, cut with an ellipsis where it would be wider than `pixels`."""
    width = 0.0
    for place, character in enumerate(text):
        width += character_width(character) * font_size
        if width > pixels:
            return text[: max(place - 1, 1)].rstrip() + _ELLIPSIS
    return text


def text_width(text: str, font_size: float) -> float:
    """About how many pixels a text takes."""
    return sum(character_width(character) for character in text) * font_size


def character_width(character: str) -> float:
    """About how wide a character is, in widths of a Chinese one."""
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _NARROW
