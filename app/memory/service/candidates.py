"""What could be learned next. Nothing of it is stored before it is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest

from app.curriculum import service as curriculum
from app.curriculum.course import Course, Lesson
from app.curriculum.items import Item
from app.curriculum.quiz.showing import RIGHT
from app.curriculum.service import Marked
from app.memory.service.faults import faults_of
from app.memory.subjects import ItemKey, Subject, Wording, wording


def candidates_of(person_id: int) -> list[Subject]:
    """Everything that a person could review, in the order in which it is worth it.

    First what they got wrong: decisions, the dearest first, in turn with missed quiz items, the
    last missed first. Then items of their lessons that no quiz has asked them, and in the end what
    they knew, the longest ago first. Lessons are theirs once they have read them or finished a quiz
    over them; any other item is if a quiz has asked it.
    """
    course, asked_now = curriculum.course(), wording()
    marks = curriculum.latest_marks(person_id)
    theirs = {*curriculum.read_lessons(person_id), *curriculum.best_points(person_id, "lesson")}
    missed: list[tuple[Marked, Subject]] = []
    known: list[tuple[Marked, Subject]] = []
    unasked: list[list[Subject]] = []
    for lesson in course.in_order():
        rest = []
        for item in lesson.items:
            subject = _subject(item, lesson, course, asked_now)
            mark = marks.get(item.id)
            if mark is not None and mark.digest == subject.version:
                (known if mark.credit >= RIGHT else missed).append((mark, subject))
            elif lesson.slug in theirs:
                rest.append(subject)
        unasked.append(rest)
    missed.sort(key=lambda row: row[0].at, reverse=True)
    known.sort(key=lambda row: row[0].at)
    return [
        *_in_turn([faults_of(person_id), [subject for _mark, subject in missed]]),
        *_in_turn(unasked),
        *(subject for _mark, subject in known),
    ]


def _in_turn(rows: Iterable[list[Subject]]) -> Iterator[Subject]:
    """The first of every row, then the second of every row, and so on."""
    turns = chain.from_iterable(zip_longest(*rows))
    return (subject for subject in turns if subject is not None)


def _subject(item: Item, lesson: Lesson, course: Course, asked_now: Wording) -> Subject:
    return Subject(
        key=ItemKey(item.id),
        version=asked_now.digests[item.id],
        lesson=lesson.slug,
        skill=item.skill,
        words={"ask": item.ask, "skill": course.skills.get(item.skill, {"en": item.skill})},
    )
