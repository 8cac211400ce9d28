"""People who have come some way, without the quizzes that it takes."""

from __future__ import annotations

from datetime import datetime

from app.curriculum import service as curriculum
from app.curriculum.models import LessonReading, QuizAnswer, QuizAttempt, QuizKind
from app.database import commit, db
from app.learning.models import Certificate
from app.learning.numbers import new_number
from tests.support.deals import NOON

PART = "foundations"


def complete_part(person_id: int, part_id: str = PART, *, points: float = 0.9) -> None:
    """Let a person have read and passed all of a part."""
    lessons = [one.slug for one in curriculum.course().lessons_of(curriculum.get_part(part_id))]
    db.session.add_all(
        LessonReading(person_id=person_id, lesson=slug, read_at=NOON) for slug in lessons
    )
    db.session.add_all(_quiz(person_id, slug, "lesson", points, NOON) for slug in lessons)
    db.session.add(_quiz(person_id, part_id, "part", points, NOON))
    commit()


def complete_course(person_id: int) -> None:
    """Let a person have read and passed the whole course."""
    for part in curriculum.course().parts:
        complete_part(person_id, part.id)


def add_quiz(
    person_id: int,
    lesson: str,
    *,
    at: datetime = NOON,
    credits_: dict[str, list[float]] | None = None,
) -> None:
    """Add a finished quiz over a lesson; `credits_` are those of its answers by skill."""
    quiz = _quiz(person_id, lesson, "lesson", 0.9, at)
    db.session.add(quiz)
    db.session.flush()
    answers = [(skill, worth) for skill, found in (credits_ or {}).items() for worth in found]
    db.session.add_all(
        QuizAnswer(
            attempt_id=quiz.id, position=place, item=f"item-{place}", digest="0", skill=skill,
            value=0, credit=worth,
        )
        for place, (skill, worth) in enumerate(answers)
    )  # fmt: skip
    commit()


def _quiz(person_id: int, subject: str, kind: QuizKind, points: float, at: datetime) -> QuizAttempt:
    return QuizAttempt(
        person_id=person_id, kind=kind, subject=subject, seed=1, items=[], status="finished",
        started_at=at, answered_at=at, finished_at=at, points=points,
    )  # fmt: skip


def give_certificate(
    person_id: int, *, name: str = "林晓", revoked_at: datetime | None = None
) -> Certificate:
    """A certificate of a person for the first part, whatever they have done; one only."""
    found = db.session.scalar(db.select(Certificate).where(Certificate.person_id == person_id))
    if found is None:
        found = Certificate(
            number=new_number(), person_id=person_id, subject=PART, name=name, points=0.925,
            title={
                "zh-Hans": "项目性销售课程：基础",
                "zh-Hant": "專案性銷售課程：基礎",
                "en": "The project sales course: Foundations",
            },
            lessons=3, minutes=90, edition="a1b2c3d4e5f6" * 5, issued_at=NOON,
            revoked_at=revoked_at, revoked_reason=None if revoked_at is None else "Copied answers",
        )  # fmt: skip
        db.session.add(found)
        commit()
    return found
