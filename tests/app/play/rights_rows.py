"""Who may use the routes of the play area."""

from __future__ import annotations

from collections.abc import Mapping

from app.accounts.models import Person
from app.play import service as play
from tests.support.deals import MINI_SLUG, NOON, decide_by_habit, play_to_the_end, publish_mini
from tests.support.rights import Sample, World

TABLE = """
#    path                                     sample           anonymous  trainee  trainer  manager  admin
GET  /scenarios                               -                login      200      200      200      200
GET  /scenarios/<slug>                        any_scenario     login      200      200      200      200
GET  /scenarios/<slug>/balance                any_scenario     login      403      200      403      200
POST /scenarios/<slug>/balance                any_scenario     login      403      302      403      302
POST /scenarios/<slug>/practice               any_scenario     login      302      302      302      302
POST /scenarios/<slug>/assessment             any_scenario     login      302      302      302      302

GET  /help                                    -                login      200      200      200      200
POST /tour                                    -                login      302      302      302      302
POST /tour/first-deal                         -                login      302      302      302      302
POST /tour/end                                -                login      302      302      302      302

GET  /attempts                                -                login      200      200      200      200
GET  /attempts/<int:attempt_id>               own_open         login      404      403      403      403
GET  /attempts/<int:attempt_id>               own_finished     login      404      302      302      302
GET  /attempts/<int:attempt_id>               own_mine         login      200      403      403      403
GET  /attempts/<int:attempt_id>               other_open       login      404      404      404      403
GET  /attempts/<int:attempt_id>               other_finished   login      404      404      404      302
GET  /attempts/<int:attempt_id>/debrief       own_finished     login      404      200      200      200
GET  /attempts/<int:attempt_id>/debrief       other_finished   login      404      404      404      200
GET  /attempts/<int:attempt_id>/debrief.pdf   own_finished     login      404      200      200      200
GET  /attempts/<int:attempt_id>/debrief.pdf   other_finished   login      404      404      404      200
POST /attempts/<int:attempt_id>/review        own_finished     login      404      302      302      302
POST /attempts/<int:attempt_id>/review        other_finished   login      404      404      404      302
POST /attempts/<int:attempt_id>/what-if       own_finished     login      404      404      404      404
POST /attempts/<int:attempt_id>/what-if       other_finished   login      404      404      404      404
POST /attempts/<int:attempt_id>/decisions     own_mine         login      400      404      404      404
POST /attempts/<int:attempt_id>/decisions     other_open       login      404      404      404      404
GET  /attempts/<int:attempt_id>/give-up       own_mine         login      200      404      404      404
GET  /attempts/<int:attempt_id>/give-up       other_open       login      404      404      404      404
POST /attempts/<int:attempt_id>/give-up       own_mine         login      302      404      404      404
POST /attempts/<int:attempt_id>/give-up       other_open       login      404      404      404      404
"""  # noqa: E501


def scenario(world: World) -> Mapping[str, object]:
    publish_mini()
    return {"slug": MINI_SLUG}


def open_attempt(person: Person) -> Mapping[str, object]:
    """An attempt after its first decision."""
    publish_mini()
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=4, now=NOON)
    decide_by_habit(attempt.id, person.id)
    return {"attempt_id": attempt.id}


def finished_attempt(person: Person) -> Mapping[str, object]:
    """An attempt with a score."""
    publish_mini()
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=4, now=NOON)
    play_to_the_end(attempt.id, person.id)
    return {"attempt_id": attempt.id}


SAMPLES: Mapping[str, Sample] = {
    "any_scenario": scenario,
    "own_mine": lambda world: open_attempt(world.trainee),
    "own_open": lambda world: open_attempt(world.mate),
    "own_finished": lambda world: finished_attempt(world.mate),
    "other_open": lambda world: open_attempt(world.stranger),
    "other_finished": lambda world: finished_attempt(world.stranger),
}
