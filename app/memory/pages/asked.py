"""A card as it is asked, and as it is explained once it was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from app.curriculum import service as curriculum
from app.curriculum.items import Item
from app.curriculum.quiz.showing import ShownItem, show
from app.errors import NotFound
from app.i18n import pick
from app.memory import service
from app.memory.marking import is_right
from app.memory.models import MemoryReview
from app.memory.subjects import DecisionKey, find_key, wording
from app.play import service as play
from app.play.models import Attempt
from app.play.narrate import Narrator
from app.play.pages.desk import Desk, lay_out
from app.play.pages.review import DecisionTold, tell_decision
from app.play.service.what_if import ORIGINS
from simengine.review.model import DecisionReview


@dataclass(frozen=True)
class Choice:
    """An answer to a decision. `place` is its place in the review, None for what was not possible
    then; `why_not` says why."""

    place: int | None
    label: str
    detail: str
    why_not: str
    cost: float


@dataclass(frozen=True)
class Situation:
    """A decision and what was visible when it was taken."""

    attempt: Attempt
    step: int
    desk: Desk
    told: DecisionTold
    then: str
    choices: tuple[Choice, ...]
    can_try_again: bool


@dataclass(frozen=True)
class Asked:
    """A card on the page that asks it: either an item of a skill, or a situation."""

    turn: service.Turn
    item: ShownItem | None
    situation: Situation | None

    @property
    def skill(self) -> str:
        """The skill that an item is about."""
        return "" if self.item is None else _skill_name(self.item.item)


@dataclass(frozen=True)
class Explained:
    """An answered card: what was right, and when it comes again.

    `item` and `situation` are both None when the card is asked in other words by now. `outlook`
    has the day on which it would come again for each rating, while there is none.
    """

    review: MemoryReview
    is_right: bool
    item: ShownItem | None
    situation: Situation | None
    outlook: Mapping[int, date]

    @property
    def skill(self) -> str:
        """The skill that an item is about."""
        return "" if self.item is None else _skill_name(self.item.item)

    @property
    def is_latest(self) -> bool:
        """Whether the card has not been answered again since."""
        return self.review.card.repetitions == self.review.repetition


def find_asked(
    person_id: int, turn: service.Turn, *, value: Any = None, typed: str | None = None
) -> Asked | None:
    """The card whose turn it is, with what was entered; None when it cannot be shown any more."""
    try:
        asked = service.get_asked(person_id, turn.key)
    except NotFound:
        return None
    if isinstance(asked, DecisionReview):
        situation = _situation(person_id, turn.key, asked, turn.repetition)
        return Asked(turn, None, situation)
    return Asked(turn, _shown(asked, turn.repetition, value, None, typed), None)


def explain(review: MemoryReview) -> Explained:
    """An answered card."""
    card = review.card
    item = situation = None
    if wording().has(card.key, card.version):
        try:
            asked = service.get_asked(review.person_id, card.key)
        except NotFound:
            pass
        else:
            if isinstance(asked, DecisionReview):
                situation = _situation(review.person_id, card.key, asked, review.repetition)
            else:
                item = _shown(asked, review.repetition, review.value, review.credit)
    return Explained(
        review=review,
        is_right=is_right(review.credit),
        item=item,
        situation=situation,
        outlook={} if review.rating is not None else service.outlook(review),
    )


def _skill_name(item: Item) -> str:
    return pick(curriculum.course().skills.get(item.skill, {"en": item.skill}))


def _shown(
    item: Item, repetition: int, value: Any, credit: float | None, typed: str | None = None
) -> ShownItem:
    """The item, its options in another order at every repetition."""
    wrongly_typed = {} if typed is None else {0: typed}
    (shown,) = show([item], repetition, {0: value}, {0: credit}, wrongly_typed)
    return shown


def _situation(person_id: int, key: str, decision: DecisionReview, repetition: int) -> Situation:
    named = find_key(key)
    assert isinstance(named, DecisionKey)
    attempt = play.get_own_attempt(named.attempt_id, person_id)
    snapshot = play.snapshot_of(attempt, upto=named.step)
    desk = lay_out(attempt, snapshot, is_past=True)
    narrator = Narrator(snapshot.program)
    told = tell_decision(decision, narrator)
    return Situation(
        attempt=attempt,
        step=named.step,
        desk=desk,
        told=told,
        then=narrator.texts.answer(desk.question.decision, decision.chosen),
        choices=_choices(desk, told, f"{key}:{repetition}"),
        can_try_again=attempt.mode in ORIGINS,
    )


def _choices(desk: Desk, told: DecisionTold, seed: str) -> tuple[Choice, ...]:
    """The answers that the review measured, in another order at every repetition; then what could
    not be chosen then."""
    options = {option.id: option for option in desk.question.options}
    measured = []
    for place, row in enumerate(told.options):
        answer = row.worth.answer
        option = options.get(answer) if isinstance(answer, str) else None
        measured.append(
            Choice(
                place=place,
                label=row.answer,
                detail="" if option is None else option.detail,
                why_not="",
                cost=0.0 if option is None else option.cost,
            )
        )
    Random(seed).shuffle(measured)
    closed = [
        Choice(None, option.label, option.detail, option.why_not, option.cost)
        for option in options.values()
        if not option.available and desk.question.asked.answer == "choice"
    ]
    return (*measured, *closed)
