"""Who may use the routes of the curriculum area."""

from __future__ import annotations

from collections.abc import Mapping

from app.accounts.models import Group, Person
from app.curriculum import service
from app.lessons import service as lessons
from tests.app.teaching.writing import arrange, make_lesson
from tests.support.deals import NOON
from tests.support.people import make_person
from tests.support.rights import Sample, World

LESSON = "why-sales-management"
PART = "foundations"
TERM = "gross-margin"

TABLE = """
#    path                                   sample      anonymous  trainee  trainer  manager  admin
GET  /course                                -           login      200      200      200      200
POST /course/choice                         -           login      302      302      302      302
GET  /course/analysis                       -           login      403      200      403      200
GET  /course/analysis/<slug>                any_lesson  login      403      200      403      200
GET  /course/analysis/<slug>                own_own     login      403      200      403      200
GET  /course/analysis/<slug>                other_own   login      403      404      403      200
GET  /course/offline                        -           login      200      200      200      200
GET  /reading-worker.js                     -           200        200      200      200      200
GET  /course/<slug>/print                   any_lesson  login      200      200      200      200
GET  /course/<slug>/pdf                     any_lesson  login      200      200      200      200
GET  /course/<slug>/print                   own_own     login      200      200      404      200
GET  /course/<slug>/print                   other_own   login      404      404      404      200
GET  /course/<slug>/pdf                     own_own     login      200      200      404      200
GET  /course/<slug>/pdf                     other_own   login      404      404      404      200
GET  /course/parts/<part_id>/print          any_part    login      200      200      200      200
GET  /course/parts/<part_id>/pdf            any_part    login      200      200      200      200
GET  /course/<slug>                         any_lesson  login      200      200      200      200
GET  /course/<slug>                         own_own     login      200      200      404      200
GET  /course/<slug>                         other_own   login      404      404      404      200
POST /course/<slug>/read                    any_lesson  login      302      302      302      302
POST /course/<slug>/read                    own_own     login      302      302      404      302
POST /course/<slug>/read                    other_own   login      404      404      404      302
POST /course/<slug>/notes                   any_lesson  login      302      302      302      302
POST /course/<slug>/notes                   own_own     login      302      302      404      302
POST /course/<slug>/notes                   other_own   login      404      404      404      302
POST /course/<slug>/quiz                    any_lesson  login      302      302      302      302
POST /course/<slug>/quiz                    own_own     login      302      302      404      302
POST /course/<slug>/quiz                    other_own   login      404      404      404      302
POST /course/parts/<part_id>/test           any_part    login      302      302      302      302
POST /course/parts/<part_id>/test           own_part    login      302      302      404      404
POST /course/parts/<part_id>/test           other_part  login      404      404      404      404
GET  /quizzes/<int:attempt_id>              own_quiz    login      200      404      404      404
GET  /quizzes/<int:attempt_id>              other_quiz  login      404      404      404      404
POST /quizzes/<int:attempt_id>/answers      own_quiz    login      302      404      404      404
POST /quizzes/<int:attempt_id>/answers      other_quiz  login      404      404      404      404
POST /quizzes/<int:attempt_id>/finish       own_quiz    login      302      404      404      404
POST /quizzes/<int:attempt_id>/finish       other_quiz  login      404      404      404      404
GET  /glossary                              -           login      200      200      200      200
GET  /glossary/<term_id>                    any_term    login      200      200      200      200
GET  /search                                -           login      200      200      200      200
"""


def _lesson(_world: World) -> Mapping[str, object]:
    return {"slug": LESSON}


def _own_lesson(world: World) -> Mapping[str, object]:
    """A trainer's lesson in the course of the visitors' group, and the part that it is in."""
    slug = f"own-here-{world.trainer.id}"
    if lessons.find_entry(slug) is None:
        make_lesson(world.trainer, slug)
        arrange(world.own, [slug], world.trainer)
    return {"slug": slug, "part_id": f"group_part_{_first_part(world.own)}"}


def _other_lesson(world: World) -> Mapping[str, object]:
    """The same of another group."""
    slug = f"own-there-{world.trainer.id}"
    if lessons.find_entry(slug) is None:
        author = make_person("trainer", teaches=world.other)
        make_lesson(author, slug)
        arrange(world.other, [slug], author)
    return {"slug": slug, "part_id": f"group_part_{_first_part(world.other)}"}


def _first_part(group: Group) -> int | None:
    return lessons.arrangement_of(group).parts[0].id


def _quiz(person: Person) -> Mapping[str, object]:
    return {"attempt_id": service.start_quiz(person.id, LESSON, now=NOON).id}


SAMPLES: Mapping[str, Sample] = {
    "any_lesson": _lesson,
    "own_own": _own_lesson,
    "other_own": _other_lesson,
    "own_part": _own_lesson,
    "other_part": _other_lesson,
    "any_part": lambda _world: {"part_id": PART},
    "any_term": lambda _world: {"term_id": TERM},
    "own_quiz": lambda world: _quiz(world.trainee),
    "other_quiz": lambda world: _quiz(world.stranger),
}
