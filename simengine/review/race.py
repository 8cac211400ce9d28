"""The race between the answers to one decision: runs go where it is still open which is best.

All answers run under the same futures (common random numbers), so what is measured is the
difference of each to the chosen one, future by future, without the luck of the draw at the award
(see `steadying`). At fixed looks, each after twice as many futures as the last, answers whose
bounds no longer matter drop out, and a race that can't be settled any more ends. So the result
depends on the samples alone, not on who made them when.

Bounds. With D the worth of an answer less that of the chosen one, the loss is the greatest D, or 0.
Whoever looks often finds what is not there, so each look may err but little; a bound then holds at
all looks together, and the narrowest so far may be kept. Half of what it may err is for upper
bounds: the greatest D exceeds the greatest upper bound only if its own fails, so this needs no
share for each answer. Half is for lower bounds, shared among the answers, for each could be the one
that seems too good. No answer is picked for having come out best and then judged by the same luck:
the interval is [greatest lower bound, greatest upper bound] whichever is best.

The loss is the mean of a cross-validation (see `folds`): so nobody is charged for the luck of an
alternative.

How far the chosen answer is behind that of par is measured apart from the race, on as many futures
whatever they bring: a race that stops when a difference looks large enough, or small enough, has it
too large or too small on average, and over all decisions of a run that adds up (see `luck`).
"""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from simengine.estimates import Estimate, estimate, guarded_half_width
from simengine.review.folds import cross_validated
from simengine.review.labels import BLUNDER
from simengine.review.sampling import Batch, Line, Outcome, Outcomes, Scenario, Work, batches
from simengine.review.steadying import Gains, gains_of_winning, steadied
from simengine.streams import Fork

# Futures after which there is a look, and the end of the race.
LOOKS = (12, 24, 48, 96, 192)

# Futures on which the chosen answer is compared with that of par.
_COMPARED = 36

# Futures after which means and spreads are known well enough to give up on a race; the bounds may
# turn out narrower than it then seems by this factor.
_KNOWN = LOOKS[1]
_HOPE = 1.25

# Lucks set apart for each step, more than are used.
_APART = 1024

