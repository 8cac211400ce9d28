"""What people have learned and got wrong, for tests of what they remember of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.accounts.models import Person
from app.curriculum import service as curriculum
from app.curriculum.items import Item
from app.database import commit
from app.jobs import service as jobs
from app.memory import service
from app.memory.models import MemoryReview
from app.play import service as play
from app.play.models import Attempt
from app.play.service.kinds import REVIEW
from simengine.journal import AnswerValue
from simengine.review.model import DecisionReview
from tests.app.curriculum.answers import right_answer, wrong_answer
from tests.support.coaching import around, give_par, make_review
from tests.support.deals import MINI_SLUG, NOON, play_to_the_end, publish_mini

LESSON = "why-sales-management"
ITEM = "item.why-sales-management-1"


def take_quiz(person: Person, *, right: bool, seed: int = 5, now: datetime = NOON) -> list[str]:
    """Finish a quiz over the lesson; the keys of what it asked."""
    attempt = curriculum.start_quiz(person.id, LESSON, now=now, seed=seed)
    pick = right_answer if right else wrong_answer
    items = [item for item in curriculum.items_of(attempt) if item is not None]
    curriculum.answer(attempt.id, person.id, dict(enumerate(map(pick, items))), now=now)
    curriculum.finish(attempt.id, person.id, now=now)
    return [f"item.{item.id}" for item in items]


DEPTH, PRICE = 0, 1
"""Steps of the small deal that were decided wrongly: a mistake of one choice, a dearer one of an
amount."""

# Of each, the answers that the review measured and how far they lie behind the best, in points.
MEASURED: Mapping[int, Mapping[AnswerValue, float]] = {
    DEPTH: {"quick": 0.0, "visit": 4.0},
    PRICE: {800_000.0: 0.0, 850_000.0: 0.5, 900_000.0: 8.0, 1_000_000.0: 9.0},
}


def play_wrongly(person: Person, *, seed: int = 4, now: datetime = NOON) -> Attempt:
    """A finished deal whose first two decisions were wrong."""
    publish_mini()
    started = play.start(person.id, MINI_SLUG, "practice", seed=seed, now=now)
    play_to_the_end(started.id, person.id)
    attempt = play.get_own_attempt(started.id, person.id)
    give_par(attempt.digest)
    job = play.ask_for_review(attempt, now=now)
    found = make_review(play.snapshot_of(attempt), {DEPTH: "mistake", PRICE: "blunder"})
    decisions = tuple(map(_with_options, found.decisions))
    jobs.provide(REVIEW, job.key, replace(found, decisions=decisions).as_json(), now=now)
    commit()
    return attempt


def _with_options(decision: DecisionReview) -> DecisionReview:
    measured = MEASURED.get(decision.step)
    if measured is None:
        return decision
    (like,) = decision.options
    options = tuple(
        replace(
            like,
            answer=answer,
            is_chosen=answer == decision.chosen,
            worth=around(60.0 - behind),
            behind=around(behind),
        )
        for answer, behind in measured.items()
    )
    assert any(option.is_chosen for option in options)
    return replace(decision, options=options, loss=around(measured[decision.chosen]))


def version_of(key: str) -> str:
    """The wording of an item now."""
    return curriculum.course().items[key.removeprefix("item.")].digest


def answer(
    person: Person,
    key: str,
    pick: Callable[[Item], Any] = right_answer,
    *,
    repetition: int = 1,
    rating: int | None = None,
    now: datetime = NOON,
) -> MemoryReview:
    """Answer an item's card, and say how hard it was if that is given."""
    item = service.get_asked(person.id, key)
    assert not isinstance(item, DecisionReview)
    value = pick(item)
    review = service.answer(person.id, key, item.digest, repetition, value, now=now)
    if rating is not None:
        review = service.rate(person.id, review.id, rating)
    return review
