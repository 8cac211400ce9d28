"""Which items a quiz asks, and in which order their options stand. All by the attempt's seed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from app.curriculum.items import Item

LESSON_ITEMS = 6
"""Items of the quiz over a lesson."""

TEST_ITEMS_PER_LESSON = 2
LEAST_TEST_ITEMS = 8
MOST_TEST_ITEMS = 24

PASS_MARK = 0.7
"""Share of the points from which a quiz is passed. An assumption: no standard sets it."""


def draw_quiz(bank: Sequence[Item], seed: int) -> list[Item]:
    """The items of a lesson's quiz: as many kinds as there are, from easy to hard."""
    return _easy_first(_draw(bank, LESSON_ITEMS, Random(f"{seed}:quiz")))


def draw_test(banks: Sequence[Sequence[Item]], seed: int) -> list[Item]:
    """The items of a part's final test: the same number from every lesson, from easy to hard."""
    random = Random(f"{seed}:test")
    count = len(banks) * TEST_ITEMS_PER_LESSON
    each = max(1, min(max(count, LEAST_TEST_ITEMS), MOST_TEST_ITEMS) // max(len(banks), 1))
    return _easy_first([item for bank in banks for item in _draw(bank, each, random)])


def shuffled(item: Item, count: int, seed: int) -> list[int]:
    """The places 0 to `count` - 1 in the order in which this attempt shows them."""
    places = list(range(count))
    Random(f"{seed}:{item.id}").shuffle(places)
    return places


def _draw(bank: Sequence[Item], count: int, random: Random) -> list[Item]:
    """Items of different kinds first, then whatever comes."""
    rest = sorted(bank, key=lambda item: item.id)
    random.shuffle(rest)
    chosen: list[Item] = []
    while rest and len(chosen) < count:
        kinds = [item.kind for item in chosen]
        item = min(rest, key=lambda item: kinds.count(item.kind))
        rest.remove(item)
        chosen.append(item)
    return chosen


def _easy_first(items: list[Item]) -> list[Item]:
    return sorted(items, key=lambda item: item.difficulty)
