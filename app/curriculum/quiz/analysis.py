"""Item analysis: what a bank's items tell about themselves, from the answers given to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from app.curriculum.charts.shapes import figure
from app.curriculum.items import Case, Item, Match, Multiple, Number, Order, Single

ENOUGH = 20
"""Fewer answers than this and facility and discrimination are mostly chance: with 20 answers the
95 % interval of a facility of one half is still 0.28 to 0.72 (Wilson)."""

WEAK_DISCRIMINATION = 0.2
"""Below this an item hardly tells the able from others (Ebel & Frisbie 1991, ch. 13)."""

MOST_NUMBERS = 6
"""So many different numbers are told of, the most frequent ones."""

_Z = 1.96

Label = str | Mapping[Any, str]


@dataclass(frozen=True)
class Record:
    """One answer to an item, with the mean credit of the other items of the same quiz."""

    value: Any
    credit: float
    rest: float


@dataclass(frozen=True)
class Choice:
    """How often something was answered: an option, a number, the right place of a step.

    `better` and `others` divide `count` by who gave it: the half that did better in the rest of the
    quiz, and the other half. A wrong answer that the better half prefers misleads. `why` is what
    the item says of it.
    """

    label: Label
    count: int
    is_right: bool
    better: int
    others: int
    why: Mapping[Any, str] | None = None

    @property
    def misleads(self) -> bool:
        """Whether those who know more fall for it more often."""
        return not self.is_right and self.better > self.others


@dataclass(frozen=True)
class ItemReport:
    """What is known of an item from `count` answers.

    `facility` is the mean credit, `interval` the 95 % interval of it. `discrimination` is the
    correlation of an item's credit with the rest of the quiz (the item itself left out); None where
    either does not vary.
    """

    item: Item
    count: int
    facility: float | None
    interval: tuple[float, float] | None
    discrimination: float | None
    choices: tuple[Choice, ...]
    left_out: int

    @property
    def is_enough(self) -> bool:
        """Whether there are enough answers to judge the item by."""
        return self.count >= ENOUGH

    @property
    def is_suspect(self) -> bool:
        """Whether those who know more do not do better at it."""
        return (
            self.is_enough
            and self.discrimination is not None
            and self.discrimination < WEAK_DISCRIMINATION
        )

    @property
    def unused(self) -> tuple[int, ...]:
        """Wrong options that nobody chose, although there were enough answers."""
        if not self.is_enough or not isinstance(self.item, (Single, Case, Multiple)):
            return ()
        return tuple(
            place
            for place, choice in enumerate(self.choices)
            if not choice.is_right and not choice.count
        )


def analyse(item: Item, records: Sequence[Record]) -> ItemReport:
    """The report of an item from all answers that count."""
    credits_ = [record.credit for record in records]
    facility = sum(credits_) / len(credits_) if credits_ else None
    return ItemReport(
        item=item,
        count=len(records),
        facility=facility,
        interval=interval(facility, len(records)) if facility is not None else None,
        discrimination=correlation(credits_, [record.rest for record in records]),
        choices=tuple(_choices(item, records)),
        left_out=sum(record.value is None for record in records),
    )


def correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Pearson's correlation; None where there are fewer than three pairs or no variation."""
    count = len(first)
    if count < 3:
        return None
    mean_1, mean_2 = sum(first) / count, sum(second) / count
    spread_1 = sum((x - mean_1) ** 2 for x in first)
    spread_2 = sum((y - mean_2) ** 2 for y in second)
    if spread_1 < 1e-12 or spread_2 < 1e-12:
        return None
    together = sum((x - mean_1) * (y - mean_2) for x, y in zip(first, second, strict=True))
    return together / sqrt(spread_1 * spread_2)


def interval(share: float, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927). A mean credit varies no more than a share of the
    same size, so that for items with parts of credit it is rather too wide."""
    near = 1 + _Z**2 / count
    middle = (share + _Z**2 / (2 * count)) / near
    half = _Z * sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2)) / near
    return max(0.0, middle - half), min(1.0, middle + half)


def _choices(item: Item, records: Sequence[Record]) -> Iterable[Choice]:
    given = [record for record in records if record.value is not None]
    half = _better_half(given)
    match item:
        case Single() | Case() | Multiple():
            for place, option in enumerate(item.options):
                chosen = [_holds(record.value, place) for record in given]
                yield _choice(option.text, option.right, chosen, half, option.why)
        case Order():
            for place, step in enumerate(item.steps):
                yield _choice(step, True, [_is_at(r.value, place) for r in given], half)
        case Match():
            for place, pair in enumerate(item.pairs):
                yield _choice(pair.left, True, [_is_at(r.value, place) for r in given], half)
        case Number():
            yield from _numbers(item, given, half)


def _numbers(item: Number, given: list[Record], half: list[bool]) -> Iterable[Choice]:
    """The right answer, the typical mistakes, and whatever else is frequent."""

    def is_near(value: Any, answer: float) -> bool:
        return abs(float(value) - answer) <= max(item.tolerance, abs(answer) * 0.005)

    right = [record.credit > 0 for record in given]
    yield _choice(figure(item.answer), True, right, half)
    rest = [not is_right for is_right in right]
    for mistake in item.mistakes:
        made = [r and is_near(g.value, mistake.answer) for r, g in zip(rest, given, strict=True)]
        rest = [r and not m for r, m in zip(rest, made, strict=True)]
        yield _choice(figure(mistake.answer), False, made, half, mistake.why)
    others = Counter(float(g.value) for r, g in zip(rest, given, strict=True) if r)
    room = max(0, MOST_NUMBERS - 1 - len(item.mistakes))
    for value, _count in others.most_common(room):
        typed = [r and float(g.value) == value for r, g in zip(rest, given, strict=True)]
        yield _choice(figure(value), False, typed, half)


def _choice(
    label: Label,
    is_right: bool,
    chosen: Sequence[bool],
    half: Sequence[bool],
    why: Mapping[Any, str] | None = None,
) -> Choice:
    better = sum(c and h for c, h in zip(chosen, half, strict=True))
    return Choice(label, sum(chosen), is_right, better, sum(chosen) - better, why)


def _better_half(records: Sequence[Record]) -> list[bool]:
    """Whether each record belongs to the half with the better rest of the quiz."""
    order = sorted(range(len(records)), key=lambda place: -records[place].rest)
    better = set(order[: len(order) // 2])
    return [place in better for place in range(len(records))]


def _holds(value: Any, place: int) -> bool:
    return place in value if isinstance(value, list) else bool(value == place)


def _is_at(value: Any, place: int) -> bool:
    return bool(value[place] == place)
