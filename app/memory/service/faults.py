"""Decisions of finished deals that their review calls a mistake or a blunder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.library import service as library
from app.library.refusals import Unreadable
from app.memory.subjects import DecisionKey, Subject
from app.play import service as play
from app.play.models import Attempt
from simengine.review.model import DecisionReview, Label, RunReview
from simengine.run import ENGINE

WRONG: frozenset[Label] = frozenset({"mistake", "blunder"})

# A review is long, and what is looked for in it is short and stays as it is.
_KEPT = 1024


@dataclass(frozen=True)
class Fault:
    """A decision that gave points of score away."""

    step: int
    decision: str
    loss: float


def faults_of(person_id: int) -> list[Subject]:
    """The decisions of a person that were wrong, the dearest first."""
    attempts = {
        attempt.id: attempt
        for attempt in play.attempts_of(person_id)
        if attempt.status == "finished" and play.can_replay(attempt)
    }
    found = [
        (fault.loss, attempts[attempt_id], fault)
        for attempt_id, key in play.keys_of_reviews(attempts).items()
        for fault in _faults_in(key)
    ]
    found.sort(key=lambda row: (-row[0], row[1].id, row[2].step))
    subjects = (_subject(attempt, fault) for _loss, attempt, fault in found)
    return [subject for subject in subjects if subject is not None]


def find_wrong(review: RunReview, step: int) -> DecisionReview | None:
    """What a review says of a step, if that was wrong."""
    return next(
        (each for each in review.decisions if each.step == step and each.label in WRONG), None
    )


def forget_faults() -> None:
    """Read every review anew."""
    _faults_in.cache_clear()


@lru_cache(maxsize=_KEPT)
def _faults_in(key: str) -> tuple[Fault, ...]:
    review = play.find_review_by_key(key)
    assert review is not None, f"the review {key} is made, but it is not kept"
    return tuple(
        Fault(each.step, each.decision, each.loss.mean)
        for each in review.decisions
        if each.label in WRONG and each.loss is not None
    )


def _subject(attempt: Attempt, fault: Fault) -> Subject | None:
    try:
        scenario = library.get_program(attempt.digest).scenario
    except Unreadable:
        return None
    decision = scenario.decisions[fault.decision]
    return Subject(
        key=DecisionKey(attempt.id, fault.step),
        version=ENGINE,
        lesson=decision.lesson,
        skill=decision.skill,
        words={"ask": decision.title, "skill": scenario.skills[decision.skill]},
    )
