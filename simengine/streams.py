"""Named random streams: each draw depends on the seed, its own key and nothing else.

    streams = Streams(seed=7)
    days = streams.at("task", "plant_visit").pert(2, 3, 6)
    drift = streams.next("attitude", "plant_manager").normal(0, 1.5)

One changed answer therefore shifts nobody else's luck, and what is drawn first or last makes no
difference. The numbers are counter-based: BLAKE2b of the key, salted with the seed, gives eight
uniforms; more hashes with an inner counter follow if a draw needs more.

Everything over the uniforms is our own code, for the algorithms of `random` may change between
versions of Python. It uses + - * / and sqrt, which IEEE 754 fixes to the last bit, and
`portable_math`, so the same run gives the same bytes on every machine.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate
from math import isfinite, sqrt
from struct import Struct
from types import MappingProxyType

from simengine.errors import N_, FormulaError
from simengine.portable_math import exp, log, normal_quantile

MAX_SEED = 2**63 - 1
MAX_POISSON_MEAN = 10_000.0
Z_LIMIT = 8.21
"""No standard normal draw is further from zero: the smallest uniform is 2**-53."""

Key = str | int

SOURCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "market": ("first", "drift"),
        "research": ("seen",),
        "people": ("first attitude", "drift attitude"),
        "rivals": (
            "first rivals", "drift rivals", "move chance", "move after", "move day", "competitors.",
        ),
        "work": ("project factor", "days", "rework", "tasks."),
        "risks": ("risk", "risks."),
        "events": ("chance", "after", "day", "events."),
        "award": ("award", "award."),
        "customer": (
            "acceptance", "acceptance rework", "payment", "change", "change day", "contract.",
        ),
        "pipeline": (
            "first sellers", "drift sellers", "lead arrival", "lead quality", "lead seen",
            "lead value", "lead effort", "lead wait", "lead pass", "lead patience", "seller leaves",
            "pipeline.",
        ),
        "effects": ("decisions.", "stages."),
    }
)  # fmt: skip
"""What chance decides, as people speak of it, and the heads of the keys that belong to each.

A head is the first part of a key. What is drawn for a number, `first` or `drift`, has its kind
beside it; an effect's draw has its path in the scenario for a key, whose first part is the head.
"""

_SOURCE_OF = {head: source for source, heads in SOURCES.items() for head in heads}
_OF_NUMBERS = frozenset({"first", "drift"})
_KINDS_OF_NUMBERS = frozenset({"attitude", "rivals", "sellers"})

_DIGEST_SIZE = 64
_WORD = Struct("<Q").unpack_from
_POISSON_CHUNK = 100.0
_NEGLIGIBLE = 2.0**-60
_PERT_WEIGHT = 4.0
_LEAST_WEIGHT = 1e-300


@dataclass(frozen=True, slots=True)
class Fork:
    """Another future than the seed's own: `luck`, 0 to 2**63 - 1, says which.

    At `step`, when its question stands and before the answer to it is carried out, everything
    that could not be known at that moment is drawn anew so that it fits what was visible, and all
    later draws fall by the new luck; the past stays. With no step they do so from the very
    beginning. With `sources`, only what belongs to these sources of chance falls differently.
    """

    luck: int
    step: int | None = None
    sources: frozenset[str] | None = None


def source_of(*key: Key) -> str:
    """Return the source of chance that a stream's key belongs to; raise KeyError if to none."""
    head = str(key[0])
    if head in _OF_NUMBERS:
        kind = str(key[1]).partition(".")[0]
        return _SOURCE_OF[f"{head} {kind}" if kind in _KINDS_OF_NUMBERS else head]
    path = head.partition(".")
    return _SOURCE_OF[path[0] + path[1]]