# What each look may err, so that five of them err 5 % together: one looks more often, but each has
# half of its futures from the look before (Pocock 1977; by the recursion of Armitage, McPherson &
# Rowe 1969 the five stay within 2.484 standard deviations with a probability of 95 %).
_ERROR = 0.013


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer in the race: its runs, one for each future it ran under from the first on, and
    the bounds of how much better it is than the chosen one.

    The runs are without the luck of the draw at the award; `scores` are what they came to.
    """

    runs: tuple[Outcome, ...] = ()
    scores: tuple[float, ...] = ()
    low: float = -math.inf
    high: float = math.inf


@dataclass(frozen=True, slots=True)
class Race:
    """How it ended. `chosen` and `best` are places among the entries; `is_settled` says whether
    the loss is known as well as was asked for. `same_luck` is what became of this very run, and
    `behind_par` how far the chosen one is behind that of par, below zero where it is better. `runs`
    is how many it took, with those by the same luck; that of the chosen one is known."""

    entries: tuple[Entry, ...]
    chosen: int
    best: int
    loss: Estimate
    is_settled: bool
    same_luck: tuple[float, ...]
    behind_par: Estimate
    runs: int

    def behind(self, place: int) -> Estimate:
        """Return how far an answer is behind the best one, on the futures that both ran under."""
        if place == self.chosen:
            return self.loss
        entry, best = self.entries[place], self.entries[self.best]
        found = _differences(best, entry)
        half = self._half_width(found)
        return Estimate(found.n, found.mean, found.sd, found.mean - half, found.mean + half)

    def _half_width(self, found: Estimate) -> float:
        spread = estimate(_scores(self.entries[self.chosen])).sd if found.sd else 0.0
        share = _ERROR / max(1, len(self.entries) - 1)
        return guarded_half_width(found.n, found.sd, spread, 1 - share)


def race(
    scenario: Scenario,
    step: int,
    lines: Sequence[Line],
    same_luck: Sequence[Line],
    chosen: int,
    par: int,
    score: float,
    precision: float,
) -> Work[Race]:
    """Race the lines, which differ by their answer to the step; `chosen` is the place of the run's
    own, and `par` that of par's.

    `same_luck` are the lines that show what would have become of the run itself, and `score` is
    what did. It ends when the loss is known within ± `precision`, or what to call it is certain.
    """
    entries = [Entry()] * len(lines)
    running = list(range(len(lines)))
    others = [line for place, line in enumerate(same_luck) if place != chosen]
    hindsight = batches(scenario, others, [None])
    begun, kept = 0, [score]
    settled = False
    # Of the first look, and for the whole race: a mean is right with any, and best with a good one.
    gains: Gains = ()
    for look in LOOKS:
        forks = _futures(step, begun, look)
        wanted = batches(scenario, [lines[place] for place in running], forks)
        found = yield [*hindsight, *wanted]
        if hindsight:
            kept = [outcome.score for outcome in found.pop(0)]
            kept.insert(chosen, score)
            hindsight = []
        if not begun:
            gains = gains_of_winning([outcome for outcomes in found for outcome in outcomes])
        for index, place in enumerate(running):
            runs = [outcomes[index] for outcomes in found]
            entries[place] = _longer(entries[place], runs, gains)
        begun = look
        entries = [
            _bounded(entry, entries[chosen], len(lines) - 1)
            if place in running and place != chosen
            else entry
            for place, entry in enumerate(entries)
        ]
        low, high = _loss_bounds(entries, chosen)
        settled = high - low <= 2 * precision or low >= BLUNDER
        if settled or (look >= _KNOWN and _is_hopeless(entries, chosen, precision)):
            break
        running = [
            place
            for place in running
            if place == chosen or entries[place].high - low > 2 * precision
        ]
    behind_par, more = yield from _behind_par(scenario, step, lines, entries, (par, chosen), gains)
    means = [_differences(entry, entries[chosen]).mean for entry in entries]
    # The chosen one is best unless another is better.
    best = max(range(len(entries)), key=lambda place: (means[place], place == chosen))
    ahead = _differences(entries[best], entries[chosen])
    mean = min(max(_cross_validated(entries, chosen), low), high)
    return Race(
        entries=tuple(entries),
        chosen=chosen,
        best=best,
        loss=Estimate(ahead.n, mean, ahead.sd, low, high),
        is_settled=settled,
        same_luck=tuple(kept),
        behind_par=behind_par,
        runs=sum(len(entry.runs) for entry in entries) + len(others) + more,
    )


def _is_hopeless(entries: Sequence[Entry], chosen: int, precision: float) -> bool:
    """Whether the loss will be too uncertain at the last look as well, as far as means and spreads
    stay what they are."""
    spread = estimate(_scores(entries[chosen])).sd
    low = high = 0.0
    for place, entry in enumerate(entries):
        if place != chosen:
            found = _differences(entry, entries[chosen])
            half = guarded_half_width(LOOKS[-1], found.sd, spread, 1 - _ERROR)
            low, high = max(low, found.mean - half), max(high, found.mean + half)
    return high - low > 2 * _HOPE * precision and low < BLUNDER / _HOPE


def _futures(step: int, begin: int, end: int) -> list[Fork]:
    """Return these futures of a step. No two steps have one in common, so that what is measured at
    one errs apart from what is measured at another."""
    first = (step + 1) * _APART
    return [Fork(first + luck, step) for luck in range(begin, end)]


def _behind_par(
    scenario: Scenario,
    step: int,
    lines: Sequence[Line],
    entries: Sequence[Entry],
    pair: tuple[int, int],
    gains: Gains,
) -> Generator[Sequence[Batch], Outcomes, tuple[Estimate, int]]:
    """Return how far the second of the pair is behind the first, and the runs that it took beside
    those of the race."""
    par, chosen = (entries[place] for place in pair)
    if par is chosen:
        return _differences(par, chosen), 0
    more = 0
    compared = []
    for place in pair:
        entry = entries[place]
        if forks := _futures(step, len(entry.runs), _COMPARED):
            found = yield batches(scenario, [lines[place]], forks)
            entry = _longer(entry, [outcome for (outcome,) in found], gains)
            more += len(forks)
        compared.append(replace(entry, runs=entry.runs[:_COMPARED]))
    return _differences(*compared), more


def _longer(entry: Entry, runs: Sequence[Outcome], gains: Gains) -> Entry:
    return replace(
        entry,
        runs=(*entry.runs, *(steadied(run, gains) for run in runs)),
        scores=(*entry.scores, *(run.score for run in runs)),
    )


def _bounded(entry: Entry, chosen: Entry, others: int) -> Entry:
    """Return the entry with its bounds after another look: never wider than before."""
    found = _differences(entry, chosen)
    spread = estimate(_scores(chosen)).sd
    up = guarded_half_width(found.n, found.sd, spread, 1 - _ERROR)
    down = guarded_half_width(found.n, found.sd, spread, 1 - _ERROR / others)
    return replace(
        entry, low=max(entry.low, found.mean - down), high=min(entry.high, found.mean + up)
    )


def _loss_bounds(entries: Sequence[Entry], chosen: int) -> tuple[float, float]:
    others = [entry for place, entry in enumerate(entries) if place != chosen]
    low = max(0.0, max(entry.low for entry in others))
    return low, max(low, max(entry.high for entry in others))


def _cross_validated(entries: Sequence[Entry], chosen: int) -> float:
    """Return how much better the best answer is, measured apart from where it was picked."""
    runs = entries[chosen].runs
    gains = [
        [run.score - own.score for run, own in zip(entry.runs, runs, strict=False)]
        for entry in entries
    ]
    return cross_validated(
        gains, lambda means: max(range(len(means)), key=lambda at: (means[at], at == chosen))
    )


def _scores(entry: Entry) -> list[float]:
    return [run.score for run in entry.runs]


def _differences(one: Entry, other: Entry) -> Estimate:
    """Return the mean difference of score on the futures that both ran under."""
    # Scores have six decimals, and so have their differences.
    pairs = zip(one.runs, other.runs, strict=False)
    return estimate([round(first.score - second.score, 6) for first, second in pairs])
