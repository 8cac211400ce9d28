"""Whose learning somebody may see."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts import service as accounts
from app.accounts.models import Group, Person
from app.errors import NotFound


def get_visible_person(viewer: Person, person_id: int) -> Person:
    """The person of this number. Raises NotFound for somebody whom the viewer may not see."""
    person = accounts.find_person(person_id)
    if person is None or not accounts.can_see_person(viewer, person_id):
        raise NotFound(_("There is no such person, or they are in none of your groups."))
    return person


def get_visible_group(viewer: Person, group_id: int) -> Group:
    """The group of this number. Raises NotFound for one that is none of the viewer's."""
    for group in accounts.groups_visible_to(viewer):
        if group.id == group_id:
            return group
    raise NotFound(_("There is no such group, or it is none of yours."))
