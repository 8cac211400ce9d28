"""How far figures are from what they should be, and how likely that is by chance.

The samples never change, for their seeds are fixed; so no proof fails now and then.
"""

import math
import sys
from collections.abc import Callable, Mapping, Sequence

from simengine.estimates import Estimate, Share

# What a proof must find likelier than this by chance. Some thirty of these are asked for.
LEAST_LIKELY = 0.01


def tell(line: str) -> None:
    """Say what came out; shown by `pytest -s`."""
    sys.stdout.write(f"\n{line}")


def holds(found: Estimate | Share, truth: float) -> bool:
    """Whether the 95 % interval has the true value in it."""
    return found.low <= truth <= found.high


def half_width(found: Estimate | Share) -> float:
    """Half the 95 % interval."""
    return (found.high - found.low) / 2


def kolmogorov_p(sample: Sequence[float], cdf: Callable[[float], float]) -> float:
    """The probability that a sample of this distribution function is as far from it (Kolmogorov-
    Smirnov, asymptotic with the correction of Stephens 1970)."""
    ordered = sorted(sample)
    n = len(ordered)
    furthest = max(max((i + 1) / n - cdf(x), cdf(x) - i / n) for i, x in enumerate(ordered))
    x = (math.sqrt(n) + 0.12 + 0.11 / math.sqrt(n)) * furthest
    terms = ((-1) ** (k - 1) * math.exp(-2 * (k * x) ** 2) for k in range(1, 101))
    return min(1.0, max(0.0, 2 * math.fsum(terms)))


def chi_square_p(counts: Mapping[str, int], probabilities: Mapping[str, float]) -> float:
    """The probability that counts are as far from what was expected (Pearson 1900)."""
    n = sum(counts.values())
    square = math.fsum(
        (counts.get(key, 0) - n * p) ** 2 / (n * p) for key, p in probabilities.items()
    )
    return 1 - _gamma_share((len(probabilities) - 1) / 2, square / 2)


def _gamma_share(a: float, x: float) -> float:
    """The regularised incomplete gamma function P(a, x), by its series (A&S 6.5.29)."""
    term = math.exp(a * math.log(x) - x - math.lgamma(a + 1)) if x > 0 else 0.0
    total = 0.0
    n = 0
    while term > 1e-16 * total:
        total += term
        n += 1
        term *= x / (a + n)
    return total


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Pearson's correlation."""
    x_mean, y_mean = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
    both = math.fsum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True))
    x_square = math.fsum((x - x_mean) ** 2 for x in xs)
    y_square = math.fsum((y - y_mean) ** 2 for y in ys)
    return both / math.sqrt(x_square * y_square)


def normal_cdf(x: float) -> float:
    """The standard normal distribution function."""
    return math.erfc(-x / math.sqrt(2)) / 2