class Streams:
    """All the chance of one run. `seed` is 0 to 2**63 - 1.

    There is one Stream object, and `at` and `next` point it to another key: draw before asking
    for the next stream, and keep none.
    """

    __slots__ = ("_base", "_bases", "_counters", "_stream", "seed")

    def __init__(self, seed: int) -> None:
        _check_seed(seed)
        self.seed = seed
        self._base = blake2b(digest_size=_DIGEST_SIZE, salt=_salt(seed, 0))
        # The base of each source, once they are not all the same.
        self._bases: dict[str, blake2b] | None = None
        self._counters: dict[tuple[Key, ...], int] = {}
        self._stream = Stream()

    def at(self, *key: Key) -> "Stream":
        """The stream of `key`, from its beginning, however often it is asked for."""
        base = self._base if self._bases is None else self._bases[source_of(*key)]
        hasher = base.copy()
        hasher.update(_name(*key))
        return self._stream._point(hasher)

    def next(self, *key: Key) -> "Stream":
        """A new stream of `key` at each call, for draws that recur."""
        count = self._counters.get(key, 0)
        self._counters[key] = count + 1
        base = self._base if self._bases is None else self._bases[source_of(*key)]
        hasher = base.copy()
        hasher.update(b"%b#%d" % (_name(*key), count))
        return self._stream._point(hasher)

    def rekey(self, luck: int, sources: frozenset[str] | None = None) -> None:
        """Draw everything from now on, or these sources, by another luck; counters go on where
        they are.

        What was drawn stays, so this forks a run: the same past, a future resampled. `luck` is
        0 to 2**63 - 1, and each gives another future than the seed's own. Raises KeyError for a
        source that there is none.
        """
        _check_seed(luck)
        base = blake2b(digest_size=_DIGEST_SIZE, salt=_salt(self.seed, luck + 1))
        if sources is None:
            self._base, self._bases = base, None
            return
        bases = self._bases or dict.fromkeys(SOURCES, self._base)
        if unknown := sources - bases.keys():
            raise KeyError(min(unknown))
        self._bases = {**bases, **dict.fromkeys(sources, base)}


@lru_cache(maxsize=4096)
def _name(*key: Key) -> bytes:
    """The bytes that tell `key` from every other."""
    return f"{key!a}".encode()


def _check_seed(seed: int) -> None:
    if not 0 <= seed <= MAX_SEED:
        raise FormulaError(
            N_("The seed %(seed)s is out of range: take a whole number from 0 to 2**63 - 1"),
            {"seed": seed},
        )


def _salt(seed: int, luck: int) -> bytes:
    return seed.to_bytes(8, "little") + luck.to_bytes(8, "little")


