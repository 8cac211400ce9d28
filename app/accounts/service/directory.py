"""Finding people."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import select

from app.accounts.emails import normalise_email
from app.accounts.models import Membership, Person
from app.database import db
from app.errors import NotFound
from app.rights import Role

PEOPLE_PER_PAGE = 25


def find_person(person_id: int) -> Person | None:
    """The person of this number."""
    return db.session.get(Person, person_id)


def get_person(person_id: int) -> Person:
    """The person of this number. Raises NotFound."""
    person = find_person(person_id)
    if person is None:
        raise NotFound(_("There is no person with the number %(id)s.", id=person_id))
    return person


def find_person_by_email(email: str) -> Person | None:
    """The person who signs in with this address, in whatever letter case it is given."""
    normalised = normalise_email(email)
    if normalised is None:
        return None
    return db.session.scalar(select(Person).where(Person.email == normalised))


def paginate_people(
    *,
    search: str = "",
    role: Role | None = None,
    is_active: bool | None = None,
    group_id: int | None = None,
    page: int = 1,
) -> Pagination:
    """A page of the people, by name, whose name or address holds ``search``.

    A page that does not exist is empty.
    """
    query = select(Person).order_by(Person.name, Person.id)
    if wanted := search.replace("\0", "").strip():
        query = query.where(
            Person.name.icontains(wanted, autoescape=True)
            | Person.email.icontains(wanted, autoescape=True)
        )
    if role is not None:
        query = query.where(Person.role == role)
    if is_active is not None:
        query = query.where(Person.is_active.is_(is_active))
    if group_id is not None:
        within = select(Membership.person_id).where(Membership.group_id == group_id)
        query = query.where(Person.id.in_(within))
    return db.paginate(query, page=max(page, 1), per_page=PEOPLE_PER_PAGE, error_out=False)
