"""Who may use the routes of the accounts area."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app import clock
from app.accounts import service
from app.accounts.models import Group, Membership, Person
from app.database import db
from tests.support.rights import Sample, World

TABLE = """
#    path                                                sample      anonymous  trainee  trainer  manager  admin
GET  /login                                              -           200        302      302      302      302
POST /login                                              -           422        422      422      422      422
POST /logout                                             -           login      login    login    login    login
GET  /account                                            -           login      200      200      200      200
POST /account                                            -           login      422      422      422      422
GET  /account/password                                   -           login      200      200      200      200
POST /account/password                                   -           login      422      422      422      422
GET  /invitations/<token>                                any_token   200        200      200      200      200
POST /invitations/<token>                                any_token   422        422      422      422      422
GET  /password-links/<token>                             any_link    200        200      200      200      200
POST /password-links/<token>                             any_link    422        422      422      422      422

GET  /admin/people                                       -           login      403      403      403      200
GET  /admin/people/invite                                -           login      403      403      403      200
POST /admin/people/invite                                -           login      403      403      403      422
POST /admin/invitations/<int:invitation_id>/withdraw     any_invited login      403      403      403      302
GET  /admin/people/<int:person_id>                       own_mate    login      403      403      403      200
GET  /admin/people/<int:person_id>                       other       login      403      403      403      200
POST /admin/people/<int:person_id>/role                  own_mate    login      403      403      403      302
POST /admin/people/<int:person_id>/role                  other       login      403      403      403      302
POST /admin/people/<int:person_id>/deactivate            own_mate    login      403      403      403      302
POST /admin/people/<int:person_id>/deactivate            other       login      403      403      403      302
POST /admin/people/<int:person_id>/deactivate            own_self    login      403      403      403      403
POST /admin/people/<int:person_id>/password-link         own_mate    login      403      403      403      201
POST /admin/people/<int:person_id>/password-link         other       login      403      403      403      201
POST /admin/people/<int:person_id>/reactivate            own_mate    login      403      403      403      302
POST /admin/people/<int:person_id>/reactivate            other       login      403      403      403      302

GET  /admin/groups                                       -           login      403      403      403      200
POST /admin/groups                                       -           login      403      403      403      422
GET  /admin/groups/<int:group_id>                        own_group   login      403      403      403      200
GET  /admin/groups/<int:group_id>                        other_group login      403      403      403      200
POST /admin/groups/<int:group_id>/name                   own_group   login      403      403      403      422
POST /admin/groups/<int:group_id>/name                   other_group login      403      403      403      422
POST /admin/groups/<int:group_id>/comparison             own_group   login      403      403      403      302
POST /admin/groups/<int:group_id>/comparison             other_group login      403      403      403      302
POST /admin/groups/<int:group_id>/people                 own_group   login      403      403      403      422
POST /admin/groups/<int:group_id>/people                 other_group login      403      403      403      422
POST /admin/groups/<int:group_id>/memberships/<int:membership_id>/remove  own_place   login  403  403  403  302
POST /admin/groups/<int:group_id>/memberships/<int:membership_id>/remove  other_place login  403  403  403  302
"""  # noqa: E501


def invite(world: World, token: str) -> int:
    return service.invite(
        f"{token}@example.test",
        role="trainee",
        group_id=world.own.id,
        invited_by_id=world.admin.id,
        token=token,
        now=clock.now(),
    ).id


def token(world: World) -> dict[str, object]:
    secret = f"secret-{world.own.id}"
    invite(world, secret)
    return {"token": secret}


def link(world: World) -> dict[str, object]:
    secret = f"link-{world.own.id}"
    service.make_password_link(world.mate.id, token=secret, now=clock.now())
    return {"token": secret}


def place(group: Group, person: Person) -> dict[str, object]:
    query = select(Membership.id).where(
        Membership.group_id == group.id, Membership.person_id == person.id
    )
    return {"group_id": group.id, "membership_id": db.session.scalar(query)}


SAMPLES: Mapping[str, Sample] = {
    "any_token": token,
    "any_link": link,
    "any_invited": lambda world: {"invitation_id": invite(world, f"token-{world.own.id}")},
    "own_mate": lambda world: {"person_id": world.mate.id},
    "own_self": lambda world: {"person_id": world.admin.id},
    "other": lambda world: {"person_id": world.stranger.id},
    "own_group": lambda world: {"group_id": world.own.id},
    "other_group": lambda world: {"group_id": world.other.id},
    "own_place": lambda world: place(world.own, world.mate),
    "other_place": lambda world: place(world.other, world.stranger),
}
