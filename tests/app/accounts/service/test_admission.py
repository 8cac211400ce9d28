"""Invitations: how a person gets an account."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.accounts import service
from app.accounts.models import Invitation, Kind, Membership, Person
from app.errors import NotFound
from app.rights import Role
from tests.support.people import JOINED_AT, PASSWORD, make_group, make_person
from tests.support.threads import at_once

TOKEN = "a secret"
LAST_MOMENT = JOINED_AT + timedelta(days=7) - timedelta(microseconds=1)


def invite(
    *,
    email: str = "wang@example.com",
    role: Role = "trainee",
    group_id: int | None = None,
    token: str = TOKEN,
) -> Invitation:
    admin = service.find_person_by_email("admin@example.com") or make_person(
        "admin", email="admin@example.com"
    )
    return service.invite(
        email, role=role, group_id=group_id, invited_by_id=admin.id, token=token, now=JOINED_AT
    )


def accept(token: str = TOKEN, *, name: str = "王伟", password: str = PASSWORD) -> Person:
    return service.accept_invitation(
        token, name=name, password=password, locale="zh_Hant", now=LAST_MOMENT
    )


def test_an_invitation_keeps_no_secret(db: SQLAlchemy) -> None:
    invitation = invite(email=" Wang@Example.com")
    db.session.expire_all()
    kept = {column.name: getattr(invitation, column.name) for column in Invitation.__table__.c}
    assert TOKEN not in str(kept)
    assert (invitation.email, invitation.role, invitation.used_at) == (
        "wang@example.com",
        "trainee",
        None,
    )
    assert invitation.expires_at - invitation.created_at == timedelta(days=7)
    assert service.get_open_invitation(TOKEN, now=LAST_MOMENT) is invitation


@pytest.mark.parametrize(
    ("role", "kind"),
    [("trainee", "member"), ("trainer", "teacher"), ("manager", "manager")],
)
def test_whoever_accepts_has_an_account_and_a_place(db: SQLAlchemy, role: Role, kind: Kind) -> None:
    group = make_group()
    invitation = invite(role=role, group_id=group.id)

    person = accept(name=" 王 伟 ")

    assert (person.email, person.name, person.role) == ("wang@example.com", "王 伟", role)
    assert (person.locale, person.created_at) == ("zh_Hant", LAST_MOMENT)
    assert service.sign_in("wang@example.com", PASSWORD) is person
    places = select(Membership.group_id, Membership.kind).where(Membership.person_id == person.id)
    assert db.session.execute(places).all() == [(group.id, kind)]
    assert invitation.used_at == LAST_MOMENT


def test_one_may_be_invited_to_no_group(db: SQLAlchemy) -> None:
    invite(role="admin")
    person = accept()
    assert (person.role, service.memberships_by_person([person.id])) == ("admin", {person.id: []})


@pytest.mark.parametrize(
    ("email", "role", "group", "field"),
    [
        ("nothing", "trainee", "none", "email"),
        ("Admin@example.com", "trainee", "none", "email"),
        ("wang@example.com", "admin", "real", "group_id"),
        ("wang@example.com", "trainee", "missing", "group_id"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused(
    db: SQLAlchemy, email: str, role: Role, group: str, field: str
) -> None:
    make_person("admin", email="admin@example.com")
    group_id = {"none": None, "real": make_group().id, "missing": 999}[group]
    with pytest.raises(service.Refused) as refused:
        invite(email=email, role=role, group_id=group_id)
    assert refused.value.field == field
    assert service.list_open_invitations(now=JOINED_AT) == []


def test_a_second_invitation_replaces_the_first(db: SQLAlchemy) -> None:
    invite(token="first")
    other = invite(email="li@example.com", token="other")
    second = invite(email="WANG@example.com", token="second", role="trainer")

    assert service.list_open_invitations(now=JOINED_AT) == [second, other]
    with pytest.raises(NotFound):
        accept("first")
    assert accept("second").role == "trainer"


@pytest.mark.parametrize("why", ["unknown", "used", "expired", "withdrawn"])
def test_an_invitation_ends(db: SQLAlchemy, why: str) -> None:
    invitation = invite()
    now = LAST_MOMENT
    if why == "used":
        accept()
    elif why == "expired":
        now = invitation.expires_at
    elif why == "withdrawn":
        service.withdraw_invitation(invitation.id)
    token = "another secret" if why == "unknown" else TOKEN

    with pytest.raises(NotFound, match="used or withdrawn, or it has expired"):
        service.get_open_invitation(token, now=now)
    with pytest.raises(NotFound, match="used or withdrawn, or it has expired"):
        service.accept_invitation(token, name="李娜", password=PASSWORD, locale=None, now=now)
    assert len(service.list_open_invitations(now=now)) == (1 if why == "unknown" else 0)
    assert service.paginate_people().total == (2 if why == "used" else 1)


def test_a_used_invitation_is_not_withdrawn(db: SQLAlchemy) -> None:
    invitation = invite()
    accept()
    service.withdraw_invitation(invitation.id)
    assert db.session.scalar(select(Invitation.used_at)) == LAST_MOMENT


@pytest.mark.parametrize(
    ("name", "password", "field"),
    [("", PASSWORD, "name"), ("王伟", "wangwei1990", "password")],
)
def test_a_refused_answer_leaves_the_invitation_open(
    db: SQLAlchemy, name: str, password: str, field: str
) -> None:
    invite()
    with pytest.raises(service.Refused) as refused:
        accept(name=name, password=password)
    assert refused.value.field == field
    assert accept().name == "王伟"


def test_an_address_may_get_an_account_meanwhile(db: SQLAlchemy) -> None:
    invite()
    make_person(email="wang@example.com")
    with pytest.raises(service.Refused, match="already has an account") as refused:
        accept()
    assert refused.value.field == "email"
    assert service.get_open_invitation(TOKEN, now=LAST_MOMENT)


def test_of_many_answers_at_once_one_counts(app: Flask) -> None:
    with app.app_context():
        invite(group_id=make_group().id)

    def answer(number: int) -> str:
        return accept(name=f"王伟 {number}").name

    results = at_once(app, [lambda number=number: answer(number) for number in range(8)])

    names = [result for result in results if isinstance(result, str)]
    assert len(names) == 1
    assert results.count(NotFound) == 7
    with app.app_context():
        people = service.paginate_people(search="wang@example.com")
        assert [person.name for person in people] == names
        assert len(service.memberships_by_person([people.items[0].id])[people.items[0].id]) == 1
