"""Item analysis for trainers: only over the people whom they may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from app.accounts import service as accounts
from app.accounts.models import Person
from app.curriculum.course import Lesson
from app.curriculum.models import QuizAnswer, QuizAttempt
from app.curriculum.quiz.analysis import ENOUGH, ItemReport, Record, analyse
from app.database import db


@dataclass(frozen=True)
class BankReport:
    """How much is known of a lesson's bank: people who answered an item of it, and how many of its
    items have been answered often enough to be judged."""

    lesson: Lesson
    people: int
    judged: int


def analyse_banks(viewer: Person, lessons: Iterable[Lesson]) -> dict[str, BankReport]:
    """For each of these lessons how much the answers say about its bank."""
    rows = db.session.execute(
        select(QuizAnswer.item, QuizAnswer.digest, func.count(func.distinct(QuizAttempt.person_id)))
        .join(QuizAttempt, QuizAttempt.id == QuizAnswer.attempt_id)
        .where(*_counts_for(viewer))
        .group_by(QuizAnswer.item, QuizAnswer.digest)
    )
    people: Mapping[tuple[str, str], int] = {(item, digest): n for item, digest, n in rows}
    reports = {}
    for lesson in lessons:
        counts = [people.get((item.id, item.digest), 0) for item in lesson.items]
        judged = sum(count >= ENOUGH for count in counts)
        reports[lesson.slug] = BankReport(lesson, max(counts, default=0), judged)
    return reports


def analyse_lesson(viewer: Person, lesson: Lesson) -> list[ItemReport]:
    """The report of every item of a lesson's bank, in the order of the bank.

    Of each person the first finished quiz that drew an item counts: later ones have seen its
    explanation. Answers to an older wording do not count.
    """
    digests = {item.id: item.digest for item in lesson.items}
    mine = (
        select(QuizAnswer.attempt_id)
        .join(QuizAttempt, QuizAttempt.id == QuizAnswer.attempt_id)
        .where(QuizAnswer.item.in_(digests), *_counts_for(viewer))
    )
    rows = db.session.execute(
        select(
            QuizAnswer.attempt_id,
            QuizAttempt.person_id,
            QuizAnswer.item,
            QuizAnswer.digest,
            QuizAnswer.value,
            QuizAnswer.credit,
        )
        .join(QuizAttempt, QuizAttempt.id == QuizAnswer.attempt_id)
        .where(QuizAnswer.attempt_id.in_(mine))
        .order_by(QuizAttempt.finished_at, QuizAttempt.id)
    ).all()
    sums: dict[int, tuple[float, int]] = {}
    for row in rows:
        total, count = sums.get(row.attempt_id, (0.0, 0))
        sums[row.attempt_id] = total + (row.credit or 0.0), count + 1
    records: dict[str, dict[int, Record]] = {item_id: {} for item_id in digests}
    for row in rows:
        if digests.get(row.item) != row.digest:
            continue
        worth = row.credit or 0.0
        total, count = sums[row.attempt_id]
        rest = (total - worth) / (count - 1) if count > 1 else 0.0
        records[row.item].setdefault(row.person_id, Record(row.value, worth, rest))
    return [analyse(item, list(records[item.id].values())) for item in lesson.items]


def _counts_for(viewer: Person) -> tuple[ColumnElement[bool], ...]:
    return (
        QuizAttempt.status == "finished",
        QuizAttempt.person_id.in_(accounts.select_visible_person_ids(viewer)),
    )
