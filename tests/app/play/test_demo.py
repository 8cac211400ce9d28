"""The demo's attempts."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.accounts import demo as people
from app.accounts import service as accounts
from app.accounts.models import Person
from app.database import db as database
from app.library import demo as library
from app.play import demo
from app.play import service as play
from app.play.models import Attempt


def everybodys() -> list[Attempt]:
    """All attempts."""
    return play.attempts_of_people(database.session.scalars(select(Person.id)).all())


def seed() -> list[list[str]]:
    return [people.seed(), library.seed(), demo.seed()]


@pytest.mark.usefixtures("few_scenarios")
def test_the_demo_has_runs_of_many_kinds_and_stays_as_it_is(db: SQLAlchemy) -> None:
    """One test, since publishing and playing is most of its work."""
    seed()

    attempts = everybodys()
    assert len(attempts) == len(demo.RUNS) + 1
    assert {attempt.mode for attempt in attempts} == {"practice", "assessed"}
    scores = [attempt.score for attempt in attempts if attempt.score is not None]
    assert min(scores) < 40 < 70 < max(scores)

    trainee = accounts.find_person_by_email(people.TRAINEE.email)
    assert trainee is not None
    (still_open,) = [a for a in play.attempts_of(trainee.id) if a.status == "open"]
    snapshot = play.snapshot_of(still_open)
    assert snapshot.question is not None
    assert snapshot.world.get("contract.signed")
    assert snapshot.question.step == still_open.steps

    finished = [attempt for attempt in attempts if attempt.status == "finished"]
    assert [play.snapshot_of(a).score for a in finished] == [a.score for a in finished]

    before = [(a.id, a.score, a.steps) for a in everybodys()]
    assert seed()[1:] == [[], []]
    assert [(a.id, a.score, a.steps) for a in everybodys()] == before
