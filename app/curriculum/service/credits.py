"""What people's answers in finished quizzes were worth, skill by skill."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.curriculum.models import QuizAnswer, QuizAttempt
from app.database import db


@dataclass(frozen=True, slots=True)
class SkillCredit:
    """What one answer was worth, 0 to 1, and when its quiz was finished."""

    skill: str
    credit: float
    at: datetime


def credits_of_people(person_ids: Collection[int]) -> dict[int, list[SkillCredit]]:
    """The answers of each of these people in finished quizzes, the last given first."""
    rows = db.session.execute(
        select(QuizAttempt.person_id, QuizAnswer.skill, QuizAnswer.credit, QuizAttempt.finished_at)
        .join(QuizAttempt, QuizAttempt.id == QuizAnswer.attempt_id)
        .where(QuizAttempt.person_id.in_(person_ids), QuizAttempt.status == "finished")
        .order_by(QuizAttempt.finished_at.desc(), QuizAnswer.id.desc())
    )
    found: dict[int, list[SkillCredit]] = {person_id: [] for person_id in person_ids}
    for row in rows:
        found[row.person_id].append(SkillCredit(row.skill, row.credit or 0.0, row.finished_at))
    return found
