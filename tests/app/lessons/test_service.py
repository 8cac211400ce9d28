"""Own lessons and groups' courses as they are kept, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.accounts.models import Group, Membership, Person
from app.accounts.service import Refused
from app.errors import Conflict, Forbidden, NotFound
from app.lessons import service as lessons
from app.lessons.service import CourseMovedOn, DraftFile, PlacedLesson, PlacedPart
from tests.app.teaching.writing import TEXT, arrange, lesson_files, make_lesson, publish_again
from tests.support.deals import NOON
from tests.support.people import make_group, make_person


def visible(person: Person) -> list[str]:
    return [edition.slug for edition in lessons.editions_visible_to(person)]


def teacher(group: Group) -> Person:
    return make_person("trainer", teaches=group)


def test_a_lesson_is_begun_once_under_a_name_that_can_be_an_address(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    lessons.begin("own-a", lesson_files(), by=trainer, now=NOON)
    for slug in ("own-a", "own-A", "a", "own-" + "a" * 70):
        with pytest.raises(Refused):
            lessons.begin(slug, lesson_files(), by=trainer, now=NOON)
    with pytest.raises(Forbidden):
        lessons.begin("own-b", lesson_files(), by=make_person(), now=NOON)


def test_two_windows_do_not_overwrite_each_others_text(db: SQLAlchemy) -> None:
    entry = lessons.begin("own-a", {"en.md": "one"}, by=make_person("trainer"), now=NOON)
    later = NOON + timedelta(hours=1)
    mine, is_stored = lessons.save_file(entry.id, "en.md", "mine", 1, now=later)
    assert (mine, is_stored) == (DraftFile("en.md", "mine", 2, later), True)
    assert lessons.save_file(entry.id, "en.md", "other", 1, now=later) == (mine, False)
    assert lessons.save_file(entry.id, "en.md", "mine", 1, now=later) == (mine, True)
    new, is_stored = lessons.save_file(entry.id, "quiz.yaml", "[]", 0, now=later)
    assert (new.revision, is_stored) == (1, True)
    lessons.reset_draft(entry.id, {"en.md": "one"}, now=later)
    assert {name: file.text for name, file in lessons.draft_of(entry.id).items()} == {
        "en.md": "one", "quiz.yaml": "",
    }  # fmt: skip


def test_versions_count_up_and_never_change(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    entry = make_lesson(trainer)
    assert publish_again(entry, trainer) == 1
    assert publish_again(entry, trainer, text=TEXT + "新。\n") == 2
    assert publish_again(entry, trainer) == 3
    assert [version.number for version in lessons.versions_of(entry.id)] == [3, 2, 1]
    assert lessons.files_of("own-review", 1) == lesson_files()
    assert lessons.version_of(entry.id, 2).files["zh-Hans.md"].endswith("新。\n")
    for find in (lambda: lessons.files_of("own-review", 9), lambda: lessons.version_of(1, 9)):
        with pytest.raises(NotFound):
            find()
    with pytest.raises(Conflict):
        lessons.remove("own-review", by=trainer)


def test_who_may_read_a_lesson(db: SQLAlchemy) -> None:
    here, there = make_group(), make_group()
    author, admin = teacher(here), make_person("admin")
    colleague, stranger = teacher(here), teacher(there)
    member, other = make_person(learns_in=here), make_person(learns_in=there)
    manager = make_person("manager", manages=here)
    make_lesson(author)
    everybody = [author, admin, colleague, stranger, member, other, manager]

    def readers() -> list[Person]:
        return [person for person in everybody if visible(person)]

    assert readers() == [author, admin]
    lessons.share("own-review", [here.id], by=author)
    assert readers() == [author, admin, colleague]
    lessons.share("own-review", [], by=author)
    arrange(here, ["own-review"], author)
    assert readers() == [author, admin, colleague, member]
    for membership in db.session.query(Membership).filter_by(person_id=member.id):
        db.session.delete(membership)
    db.session.commit()
    assert readers() == [author, admin, colleague]


def test_what_a_trainer_can_put_into_a_course(db: SQLAlchemy) -> None:
    here, there = make_group(), make_group()
    author, colleague = teacher(here), teacher(here)
    make_lesson(author)
    assert lessons.usable_in(here.id, colleague) == []
    with pytest.raises(Forbidden):
        lessons.share("own-review", [there.id], by=author)
    with pytest.raises(NotFound):
        lessons.share("own-review", [here.id], by=colleague)
    lessons.share("own-review", [here.id], by=author)
    for trainer in (author, colleague):
        assert [edition.slug for edition in lessons.usable_in(here.id, trainer)] == ["own-review"]
    assert lessons.usable_in(there.id, colleague) == []
    lessons.withdraw("own-review", by=author, now=NOON)
    assert lessons.usable_in(here.id, author) == []
    lessons.restore("own-review", by=author)
    assert len(lessons.usable_in(here.id, author)) == 1


def test_a_course_is_stored_over_the_one_that_was_seen(db: SQLAlchemy) -> None:
    group = make_group()
    trainer = teacher(group)
    first = PlacedPart(
        None,
        "一",
        date(2026, 4, 1),
        False,
        (PlacedLesson("bidding"), PlacedLesson("pricing", False)),
    )
    stored = lessons.arrange(group, [first], 0, by=trainer, now=NOON)
    part = stored.parts[0]
    assert (stored.revision, part.due_on, part.has_test) == (1, date(2026, 4, 1), False)
    assert part.lessons == first.lessons
    assert lessons.arrange(group, stored.parts, 1, by=trainer, now=NOON) == stored
    with pytest.raises(CourseMovedOn) as moved:
        lessons.arrange(group, [], 0, by=trainer, now=NOON)
    assert moved.value.theirs == stored

    second = PlacedPart(None, "二", lessons=(PlacedLesson("bidding"),))
    changed = lessons.arrange(group, [second], 1, by=trainer, now=NOON)
    assert (changed.revision, changed.slugs) == (2, ["bidding"])
    assert changed.parts[0].id != part.id
    assert part.id is not None
    assert lessons.find_part_title(part.id) == "一"
    assert lessons.groups_with(["bidding", "pricing"]) == {"bidding": [group.name], "pricing": []}
