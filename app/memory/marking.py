"""What an answer to a card is worth.

An answer to a quiz item is marked as in a quiz. An answer to a decision speaks of the answers that
the review measured by their places there, the best one first.
"""

from __future__ import annotations

from typing import Any

from app.curriculum.items import Item
from app.curriculum.quiz.marking import credit, fits
from app.curriculum.quiz.showing import RIGHT
from simengine.review.labels import label
from simengine.review.model import DecisionReview, Label

_RIGHT_LABELS: frozenset[Label] = frozenset({"best", "good", "close"})


def answer_fits(asked: Item | DecisionReview, value: Any) -> bool:
    """Whether the value is an answer to what is asked, right or wrong."""
    if not isinstance(asked, DecisionReview):
        return fits(asked, value)
    return isinstance(value, int) and 0 <= value < len(asked.options)


def worth(asked: Item | DecisionReview, value: Any) -> float:
    """What the answer is worth, 0 to 1; of a decision 1 for what is right and 0 for the rest."""
    if not isinstance(asked, DecisionReview):
        return credit(asked, value)
    return float(is_right_answer(asked, value))


def is_right(worth: float) -> bool:
    """Whether an answer of this worth was wholly right."""
    return worth >= RIGHT


def is_right_answer(decision: DecisionReview, place: int) -> bool:
    """Whether this answer is the best one, or as good as it, or not told apart from it."""
    option = decision.options[place]
    if place == 0:
        return True
    # What was chosen then has its name already: it was the mistake.
    return not option.is_chosen and (
        label(option.behind, is_best=False, is_settled=True) in _RIGHT_LABELS
    )
