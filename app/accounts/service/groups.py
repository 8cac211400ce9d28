"""Groups, and who belongs to them as what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager, joinedload

from app.accounts.kinds import kinds_open_to
from app.accounts.models import Group, Kind, Membership, Person
from app.accounts.names import tidy_name
from app.accounts.refusals import Refused
from app.accounts.service.directory import find_person_by_email
from app.database import commit, db
from app.errors import NotFound


def get_group(group_id: int) -> Group:
    """The group of this number. Raises NotFound."""
    group = db.session.get(Group, group_id)
    if group is None:
        raise NotFound(_("There is no group with the number %(id)s.", id=group_id))
    return group


def list_groups() -> list[Group]:
    """All groups, by name."""
    return list(db.session.scalars(select(Group).order_by(Group.name)))


def create_group(name: str, *, now: datetime) -> Group:
    """Add an empty group. Raises Refused for a bad or taken name."""
    group = Group(name=tidy_name("name", name), created_at=now)
    db.session.add(group)
    _commit_name(group.name)
    return group


def rename_group(group_id: int, name: str) -> Group:
    """Give a group another name. Raises Refused for a bad or taken one."""
    group = get_group(group_id)
    group.name = tidy_name("name", name)
    _commit_name(group.name)
    return group


def let_compare(group_id: int, *, is_allowed: bool) -> Group:
    """Let the members of a group see how the scores of all are spread, or no longer."""
    group = get_group(group_id)
    group.compares_scores = is_allowed
    commit()
    return group


def add_to_group(group_id: int, email: str, kind: Kind) -> Person:
    """Let the person with this address belong to a group; nothing happens if they already do.

    Raises Refused when nobody has the address, or their role does not go with ``kind``.
    """
    get_group(group_id)
    person = find_person_by_email(email)
    if person is None:
        raise Refused("email", _("Nobody has the address “%(email)s”.", email=email))
    _check_kind_fits(person, kind)
    db.session.add(Membership(group_id=group_id, person_id=person.id, kind=kind))
    try:
        commit()
    except IntegrityError:
        db.session.rollback()
    return person


def remove_from_group(group_id: int, membership_id: int) -> None:
    """End a membership of this group; nothing happens if it has ended already."""
    get_group(group_id)
    db.session.execute(
        delete(Membership).where(Membership.id == membership_id, Membership.group_id == group_id)
    )
    commit()


def people_who_may_join(group_id: int) -> list[Person]:
    """Active people who do not belong to this group in any way, by name."""
    inside = select(Membership.person_id).where(Membership.group_id == group_id)
    query = (
        select(Person)
        .where(Person.is_active, Person.id.not_in(inside))
        .order_by(Person.name, Person.id)
    )
    return list(db.session.scalars(query))


def memberships_in(group_id: int) -> list[Membership]:
    """Everybody in a group, by name."""
    query = (
        select(Membership)
        .join(Membership.person)
        .where(Membership.group_id == group_id)
        .options(contains_eager(Membership.person))
        .order_by(Person.name, Person.id)
    )
    return list(db.session.scalars(query))


def memberships_by_person(person_ids: Iterable[int]) -> dict[int, list[Membership]]:
    """For each of these people the groups that they belong to, by name."""
    found: dict[int, list[Membership]] = {person_id: [] for person_id in person_ids}
    query = (
        select(Membership)
        .join(Membership.group)
        .where(Membership.person_id.in_(found))
        .options(joinedload(Membership.group))
        .order_by(Group.name, Membership.kind)
    )
    for membership in db.session.scalars(query):
        found[membership.person_id].append(membership)
    return found


def sizes_of() -> dict[tuple[int, Kind], int]:
    """How many people each group has in each kind."""
    query = select(Membership.group_id, Membership.kind, func.count()).group_by(
        Membership.group_id, Membership.kind
    )
    return {(group_id, kind): count for group_id, kind, count in db.session.execute(query)}


def _commit_name(name: str) -> None:
    try:
        commit()
    except IntegrityError as error:
        db.session.rollback()
        raise Refused("name", _("There is already a group “%(name)s”.", name=name)) from error


def _check_kind_fits(person: Person, kind: Kind) -> None:
    if kind in kinds_open_to(person.role):
        return
    reason = {
        "teacher": _("%(name)s is not a trainer. Change the role first.", name=person.name),
        "manager": _("%(name)s is not a manager. Change the role first.", name=person.name),
    }
    raise Refused("kind", reason[kind])
