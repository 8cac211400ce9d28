"""The background work of this area: reviewing a finished deal."""

from __future__ import annotations

from concurrent.futures import Executor
from typing import Any

from flask_babel import lazy_gettext as _

from app.accounts.models import Person
from app.errors import DealwrightError
from app.jobs import service as jobs
from app.jobs.kinds import Kind, Report
from app.jobs.models import Job
from app.library import service as library
from app.play.service.attempts import get_visible_attempt
from simengine.policies import Plan
from simengine.review.reviewing import review_run
from simengine.run import Answer

ATTEMPT = "attempt:"
"""What stands before the number of an attempt that waits for its review."""


def add_text(payload: dict[str, Any]) -> dict[str, Any]:
    """What the review of a run needs beside what determines it: the scenario's text."""
    return {**payload, "text": library.source_of(payload["digest"])}


def review(payload: dict[str, Any], report: Report, executor: Executor) -> dict[str, Any]:
    """The review of a run, as plain data."""
    return review_run(
        payload["text"],
        payload["seed"],
        [Answer(decision, value) for decision, value in payload["answers"]],
        Plan.from_json(payload["plan"]),
        executor=executor,
        progress=report,
    ).as_json()


def may_see_review(viewer: Person, job: Job) -> bool:
    """Whether this person may see one of the attempts that wait for it."""
    return any(_may_see(viewer, asker) for asker in jobs.askers_of(job.id))


def _may_see(viewer: Person, asker: str) -> bool:
    try:
        get_visible_attempt(int(asker.removeprefix(ATTEMPT)), viewer)
    except DealwrightError:
        return False
    return True


REVIEW = Kind(
    "review",
    _("Review of a finished deal"),
    run=review,
    may_see=may_see_review,
    lane="soon",
    load=add_text,
)
