"""The facts from which the one suggestion follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from app.curriculum import service as curriculum
from app.curriculum.service import CourseProgress, LessonProgress
from app.learning.service.records import Record, find_scenario, record_of, skill_titles
from app.learning.skills import weakest_first
from app.learning.suggest import (
    Assigned,
    Book,
    Costly,
    Facts,
    Suggestion,
    Text,
    Unfinished,
    WeakSkill,
    WorkKind,
    suggest,
)
from app.library import service as library
from app.play import service as play
from app.play.models import Attempt


def suggestion_for(
    person_id: int,
    *,
    now: datetime,
    record: Record | None = None,
    due_cards: int = 0,
    cards_url: str = "",
    assigned: Assigned | None = None,
) -> Suggestion:
    """The one thing that a person should do next.

    `record` saves reading it again. `due_cards` are the cards to repeat today at `cards_url`,
    `assigned` what a trainer has set.
    """
    record = record or record_of(person_id)
    attempts = play.attempts_of(person_id, with_uncounted=True)
    facts = Facts(
        progress=record.progress,
        books=_books(record.attempts),
        unfinished=(*_open_deals(attempts), *_open_quizzes(person_id)),
        weak=_weak_skills(record, attempts),
        certified=frozenset(certificate.subject for certificate in record.certificates),
        assigned=assigned,
        due_cards=due_cards,
        cards_url=cards_url,
    )
    return suggest(facts, now=now)


def _books(attempts: Sequence[Attempt]) -> tuple[Book, ...]:
    """What is on offer, the easiest first."""
    by_entry: dict[int | None, list[Attempt]] = {}
    for attempt in attempts:
        by_entry.setdefault(attempt.entry_id, []).append(attempt)
    books = []
    for offer in library.catalogue():
        played = by_entry.get(offer.version.entry_id, [])
        books.append(
            Book(
                slug=offer.slug,
                title=offer.scenario.title,
                difficulty=offer.scenario.difficulty,
                skills=frozenset(offer.scenario.skills),
                is_begun=bool(played),
                is_passed=any(attempt.passed for attempt in played),
                best=max((one.score for one in played if one.score is not None), default=None),
            )
        )
    return tuple(books)


def _open_deals(attempts: Sequence[Attempt]) -> Iterator[Unfinished]:
    """The deals that can be gone on with; trials are their authors' work, not their learning."""
    for attempt in attempts:
        if attempt.status != "open" or attempt.mode == "trial" or not play.can_replay(attempt):
            continue
        scenario = find_scenario(attempt.digest)
        if scenario is not None:
            kind: WorkKind = "what_if" if attempt.mode == "what_if" else "deal"
            yield Unfinished(kind, attempt.id, scenario.title, attempt.played_at, attempt.steps)


def _open_quizzes(person_id: int) -> Iterator[Unfinished]:
    quiz = curriculum.find_open_quiz(person_id)
    if quiz is None:
        return
    course = curriculum.course()
    title: Text | None
    if quiz.kind == "lesson":
        lesson = course.lessons.get(quiz.subject)
        title = None if lesson is None else lesson.head.title
    else:
        part = course.find_part(quiz.subject)
        title = None if part is None else part.title
    if title is not None:
        kind: WorkKind = "quiz" if quiz.kind == "lesson" else "test"
        yield Unfinished(kind, quiz.id, title, quiz.answered_at)


def _weak_skills(record: Record, attempts: Sequence[Attempt]) -> tuple[WeakSkill, ...]:
    weak = weakest_first(record.profile)
    if not weak:
        return ()
    titles = skill_titles(record.attempts)
    lessons = _lessons(record.progress)
    costly = _costly_by_skill(record, attempts)
    return tuple(
        WeakSkill(
            id=skill.id,
            title=titles[skill.id],
            level=skill.level.joint,
            lesson=lessons.get(skill.lesson.slug) if skill.lesson is not None else None,
            costly=tuple(costly.get(skill.id, ())),
        )
        for skill in weak
        if skill.level.joint is not None and skill.id in titles
    )


def _lessons(progress: CourseProgress) -> Mapping[str, LessonProgress]:
    return {one.lesson.slug: one for part in progress.parts for one in part.lessons}


def _costly_by_skill(record: Record, attempts: Sequence[Attempt]) -> dict[str, list[Costly]]:
    """Where points were surely given away in practice, and not decided again since; the dearest
    first."""
    tried = {(one.origin_id, one.origin_step) for one in attempts if one.mode == "what_if"}
    found: list[tuple[str, Costly]] = []
    for attempt in record.attempts:
        run = record.runs.get(attempt.id)
        scenario = find_scenario(attempt.digest) if run and attempt.mode == "practice" else None
        if run is None or scenario is None:
            continue
        found += [
            (
                decision.skill,
                Costly(
                    attempt.id,
                    decision.step,
                    scenario.decisions[decision.decision].title,
                    decision.loss,
                ),
            )
            for decision in run.decisions
            if decision.is_wrong and (attempt.id, decision.step) not in tried
        ]
    by_skill: dict[str, list[Costly]] = {}
    for skill, costly in sorted(found, key=lambda pair: -pair[1].points):
        by_skill.setdefault(skill, []).append(costly)
    return by_skill
