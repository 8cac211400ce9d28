"""All cards of a person, by lesson or by skill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from flask_babel import gettext as _

from app.curriculum import service as curriculum
from app.i18n import pick
from app.memory import service

By = Literal["lesson", "skill"]


@dataclass(frozen=True)
class Heap:
    """The cards of one lesson or skill. `id` is "" for those that belong to no lesson."""

    id: str
    title: str
    cards: tuple[service.Listed, ...]

    @property
    def standings(self) -> Counter[service.Standing]:
        """How many cards stand where."""
        return Counter(card.standing for card in self.cards)

    @property
    def due(self) -> int:
        """How many are due."""
        return sum(card.is_due for card in self.cards)

    @property
    def next_due_on(self) -> date | None:
        """The day on which the next one comes."""
        return min((card.due_on for card in self.cards if card.due_on), default=None)


def heaps_of(person_id: int, by: By, *, now: datetime) -> list[Heap]:
    """A person's cards, in the order of the course."""
    heaps: dict[str, list[service.Listed]] = {}
    for card in service.list_cards(person_id, now=now):
        heaps.setdefault((card.lesson or "") if by == "lesson" else card.skill, []).append(card)
    order = _order(by)
    ranked = sorted(heaps, key=lambda key: (order.index(key) if key in order else len(order), key))
    return [Heap(key, _title(key, by, heaps[key]), tuple(heaps[key])) for key in ranked]


def _order(by: By) -> Sequence[str]:
    course = curriculum.course()
    if by == "skill":
        return list(course.skills)
    return [lesson.slug for lesson in course.in_order()]


def _title(key: str, by: By, cards: Sequence[service.Listed]) -> str:
    if by == "skill":
        return pick(cards[0].words["skill"])
    lesson = curriculum.course().lessons.get(key)
    if lesson is not None:
        return pick(lesson.head.title)
    return key or _("No lesson")
