"""Taking a quiz: drawn once, answered as often as one likes, finished once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, insert, select, update

from app.curriculum.course import Lesson
from app.curriculum.items import Item
from app.curriculum.models import QuizAnswer, QuizAttempt, QuizKind
from app.curriculum.quiz.draw import draw_quiz, draw_test
from app.curriculum.quiz.marking import credit, fits
from app.curriculum.service.courses import find_version, lesson_for, part_for
from app.curriculum.service.library import course
from app.database import commit, db, insert_if_new
from app.errors import Conflict, Invalid, NotFound
from app.library.seeds import short_seed


@dataclass(frozen=True)
class Given:
    """What was answered to an item, and what it is worth once the quiz is finished."""

    value: Any
    credit: float | None


def start_quiz(person_id: int, slug: str, *, now: datetime, seed: int | None = None) -> QuizAttempt:
    """The open quiz of a person over a lesson; a new one if there is none. Raises NotFound."""
    lesson = lesson_for(person_id, slug)
    seed = short_seed() if seed is None else seed
    items = draw_quiz(lesson.items, seed)
    return _start(person_id, "lesson", slug, _drawn(items, [lesson]), seed, now=now)


def start_test(
    person_id: int, part_id: str, *, now: datetime, seed: int | None = None
) -> QuizAttempt:
    """The open final test of a person over a part; a new one if there is none. Raises NotFound."""
    found, part = part_for(person_id, part_id)
    lessons = [lesson for lesson in found.lessons_of(part) if lesson.items]
    seed = short_seed() if seed is None else seed
    items = draw_test([lesson.items for lesson in lessons], seed)
    return _start(person_id, "part", part_id, _drawn(items, lessons), seed, now=now)


def get_own_quiz(attempt_id: int, person_id: int) -> QuizAttempt:
    """The quiz of this number, for the one who takes it. Raises NotFound for anybody else."""
    attempt = db.session.get(QuizAttempt, attempt_id)
    if attempt is None or attempt.person_id != person_id:
        raise NotFound(_("There is no quiz %(id)s, or it is not yours.", id=attempt_id))
    return attempt


def items_of(attempt: QuizAttempt) -> list[Item | None]:
    """The items of a quiz in order; None for one that has been taken out of the course.

    Those of own lessons are as they were in the version that they were drawn from.
    """
    items = course().items
    return [
        _find_own(drawn) if "lesson" in drawn else items.get(drawn["id"]) for drawn in attempt.items
    ]


def lesson_of(attempt: QuizAttempt) -> Lesson | None:
    """The lesson that a quiz is over, in the version that it was drawn from."""
    if attempt.kind != "lesson":
        return None
    if attempt.items and "lesson" in attempt.items[0]:
        return find_version(attempt.subject, int(attempt.items[0]["version"]))
    return course().lessons.get(attempt.subject)


def answers_of(attempt_id: int) -> dict[int, Given]:
    """What was answered so far, by position."""
    rows = db.session.execute(
        select(QuizAnswer.position, QuizAnswer.value, QuizAnswer.credit).where(
            QuizAnswer.attempt_id == attempt_id
        )
    )
    return {position: Given(value, worth) for position, value, worth in rows}


def answer(attempt_id: int, person_id: int, values: Mapping[int, Any], *, now: datetime) -> None:
    """Store answers by position; None takes one back. All of them are stored, or none.

    Raises NotFound for another person's quiz or a position that it has not, Invalid for a value
    that is no answer to its item, and Conflict when the quiz is finished and the answer another.
    """
    attempt = get_own_quiz(attempt_id, person_id)
    items = items_of(attempt)
    for position, value in values.items():
        if not 0 <= position < len(items):
            raise NotFound(_("This quiz has no item %(number)s.", number=position + 1))
        item = items[position]
        if item is not None and value is not None and not fits(item, value):
            raise Invalid(
                _("This cannot be an answer to item %(number)s. Nothing was changed.",
                  number=position + 1)
            )  # fmt: skip
    if not _touch(attempt_id, now=now):
        _check_same(attempt_id, values)
        return
    stored = answers_of(attempt_id)
    for position, value in values.items():
        item = items[position]
        before = stored.get(position)
        if item is not None and value != (before.value if before is not None else None):
            _store(attempt_id, position, item, value, is_new=before is None)
    commit()


def finish(attempt_id: int, person_id: int, *, now: datetime) -> QuizAttempt:
    """Mark a quiz; what was left out counts nothing. A second time changes nothing.

    Raises NotFound for another person's quiz.
    """
    attempt = get_own_quiz(attempt_id, person_id)
    items = items_of(attempt)
    closed = db.session.execute(
        update(QuizAttempt)
        .where(QuizAttempt.id == attempt_id, QuizAttempt.status == "open")
        .values(status="finished", finished_at=now)
        .execution_options(synchronize_session=False)
        .returning(QuizAttempt.id)
    ).first()
    if closed is not None:
        points = _mark(attempt_id, items)
        db.session.execute(
            update(QuizAttempt)
            .where(QuizAttempt.id == attempt_id)
            .values(points=points)
            .execution_options(synchronize_session=False)
        )
    commit()
    db.session.refresh(attempt)
    return attempt


@dataclass(frozen=True)
class Marked:
    """The last marked answer to an item: to which wording, what it was worth, and when."""

    digest: str
    credit: float
    at: datetime


def latest_marks(person_id: int) -> dict[str, Marked]:
    """The last answer of a person to each item that their finished quizzes have asked."""
    rows = db.session.execute(
        select(QuizAnswer.item, QuizAnswer.digest, QuizAnswer.credit, QuizAttempt.finished_at)
        .join(QuizAttempt, QuizAttempt.id == QuizAnswer.attempt_id)
        .where(QuizAttempt.person_id == person_id, QuizAttempt.status == "finished")
        .order_by(QuizAttempt.finished_at, QuizAnswer.id)
    )
    return {row.item: Marked(row.digest, row.credit or 0.0, row.finished_at) for row in rows}


def best_points(person_id: int, kind: QuizKind) -> dict[str, float]:
    """The best share of the points in each finished quiz of a person, by lesson or part."""
    return best_points_of_people([person_id], kind)[person_id]


def best_points_of_people(
    person_ids: Collection[int], kind: QuizKind
) -> dict[int, dict[str, float]]:
    """The best share of the points of each of these people, by lesson or part."""
    rows = db.session.execute(
        select(QuizAttempt.person_id, QuizAttempt.subject, func.max(QuizAttempt.points))
        .where(
            QuizAttempt.person_id.in_(person_ids),
            QuizAttempt.kind == kind,
            QuizAttempt.status == "finished",
        )
        .group_by(QuizAttempt.person_id, QuizAttempt.subject)
    )
    found: dict[int, dict[str, float]] = {person_id: {} for person_id in person_ids}
    for person_id, subject, points in rows:
        found[person_id][subject] = float(points or 0.0)
    return found


def find_open_quiz(person_id: int) -> QuizAttempt | None:
    """The quiz that a person has not finished and answered last; None if there is none."""
    return db.session.scalar(
        select(QuizAttempt)
        .where(QuizAttempt.person_id == person_id, QuizAttempt.status == "open")
        .order_by(QuizAttempt.answered_at.desc(), QuizAttempt.id.desc())
        .limit(1)
    )


def latest_quizzes(person_id: int, kind: QuizKind, subject: str) -> list[QuizAttempt]:
    """The quizzes of a person over one subject, the last begun first."""
    return list(
        db.session.scalars(
            select(QuizAttempt)
            .where(
                QuizAttempt.person_id == person_id,
                QuizAttempt.kind == kind,
                QuizAttempt.subject == subject,
            )
            .order_by(QuizAttempt.started_at.desc(), QuizAttempt.id.desc())
        )
    )


def _drawn(items: Sequence[Item], lessons: Sequence[Lesson]) -> list[dict[str, str]]:
    """How a quiz remembers its items: by digest, and those of own lessons by version too."""
    if not items:
        raise Invalid(_("There are no questions to it yet."))
    versions = {
        id(item): {"lesson": lesson.slug, "version": str(lesson.version)}
        for lesson in lessons
        for item in lesson.items
        if lesson.version
    }
    return [{"id": item.id, "digest": item.digest, **versions.get(id(item), {})} for item in items]


def _find_own(drawn: Mapping[str, str]) -> Item | None:
    lesson = find_version(drawn["lesson"], int(drawn["version"]))
    items = lesson.items if lesson is not None else ()
    return next((item for item in items if item.id == drawn["id"]), None)


def _start(
    person_id: int,
    kind: QuizKind,
    subject: str,
    items: Sequence[Mapping[str, str]],
    seed: int,
    *,
    now: datetime,
) -> QuizAttempt:
    query = select(QuizAttempt).where(
        QuizAttempt.person_id == person_id,
        QuizAttempt.kind == kind,
        QuizAttempt.subject == subject,
        QuizAttempt.status == "open",
    )
    attempt = db.session.scalar(query)
    if attempt is not None:
        return attempt
    insert_if_new(
        QuizAttempt,
        person_id=person_id,
        kind=kind,
        subject=subject,
        seed=seed,
        items=list(items),
        status="open",
        started_at=now,
        answered_at=now,
    )
    commit()
    return db.session.scalars(query).one()


def _touch(attempt_id: int, *, now: datetime) -> bool:
    """Hold the quiz until the commit, so that it is not finished meanwhile. False if it is over."""
    held = db.session.execute(
        update(QuizAttempt)
        .where(QuizAttempt.id == attempt_id, QuizAttempt.status == "open")
        .values(answered_at=now)
        .execution_options(synchronize_session=False)
        .returning(QuizAttempt.id)
    ).first()
    return held is not None


def _check_same(attempt_id: int, values: Mapping[int, Any]) -> None:
    """Raise Conflict unless these answers were given before the quiz was finished."""
    stored = answers_of(attempt_id)
    for position, value in values.items():
        given = stored.get(position)
        if (given.value if given is not None else None) != value:
            raise Conflict(_("This quiz is finished already; its answers stay as they were."))


def _store(attempt_id: int, position: int, item: Item, value: Any, *, is_new: bool) -> None:
    facts = {"item": item.id, "digest": item.digest, "skill": item.skill, "value": value}
    if is_new:
        db.session.execute(
            insert(QuizAnswer).values(attempt_id=attempt_id, position=position, **facts)
        )
        return
    db.session.execute(
        update(QuizAnswer)
        .where(QuizAnswer.attempt_id == attempt_id, QuizAnswer.position == position)
        .values(**facts)
        .execution_options(synchronize_session=False)
    )


def _mark(attempt_id: int, items: Sequence[Item | None]) -> float:
    """Write the credit of every item, and return the mean. Does not commit."""
    stored = answers_of(attempt_id)
    worths = []
    for position, item in enumerate(items):
        if item is None:
            continue  # Taken out of the course since: it cannot count for or against anybody.
        value = stored[position].value if position in stored else None
        worth = credit(item, value)
        worths.append(worth)
        _store(attempt_id, position, item, value, is_new=position not in stored)
        db.session.execute(
            update(QuizAnswer)
            .where(QuizAnswer.attempt_id == attempt_id, QuizAnswer.position == position)
            .values(credit=worth)
            .execution_options(synchronize_session=False)
        )
    return sum(worths) / len(worths) if worths else 0.0
