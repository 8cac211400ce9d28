"""What to do after a debrief: read, drill, play again."""

from __future__ import annotations

from dataclasses import dataclass

from app.errors import NotFound
from app.i18n import pick
from app.library import service as library
from app.play.forms import PracticeForm
from app.play.models import Attempt
from app.play.pages.review import ReviewTold
from simengine.scenario.model import Scenario

_MOST_LESSONS = 3
_MOST_DRILLS = 2


@dataclass(frozen=True)
class DrillLink:
    """A drill that trains a skill which cost points, or else one of the deal's."""

    slug: str
    title: str
    skill: str
    minutes: int


@dataclass(frozen=True)
class NextSteps:
    """`slug` is the scenario that can be played anew, None if it can't; `seed` brings the same luck
    again, None where that is not to be had. A token marks each form, so that one that is sent twice
    starts one run."""

    lessons: tuple[str, ...]
    drills: tuple[DrillLink, ...]
    slug: str | None
    seed: int | None
    token: str
    token_of_same_luck: str


def next_steps(
    attempt: Attempt, scenario: Scenario, told: ReviewTold | None, *, is_own: bool
) -> NextSteps:
    """What follows from the review, or from the scenario while there is none."""
    weak = [] if told is None else [row for row in told.review.skills if row.loss > 0]
    lessons = dict.fromkeys(
        [lesson for row in weak for lesson in row.lessons] if weak else scenario.lessons
    )
    skills = [row.skill for row in weak] or list(scenario.skills)
    newest = _newest_digest(attempt) if is_own else None
    has_same_luck = newest == attempt.digest and attempt.mode != "assessed"
    return NextSteps(
        lessons=tuple(lessons)[:_MOST_LESSONS],
        drills=_drills(skills, attempt) if weak or scenario.kind != "drill" else (),
        slug=attempt.entry.slug if newest is not None and attempt.entry is not None else None,
        seed=attempt.seed if has_same_luck else None,
        token=PracticeForm(formdata=None).token.data,
        token_of_same_luck=PracticeForm(formdata=None).token.data,
    )


def _newest_digest(attempt: Attempt) -> str | None:
    """The text of the scenario as it is offered now; None if it is not."""
    if attempt.entry is None or attempt.mode == "trial":
        return None
    try:
        return library.current_version(attempt.entry.slug).digest
    except NotFound:
        return None


def _drills(skills: list[str], attempt: Attempt) -> tuple[DrillLink, ...]:
    """The drills on offer that train one of the skills, that of the dearest skill first."""
    drills = [offer for offer in library.catalogue() if offer.scenario.kind == "drill"]
    found: dict[str, DrillLink] = {}
    for skill in skills:
        for offer in drills:
            scenario = offer.scenario
            if skill in scenario.skills and scenario.digest != attempt.digest:
                found.setdefault(
                    offer.slug,
                    DrillLink(
                        offer.slug,
                        pick(scenario.title),
                        pick(scenario.skills[skill]),
                        scenario.minutes,
                    ),
                )
                break
    return tuple(found.values())[:_MOST_DRILLS]
