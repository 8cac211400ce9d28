"""The demo's people."""

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.accounts import demo, service
from app.accounts.models import Group, Membership, Person
from app.rights import ROLES


def places(db: SQLAlchemy) -> list[tuple[str, str, str]]:
    query = select(Person.email, Group.name, Membership.kind).select_from(Membership)
    return sorted(tuple(row) for row in db.session.execute(query.join(Person).join(Group)))


def account(login: str) -> Person:
    person = service.find_person_by_email(f"{login}@demo.example")
    assert person is not None
    return person


def test_there_is_an_account_for_each_role_and_a_newcomer(db: SQLAlchemy) -> None:
    assert demo.seed() == [
        "Accounts to try, password dealwright:",
        "  trainee  trainee@demo.example",
        "  trainer  trainer@demo.example",
        "  manager  manager@demo.example",
        "  admin    admin@demo.example",
        "  newcomer newcomer@demo.example",
    ]
    roles = [service.sign_in(f"{role}@demo.example", "dealwright").role for role in ROLES]
    assert roles == list(ROLES)


def test_the_manager_has_one_group_and_the_trainer_both(db: SQLAlchemy) -> None:
    demo.seed()
    trainer, manager, trainee = (account(name) for name in ("trainer", "manager", "trainee"))

    assert {group.name for group in service.groups_taught_by(trainer.id)} == {demo.EAST, demo.SOUTH}
    assert [group.name for group in service.groups_managed_by(manager.id)] == [demo.EAST]
    assert [group.name for group in service.groups_of(trainee.id)] == [demo.EAST]
    assert (len(service.people_visible_to(trainer)), len(service.people_visible_to(manager))) == (
        15,
        9,
    )


def test_seeding_again_changes_nothing_and_keeps_what_people_did(db: SQLAlchemy) -> None:
    demo.seed()
    before = places(db)
    trainee = account("trainee")
    service.update_profile(trainee.id, name="新名字", locale="en")

    demo.seed()

    assert places(db) == before
    again = account("trainee")
    assert (again.id, again.name, again.locale) == (trainee.id, "新名字", "en")


def test_seeding_adds_only_who_is_missing(db: SQLAlchemy) -> None:
    demo.seed()
    before = places(db)
    db.session.delete(account("zhao.min"))
    db.session.commit()

    demo.seed()

    assert places(db) == before
