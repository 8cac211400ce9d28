"""Two administrators who act on each other at the same moment."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts import service
from app.accounts.models import Person
from app.database import db
from app.errors import Conflict
from tests.support.people import make_person
from tests.support.threads import at_once

Act = Callable[[int, int], object]


def deactivate(person_id: int, by_id: int) -> None:
    service.deactivate(person_id, by_id=by_id)


def demote(person_id: int, by_id: int) -> None:
    service.change_role(person_id, "trainee", by_id=by_id)


@pytest.mark.parametrize(
    "acts",
    [(deactivate, deactivate), (demote, demote), (deactivate, demote)],
    ids=["deactivate", "demote", "one of each"],
)
def test_one_of_them_stays(app: Flask, acts: tuple[Act, Act]) -> None:
    with app.app_context():
        first, second = make_person("admin").id, make_person("admin").id
    for _ in range(10):
        with app.app_context():
            db.session.execute(update(Person).values(role="admin", is_active=True))
            db.session.commit()

        results = at_once(app, [lambda: acts[0](first, second), lambda: acts[1](second, first)])

        assert sorted(str(result) for result in results) == [str(Conflict), "None"]
        with app.app_context():
            assert service.paginate_people(role="admin", is_active=True).total == 1
