"""Reading, notes, quizzes, progress and profile, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.accounts.models import Person
from app.curriculum import service
from app.curriculum.items import Item
from app.curriculum.models import QuizAttempt
from app.curriculum.service.analysis import analyse_lesson
from app.curriculum.service.notes import MOST_CHARACTERS
from app.errors import Conflict, Invalid, NotFound, TooLarge
from tests.app.curriculum.answers import right_answer, wrong_answer
from tests.support.deals import NOON
from tests.support.people import make_group, make_person

LESSON = "why-sales-management"
PART = "foundations"


def items_of(attempt: QuizAttempt) -> list[Item]:
    return [item for item in service.items_of(attempt) if item is not None]


def take(person: Person, slug: str = LESSON, *, right: bool = True, seed: int = 5) -> QuizAttempt:
    """A finished quiz with all answers right or all wrong."""
    attempt = service.start_quiz(person.id, slug, now=NOON, seed=seed)
    pick = right_answer if right else wrong_answer
    values = {position: pick(item) for position, item in enumerate(items_of(attempt))}
    service.answer(attempt.id, person.id, values, now=NOON)
    return service.finish(attempt.id, person.id, now=NOON)


def test_a_lesson_is_read_once(db: SQLAlchemy, person: Person) -> None:
    service.mark_read(person.id, LESSON, now=NOON)
    service.mark_read(person.id, LESSON, now=NOON + timedelta(days=1))
    assert service.read_lessons(person.id) == {LESSON: NOON}
    with pytest.raises(NotFound):
        service.mark_read(person.id, "nothing", now=NOON)


def test_two_windows_do_not_overwrite_each_others_notes(db: SQLAlchemy, person: Person) -> None:
    assert service.note_of(person.id, LESSON) == service.Note("", 0, None)
    first, is_stored = service.write_note(person.id, LESSON, "one\r\ntwo", 0, now=NOON)
    assert (first, is_stored) == (service.Note("one\ntwo", 1, NOON), True)
    assert service.write_note(person.id, LESSON, "other", 0, now=NOON) == (first, False)
    assert service.write_note(person.id, LESSON, "one\ntwo", 0, now=NOON) == (first, True)
    second, is_stored = service.write_note(person.id, LESSON, "", 1, now=NOON)
    assert (second.text, second.revision, is_stored) == ("", 2, True)


def test_a_note_has_its_limit(db: SQLAlchemy, person: Person) -> None:
    with pytest.raises(TooLarge, match="20001"):
        service.write_note(person.id, LESSON, "x" * (MOST_CHARACTERS + 1), 0, now=NOON)


def test_one_quiz_is_open_at_a_time(db: SQLAlchemy, person: Person) -> None:
    first = service.start_quiz(person.id, LESSON, now=NOON)
    assert service.start_quiz(person.id, LESSON, now=NOON).id == first.id
    service.finish(first.id, person.id, now=NOON)
    second = service.start_quiz(person.id, LESSON, now=NOON + timedelta(hours=1))
    assert [quiz.id for quiz in service.latest_quizzes(person.id, "lesson", LESSON)] == [
        second.id,
        first.id,
    ]


def test_answers_are_changed_until_the_quiz_is_finished(db: SQLAlchemy, person: Person) -> None:
    attempt = service.start_quiz(person.id, LESSON, now=NOON, seed=5)
    item = items_of(attempt)[0]
    for value in (wrong_answer(item), right_answer(item), right_answer(item)):
        service.answer(attempt.id, person.id, {0: value}, now=NOON)
    assert {p: given.value for p, given in service.answers_of(attempt.id).items()} == {
        0: right_answer(item)
    }
    service.answer(attempt.id, person.id, {0: None, 1: None}, now=NOON)
    assert {p: given.value for p, given in service.answers_of(attempt.id).items()} == {0: None}
    service.answer(attempt.id, person.id, {0: right_answer(item)}, now=NOON)
    finished = service.finish(attempt.id, person.id, now=NOON)
    assert finished.points == pytest.approx(1 / len(attempt.items))
    again = service.finish(attempt.id, person.id, now=NOON + timedelta(days=1))
    assert (again.finished_at, again.points) == (NOON, finished.points)
    service.answer(attempt.id, person.id, {0: right_answer(item), 1: None}, now=NOON)
    with pytest.raises(Conflict):
        service.answer(attempt.id, person.id, {0: wrong_answer(item)}, now=NOON)


def test_what_makes_no_sense_is_refused(db: SQLAlchemy, person: Person) -> None:
    attempt = service.start_quiz(person.id, LESSON, now=NOON)
    with pytest.raises(Invalid, match="item 1"):
        service.answer(attempt.id, person.id, {0: "nonsense"}, now=NOON)
    with pytest.raises(NotFound, match="item 100"):
        service.answer(attempt.id, person.id, {99: 0}, now=NOON)
    with pytest.raises(NotFound):
        service.get_own_quiz(attempt.id, make_person().id)
    with pytest.raises(NotFound):
        service.start_test(person.id, "nothing", now=NOON)
    assert service.answers_of(attempt.id) == {}


def test_an_item_taken_out_of_the_course_counts_nothing(db: SQLAlchemy, person: Person) -> None:
    attempt = service.start_quiz(person.id, LESSON, now=NOON, seed=5)
    kept = attempt.items[1]
    attempt.items = [{"id": "gone", "digest": "0"}, kept]
    db.session.commit()
    item = service.course().items[kept["id"]]
    service.answer(attempt.id, person.id, {0: 1, 1: right_answer(item)}, now=NOON)
    assert service.finish(attempt.id, person.id, now=NOON).points == 1.0


def test_the_next_step_follows_the_course(db: SQLAlchemy, person: Person) -> None:
    course = service.course()
    part = course.parts[0]
    for lesson in course.lessons_of(part):
        step = service.progress_of(person.id).next
        assert (step.step, step.lesson) == ("read", lesson)
        service.mark_read(person.id, lesson.slug, now=NOON)
        take(person, lesson.slug, right=False)
        step = service.progress_of(person.id).next
        assert (step.step, step.lesson) == ("quiz", lesson)
        take(person, lesson.slug)
    progress = service.progress_of(person.id)
    assert (progress.next.step, progress.next.part) == ("test", part)
    assert progress.parts[0].done == progress.done == len(part.lessons)
    test = service.start_test(person.id, PART, now=NOON)
    values = {position: right_answer(item) for position, item in enumerate(items_of(test))}
    service.answer(test.id, person.id, values, now=NOON)
    service.finish(test.id, person.id, now=NOON)
    progress = service.progress_of(person.id)
    assert progress.parts[0].is_passed
    assert [part.is_complete for part in progress.parts[:2]] == [True, False]
    assert progress.next.part == course.parts[1]
    assert progress.count == len(course.lessons)


def test_answers_tell_what_they_were_worth_by_skill(db: SQLAlchemy, person: Person) -> None:
    other = make_person()
    attempt = take(person)
    service.start_quiz(other.id, LESSON, now=NOON)
    found = service.credits_of_people([person.id, other.id])
    assert sorted(found[person.id], key=lambda one: one.skill) == [
        service.SkillCredit(skill, 1.0, NOON)
        for skill in sorted(item.skill for item in items_of(attempt))
    ]
    assert found[other.id] == []


def test_the_open_quiz_answered_last_is_found(db: SQLAlchemy, person: Person) -> None:
    assert service.find_open_quiz(person.id) is None
    first = service.start_quiz(person.id, LESSON, now=NOON)
    service.start_test(person.id, PART, now=NOON - timedelta(hours=1))
    found = service.find_open_quiz(person.id)
    assert found is not None
    assert found.id == first.id


def test_another_wording_is_another_edition(db: SQLAlchemy) -> None:
    editions = {service.edition_of(part.id) for part in service.course().parts}
    assert len(editions) == len(service.course().parts)
    assert service.edition_of() not in editions
    assert service.edition_of(PART) == service.edition_of(PART)


def test_a_trainer_analyses_the_answers_of_their_own_groups(db: SQLAlchemy, person: Person) -> None:
    group = make_group()
    trainer = make_person("trainer", teaches=group)
    learner = make_person(learns_in=group)
    drawn = {item.id for item in items_of(take(learner))}
    take(learner, right=False)
    take(person)
    reports = analyse_lesson(trainer, service.get_lesson(LESSON))
    assert {report.item.id: (report.count, report.facility) for report in reports} == {
        item.id: (1, 1.0) if item.id in drawn else (0, None)
        for item in service.get_lesson(LESSON).items
    }


def test_a_trainer_sees_how_much_each_bank_has_been_answered(
    db: SQLAlchemy, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.curriculum.service.analysis.ENOUGH", 2)
    group = make_group()
    trainer = make_person("trainer", teaches=group)
    learners = [make_person(learns_in=group) for _ in range(2)]
    drawn = {len(items_of(take(learner, seed=5))) for learner in learners}
    take(person)
    reports = service.analyse_banks(trainer, service.course().in_order())
    assert {slug: report.people for slug, report in reports.items() if report.people} == {LESSON: 2}
    assert {reports[LESSON].judged} == drawn
