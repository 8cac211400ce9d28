"""The demo's trainee has reviewed for a week, and something is due."""

from __future__ import annotations

from flask_sqlalchemy import SQLAlchemy

from app import clock
from app.accounts import demo as people
from app.memory import demo, service
from app.memory.models import MemoryReview
from tests.app.memory.learning import take_quiz
from tests.support.deals import NOON
from tests.support.people import make_person


def test_the_trainee_has_cards_due_and_keeps_their_work(db: SQLAlchemy) -> None:
    assert demo.seed() == []
    person = make_person(email=people.TRAINEE.email)
    take_quiz(person, right=False)
    with clock.frozen(NOON):
        assert demo.seed() == []
        made = db.session.query(MemoryReview).count()
        assert made > 5
        assert service.due_count(person.id, now=NOON) > 0
        demo.seed()
    assert db.session.query(MemoryReview).count() == made
