"""Changing people."""

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.accounts import service
from app.accounts.models import Invitation, Membership
from app.errors import Conflict, Forbidden, NotFound
from app.rights import Role
from tests.support.people import JOINED_AT, PASSWORD, make_group, make_person


def test_a_person_is_made(db: SQLAlchemy) -> None:
    person = service.create_person(
        "Wang@Example.com", name=" 王  伟 ", role="trainer", password=PASSWORD, now=JOINED_AT
    )
    db.session.expire_all()
    assert service.get_person(person.id) is person
    assert (person.email, person.name, person.role) == ("wang@example.com", "王 伟", "trainer")
    assert (person.locale, person.is_active, person.session_version) == (None, True, 1)
    assert person.created_at == JOINED_AT
    assert service.sign_in("wang@example.com", PASSWORD) is person


@pytest.mark.parametrize(
    ("email", "name", "password", "field"),
    [
        ("nothing", "王伟", PASSWORD, "email"),
        ("TAKEN@example.com", "王伟", PASSWORD, "email"),
        ("wang@example.com", "", PASSWORD, "name"),
        ("wang@example.com", "王伟", "short", "password"),
    ],
)
def test_a_person_that_cannot_be_is_refused(
    db: SQLAlchemy, email: str, name: str, password: str, field: str
) -> None:
    make_person(email="taken@example.com")
    with pytest.raises(service.Refused) as refused:
        service.create_person(email, name=name, role="trainee", password=password, now=JOINED_AT)
    assert refused.value.field == field
    assert service.paginate_people().total == 1


def test_name_and_language_are_ones_own(db: SQLAlchemy) -> None:
    person = make_person(name="Wei", locale="en")
    service.update_profile(person.id, name=" 王 伟 ", locale="zh_Hant")
    assert (person.name, person.locale) == ("王 伟", "zh_Hant")
    service.update_profile(person.id, name="王伟", locale=None)
    assert (person.name, person.locale) == ("王伟", None)


@pytest.mark.parametrize(
    ("name", "locale", "field"), [("", None, "name"), ("王伟", "tlh", "locale")]
)
def test_a_refused_profile_changes_nothing(
    db: SQLAlchemy, name: str, locale: str | None, field: str
) -> None:
    person = make_person(name="Wei", locale="en")
    with pytest.raises(service.Refused) as refused:
        service.update_profile(person.id, name=name, locale=locale)
    db.session.rollback()
    assert refused.value.field == field
    assert (person.name, person.locale) == ("Wei", "en")


def test_a_new_role_ends_sessions_and_what_only_the_old_one_did(db: SQLAlchemy) -> None:
    admin, group = make_person("admin"), make_group()
    person = make_person("trainer", learns_in=group, teaches=group)

    service.change_role(person.id, "manager", by_id=admin.id)

    assert (person.role, person.session_version) == ("manager", 2)
    kinds = select(Membership.kind).where(Membership.person_id == person.id)
    assert list(db.session.scalars(kinds)) == ["member"]


def test_the_same_role_again_changes_nothing(db: SQLAlchemy) -> None:
    admin, group = make_person("admin"), make_group()
    person = make_person("trainer", teaches=group)
    assert service.change_role(person.id, "trainer", by_id=admin.id).session_version == 1
    assert service.groups_taught_by(person.id) == [group]


def test_nobody_changes_their_own_role(db: SQLAlchemy) -> None:
    admin = make_person("admin")
    make_person("admin")
    with pytest.raises(Forbidden, match="your own role"):
        service.change_role(admin.id, "trainee", by_id=admin.id)
    assert (admin.role, admin.session_version) == ("admin", 1)


def test_a_deactivated_person_is_out_until_reactivated(db: SQLAlchemy) -> None:
    admin, person = make_person("admin"), make_person()

    service.deactivate(person.id, by_id=admin.id)
    assert (person.is_active, person.session_version) == (False, 2)
    with pytest.raises(service.Refused):
        service.sign_in(person.email, PASSWORD)

    service.reactivate(person.id)
    assert (person.is_active, person.session_version) == (True, 2)
    assert service.sign_in(person.email, PASSWORD) is person


def test_nobody_deactivates_themselves(db: SQLAlchemy) -> None:
    admin = make_person("admin")
    make_person("admin")
    with pytest.raises(Forbidden, match="your own account"):
        service.deactivate(admin.id, by_id=admin.id)
    assert admin.is_active


@pytest.mark.parametrize("other_role", ["trainee", "admin"])
def test_the_last_active_administrator_stays(db: SQLAlchemy, other_role: Role) -> None:
    """Whoever asks: another administrator may have been deactivated a moment ago."""
    admin = make_person("admin", name="何静")
    other = make_person(other_role, is_active=False)

    with pytest.raises(Conflict, match="何静 is the last active administrator"):
        service.deactivate(admin.id, by_id=other.id)
    db.session.rollback()
    with pytest.raises(Conflict, match="何静 is the last active administrator"):
        service.change_role(admin.id, "trainer", by_id=other.id)
    db.session.rollback()

    assert (admin.is_active, admin.role, admin.session_version) == (True, "admin", 1)


def test_an_administrator_goes_when_another_is_left(db: SQLAlchemy) -> None:
    first, second, third = (make_person("admin") for _ in range(3))
    service.deactivate(second.id, by_id=first.id)
    service.change_role(third.id, "trainer", by_id=first.id)
    assert [(p.role, p.is_active) for p in (first, second, third)] == [
        ("admin", True),
        ("admin", False),
        ("trainer", True),
    ]


@pytest.mark.parametrize("ends", ["deactivate", "change_role"])
def test_open_invitations_end_with_the_office(db: SQLAlchemy, ends: str) -> None:
    first, second = make_person("admin"), make_person("admin")
    for number, admin in enumerate((first, second)):
        service.invite(
            f"new{number}@example.com",
            role="admin",
            group_id=None,
            invited_by_id=admin.id,
            token=f"token {number}",
            now=JOINED_AT,
        )

    if ends == "deactivate":
        service.deactivate(second.id, by_id=first.id)
    else:
        service.change_role(second.id, "trainee", by_id=first.id)

    assert list(db.session.scalars(select(Invitation.email))) == ["new0@example.com"]


@pytest.mark.parametrize(
    "use_case",
    [
        lambda: service.update_profile(7, name="A", locale=None),
        lambda: service.change_role(7, "trainee", by_id=1),
        lambda: service.deactivate(7, by_id=1),
        lambda: service.reactivate(7),
    ],
)
def test_nobody_cannot_be_changed(db: SQLAlchemy, use_case: object) -> None:
    with pytest.raises(NotFound, match="no person with the number 7"):
        use_case()  # type: ignore[operator]
