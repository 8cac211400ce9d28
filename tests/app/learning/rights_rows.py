"""Who may use the routes of the learning area."""

from __future__ import annotations

from collections.abc import Mapping

from app.accounts.models import Person
from tests.app.learning.making import give_certificate
from tests.support.deals import NOON
from tests.support.rights import Sample

# The certificates are revoked ones: whoever may have one as PDF is told so instead of waiting for
# it to be set. No reason is sent, so whoever may revoke is asked for one.
TABLE = """
#    path                                sample       anonymous  trainee  trainer  manager  admin
GET  /learning                           -            login      200      200      200      200
POST /learning/reviews                   -            login      302      302      302      302
GET  /learning/people/<int:person_id>    own_mate     login      403      200      200      200
GET  /learning/people/<int:person_id>    other        login      403      404      404      200
GET  /learning/groups/<int:group_id>     own_group    login      403      200      200      200
GET  /learning/groups/<int:group_id>     other_group  login      403      404      404      200
POST /learning/certificates              -            login      404      404      404      404
GET  /certificates                       -            200        200      200      200      200
GET  /certificates/<number>              own_paper    200        200      200      200      200
GET  /certificates/<number>              other_paper  200        200      200      200      200
GET  /certificates/<number>/pdf          own_paper    login      404      409      409      409
GET  /certificates/<number>/pdf          other_paper  login      404      404      404      409
POST /certificates/<number>/revoke       own_paper    login      403      403      403      422
POST /certificates/<number>/revoke       other_paper  login      403      403      403      422
POST /certificates/<number>/restore      own_paper    login      403      403      403      302
POST /certificates/<number>/restore      other_paper  login      403      403      403      302
"""


def _paper(person: Person) -> Mapping[str, object]:
    return {"number": give_certificate(person.id, revoked_at=NOON).number}


SAMPLES: Mapping[str, Sample] = {
    "own_mate": lambda world: {"person_id": world.mate.id},
    "other": lambda world: {"person_id": world.stranger.id},
    "own_group": lambda world: {"group_id": world.own.id},
    "other_group": lambda world: {"group_id": world.other.id},
    "own_paper": lambda world: _paper(world.mate),
    "other_paper": lambda world: _paper(world.stranger),
}
