"""Who may use the routes of the insights area."""

from __future__ import annotations

from collections.abc import Mapping

from tests.support.rights import Sample, World

TABLE = """
#    path                                sample     anonymous  trainee  trainer  manager  admin
GET  /insights                           -          login      403      200      200      200
GET  /insights/attempts.csv              -          login      403      404      404      404
GET  /insights/people/<int:person_id>    own_mate   login      403      200      200      200
GET  /insights/people/<int:person_id>    other      login      403      404      404      200
"""


def _mate(world: World) -> Mapping[str, object]:
    return {"person_id": world.mate.id}


def _stranger(world: World) -> Mapping[str, object]:
    return {"person_id": world.stranger.id}


SAMPLES: Mapping[str, Sample] = {"own_mate": _mate, "other": _stranger}
