"""Between which values the functions and the draws of the language lie."""

import math
from collections.abc import Callable

from simengine.errors import FormulaError
from simengine.expressions.functions import FUNCTIONS, ceil, floor, round_half_away
from simengine.expressions.intervals import (
    UNKNOWN,
    Bounds,
    between,
    multiplied,
    summed,
    truth,
)
from simengine.portable_math import LARGEST_EXPONENT, exp, log
from simengine.streams import MAX_POISSON_MEAN, Z_LIMIT

_INFINITY = math.inf
_MARGIN = 1e-14
"""Relative; exp, log and what is made of them are not monotone to the last bit."""


def called(name: str, args: list[Bounds]) -> Bounds | None:
    """Bounds of the function or draw `name` of `args`; None where it can have no value."""
    if any(arg.can_be_nan for arg in args):
        return UNKNOWN
    if name in _DRAWS:
        drawn = _DRAWS[name](*args)
        if drawn is None or all(arg.is_finite for arg in args):
            return drawn
        return between(drawn.lo, drawn.hi, can_be_nan=True)
    if all(arg.is_exact for arg in args):
        return _exactly(name, args)
    return _FUNCTIONS[name](*args)


def _exactly(name: str, args: list[Bounds]) -> Bounds | None:
    try:
        value = float(FUNCTIONS[name](*(arg.lo for arg in args)))
    except FormulaError:
        return None
    return between(value, value)


def _widened(lo: float, hi: float, least: float = -_INFINITY, most: float = _INFINITY) -> Bounds:
    lo -= abs(lo) * _MARGIN
    hi += abs(hi) * _MARGIN
    return between(min(max(lo, least), most), max(min(hi, most), least))


def _abs(x: Bounds) -> Bounds:
    ends = sorted((abs(x.lo), abs(x.hi)))
    return between(0.0 if x.holds(0.0) else ends[0], ends[1])


def _min(*args: Bounds) -> Bounds:
    return between(min(arg.lo for arg in args), min(arg.hi for arg in args))


def _max(*args: Bounds) -> Bounds:
    return between(max(arg.lo for arg in args), max(arg.hi for arg in args))


def _rounding(function: Callable[[float], float]) -> Callable[[Bounds], Bounds]:
    def rounded(x: Bounds) -> Bounds:
        lo, hi = (end if math.isinf(end) else function(end) for end in (x.lo, x.hi))
        return between(lo, hi)

    return rounded


def _sqrt(x: Bounds) -> Bounds | None:
    if x.hi < 0.0:
        return None
    return between(math.sqrt(max(x.lo, 0.0)), math.sqrt(x.hi))


def _exp(x: Bounds) -> Bounds | None:
    if x.lo > LARGEST_EXPONENT:
        return None
    return _widened(exp(x.lo), exp(min(x.hi, LARGEST_EXPONENT)), least=0.0)


def _log(x: Bounds) -> Bounds | None:
    if x.hi <= 0.0:
        return None
    lo = log(x.lo) if x.lo > 0.0 and math.isfinite(x.lo) else -_INFINITY
    hi = log(x.hi) if math.isfinite(x.hi) else _INFINITY
    return _widened(lo, hi)


def _clamp(x: Bounds, lo: Bounds, hi: Bounds) -> Bounds | None:
    if lo.lo > hi.hi:
        return None
    return _max(lo, _min(x, hi))


def _step(x: Bounds, threshold: Bounds) -> Bounds:
    return truth(x.hi >= threshold.lo, x.lo < threshold.hi)


def _lerp(x: Bounds, x0: Bounds, y0: Bounds, x1: Bounds, y1: Bounds) -> Bounds | None:
    if x0.lo == x0.hi == x1.lo == x1.hi:
        return None
    lo, hi = min(y0.lo, y1.lo), max(y0.hi, y1.hi)
    line = (x0, y0, x1, y1)
    if not all(end.is_exact for end in line):
        return between(lo, hi)
    ends = [FUNCTIONS["lerp"](end, *(part.lo for part in line)) for end in (x.lo, x.hi)]
    return _widened(min(ends), max(ends), least=lo, most=hi)


def _logistic(x: Bounds, midpoint: Bounds, slope: Bounds) -> Bounds:
    if not (x.is_finite and midpoint.is_exact and slope.is_exact):
        return between(0.0, 1.0)
    ends = [FUNCTIONS["logistic"](end, midpoint.lo, slope.lo) for end in (x.lo, x.hi)]
    return _widened(min(ends), max(ends), least=0.0, most=1.0)


_FUNCTIONS: dict[str, Callable[..., Bounds | None]] = {
    "abs": _abs,
    "ceil": _rounding(ceil),
    "clamp": _clamp,
    "exp": _exp,
    "floor": _rounding(floor),
    "lerp": _lerp,
    "log": _log,
    "logistic": _logistic,
    "max": _max,
    "min": _min,
    "round": _rounding(round_half_away),
    "sqrt": _sqrt,
    "step": _step,
}


def _spread(sd: Bounds) -> Bounds:
    """sd * z for every z that a standard normal draw can give."""
    most = max(sd.hi, 0.0)
    return between(-most * Z_LIMIT, most * Z_LIMIT)


def _normal(mu: Bounds, sd: Bounds) -> Bounds | None:
    return None if sd.hi < 0.0 else summed(mu, _spread(sd))


def _lognormal(median: Bounds, sd: Bounds) -> Bounds | None:
    spread = _spread(sd)
    factor = _exp(spread)
    if median.hi < 0.0 or sd.hi < 0.0 or factor is None:
        return None
    product = multiplied(between(max(median.lo, 0.0), median.hi), factor)
    return between(product.lo, product.hi)


def _parkinson(plan: Bounds, sd: Bounds, hidden: Bounds | None = None) -> Bounds | None:
    whole = _lognormal(plan, sd)
    if whole is None or (hidden is not None and (hidden.hi < 0.0 or hidden.lo > 1.0)):
        return None
    if hidden is not None and hidden.lo < 1.0:
        return whole
    return between(max(plan.lo, 0.0), whole.hi)


def _uniform(lo: Bounds, hi: Bounds) -> Bounds | None:
    return None if lo.lo > hi.hi else between(lo.lo, hi.hi)


def _three_point(lo: Bounds, mode: Bounds, hi: Bounds) -> Bounds | None:
    if lo.lo > mode.hi or mode.lo > hi.hi or lo.lo > hi.hi:
        return None
    return between(lo.lo, hi.hi)


def _exponential(mean: Bounds) -> Bounds | None:
    return None if mean.hi < 0.0 else _from_zero(mean)


def _weibull(shape: Bounds, scale: Bounds) -> Bounds | None:
    return None if shape.hi <= 0.0 or scale.hi < 0.0 else _from_zero(scale)


def _poisson(mean: Bounds) -> Bounds | None:
    return None if mean.hi < 0.0 or mean.lo > MAX_POISSON_MEAN else _from_zero(mean)


def _from_zero(scale: Bounds) -> Bounds:
    return between(0.0, _INFINITY if scale.hi > 0.0 else 0.0)


def _chance(p: Bounds) -> Bounds | None:
    return None if p.hi < 0.0 or p.lo > 1.0 else truth(p.hi > 0.0, p.lo < 1.0)


_DRAWS: dict[str, Callable[..., Bounds | None]] = {
    "chance": _chance,
    "exponential": _exponential,
    "lognormal": _lognormal,
    "normal": _normal,
    "parkinson": _parkinson,
    "pert": _three_point,
    "poisson": _poisson,
    "triangular": _three_point,
    "uniform": _uniform,
    "weibull": _weibull,
}
