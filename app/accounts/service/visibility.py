"""Who may see whom: the rule of all areas.

An administrator sees everybody, a manager the members of the groups that they manage, a trainer
those of the groups that they teach, and each person themselves.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, select

from app.accounts.kinds import KIND_OF_ROLE
from app.accounts.models import Group, Kind, Membership, Person
from app.database import db


def groups_of(person_id: int) -> list[Group]:
    """The groups in which this person learns, by name."""
    return _groups(person_id, "member")


def groups_taught_by(person_id: int) -> list[Group]:
    """The groups that this person teaches, by name."""
    return _groups(person_id, "teacher")


def groups_managed_by(person_id: int) -> list[Group]:
    """The groups that this person manages, by name."""
    return _groups(person_id, "manager")


def teachers_of(person_id: int) -> list[Person]:
    """The active trainers who teach a group in which this person learns, by name."""
    learning = select(Membership.group_id).where(
        Membership.person_id == person_id, Membership.kind == "member"
    )
    teaching = select(Membership.person_id).where(
        Membership.group_id.in_(learning), Membership.kind == "teacher"
    )
    return [person for person in _people(teaching) if person.is_active and person.role == "trainer"]


def groups_visible_to(viewer: Person) -> list[Group]:
    """The groups whose name and place this viewer may know, by name."""
    if viewer.role == "admin":
        return list(db.session.scalars(select(Group).order_by(Group.name)))
    return _groups(viewer.id, KIND_OF_ROLE[viewer.role])


def can_see_group(viewer: Person, group_id: int) -> bool:
    """Whether :func:`groups_visible_to` holds this group."""
    return any(group.id == group_id for group in groups_visible_to(viewer))


def members_of(group_ids: Collection[int]) -> list[Person]:
    """Everybody who learns in one of these groups, once each, by name."""
    learning = select(Membership.person_id).where(
        Membership.group_id.in_(group_ids), Membership.kind == "member"
    )
    return _people(learning)


def select_visible_person_ids(viewer: Person) -> Select[int]:
    """The numbers of the people that this viewer may see, to be part of a larger query."""
    if viewer.role == "admin":
        return select(Person.id)
    themself = Person.id == viewer.id
    if viewer.role == "trainee":
        return select(Person.id).where(themself)
    seen_groups = select(Membership.group_id).where(
        Membership.person_id == viewer.id, Membership.kind == KIND_OF_ROLE[viewer.role]
    )
    members = select(Membership.person_id).where(
        Membership.group_id.in_(seen_groups), Membership.kind == "member"
    )
    return select(Person.id).where(themself | Person.id.in_(members))


def people_visible_to(viewer: Person) -> list[Person]:
    """The people that this viewer may see, themselves among them, by name."""
    return _people(select_visible_person_ids(viewer))


def can_see_person(viewer: Person, person_id: int) -> bool:
    """Whether :func:`people_visible_to` holds this person."""
    visible = select_visible_person_ids(viewer).where(Person.id == person_id)
    return db.session.scalar(visible) is not None


def _groups(person_id: int, kind: Kind) -> list[Group]:
    query = (
        select(Group)
        .join(Membership, Membership.group_id == Group.id)
        .where(Membership.person_id == person_id, Membership.kind == kind)
        .order_by(Group.name)
    )
    return list(db.session.scalars(query))


def _people(ids: Select[int]) -> list[Person]:
    query = select(Person).where(Person.id.in_(ids)).order_by(Person.name, Person.id)
    return list(db.session.scalars(query))
