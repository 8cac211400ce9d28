"""Comparing answers over situations, on the whole and in every kind of situation told apart.

A kind of situation is a third of them, the lowest or the highest by a number that is seen there,
or those that good or careless play led to. In each the answer to compare with is found in one of
the two futures and judged in the other, and the other way round: else the luckiest answer would be
taken for the best (the winner's curse).
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from simengine.check.situations import FUTURES, Tried
from simengine.estimates import Estimate, estimate

# Label of an option, and how much of it: see Candidate.
Key = tuple[str, bool | None]

# A third of fewer situations says nothing.
_LEAST_IN_A_SLICE = 5

ON_THE_WHOLE = "all"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far an answer is ahead of the best other one: on the whole, and in each kind of
    situation. `of_option`: how far answers with much of an option are ahead of those without."""

    label: str
    of_option: bool
    ahead: Estimate
    slices: Mapping[str, Estimate]

    def is_never_right(self, points: float) -> bool:
        """Whether it is surely behind, by so many points, and behind in every kind; never where
        no kinds could be told apart."""
        behind = self.ahead.high < 0 and self.ahead.mean <= -points
        return bool(self.slices) and behind and all(each.mean < 0 for each in self.slices.values())

    def is_always_right(self, points: float) -> bool:
        """Whether it is surely ahead, by so many points, and ahead in every kind; never where no
        kinds could be told apart."""
        ahead = self.ahead.low > 0 and self.ahead.mean >= points
        return bool(self.slices) and ahead and all(each.mean > 0 for each in self.slices.values())

    def is_one_sided(self, points: float) -> bool:
        """Whether it is never or always right."""
        return self.is_never_right(points) or self.is_always_right(points)

    def is_open(self, points: float) -> bool:
        """Whether more situations might yet show that it is never or always right."""
        if self.is_one_sided(points) or abs(self.ahead.mean) < points:
            return False
        # Surely right in one kind of situation and surely wrong in another settles it.
        behind = self.ahead.mean < 0
        return not any(s.low > 0 if behind else s.high < 0 for s in self.slices.values())


@dataclass(frozen=True, slots=True)
class Stake:
    """What lies between the answers to a decision, over every two of them.

    `apart` is the largest difference found, which is a little too large for being picked out;
    surely some two are `at_least` apart, and no two are more than `at_most`.
    """

    apart: Estimate
    at_least: float
    at_most: float


def compare(tried: Sequence[Tried]) -> tuple[Comparison, ...]:
    """Return the comparison of every answer that at least two situations allow."""
    kinds = slices_of(tried)
    keys = dict.fromkeys(key for each in tried for key in each.scores)
    found = []
    for key in keys:
        if key[1] is False:
            continue
        ahead = {
            name: values
            for name, members in kinds.items()
            if len(values := _ahead(key, members)) >= (2 if name == ON_THE_WHOLE else 3)
        }
        if ON_THE_WHOLE in ahead:
            whole = estimate(ahead.pop(ON_THE_WHOLE))
            parts = {name: estimate(values) for name, values in ahead.items()}
            found.append(Comparison(key[0], bool(key[1]), whole, parts))
    return tuple(found)


def stakes(tried: Sequence[Tried]) -> dict[str, Stake]:
    """Return by kind of situation what lies between the answers."""
    found = {}
    for name, members in slices_of(tried).items():
        pairs = _differences(members)
        if pairs:
            found[name] = Stake(
                apart=max(pairs, key=lambda pair: pair.mean),
                at_least=max(max(pair.low, -pair.high) for pair in pairs),
                at_most=max(max(pair.high, -pair.low) for pair in pairs),
            )
    return found


def slices_of(tried: Sequence[Tried]) -> dict[str, list[Tried]]:
    """Return the situations as a whole, and by kind."""
    found = {ON_THE_WHOLE: list(tried)}
    for name in dict.fromkeys(name for each in tried for name in each.seen):
        told = sorted((each for each in tried if name in each.seen), key=lambda e: e.seen[name])
        third = len(told) // 3
        if third >= _LEAST_IN_A_SLICE and told[third].seen[name] < told[-third].seen[name]:
            low, high = told[third - 1].seen[name], told[-third].seen[name]
            found[f"{name} low"] = [each for each in told if each.seen[name] <= low]
            found[f"{name} high"] = [each for each in told if each.seen[name] >= high]
    for source in dict.fromkeys(each.source for each in tried):
        members = [each for each in tried if each.source == source]
        if _LEAST_IN_A_SLICE <= len(members) < len(tried):
            found[f"after {source}"] = members
    return found


def _ahead(key: Key, tried: Sequence[Tried]) -> list[float]:
    """Return by situation how far the answer is ahead of the best other one there is, or of none
    of the same option."""
    having = [each for each in tried if key in each.scores]
    if key[1]:
        without = (key[0], False)
        return [
            statistics.fmean(a - b for a, b in zip(e.scores[key], e.scores[without], strict=True))
            for e in having
        ]
    by_situation: list[list[float]] = [[] for _ in having]
    for finding, judging in _halves():
        rival = _strongest(key, having, finding)
        for place, each in enumerate(having):
            if rival in each.scores:
                ahead = each.scores[key][judging] - each.scores[rival][judging]
                by_situation[place].append(ahead)
    return [statistics.fmean(values) for values in by_situation if values]


def _strongest(key: Key, tried: Sequence[Tried], future: int) -> Key:
    """Return the other answer that leaves this one furthest behind, of those that at least half
    of the situations allow; the answer itself if there is none."""
    best, most = key, float("-inf")
    for other in dict.fromkeys(each for one in tried for each in one.scores if each != key):
        ahead = [
            each.scores[other][future] - each.scores[key][future]
            for each in tried
            if other in each.scores
        ]
        if 2 * len(ahead) >= len(tried) and (mean := statistics.fmean(ahead)) > most:
            best, most = other, mean
    return best


def _differences(tried: Sequence[Tried]) -> list[Estimate]:
    """Return the difference of each two answers, the better one first, of those pairs that at
    least half of the situations allow."""
    means = [
        {key: statistics.fmean(scores) for key, scores in each.scores.items()} for each in tried
    ]
    keys = list(dict.fromkeys(key for each in means for key in each))
    found = []
    for first, second in itertools.combinations(keys, 2):
        apart = [each[first] - each[second] for each in means if first in each and second in each]
        if len(apart) >= max(2, len(tried) / 2):
            if math.fsum(apart) < 0:
                apart = [-each for each in apart]
            found.append(estimate(apart))
    return found


def _halves() -> Iterator[tuple[int, int]]:
    """Yield a future to find by and another to judge by, each way round."""
    for finding in range(FUTURES):
        yield finding, (finding + 1) % FUTURES
