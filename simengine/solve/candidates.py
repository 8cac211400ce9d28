"""Candidates: the wishes that are worth a try for a decision, near the one in force.

Where there are few answers all of them are candidates; where there are many, those a small step
away, so that repeated rounds walk towards the best.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence

from simengine.journal import AnswerValue
from simengine.policies.wishes import Least, Part, Picks, Place, Ranking, Shares, Term, Wish
from simengine.program import Program
from simengine.questions import MOST_UNITS, AnswerError, Question, check_answer
from simengine.scenario.decisions import Decision
from simengine.scenario.parts import Unit

# With no more answers than this, each is a candidate.
_FEW = 40

# Steps on the way to the best amount, as shares of the range from the lowest to the highest.
_PLACES = tuple(place / 12 for place in range(13))
_STEPS = (1 / 24, 1 / 48)

# Multiples of a visible number, and steps from one of them.
_TIMES = (0.92, 0.96, 1.0, 1.04)
_TIMES_STEPS = (0.04, 0.02, 0.01)
_PARTS: tuple[Part, ...] = ("low", "middle")


def wish_of(asked: Question, answer: AnswerValue) -> Wish:
    """Return the wish for this answer: on another occasion, what comes nearest to it."""
    if isinstance(answer, str):
        others = [option.id for option in asked.options if option.id != answer]
        return Ranking((answer, *others))
    if isinstance(answer, tuple):
        return Picks(answer)
    if isinstance(answer, dict):
        units = max(1, asked.units or 0)
        return Shares({option: given / units for option, given in answer.items() if given})
    assert asked.amount is not None
    span = asked.amount.max - asked.amount.min
    return Place(0.0 if span <= 0 else min(1.0, max(0.0, (answer - asked.amount.min) / span)))


def candidates(program: Program, decision: Decision, asked: Question, now: Wish) -> list[Wish]:
    """Return the wishes to try instead of the one in force, which is none of them."""
    if isinstance(now, Ranking):
        found = _choices(now)
    elif isinstance(now, Picks):
        found = _picks(asked, now)
    elif isinstance(now, Shares):
        found = _shares(asked, now)
    else:
        found = _amounts(program, decision, asked, now)
    distinct: list[Wish] = []
    for wish in found:
        if wish != now and wish not in distinct:
            distinct.append(wish)
    return distinct


def _choices(now: Ranking) -> Iterator[Wish]:
    for option in now.rank[1:]:
        yield Ranking((option, *(other for other in now.rank if other != option)))


def _picks(asked: Question, now: Picks) -> Iterator[Wish]:
    options = [option.id for option in asked.options]
    most = len(options) if asked.at_most is None else min(asked.at_most, len(options))
    number = sum(math.comb(len(options), count) for count in range(asked.at_least, most + 1))
    if number <= 2 * _FEW:
        sets: Iterator[Sequence[str]] = itertools.chain.from_iterable(
            itertools.combinations(options, count) for count in range(asked.at_least, most + 1)
        )
    else:
        sets = _sets_nearby(options, now.take)
    for chosen in sets:
        if set(chosen) != set(now.take) and _in_order(asked, tuple(chosen)):
            yield Picks(tuple(chosen))


def _sets_nearby(options: Sequence[str], taken: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the sets with one option more, one fewer, or one exchanged for another."""
    others = [option for option in options if option not in taken]
    for option in others:
        yield [*taken, option]
    for gone in taken:
        kept = [option for option in taken if option != gone]
        yield kept
        for option in others:
            yield [*kept, option]


def _in_order(asked: Question, chosen: tuple[str, ...]) -> bool:
    try:
        check_answer(asked, chosen)
    except AnswerError:
        # What is not open now may be so on another occasion; only the limits count here.
        return any(not asked_option.available for asked_option in asked.options)
    return True


def _shares(asked: Question, now: Shares) -> Iterator[Wish]:
    units = min(MOST_UNITS, max(1, asked.units or 0))
    limits = {o.id: units if o.at_most is None else min(units, o.at_most) for o in asked.options}
    given = {option: math.floor(now.shares.get(option, 0.0) * units + 0.5) for option in limits}
    if math.comb(units + len(limits), len(limits)) <= _FEW:
        splits: Iterator[Mapping[str, int]] = _all_splits(limits, units)
    else:
        splits = _splits_nearby(given, limits, units)
    for split in splits:
        yield Shares({option: count / units for option, count in split.items() if count})


def _all_splits(limits: Mapping[str, int], units: int) -> Iterator[Mapping[str, int]]:
    for counts in itertools.product(*(range(limit + 1) for limit in limits.values())):
        if sum(counts) <= units:
            yield dict(zip(limits, counts, strict=True))


def _splits_nearby(
    given: Mapping[str, int], limits: Mapping[str, int], units: int
) -> Iterator[Mapping[str, int]]:
    """Yield the splits in which some units went from one option to another, were kept back, or
    were taken of those kept back; and the even one."""
    kept_back = units - sum(given.values())
    for step in sorted({1, max(1, units // 5), max(1, units // 3)}):
        for option, limit in limits.items():
            if step <= kept_back and given[option] + step <= limit:
                yield {**given, option: given[option] + step}
            if given[option] < step:
                continue
            less = {**given, option: given[option] - step}
            yield less
            for other in limits:
                if other != option and given[other] + step <= limits[other]:
                    yield {**less, other: given[other] + step}
    even = units // len(limits)
    yield {option: min(even, limit) for option, limit in limits.items()}


def _amounts(program: Program, decision: Decision, asked: Question, now: Wish) -> Iterator[Wish]:
    amount = asked.amount
    assert amount is not None
    steps = math.floor((amount.max - amount.min) / amount.step + 1e-9) if amount.step else 0
    places = [step / steps for step in range(steps + 1)] if 0 < steps <= _FEW else list(_PLACES)
    yield from (Place(place) for place in places)
    if isinstance(now, Place):
        for step in _STEPS:
            yield from (Place(p) for p in (now.place - step, now.place + step) if 0 <= p <= 1)
    names = [n for n in decision.shows if unit_of(program, n) == _unit_asked(decision)]
    terms = [Term(times, name, part) for name in names for part in _PARTS for times in _TIMES]
    if isinstance(now, Least):
        yield from _leasts_nearby(now, terms)
    else:
        yield from (Least((term,)) for term in terms)


def _leasts_nearby(now: Least, terms: Sequence[Term]) -> Iterator[Wish]:
    """Yield wishes with a term moved a little, one fewer, or one more."""
    for place, term in enumerate(now.least):
        before, after = now.least[:place], now.least[place + 1 :]
        for step in _TIMES_STEPS:
            for times in (round(term.times - step, 6), round(term.times + step, 6)):
                yield Least((*before, Term(times, term.see, term.part), *after))
        if before or after:
            yield Least((*before, *after))
        for other in terms:
            if other.see == term.see and other.part != term.part and other.times == 1.0:
                yield Least((*before, Term(term.times, other.see, other.part), *after))
    if len(now.least) < 3:
        named = {term.see for term in now.least}
        yield from (Least((*now.least, term)) for term in terms if term.see not in named)


def _unit_asked(decision: Decision) -> Unit | None:
    return None if decision.amount is None else decision.amount.unit


def unit_of(program: Program, name: str) -> Unit | None:
    """Return the unit of a visible number, or None where it has none or never differs."""
    if name.startswith("rivals."):
        return "money" if name.endswith(".price") else "points"
    variable = program.scenario.variables.get(name)
    return None if variable is None else variable.unit
