"""Right and wrong answers to any item."""

from __future__ import annotations

from typing import Any

from app.curriculum.items import Case, Item, Match, Multiple, Number, Single
from app.curriculum.quiz.showing import count_of


def right_answer(item: Item) -> Any:
    """The answer that is worth all of an item."""
    match item:
        case Single() | Case():
            return next(place for place, option in enumerate(item.options) if option.right)
        case Multiple():
            return [place for place, option in enumerate(item.options) if option.right]
        case Number():
            return item.answer
        case _:
            return list(range(count_of(item)))


def wrong_answer(item: Item) -> Any:
    """An answer that is worth nothing."""
    match item:
        case Single() | Case():
            return next(place for place, option in enumerate(item.options) if not option.right)
        case Multiple():
            return [place for place, option in enumerate(item.options) if not option.right]
        case Number():
            return item.mistakes[0].answer
        case Match():
            return [(place + 1) % len(item.pairs) for place in range(len(item.pairs))]
        case _:
            return list(reversed(range(count_of(item))))