class Stream:
    """Draws of one key. Made and pointed by `Streams`.

    Each draw takes what it needs of the stream's uniforms, so a second draw from the same stream
    is independent of the first. Raises FormulaError for parameters that make no distribution.
    """

    __slots__ = ("_block", "_digest", "_hasher", "_offset")

    def _point(self, hasher: "blake2b") -> "Stream":
        self._hasher = hasher
        self._digest = hasher.digest()
        self._offset = 0
        self._block = 0
        return self

    def _unit(self) -> float:
        """A uniform number strictly between 0 and 1: an odd multiple of 2**-53."""
        offset = self._offset
        if offset == _DIGEST_SIZE:
            self._block += 1
            hasher = self._hasher.copy()
            hasher.update(b"+%d" % self._block)
            self._digest = hasher.digest()
            offset = 0
        self._offset = offset + 8
        word: int = _WORD(self._digest, offset)[0]
        return ((word >> 12) + 0.5) * 2.0**-52

    def uniform(self, lo: float, hi: float) -> float:
        """Evenly between `lo` and `hi`."""
        if not lo <= hi:
            raise _disordered("uniform", lo, hi)
        drawn = lo + (hi - lo) * self._unit()
        return drawn if drawn < hi else hi

    def normal(self, mu: float, sd: float) -> float:
        """Normal with mean `mu` and standard deviation `sd`."""
        if not sd >= 0.0:
            raise _negative("normal", sd)
        return mu + sd * normal_quantile(self._unit())

    def lognormal(self, median: float, sd: float) -> float:
        """Lognormal around `median`; `sd` is the standard deviation of the logarithm."""
        if not (median >= 0.0 and sd >= 0.0):
            raise _negative("lognormal", min(median, sd))
        return median * exp(sd * normal_quantile(self._unit()))

    def parkinson(self, plan: float, sd: float, hidden: float = 1.0) -> float:
        """The actual figure of something planned: lognormal around `plan`, early ends hidden.

        Work that would end early is reported as ended on plan, for the share `hidden` of such
        cases (Parkinson's law; Trietsch, Mazmanyan, Gevorgyan & Baker 2012).
        """
        if not (plan >= 0.0 and sd >= 0.0):
            raise _negative("parkinson", min(plan, sd))
        _check_share("parkinson", hidden)
        z = normal_quantile(self._unit())
        if z < 0.0 and self._unit() < hidden:
            return plan
        return plan * exp(sd * z)

    def triangular(self, lo: float, mode: float, hi: float) -> float:
        """Triangular between `lo` and `hi` with its peak at `mode`."""
        span = _span("triangular", lo, mode, hi)
        if span == 0.0:
            return lo
        u = self._unit()
        below = mode - lo
        if u * span < below:
            return min(lo + sqrt(u * span * below), hi)
        return max(hi - sqrt((1.0 - u) * span * (hi - mode)), lo)

    def pert(self, lo: float, mode: float, hi: float) -> float:
        """PERT: a beta distribution between `lo` and `hi` whose mean is (lo + 4 mode + hi) / 6."""
        span = _span("pert", lo, mode, hi)
        if span == 0.0:
            return lo
        low = self._gamma(1.0 + _PERT_WEIGHT * ((mode - lo) / span))
        high = self._gamma(1.0 + _PERT_WEIGHT * ((hi - mode) / span))
        return min(lo + span * (low / (low + high)), hi)

    def _gamma(self, shape: float) -> float:
        """Gamma of a `shape` of at least 1, scale 1 (Marsaglia & Tsang 2000)."""
        d = shape - 1.0 / 3.0
        c = 1.0 / sqrt(9.0 * d)
        while True:
            x = normal_quantile(self._unit())
            v = 1.0 + c * x
            if v <= 0.0:
                continue
            v = v * v * v
            u = self._unit()
            # Decides nearly always, and spares the two logarithms.
            if u < 1.0 - 0.0331 * (x * x) * (x * x):
                return d * v
            if log(u) < 0.5 * x * x + d * (1.0 - v + log(v)):
                return d * v

    def exponential(self, mean: float) -> float:
        """Exponential with mean `mean`."""
        if not mean >= 0.0:
            raise _negative("exponential", mean)
        return -mean * log(self._unit())

    def weibull(self, shape: float, scale: float) -> float:
        """Weibull with `shape` above zero and `scale`, which 63.2 % of the draws stay below."""
        if not scale >= 0.0:
            raise _negative("weibull", scale)
        if not shape > 0.0:
            raise FormulaError(
                N_("weibull() has the shape %(shape)g: take a number above zero"),
                {"shape": shape},
            )
        return scale * exp(log(-log(self._unit())) / shape)

    def poisson(self, mean: float) -> float:
        """A whole number of cases, `mean` of them on average: 0 to 10,000.

        By inversion; a large mean is drawn as the sum of parts of at most 100.
        """
        if not 0.0 <= mean <= MAX_POISSON_MEAN:
            raise FormulaError(
                N_("poisson() has the mean %(mean)g: take a number from 0 to 10000"),
                {"mean": mean},
            )
        count = 0
        while mean > _POISSON_CHUNK:
            count += self._poisson_part(_POISSON_CHUNK)
            mean -= _POISSON_CHUNK
        return float(count + self._poisson_part(mean))

    def _poisson_part(self, mean: float) -> int:
        u = self._unit()
        count = 0
        share = total = exp(-mean)
        # Close to 1 rounding may keep the total below u for ever.
        while total < u and (share > _NEGLIGIBLE or count < mean):
            count += 1
            share *= mean / count
            total += share
        return count

    def chance(self, p: float) -> bool:
        """True with probability `p`."""
        _check_share("chance", p)
        return self._unit() < p

    def choice(self, weights: Sequence[float]) -> int:
        """The index of one of `weights`, drawn in proportion to them."""
        for weight in weights:
            if not weight >= 0.0:
                raise _negative("choice", weight)
        sums = list(accumulate(weights, initial=0.0))
        total = sums[-1]
        if not (total >= _LEAST_WEIGHT and isfinite(total)):
            raise FormulaError(
                N_("Nothing can be chosen by weights whose sum is %(total)g: give one above zero"),
                {"total": total},
            )
        # Below the total even after rounding, for the unit is at most 1 - 2**-53.
        return bisect_right(sums, self._unit() * total) - 1


def _negative(draw: str, value: float) -> FormulaError:
    return FormulaError(
        N_("%(draw)s() was given %(value)g: take zero or a number above it"),
        {"draw": draw, "value": value},
    )


def _disordered(draw: str, lo: float, hi: float) -> FormulaError:
    return FormulaError(
        N_("%(draw)s() has its lower limit %(lo)g above its upper limit %(hi)g: exchange them"),
        {"draw": draw, "lo": lo, "hi": hi},
    )


def _span(draw: str, lo: float, mode: float, hi: float) -> float:
    if lo <= mode <= hi and isfinite(hi - lo):
        return hi - lo
    raise FormulaError(
        N_("%(draw)s(%(lo)g, %(mode)g, %(hi)g) is out of order: give the least, likely and most"),
        {"draw": draw, "lo": lo, "mode": mode, "hi": hi},
    )


def _check_share(draw: str, share: float) -> None:
    if not 0.0 <= share <= 1.0:
        raise FormulaError(
            N_(
                "%(draw)s() has the probability %(share)g: take one from 0 to 1, "
                "if need be by clamp(p, 0, 1)"
            ),
            {"draw": draw, "share": share},
        )
