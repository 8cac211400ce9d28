"""The review on the debrief: skill told apart from luck, and what each decision was worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import pick
from app.jobs.models import Job
from app.library import service as library
from app.play import service
from app.play.charts.losses import Losses, draw_losses
from app.play.charts.verdict import (
    Column,
    SourceBar,
    Verdict,
    draw_sources,
    draw_spread,
    draw_verdict,
)
from app.play.models import Attempt
from app.play.narrate import Narrator
from app.play.service.what_if import ORIGINS
from simengine.program import Program
from simengine.review.model import DecisionReview, OptionWorth, RunReview

# A KPI that moved the score by less is not worth a word.
_LEAST_POINTS = 0.2


@dataclass(frozen=True)
class KpiPart:
    """What a KPI gained or lost, in points of score."""

    title: str
    points: float


@dataclass(frozen=True)
class OptionRow:
    """An answer that was open, and what it was worth."""

    worth: OptionWorth
    answer: str
    spread: tuple[Column, ...]
    kpis: tuple[KpiPart, ...]


@dataclass(frozen=True)
class DecisionTold:
    """What the review says of a decision. `swing` is how far the score to expect moved from here
    to the next decision, by the answer and by what chance then brought."""

    review: DecisionReview
    best: str
    par: str
    skill: str
    options: tuple[OptionRow, ...]
    kpis: tuple[KpiPart, ...]


@dataclass(frozen=True)
class SkillRow:
    """A skill to train."""

    skill: str
    lessons: tuple[str, ...]
    loss: float
    steps: tuple[int, ...]


@dataclass(frozen=True)
class ReviewTold:
    """The review in words and pictures."""

    review: RunReview
    verdict: Verdict
    sources: tuple[SourceBar, ...]
    losses: Losses
    decisions: Mapping[int, DecisionTold]
    costliest: tuple[DecisionTold, ...]
    turning_point: DecisionTold | None
    skills: tuple[SkillRow, ...]


@dataclass(frozen=True)
class ReviewPart:
    """What the debrief shows of a review: `told` once it is made, `job` while it is worked on."""

    told: ReviewTold | None
    job: Job | None
    waits_for_par: bool
    can_try_again: bool


def review_part(attempt: Attempt, program: Program, *, is_own: bool) -> ReviewPart:
    """The review of a finished attempt as far as it is."""
    par = library.find_par(attempt.digest)
    review = service.find_review(attempt) if service.can_replay(attempt) else None
    told = None if review is None else _tell(review, Narrator(program))
    return ReviewPart(
        told=told,
        job=None if told is not None else service.find_review_job(attempt),
        waits_for_par=par is None,
        can_try_again=is_own and attempt.mode in ORIGINS and service.can_replay(attempt),
    )


def _tell(review: RunReview, narrator: Narrator) -> ReviewTold:
    scenario = narrator.program.scenario
    decisions = {each.step: tell_decision(each, narrator) for each in review.decisions}
    turning_point = review.turning_point
    return ReviewTold(
        review=review,
        verdict=draw_verdict(
            review.score, review.expected, review.par_score.mean, scenario.score.pass_mark
        ),
        sources=draw_sources(review.luck_by_source),
        losses=draw_losses(review.decisions, turning_point, review.costliest),
        decisions=decisions,
        costliest=tuple(decisions[step] for step in review.costliest),
        turning_point=None if turning_point is None else decisions.get(turning_point),
        skills=tuple(
            SkillRow(pick(scenario.skills[row.skill]), row.lessons, row.loss, row.steps)
            for row in review.skills
        ),
    )


def tell_decision(found: DecisionReview, narrator: Narrator) -> DecisionTold:
    """What the review says of one decision, in words and pictures."""
    scenario = narrator.program.scenario
    decision = scenario.decisions[found.decision]
    rows = tuple(
        OptionRow(
            worth=option,
            answer=narrator.texts.answer(decision, option.answer),
            spread=draw_spread(option.histogram),
            kpis=_kpis(option.kpis, narrator),
        )
        for option in found.options
    )
    return DecisionTold(
        review=found,
        best=rows[0].answer if rows else narrator.texts.answer(decision, found.chosen),
        par=narrator.texts.answer(decision, found.par),
        skill=pick(scenario.skills[found.skill]),
        options=rows,
        kpis=_kpis(found.kpis, narrator),
    )


def _kpis(points: Mapping[str, float], narrator: Narrator) -> tuple[KpiPart, ...]:
    """The KPIs that made a difference, the greatest first."""
    moved = [item for item in points.items() if abs(item[1]) >= _LEAST_POINTS]
    return tuple(
        KpiPart(narrator.name(kpi), value)
        for kpi, value in sorted(moved, key=lambda item: -abs(item[1]))
    )
