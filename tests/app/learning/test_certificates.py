"""Issuing certificates, and taking them back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.accounts import service as accounts
from app.curriculum import service as curriculum
from app.errors import Conflict, Invalid, NotFound
from app.learning import service
from app.learning.earning import WHOLE
from app.learning.models import Certificate
from app.learning.numbers import read_number
from app.learning.service import certificates
from tests.app.learning.making import PART, complete_course, complete_part, give_certificate
from tests.support.deals import NOON
from tests.support.people import make_group, make_person
from tests.support.threads import at_once


def test_a_certificate_says_what_was_so_on_that_day(db: SQLAlchemy) -> None:
    person = make_person(name="林晓")
    complete_part(person.id, points=0.85)
    made = service.issue(person.id, PART, now=NOON)
    accounts.update_profile(person.id, name="林小晓", locale=None)

    again = service.issue(person.id, PART, now=NOON + timedelta(days=1))

    lessons = curriculum.course().lessons_of(curriculum.get_part(PART))
    assert (again.id, read_number(again.number)) == (made.id, made.number)
    assert (again.name, again.points, again.issued_at) == ("林晓", 0.85, NOON)
    assert again.title == {
        "zh-Hans": "项目性销售课程：基础",
        "zh-Hant": "專案性銷售課程：基礎",
        "en": "The project sales course: Foundations",
    }
    assert (again.lessons, again.minutes, again.edition) == (
        len(lessons),
        sum(lesson.head.minutes for lesson in lessons),
        curriculum.edition_of(PART),
    )


def test_the_whole_course_has_a_certificate_of_its_own(db: SQLAlchemy) -> None:
    person = make_person()
    complete_part(person.id)
    with pytest.raises(Conflict, match="not been earned"):
        service.issue(person.id, WHOLE, now=NOON)
    other = make_person()
    complete_course(other.id)
    made = service.issue(other.id, WHOLE, now=NOON)
    assert made.title["en"] == "The project sales course"
    assert (made.points, made.lessons) == (pytest.approx(0.9), len(curriculum.course().lessons))
    assert made.edition == curriculum.edition_of()


def test_what_was_not_earned_or_is_not_there_is_refused(db: SQLAlchemy) -> None:
    person = make_person()
    with pytest.raises(Conflict, match="not been earned"):
        service.issue(person.id, PART, now=NOON)
    with pytest.raises(NotFound):
        service.issue(person.id, "nothing", now=NOON)
    assert service.certificates_of_people([person.id]) == {person.id: []}


def test_asked_for_twice_at_once_there_is_one(app: Flask) -> None:
    with app.app_context():
        person_id = make_person().id
        complete_part(person_id)

    numbers = at_once(app, [lambda: service.issue(person_id, PART, now=NOON).number] * 2)

    assert len(set(numbers)) == 1
    with app.app_context():
        (only,) = service.certificates_of_people([person_id])[person_id]
        assert [only.number] * 2 == numbers


def test_a_number_that_was_given_out_is_not_given_again(
    db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = give_certificate(make_person().id).number
    numbers = iter([taken, taken, "DW-0000-0000-0000"])
    monkeypatch.setattr(certificates, "new_number", lambda: next(numbers))
    person = make_person()
    complete_part(person.id)
    assert service.issue(person.id, PART, now=NOON).number == "DW-0000-0000-0000"


def test_a_certificate_is_found_however_its_number_is_typed(db: SQLAlchemy) -> None:
    made = give_certificate(make_person().id)
    found = service.find_certificate(made.number.lower().replace("-", " "))
    assert found is not None
    assert found.id == made.id
    assert service.find_certificate("DW-7K3M-Q0XA-94TT") is None
    assert service.find_certificate("nothing") is None


def test_only_those_who_may_see_the_person_may_have_the_paper(db: SQLAlchemy) -> None:
    group = make_group()
    person, trainer = make_person(learns_in=group), make_person("trainer", teaches=group)
    number = give_certificate(person.id).number
    for viewer in (person, trainer, make_person("admin")):
        assert service.get_visible_certificate(number, viewer).number == number
    for viewer in (make_person(), make_person("trainer")):
        with pytest.raises(NotFound, match="none of those you may see"):
            service.get_visible_certificate(number, viewer)


def test_a_revoked_certificate_stays_revoked_until_it_is_restored(db: SQLAlchemy) -> None:
    admin, person = make_person("admin"), make_person()
    complete_part(person.id)
    number = service.issue(person.id, PART, now=NOON).number
    with pytest.raises(Invalid, match="why"):
        service.revoke(number, admin.id, "  ", now=NOON)
    with pytest.raises(Invalid, match="501 characters"):
        service.revoke(number, admin.id, "x" * 501, now=NOON)

    revoked = service.revoke(number, admin.id, " Copied answers ", now=NOON)

    assert (revoked.is_valid, revoked.revoked_reason) == (False, "Copied answers")
    assert revoked.revoked_by is not None
    with pytest.raises(Conflict, match="already"):
        service.revoke(number, admin.id, "Another", now=NOON)
    with pytest.raises(Conflict, match="was revoked"):
        service.issue(person.id, PART, now=NOON)
    for _ in range(2):
        held = service.restore(number, admin.id)
        assert (held.is_valid, held.revoked_by_id, held.revoked_reason) == (True, None, None)
    assert service.issue(person.id, PART, now=NOON).number == number
    with pytest.raises(NotFound):
        service.revoke("nothing", admin.id, "No", now=NOON)


def test_a_deleted_person_takes_the_certificate_along(db: SQLAlchemy) -> None:
    person = make_person()
    give_certificate(person.id)
    db.session.delete(person)
    db.session.commit()
    assert db.session.scalar(db.select(db.func.count()).select_from(Certificate)) == 0
