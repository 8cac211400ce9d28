"""A quiz as it is shown: each item with its options in this attempt's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.curriculum.items import Item, Match, Mistake, Number, Order
from app.curriculum.quiz.draw import shuffled

RIGHT = 1.0 - 1e-9


@dataclass(frozen=True)
class ShownItem:
    """An item of a quiz. `places` are its options, steps or right sides in the order shown."""

    position: int
    item: Item
    places: tuple[int, ...]
    value: Any
    credit: float | None
    typed: str | None = None
    """What was typed where a number belongs, and is none."""

    @property
    def is_right(self) -> bool:
        """Whether it was marked as wholly right."""
        return self.credit is not None and self.credit >= RIGHT

    @property
    def mistake(self) -> Mistake | None:
        """The typical mistake behind a wrong number, if it is one."""
        if not isinstance(self.item, Number) or self.value is None or self.is_right:
            return None
        near = max(self.item.tolerance, abs(self.value) * 0.005)
        found = [m for m in self.item.mistakes if abs(m.answer - self.value) <= near]
        return min(found, key=lambda m: abs(m.answer - self.value), default=None)


def show(
    items: Sequence[Item | None],
    seed: int,
    values: Mapping[int, Any],
    credits_: Mapping[int, float | None],
    typed: Mapping[int, str] | None = None,
) -> list[ShownItem]:
    """The items that are still in the course, each at its position."""
    return [
        ShownItem(
            position,
            item,
            tuple(shuffled(item, count_of(item), seed)),
            values.get(position),
            credits_.get(position),
            (typed or {}).get(position),
        )
        for position, item in enumerate(items)
        if item is not None
    ]


def count_of(item: Item) -> int:
    """How many options, steps or pairs the item has; 0 for a number."""
    if isinstance(item, Number):
        return 0
    if isinstance(item, Order):
        return len(item.steps)
    return len(item.pairs if isinstance(item, Match) else item.options)
