"""What a person may read and follow: own lessons and groups' courses beside the core course."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.accounts.models import Group, Membership, Person
from app.curriculum import service
from app.curriculum.search.corpus import passages
from app.curriculum.search.find import find
from app.errors import Invalid, NotFound
from app.lessons import service as lessons
from app.lessons.models import OwnLesson
from tests.app.curriculum.answers import right_answer
from tests.app.teaching.writing import (
    CORE_LESSON,
    QUIZ,
    TEXT,
    arrange,
    make_lesson,
    publish_again,
)  # fmt: skip
from tests.support.deals import NOON
from tests.support.people import make_group, make_person

OWN = "own-review"
NEWER_TEXT = TEXT + "\n## 新的一节\n\n新内容。\n"
NEWER_QUIZ = QUIZ.replace("什么时候开？", "几时开？")


@dataclass
class Class:
    """A group whose course has an own lesson and a core one, of which the core one is optional."""

    group: Group
    trainer: Person
    member: Person
    entry: OwnLesson

    @property
    def part_id(self) -> str:
        return f"group_part_{lessons.arrangement_of(self.group).parts[0].id}"


@pytest.fixture
def taught(db: SQLAlchemy) -> Class:
    group = make_group()
    trainer = make_person("trainer", teaches=group)
    entry = make_lesson(trainer)
    arrange(group, [OWN, CORE_LESSON], trainer, optional=(CORE_LESSON,))
    return Class(group, trainer, make_person(learns_in=group), entry)


def answer_all_right(person: Person, attempt_id: int) -> float | None:
    attempt = service.get_own_quiz(attempt_id, person.id)
    values = {
        position: right_answer(item)
        for position, item in enumerate(service.items_of(attempt))
        if item is not None
    }
    service.answer(attempt_id, person.id, values, now=NOON)
    return service.finish(attempt_id, person.id, now=NOON).points


def progress_of(person: Person) -> service.CourseProgress:
    """How far a person is in the course that they follow."""
    course = service.view_of(person.id).choose(None)[1]
    return service.progress_of_people([person.id], course)[person.id]


def test_members_follow_the_course_of_their_group_unless_they_choose(taught: Class) -> None:
    view = service.view_of(taught.member.id)
    choice, course = view.choose(None)
    assert (choice, list(course.lessons)) == (str(taught.group.id), [OWN, CORE_LESSON])
    assert course.title["en"] == taught.group.name
    assert view.choose("core") == ("core", view.core)
    assert view.choose("999")[0] == choice
    assert view.course_with("bidding", None) is view.core
    assert view.course_with(OWN, "core") is course
    trainers = service.view_of(taught.trainer.id)
    assert trainers.choose(None)[0] == "core"
    assert OWN in trainers.choose(choice)[1].lessons
    assert service.view_of(make_person().id).courses == {}


def test_a_person_in_two_groups_can_follow_either(taught: Class, db: SQLAlchemy) -> None:
    other = make_group("zzz")
    trainer = make_person("trainer", teaches=other)
    arrange(other, ["bidding"], trainer)
    both = make_person(learns_in=other)
    db.session.add(Membership(person_id=both.id, group_id=taught.group.id, kind="member"))
    db.session.commit()
    view = service.view_of(both.id)
    assert set(view.courses) == {other.id, taught.group.id}
    assert list(view.choose(str(other.id))[1].lessons) == ["bidding"]


def test_progress_and_the_next_step_follow_what_is_required(taught: Class) -> None:
    person = taught.member

    assert (progress_of(person).count, progress_of(person).done, progress_of(person).next.step) == (
        1,
        0,
        "read",
    )
    service.mark_read(person.id, OWN, now=NOON)
    assert progress_of(person).next.step == "quiz"
    attempt = service.start_quiz(person.id, OWN, now=NOON)
    assert answer_all_right(person, attempt.id) == 1.0
    assert (progress_of(person).done, progress_of(person).next.step) == (1, "test")
    test = service.start_test(person.id, taught.part_id, now=NOON)
    assert {drawn.get("lesson") for drawn in test.items} == {OWN, None}
    answer_all_right(person, test.id)
    assert progress_of(person).parts[0].is_complete
    step = progress_of(person).next
    assert (step.step, step.lesson and step.lesson.slug) == ("read", CORE_LESSON)
    everybody = service.progress_of_people([person.id, taught.trainer.id])
    assert everybody[person.id] == service.progress_of(person.id)


def test_arranging_anew_takes_nothing_away(taught: Class) -> None:
    person, part_id = taught.member, taught.part_id
    service.mark_read(person.id, OWN, now=NOON)
    test = service.start_test(person.id, part_id, now=NOON)
    answer_all_right(person, test.id)
    stored = lessons.arrangement_of(taught.group)
    moved = [replace(stored.parts[0], id=None, title="二", due_on=date(2026, 5, 1), has_test=False)]
    lessons.arrange(taught.group, moved, stored.revision, by=taught.trainer, now=NOON)
    progress = progress_of(person)
    part = progress.parts[0]
    assert (part.lessons[0].read_at, part.due_on, part.has_test) == (NOON, date(2026, 5, 1), False)
    found = service.find_any_part(part_id)
    assert found is not None
    assert (found.title["en"], found.lessons) == ("一", ())
    assert service.get_own_quiz(test.id, person.id).points == 1.0
    with pytest.raises(NotFound):
        service.start_test(person.id, part_id, now=NOON)
    assert service.find_any_part("group_part_999") is None


def test_whoever_has_read_a_version_stays_on_it_until_they_go_on(taught: Class) -> None:
    person = taught.member
    service.mark_read(person.id, OWN, now=NOON, version=1)
    service.write_note(person.id, OWN, "mine", 0, now=NOON)
    attempt = service.start_quiz(person.id, OWN, now=NOON)
    publish_again(taught.entry, taught.trainer, text=NEWER_TEXT, quiz=NEWER_QUIZ)

    assert service.lesson_for(person.id, OWN).version == 1
    assert service.lesson_for(taught.trainer.id, OWN).version == 2
    asked = {item.ask["zh-Hans"] for item in service.items_of(attempt) if item is not None}
    assert "什么时候开？" in asked
    assert answer_all_right(person, attempt.id) == 1.0
    seen = service.lesson_of(attempt)
    assert seen is not None
    assert seen.version == 1

    later = NOON + timedelta(days=1)
    newest = service.newest_lesson(person.id, OWN)
    service.mark_read(person.id, OWN, now=later, version=newest.version)
    assert service.lesson_for(person.id, OWN).version == 2
    assert service.read_version(person.id, OWN) == 2
    service.mark_read(person.id, OWN, now=later, version=1)
    assert service.read_version(person.id, OWN) == 2
    assert service.note_of(person.id, OWN).text == "mine"
    assert service.best_points(person.id, "lesson") == {OWN: 1.0}


def test_a_withdrawn_lesson_stays_with_those_who_have_begun_it(taught: Class) -> None:
    begun, late = taught.member, make_person(learns_in=taught.group)
    service.write_note(begun.id, OWN, "mine", 0, now=NOON)
    lessons.withdraw(OWN, by=taught.trainer, now=NOON)
    assert service.lesson_for(begun.id, OWN).slug == OWN
    assert service.lesson_for(taught.trainer.id, OWN).slug == OWN
    assert list(service.view_of(late.id).choose(None)[1].lessons) == [CORE_LESSON]
    with pytest.raises(NotFound):
        service.lesson_for(late.id, OWN)
    lessons.restore(OWN, by=taught.trainer)
    assert service.lesson_for(late.id, OWN).slug == OWN


def test_what_may_be_read_is_found(taught: Class) -> None:
    def hits(person: Person) -> list[tuple[str, str]]:
        own = service.view_of(person.id).own.values()
        return [
            (hit.passage.key, hit.passage.anchor)
            for hit in find("报名前开一小时", passages(own), ["zh_Hant", "en"])
        ]

    assert hits(taught.member) == [(OWN, "idea")]
    assert hits(make_person()) == []


def test_a_lesson_without_a_quiz_is_done_when_it_is_read(taught: Class) -> None:
    publish_again(taught.entry, taught.trainer, quiz="")
    arrange(taught.group, [OWN], taught.trainer)
    person = taught.member
    with pytest.raises(Invalid):
        service.start_quiz(person.id, OWN, now=NOON)
    service.mark_read(person.id, OWN, now=NOON)
    progress = progress_of(person)
    assert (progress.done, progress.parts[0].is_complete, progress.next.step) == (1, True, "done")


def test_answers_to_own_items_count_for_skills_and_their_analysis(taught: Class) -> None:
    person = taught.member
    answer_all_right(person, service.start_quiz(person.id, OWN, now=NOON).id)
    given = service.credits_of_people([person.id])[person.id]
    assert [credit.skill for credit in given].count("execution.bidding") == 2
    reports = service.analyse_lesson(taught.trainer, service.newest_lesson(taught.trainer.id, OWN))
    assert [(report.item.id, report.count) for report in reports] == [("when", 1), ("worth", 1)]
