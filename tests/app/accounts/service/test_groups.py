"""Groups, and who belongs to them."""

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.accounts import service
from app.accounts.models import Kind
from app.errors import NotFound
from app.rights import Role
from tests.support.people import JOINED_AT, make_group, make_person


def places(group_id: int) -> list[tuple[str, str]]:
    return [(place.person.name, place.kind) for place in service.memberships_in(group_id)]


def test_a_group_is_made_and_renamed(db: SQLAlchemy) -> None:
    group = service.create_group("  华东  一组 ", now=JOINED_AT)
    assert (group.name, group.created_at) == ("华东 一组", JOINED_AT)
    assert service.rename_group(group.id, "华东二组") is group
    db.session.expire_all()
    assert service.get_group(group.id).name == "华东二组"
    assert service.rename_group(group.id, "华东二组").name == "华东二组"


def test_a_group_compares_scores_until_it_is_told_not_to(db: SQLAlchemy) -> None:
    group = service.create_group("华东一组", now=JOINED_AT)
    assert group.compares_scores

    assert service.let_compare(group.id, is_allowed=False) is group

    db.session.expire_all()
    assert not service.get_group(group.id).compares_scores
    assert service.let_compare(group.id, is_allowed=True).compares_scores


def test_names_of_groups_are_taken_once(db: SQLAlchemy) -> None:
    east, south = make_group("东"), make_group("南")
    with pytest.raises(service.Refused, match="already a group “东”"):
        service.create_group("东", now=JOINED_AT)
    with pytest.raises(service.Refused, match="already a group “东”") as refused:
        service.rename_group(south.id, "东")
    assert refused.value.field == "name"
    assert {(group.id, group.name) for group in service.list_groups()} == {
        (east.id, "东"),
        (south.id, "南"),
    }


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("trainee", "member"), ("trainer", "member"), ("manager", "member"), ("admin", "member"),
        ("trainer", "teacher"), ("manager", "manager"),
    ],
)  # fmt: skip
def test_people_join_as_their_role_allows(db: SQLAlchemy, role: Role, kind: Kind) -> None:
    group, person = make_group(), make_person(role, email="wang@example.com", name="王伟")
    for _ in range(2):
        assert service.add_to_group(group.id, "Wang@example.com", kind) is person
    assert places(group.id) == [("王伟", kind)]


@pytest.mark.parametrize(
    ("role", "kind", "reason"),
    [
        ("trainee", "teacher", "王伟 is not a trainer"),
        ("manager", "teacher", "王伟 is not a trainer"),
        ("admin", "teacher", "王伟 is not a trainer"),
        ("trainee", "manager", "王伟 is not a manager"),
        ("trainer", "manager", "王伟 is not a manager"),
        ("admin", "manager", "王伟 is not a manager"),
    ],
)
def test_people_do_not_join_as_what_they_are_not(
    db: SQLAlchemy, role: Role, kind: Kind, reason: str
) -> None:
    group = make_group()
    make_person(role, email="wang@example.com", name="王伟")
    with pytest.raises(service.Refused, match=reason) as refused:
        service.add_to_group(group.id, "wang@example.com", kind)
    assert refused.value.field == "kind"
    assert places(group.id) == []


def test_nobody_joins_without_an_account(db: SQLAlchemy) -> None:
    with pytest.raises(service.Refused, match=r"Nobody has the address “w@b\.c”") as refused:
        service.add_to_group(make_group().id, "w@b.c", "member")
    assert refused.value.field == "email"


def test_people_leave_in_one_kind_and_only_this_group(db: SQLAlchemy) -> None:
    east, south = make_group(), make_group()
    make_person("trainer", name="周明", learns_in=east, teaches=east)
    make_person("trainee", name="林晓", learns_in=south)
    teaching = next(p for p in service.memberships_in(east.id) if p.kind == "teacher").id
    elsewhere = service.memberships_in(south.id)[0].id

    for membership_id in (teaching, teaching, elsewhere):
        service.remove_from_group(east.id, membership_id)

    assert (places(east.id), places(south.id)) == ([("周明", "member")], [("林晓", "member")])


def test_who_may_join_is_active_and_not_inside(db: SQLAlchemy) -> None:
    group = make_group()
    make_person("trainee", learns_in=group)
    make_person("trainer", teaches=group)
    make_person("trainee", is_active=False)
    outside = make_person("trainee", learns_in=make_group())
    assert service.people_who_may_join(group.id) == [outside]


def test_lists_name_groups_and_count_people(db: SQLAlchemy) -> None:
    east, south = make_group("东"), make_group("南")
    trainer = make_person("trainer", teaches=east)
    mate = make_person("trainee", learns_in=east)
    make_person("trainee", learns_in=east)
    admin = make_person("admin")
    service.add_to_group(south.id, trainer.email, "teacher")
    service.add_to_group(south.id, trainer.email, "member")

    by_person = service.memberships_by_person([trainer.id, mate.id, admin.id])

    assert {
        person_id: sorted((place.group.name, place.kind) for place in found)
        for person_id, found in by_person.items()
    } == {
        trainer.id: [("东", "teacher"), ("南", "member"), ("南", "teacher")],
        mate.id: [("东", "member")],
        admin.id: [],
    }
    assert service.sizes_of() == {
        (east.id, "member"): 2,
        (east.id, "teacher"): 1,
        (south.id, "member"): 1,
        (south.id, "teacher"): 1,
    }


@pytest.mark.parametrize(
    "use_case",
    [
        lambda: service.get_group(7),
        lambda: service.rename_group(7, "A"),
        lambda: service.let_compare(7, is_allowed=True),
        lambda: service.add_to_group(7, "a@b.c", "member"),
        lambda: service.remove_from_group(7, 1),
    ],
)
def test_there_is_nothing_to_do_with_no_group(db: SQLAlchemy, use_case: object) -> None:
    with pytest.raises(NotFound, match="no group with the number 7"):
        use_case()  # type: ignore[operator]
