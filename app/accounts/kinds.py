"""What roles have to do with groups."""

from __future__ import annotations

from app.accounts.models import Kind
from app.rights import Role

KIND_OF_ROLE: dict[Role, Kind] = {"trainee": "member", "trainer": "teacher", "manager": "manager"}
"""As what each role has its business in groups; an administrator sees them all anyway."""


def kinds_open_to(role: Role) -> set[Kind]:
    """In which kinds a person of this role may belong to a group: anybody may learn in one."""
    return {"member", KIND_OF_ROLE.get(role, "member")}
