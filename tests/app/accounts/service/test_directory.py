"""Finding people."""

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.accounts import service
from app.accounts.service.directory import PEOPLE_PER_PAGE
from app.errors import NotFound
from tests.support.people import make_group, make_person


def test_a_person_is_found_or_not(db: SQLAlchemy) -> None:
    person = make_person(email="wang@example.com")
    assert service.get_person(person.id) is person
    assert service.find_person(person.id) is person
    assert service.find_person(person.id + 1) is None
    assert service.find_person_by_email(" Wang@EXAMPLE.com") is person
    assert service.find_person_by_email("wong@example.com") is None
    assert service.find_person_by_email("wang") is None
    with pytest.raises(NotFound, match=f"no person with the number {person.id + 1}"):
        service.get_person(person.id + 1)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["Li Na", "王伟", "王芳"]),
        ("王", ["王伟", "王芳"]),
        (" li ", ["Li Na"]),
        ("WANG.", ["王伟", "王芳"]),
        ("%", []),
        ("_", []),
        ("\0", ["Li Na", "王伟", "王芳"]),
        ("nobody", []),
    ],
)
def test_names_and_addresses_are_searched(db: SQLAlchemy, search: str, found: list[str]) -> None:
    for name, email in (("王芳", "wang.fang"), ("Li Na", "li.na"), ("王伟", "wang.wei")):
        make_person(name=name, email=f"{email}@example.com")
    assert sorted(person.name for person in service.paginate_people(search=search)) == found


def test_filters_narrow_the_list_together(db: SQLAlchemy) -> None:
    east, south = make_group(), make_group()
    trainee = make_person("trainee", learns_in=east)
    trainer = make_person("trainer", teaches=east)
    leaver = make_person("trainee", learns_in=east, is_active=False)
    make_person("trainee", learns_in=south)

    in_east = service.paginate_people(group_id=east.id)
    learning = service.paginate_people(group_id=east.id, role="trainee", is_active=True)

    assert {person.id for person in in_east} == {trainee.id, trainer.id, leaver.id}
    assert [person.id for person in learning] == [trainee.id]
    assert [p.id for p in service.paginate_people(is_active=False)] == [leaver.id]


def test_long_lists_come_in_pages(db: SQLAlchemy) -> None:
    people = [make_person(name=f"person {number:02}") for number in range(PEOPLE_PER_PAGE + 2)]

    pages = {number: service.paginate_people(page=number) for number in (0, 1, 2, 3)}

    assert [person.id for person in pages[1]] == [p.id for p in people[:PEOPLE_PER_PAGE]]
    assert [person.id for person in pages[0]] == [person.id for person in pages[1]]
    assert [person.id for person in pages[2]] == [p.id for p in people[PEOPLE_PER_PAGE:]]
    assert list(pages[3]) == []
    assert (pages[2].pages, pages[2].total) == (2, PEOPLE_PER_PAGE + 2)
