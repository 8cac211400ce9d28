"""Intervals of values, and the operators of the language over them.

Results are never too narrow. An operator whose result rounding could move takes its ends from the
same floating-point operation, which is monotone, so no margin is needed.
"""

import ast
import math
from dataclasses import dataclass

_INFINITY = math.inf


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which values a formula lies. A condition counts as 0 when false, 1 when true."""

    lo: float
    hi: float
    can_be_true: bool
    """Whether it can come out true; any number but zero counts as true."""
    can_be_false: bool
    can_be_nan: bool = False
    """Of a part: whether numbers out of range can meet there and leave none. Never of a whole."""

    @property
    def is_exact(self) -> bool:
        """Whether there is one finite value that it has."""
        return self.lo == self.hi and math.isfinite(self.lo) and not self.can_be_nan

    @property
    def is_finite(self) -> bool:
        """Whether both ends are known."""
        return math.isfinite(self.lo) and math.isfinite(self.hi)

    def holds(self, value: float) -> bool:
        """Whether `value` lies between the ends."""
        return self.lo <= value <= self.hi


def between(lo: float, hi: float, *, can_be_nan: bool = False) -> Bounds:
    """All numbers from `lo` to `hi`."""
    return Bounds(lo, hi, can_be_nan or lo != 0.0 or hi != 0.0, lo <= 0.0 <= hi, can_be_nan)


def truth(can_be_true: bool, can_be_false: bool) -> Bounds:
    """A condition."""
    return Bounds(0.0 if can_be_false else 1.0, float(can_be_true), can_be_true, can_be_false)


FALSE = truth(False, True)
UNKNOWN = between(-_INFINITY, _INFINITY, can_be_nan=True)


def joined(a: Bounds | None, b: Bounds | None) -> Bounds | None:
    """What is either `a` or `b`; None is what has no value."""
    if a is None or b is None:
        return a or b
    return Bounds(
        min(a.lo, b.lo),
        max(a.hi, b.hi),
        a.can_be_true or b.can_be_true,
        a.can_be_false or b.can_be_false,
        a.can_be_nan or b.can_be_nan,
    )


def negated(a: Bounds) -> Bounds:
    """-a"""
    return between(-a.hi, -a.lo, can_be_nan=a.can_be_nan)


def operated(op: ast.operator, a: Bounds, b: Bounds) -> Bounds | None:
    """`a op b`; None where the divisor is always zero."""
    match op:
        case ast.Add():
            return summed(a, b)
        case ast.Sub():
            return summed(a, negated(b))
        case ast.Mult():
            return multiplied(a, b)
    if b.lo == b.hi == 0.0:
        return None
    match op:
        case ast.Div():
            return _divided(a, b)
        case ast.FloorDiv():
            return _floor_divided(a, b)
        case _:
            return _remainder(a, b)


def summed(a: Bounds, b: Bounds) -> Bounds:
    """a + b"""
    lo = a.lo + b.lo
    hi = a.hi + b.hi
    meets = (a.hi == _INFINITY and b.lo == -_INFINITY) or (a.lo == -_INFINITY and b.hi == _INFINITY)
    return between(
        -_INFINITY if math.isnan(lo) else lo,
        _INFINITY if math.isnan(hi) else hi,
        can_be_nan=a.can_be_nan or b.can_be_nan or meets,
    )


def multiplied(a: Bounds, b: Bounds) -> Bounds:
    """a * b"""
    meets = (not a.is_finite and b.holds(0.0)) or (not b.is_finite and a.holds(0.0))
    corners = [_number(x * y) for x in (a.lo, a.hi) for y in (b.lo, b.hi)]
    return _hull(corners, a.can_be_nan or b.can_be_nan or meets)


def _divided(a: Bounds, b: Bounds) -> Bounds:
    can_be_nan = a.can_be_nan or b.can_be_nan or not (a.is_finite or b.is_finite)
    if b.lo < 0.0 < b.hi:
        return between(-_INFINITY, _INFINITY, can_be_nan=can_be_nan)
    # An end at zero is never the divisor itself, but comes as close as can be.
    below = b.hi <= 0.0
    corners = [_quotient(x, y, below) for x in (a.lo, a.hi) for y in (b.lo, b.hi)]
    return _hull(corners, can_be_nan)


def _quotient(x: float, y: float, below: bool) -> float:
    if y != 0.0:
        return _number(x / y)
    return _number(x * (-_INFINITY if below else _INFINITY))


def _floor_divided(a: Bounds, b: Bounds) -> Bounds:
    if a.is_exact and b.is_exact:
        return between(a.lo // b.lo, a.lo // b.lo)
    # The true quotient, of which `//` takes the floor, can lie just below the rounded one.
    quotient = _divided(a, b)
    lo, hi = quotient.lo, quotient.hi
    return between(
        lo if math.isinf(lo) else math.floor(lo) - 1.0 - abs(lo) * 1e-15,
        hi if math.isinf(hi) else math.floor(hi) + abs(hi) * 1e-15,
        can_be_nan=quotient.can_be_nan or not a.is_finite,
    )


def _remainder(a: Bounds, b: Bounds) -> Bounds:
    if a.is_exact and b.is_exact:
        return between(a.lo % b.lo, a.lo % b.lo)
    can_be_nan = a.can_be_nan or b.can_be_nan or not a.is_finite
    if a.lo >= 0.0 and a.hi < b.lo:
        return between(a.lo, a.hi, can_be_nan=can_be_nan)
    hi = min(a.hi, b.hi) if a.lo >= 0.0 and b.lo >= 0.0 else b.hi
    return between(min(b.lo, 0.0), max(hi, 0.0), can_be_nan=can_be_nan)


def compared(op: ast.cmpop, a: Bounds, b: Bounds) -> Bounds:
    """`a op b` as a condition."""
    can_be_nan = a.can_be_nan or b.can_be_nan
    match op:
        case ast.Lt():
            return truth(a.lo < b.hi, a.hi >= b.lo or can_be_nan)
        case ast.LtE():
            return truth(a.lo <= b.hi, a.hi > b.lo or can_be_nan)
        case ast.Gt():
            return truth(a.hi > b.lo, a.lo <= b.hi or can_be_nan)
        case ast.GtE():
            return truth(a.hi >= b.lo, a.lo < b.hi or can_be_nan)
    can_be_equal = a.lo <= b.hi and b.lo <= a.hi
    can_differ = not (a.lo == a.hi == b.lo == b.hi) or can_be_nan
    if isinstance(op, ast.Eq):
        return truth(can_be_equal, can_differ)
    return truth(can_differ, can_be_equal)


def _number(x: float) -> float:
    """`x`, or 0 for what an unknown number times zero, or infinity over infinity, gives."""
    return 0.0 if math.isnan(x) else x


def _hull(corners: list[float], can_be_nan: bool) -> Bounds:
    return between(min(corners), max(corners), can_be_nan=can_be_nan)
