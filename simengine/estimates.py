"""What a sample says: means and shares with their 95 % interval, quantiles, histograms.

Sums are exact before they are rounded (`math.fsum`), so a result does not depend on the order in
which, or on how many processes, its values were made.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simengine.errors import N_, SimError
from simengine.portable_math import normal_quantile

CONFIDENCE = 0.95

# Standard deviations to either side of a normal mean for this confidence: about 1.96.
_Z = normal_quantile(0.5 + CONFIDENCE / 2)

# Up to so many degrees of freedom Student's distribution is summed up, beyond it expanded.
_MOST_SUMMED = 100

# Bisections that bring a bracket of any width below the last digit that is kept.
_BISECTIONS = 80
_DIGITS = 10


class SampleError(SimError):
    """A sample that says nothing of what was asked."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean of `n` values with its interval `low` to `high`; `sd` is of the single value."""

    n: int
    mean: float
    sd: float
    low: float
    high: float


class Interval(NamedTuple):
    """What something is taken for, and within what it is known."""

    low: float
    mean: float
    high: float


@dataclass(frozen=True, slots=True)
class Summary(Estimate):
    """A mean with its interval, and how the single values are spread around it.

    `q05` is the value that 5 % of them stay below, and so on.
    """

    least: float
    q05: float
    q25: float
    median: float
    q75: float
    q95: float
    most: float


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n`, as a share of 1 with its interval `low` to `high`."""

    n: int
    count: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many values fall into each of `counts`: bins of equal width from `low` to `high`.

    A bin holds its lower limit, the last one also `high`; what lies beyond is in the outermost.
    """

    low: float
    high: float
    counts: tuple[int, ...]


def estimate(values: Sequence[float]) -> Estimate:
    """Return the mean with Student's interval, mean ± t(n - 1) · sd / √n (Student 1908).

    Raises SampleError for fewer than two values, which have no spread.
    """
    n = len(values)
    if n < 2:
        raise SampleError(
            N_("an interval takes at least 2 values, here is %(count)s"), {"count": n}
        )
    mean = math.fsum(values) / n
    sd = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (n - 1))
    half = student_t(n - 1) * sd / math.sqrt(n)
    return Estimate(n, mean, sd, mean - half, mean + half)


def add_up(parts: Sequence[Interval]) -> Interval:
    """Return the sum of what was measured apart: the distances of the ends add up by their squares
    (Zou & Donner 2008, Construction of confidence limits about effect measures)."""
    mean = math.fsum(part.mean for part in parts)
    less = math.hypot(*(part.mean - part.low for part in parts))
    more = math.hypot(*(part.high - part.mean for part in parts))
    return Interval(mean - less, mean, mean + more)


def guarded_half_width(n: int, sd: float, spread: float, confidence: float = CONFIDENCE) -> float:
    """Return how far an interval goes to each side of a mean of `n` values, some of which may be
    rare and large: t(n - 1) · √(sd² + 2 · spread²/n) / √n.

    That is Student's interval with two more values thought seen, `spread` away to either side. A
    difference that comes up in one future of fifty is missing from most samples of twenty, which
    then look far too certain. Where no value differs from another this is about 2.8 · spread / n,
    the rule of three for differences up to that spread: what was not seen in n trials has a chance
    of no more than about 3/n (Hanley & Lippman-Hand 1983; two of each are added as in Agresti &
    Coull 1998). The guard falls with n, faster than the rest.
    """
    return student_t(n - 1, confidence) * math.sqrt((sd * sd + 2 * spread * spread / n) / n)


def summarise(values: Sequence[float]) -> Summary:
    """Return the mean with its interval, and the quantiles; the same errors as `estimate`."""
    found = estimate(values)
    ordered = sorted(values)
    return Summary(
        found.n, found.mean, found.sd, found.low, found.high,
        least=ordered[0],
        q05=quantile(ordered, 0.05),
        q25=quantile(ordered, 0.25),
        median=quantile(ordered, 0.5),
        q75=quantile(ordered, 0.75),
        q95=quantile(ordered, 0.95),
        most=ordered[-1],
    )  # fmt: skip


def share_of(count: int, n: int) -> Share:
    """Return a share with its score interval (Wilson 1927), which also holds near 0 and 1.

    Its limits are the p that solve |count/n - p| = z · √(p(1 - p)/n). Raises SampleError for n 0.
    """
    if n < 1:
        raise SampleError(N_("there is no share of nothing: take at least 1 value"))
    share = count / n
    spread = _Z * math.sqrt(share * (1 - share) / n + (_Z / (2 * n)) ** 2)
    middle = share + _Z**2 / (2 * n)
    scale = 1 + _Z**2 / n
    low = max(0.0, (middle - spread) / scale) if count else 0.0
    high = min(1.0, (middle + spread) / scale) if count < n else 1.0
    return Share(n, count, share, low, high)


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value that `share` of the ordered values stay below, straight between two.

    It stands at (n - 1) · share from the first (definition 7 of Hyndman & Fan 1996).
    """
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    if below + 1 == len(ordered):
        return ordered[below]
    return ordered[below] + (place - below) * (ordered[below + 1] - ordered[below])


def histogram(values: Sequence[float], low: float, high: float, bins: int) -> Histogram:
    """Return how many of the values fall into each of `bins` from `low` to `high`."""
    counts = [0] * bins
    for value in values:
        place = math.floor((value - low) / (high - low) * bins)
        counts[min(max(place, 0), bins - 1)] += 1
    return Histogram(low, high, tuple(counts))


@functools.lru_cache(maxsize=256)
def student_t(degrees: int, confidence: float = CONFIDENCE) -> float:
    """Return the t within which ± Student's variable of so many degrees of freedom stays with
    this confidence, to ten significant digits.

    Up to 100 degrees by bisection of its distribution function, which then is a finite sum
    (Abramowitz & Stegun 1964, 26.7.3 and 26.7.4); beyond, by the expansion around the normal
    quantile (Fisher & Cornish 1960; 26.7.5), whose error there is below 1e-10.
    """
    if degrees > _MOST_SUMMED:
        return _rounded(_expanded(normal_quantile(0.5 + confidence / 2), degrees))
    low, high = 0.0, 1.0
    while _within(high, degrees) < confidence:
        low, high = high, 2 * high
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if _within(middle, degrees) < confidence:
            low = middle
        else:
            high = middle
    return _rounded(high)


def _within(t: float, degrees: int) -> float:
    """Return the probability that Student's variable stays within ± t.

    With θ = atan(t / √ν): sin θ · (1 + cos²θ/2 + 1·3/(2·4) cos⁴θ + ...) for even ν, and
    2/π · (θ + sin θ · (cos θ + 2/3 cos³θ + ...)) for odd, up to the power ν - 2.
    """
    square = degrees / (degrees + t * t)
    sine = t / math.sqrt(degrees + t * t)
    odd = degrees % 2
    term = math.sqrt(square) if odd else 1.0
    terms = []
    for power in range(odd, degrees - 1, 2):
        terms.append(term)
        term *= square * (power + 1) / (power + 2)
    series = sine * math.fsum(terms)
    if odd:
        return 2 / math.pi * (math.atan(t / math.sqrt(degrees)) + series)
    return series


def _expanded(z: float, degrees: int) -> float:
    square = z * z
    # fmt: off
    first = (square + 1) * z / 4
    second = ((5 * square + 16) * square + 3) * z / 96
    third = (((3 * square + 19) * square + 17) * square - 15) * z / 384
    fourth = ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) * z / 92160
    # fmt: on
    return z + (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees


def _rounded(value: float) -> float:
    """Return the value without its last digits, in which C libraries' arc tangents may differ."""
    return float(f"{value:.{_DIGITS}g}")
