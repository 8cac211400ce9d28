"""Who may use the routes of the memory area: everybody, for their own cards."""

from __future__ import annotations

from collections.abc import Mapping

from app.accounts.models import Person
from tests.app.memory.learning import ITEM, answer, take_quiz
from tests.support.rights import Sample

TABLE = """
#    path                                   sample       anonymous  trainee  trainer  manager  admin
GET  /memory                                -            login      200      200      200      200
GET  /memory/session                        -            login      200      200      200      200
GET  /memory/cards                          -            login      200      200      200      200
POST /memory/cards/<key>/answers            any_item     login      400      400      400      400
POST /memory/cards/<key>/change             any_item     login      400      400      400      400
GET  /memory/reviews/<int:review_id>        own_review   login      200      404      404      404
GET  /memory/reviews/<int:review_id>        other_review login      404      404      404      404
POST /memory/reviews/<int:review_id>/rating own_review   login      400      404      404      404
POST /memory/reviews/<int:review_id>/rating other_review login      404      404      404      404
GET  /memory/settings                       -            login      200      200      200      200
POST /memory/settings                       -            login      422      422      422      422
"""


def _review(person: Person) -> Mapping[str, object]:
    take_quiz(person, right=True)
    return {"review_id": answer(person, ITEM).id}


SAMPLES: Mapping[str, Sample] = {
    "any_item": lambda _world: {"key": ITEM},
    "own_review": lambda world: _review(world.trainee),
    "other_review": lambda world: _review(world.stranger),
}
