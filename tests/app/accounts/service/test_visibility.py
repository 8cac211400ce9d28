"""Who may see whom."""

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.accounts import service
from app.accounts.models import Group, Person
from app.rights import ROLES, Role
from tests.support.people import make_group, make_person


@pytest.fixture
def people(db: SQLAlchemy) -> dict[str, Person]:
    """Two groups with a trainer and manager each; one trainer who also learns."""
    east, south = make_group("东"), make_group("南")
    return {
        "admin": make_person("admin"),
        "east trainee": make_person("trainee", learns_in=east),
        "east leaver": make_person("trainee", learns_in=east, is_active=False),
        "east trainer": make_person("trainer", teaches=east),
        "east manager": make_person("manager", manages=east),
        "south trainee": make_person("trainee", learns_in=south),
        "south manager": make_person("manager", manages=south),
        "learning trainer": make_person("trainer", learns_in=south, teaches=east),
    }


EAST = {"east trainee", "east leaver"}
SOUTH = {"south trainee", "learning trainer"}
SEEN = {
    "east trainee": {"east trainee"},
    "east leaver": {"east leaver"},
    "east trainer": EAST | {"east trainer"},
    "east manager": EAST | {"east manager"},
    "south trainee": {"south trainee"},
    "south manager": SOUTH | {"south manager"},
    "learning trainer": EAST | {"learning trainer"},
}


def test_each_sees_whom_they_should(people: dict[str, Person]) -> None:
    names = {person.id: name for name, person in people.items()}
    expected = {"admin": set(people), **SEEN}

    listed = {
        name: {names[seen.id] for seen in service.people_visible_to(viewer)}
        for name, viewer in people.items()
    }
    asked = {
        name: {seen for seen in people if service.can_see_person(viewer, people[seen].id)}
        for name, viewer in people.items()
    }

    assert listed == expected
    assert asked == expected


def test_a_larger_query_can_be_narrowed_to_the_visible(
    db: SQLAlchemy, people: dict[str, Person]
) -> None:
    visible = service.select_visible_person_ids(people["east manager"])
    query = select(Person.role).where(Person.id.in_(visible)).order_by(Person.role)
    assert list(db.session.scalars(query)) == ["manager", "trainee", "trainee"]


def test_each_sees_their_groups(people: dict[str, Person]) -> None:
    groups = {group.name: group for group in service.list_groups()}
    seen = {
        name: {group.name for group in service.groups_visible_to(viewer)}
        for name, viewer in people.items()
    }
    asked = {
        name: {group for group in groups if service.can_see_group(viewer, groups[group].id)}
        for name, viewer in people.items()
    }
    assert seen == asked
    assert seen == {
        "admin": {"东", "南"},
        "east trainee": {"东"},
        "east leaver": {"东"},
        "east trainer": {"东"},
        "east manager": {"东"},
        "south trainee": {"南"},
        "south manager": {"南"},
        "learning trainer": {"东"},
    }


def test_groups_are_told_apart_by_what_one_does_there(people: dict[str, Person]) -> None:
    def names(groups: list[Group]) -> list[str]:
        return [group.name for group in groups]

    both = people["learning trainer"].id
    assert names(service.groups_of(both)) == ["南"]
    assert names(service.groups_taught_by(both)) == ["东"]
    assert names(service.groups_managed_by(both)) == []
    assert names(service.groups_managed_by(people["south manager"].id)) == ["南"]


def test_members_are_those_who_learn_once_each(people: dict[str, Person]) -> None:
    east, south = (group.id for group in service.list_groups())
    service.add_to_group(south, people["east trainee"].email, "member")
    names = {person.id: name for name, person in people.items()}

    def members(*group_ids: int) -> list[str]:
        return sorted(names[person.id] for person in service.members_of(group_ids))

    first, second = sorted(EAST), sorted({*SOUTH, "east trainee"})
    if service.get_group(east).name == "南":
        first, second = second, first
    assert members(east) == first
    assert members(east, south) == sorted(EAST | SOUTH)
    assert members() == []


@pytest.mark.parametrize("role", ROLES)
def test_without_a_group_one_sees_oneself(db: SQLAlchemy, role: Role) -> None:
    viewer = make_person(role)
    assert service.people_visible_to(viewer) == [viewer]


def test_each_knows_who_teaches_them(people: dict[str, Person]) -> None:
    make_person("trainer", is_active=False, teaches=service.groups_of(people["east trainee"].id)[0])
    names = {person.id: name for name, person in people.items()}
    taught_by = {
        name: {names[teacher.id] for teacher in service.teachers_of(person.id)}
        for name, person in people.items()
    }
    east = {"east trainer", "learning trainer"}
    assert {name: teachers for name, teachers in taught_by.items() if teachers} == {
        "east trainee": east,
        "east leaver": east,
    }
