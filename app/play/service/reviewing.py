"""Reviews of finished attempts: what each decision was worth, and what was luck."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from pydantic import TypeAdapter

from app.errors import Conflict
from app.jobs import service as jobs
from app.jobs.kinds import key_of
from app.jobs.models import Job
from app.library import service as library
from app.play.models import Attempt
from app.play.service.kinds import ATTEMPT, REVIEW
from app.play.service.replays import answers_of, check_engine
from simengine.review.model import RunReview
from simengine.review.reviewing import REVIEWING
from simengine.run import ENGINE, Answer

_REVIEW: TypeAdapter[RunReview] = TypeAdapter(RunReview)


def ask_for_review(attempt: Attempt, *, now: datetime) -> Job:
    """The review of a finished attempt, begun if it was not; the search for par where that must
    come first.

    Raises Conflict for an attempt that is not finished or belongs to another engine.
    """
    if attempt.status != "finished":
        raise Conflict(_("A deal is reviewed once it is finished."))
    check_engine(attempt)
    asker = f"{ATTEMPT}{attempt.id}"
    par = library.find_par(attempt.digest)
    if par is None:
        return library.ask_for_par(attempt.digest, asker=asker, now=now)
    payload = _payload(attempt, answers_of(attempt.id), par)
    return jobs.ask(REVIEW, key_of(ENGINE, payload), payload, asker=asker, now=now)


def find_review(attempt: Attempt) -> RunReview | None:
    """The review of a finished attempt, once it is made."""
    par = library.find_par(attempt.digest)
    if par is None:
        return None
    return find_review_by_key(review_key(attempt, answers_of(attempt.id), par))


def find_review_by_key(key: str) -> RunReview | None:
    """The review that is kept under a key; the same review for ever."""
    found = jobs.result_of(REVIEW, key)
    return None if found is None else read_review(found)


def keys_of_reviews(attempt_ids: Collection[int]) -> dict[int, str]:
    """Those of these attempts whose review is made, with its key."""
    made = jobs.keys_of_results(REVIEW, [f"{ATTEMPT}{attempt_id}" for attempt_id in attempt_ids])
    return {int(asker.removeprefix(ATTEMPT)): key for asker, key in made.items()}


def find_review_job(attempt: Attempt) -> Job | None:
    """The work on a review, or on the par that it waits for, if anybody asked for it."""
    par = library.find_par(attempt.digest)
    if par is None:
        return library.find_par_search(attempt.digest)
    return jobs.find(REVIEW, review_key(attempt, answers_of(attempt.id), par))


def review_key(attempt: Attempt, answers: Sequence[Answer], par: library.Par) -> str:
    """Under what the review of a finished attempt is kept."""
    return key_of(ENGINE, _payload(attempt, answers, par))


def read_review(result: Any) -> RunReview:
    """A review as it is kept, be it from before reviews told what par makes and how well they know
    the accuracy: of these the decisions are still asked for, day by day."""
    if not isinstance(result["accuracy"], dict):
        accuracy = {"n": 0, "sd": 0.0, **dict.fromkeys(("mean", "low", "high"), result["accuracy"])}
        result = {**result, "par_score": result["expected"], "accuracy": accuracy}
    return _REVIEW.validate_python(result)


def _payload(attempt: Attempt, answers: Sequence[Answer], par: library.Par) -> dict[str, Any]:
    """What determines the review."""
    return {
        "reviewing": REVIEWING,
        "digest": attempt.digest,
        "seed": attempt.seed,
        "answers": [[answer.decision, answer.value] for answer in answers],
        "plan": par.plan,
    }
