"""The functions that a formula may call, and how many values each takes.

exp and log come from `portable_math`, so a formula gives the same bits on every machine.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

from simengine.errors import N_, FormulaError
from simengine.portable_math import exp, log

MANY = 100


class Arity(NamedTuple):
    """How many values a function takes."""

    least: int
    most: int


def round_half_away(x: float) -> float:
    """`x` to the nearest whole number, halves away from zero, as trade rounds: 2.5 to 3."""
    whole = float(math.trunc(x))
    return whole + math.copysign(1.0, x) if abs(x - whole) >= 0.5 else whole


def floor(x: float) -> float:
    """The largest whole number not above `x`."""
    return float(math.floor(x))


def ceil(x: float) -> float:
    """The smallest whole number not below `x`."""
    return float(math.ceil(x))


def sqrt(x: float) -> float:
    """The square root of `x`, which IEEE 754 fixes to the last bit."""
    if not x >= 0.0:
        raise FormulaError(
            N_("sqrt(%(x)g) does not exist: sqrt() takes zero or a number above it"), {"x": x}
        )
    return math.sqrt(x)


def clamp(x: float, lo: float, hi: float) -> float:
    """`x` held between `lo` and `hi`."""
    if lo > hi:
        raise FormulaError(
            N_("clamp() has its lower limit %(lo)g above its upper limit %(hi)g: exchange them"),
            {"lo": lo, "hi": hi},
        )
    return max(lo, min(x, hi))


def step(x: float, threshold: float) -> float:
    """1 from `threshold` upwards, 0 below it."""
    return 1.0 if x >= threshold else 0.0


def lerp(x: float, x0: float, y0: float, x1: float, y1: float) -> float:
    """The straight line from (x0, y0) to (x1, y1), level beyond both ends."""
    if x0 == x1:
        raise FormulaError(
            N_("lerp() needs two different places to draw a line between; both are %(x)g"),
            {"x": x0},
        )
    share = (x - x0) / (x1 - x0)
    if share <= 0.0:
        return y0
    if share >= 1.0:
        return y1
    y = y0 + share * (y1 - y0)
    return max(min(y0, y1), min(y, max(y0, y1)))


def logistic(x: float, midpoint: float, slope: float) -> float:
    """The S-curve 1 / (1 + e**(-slope * (x - midpoint))): 0.5 at `midpoint`, between 0 and 1."""
    z = slope * (x - midpoint)
    if z >= 0.0:
        return 1.0 / (1.0 + exp(-z))
    rise = exp(z)
    return rise / (1.0 + rise)


FUNCTIONS: dict[str, Callable[..., float]] = {
    "abs": abs,
    "ceil": ceil,
    "clamp": clamp,
    "exp": exp,
    "floor": floor,
    "lerp": lerp,
    "log": log,
    "logistic": logistic,
    "max": max,
    "min": min,
    "round": round_half_away,
    "sqrt": sqrt,
    "step": step,
}

FUNCTION_ARITY: dict[str, Arity] = {
    "abs": Arity(1, 1),
    "ceil": Arity(1, 1),
    "clamp": Arity(3, 3),
    "exp": Arity(1, 1),
    "floor": Arity(1, 1),
    "lerp": Arity(5, 5),
    "log": Arity(1, 1),
    "logistic": Arity(3, 3),
    "max": Arity(2, MANY),
    "min": Arity(2, MANY),
    "round": Arity(1, 1),
    "sqrt": Arity(1, 1),
    "step": Arity(2, 2),
}

DRAW_ARITY: dict[str, Arity] = {
    "chance": Arity(1, 1),
    "exponential": Arity(1, 1),
    "lognormal": Arity(2, 2),
    "normal": Arity(2, 2),
    "parkinson": Arity(2, 3),
    "pert": Arity(3, 3),
    "poisson": Arity(1, 1),
    "triangular": Arity(3, 3),
    "uniform": Arity(2, 2),
    "weibull": Arity(2, 2),
}
"""Draws are methods of `simengine.streams.Stream` with these names."""
