"""What an answer is worth.

An answer speaks of an item's parts by their places in its file, from 0:

=========  ===============================================================
single     the option
case       the option
multiple   the options, ascending
order      for each step the place given to it, or None
match      for each left side the right side given to it, or None
number     the number
=========  ===============================================================

None is no answer at all.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from app.curriculum.items import Case, Item, Match, Multiple, Number, Order, Single


def fits(item: Item, value: Any) -> bool:
    """Whether the value is an answer to this item, right or wrong."""
    match item:
        case Single() | Case():
            return _is_place(value, len(item.options))
        case Multiple():
            return (
                isinstance(value, list)
                and bool(value)
                and all(_is_place(place, len(item.options)) for place in value)
                and sorted(set(value)) == value
            )
        case Order():
            return _are_places(value, len(item.steps))
        case Match():
            return _are_places(value, len(item.pairs))
        case Number():
            return isinstance(value, (int, float)) and not isinstance(value, bool)


def credit(item: Item, value: Any) -> float:
    """What the answer is worth, 0 to 1; 0 for none and for one that does not fit the item.

    Several options: each right one counts for, each wrong one against, never below zero. Order:
    the share of neighbours that follow each other as they should, so that one step out of place
    does not spoil all. Match: the share of right pairs. All others: right or wrong.
    """
    if not fits(item, value):
        return 0.0
    match item:
        case Single() | Case():
            return float(item.options[value].right)
        case Multiple():
            right = {place for place, option in enumerate(item.options) if option.right}
            chosen = set(value)
            return max(0.0, (len(chosen & right) - len(chosen - right)) / len(right))
        case Order():
            followed = sum(
                before is not None and after == before + 1 for before, after in pairwise(value)
            )
            return followed / (len(value) - 1)
        case Match():
            return sum(place == given for place, given in enumerate(value)) / len(value)
        case Number():
            # A little more than the tolerance: 0.1 + 0.2 is not quite 0.3.
            slack = item.tolerance + 1e-9 * max(1.0, abs(item.answer))
            return float(abs(value - item.answer) <= slack)


def _is_place(value: Any, count: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < count


def _are_places(value: Any, count: int) -> bool:
    """Whether it is one place or None for each of `count` things, and not None for all."""
    return (
        isinstance(value, list)
        and len(value) == count
        and any(place is not None for place in value)
        and all(place is None or _is_place(place, count) for place in value)
    )
