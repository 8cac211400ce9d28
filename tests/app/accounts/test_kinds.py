"""What roles have to do with groups."""

from app.accounts.kinds import kinds_open_to
from app.rights import ROLES


def test_anybody_may_learn_and_each_role_does_its_own() -> None:
    assert {role: kinds_open_to(role) for role in ROLES} == {
        "trainee": {"member"},
        "trainer": {"member", "teacher"},
        "manager": {"member", "manager"},
        "admin": {"member"},
    }
