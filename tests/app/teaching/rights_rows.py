"""Who may use the routes of the teaching area."""

from __future__ import annotations

from collections.abc import Mapping

from app.lessons import service as lessons
from tests.app.teaching.writing import make_lesson
from tests.support.people import make_person
from tests.support.rights import Sample, World

# "own" belongs to the trainer of the visitors' world, "other" to a trainer of another group.
TABLE = """
#    path                                                   sample  anonymous  trainee  trainer  manager  admin
GET  /teaching                                              -       login      403      200      403      200
GET  /teaching/lessons/new                                  -       login      403      200      403      200
POST /teaching/lessons/new                                  -       login      403      422      403      422
GET  /teaching/lessons/<slug>                               own     login      403      302      403      302
GET  /teaching/lessons/<slug>                               other   login      403      404      403      302
GET  /teaching/lessons/<slug>/files/<name>                  own     login      403      200      403      200
GET  /teaching/lessons/<slug>/files/<name>                  other   login      403      404      403      200
POST /teaching/lessons/<slug>/files/<name>                  own     login      403      400      403      400
POST /teaching/lessons/<slug>/files/<name>                  other   login      403      404      403      400
GET  /teaching/lessons/<slug>/about                         own     login      403      200      403      200
GET  /teaching/lessons/<slug>/about                         other   login      403      404      403      200
POST /teaching/lessons/<slug>/about                         own     login      403      422      403      422
POST /teaching/lessons/<slug>/about                         other   login      403      404      403      422
GET  /teaching/lessons/<slug>/preview                       own     login      403      200      403      200
GET  /teaching/lessons/<slug>/preview                       other   login      403      404      403      200
POST /teaching/lessons/<slug>/upload                        own     login      403      422      403      422
POST /teaching/lessons/<slug>/upload                        other   login      403      404      403      422
GET  /teaching/lessons/<slug>/zip                           own     login      403      200      403      200
GET  /teaching/lessons/<slug>/zip                           other   login      403      404      403      200
POST /teaching/lessons/<slug>/share                         own     login      403      302      403      302
POST /teaching/lessons/<slug>/share                         other   login      403      404      403      302
POST /teaching/lessons/<slug>/discard                       own     login      403      302      403      302
POST /teaching/lessons/<slug>/discard                       other   login      403      404      403      302
GET  /teaching/lessons/<slug>/publish                       own     login      403      200      403      200
GET  /teaching/lessons/<slug>/publish                       other   login      403      404      403      200
POST /teaching/lessons/<slug>/publish                       own     login      403      400      403      400
POST /teaching/lessons/<slug>/publish                       other   login      403      404      403      400
GET  /teaching/lessons/<slug>/versions                      own     login      403      200      403      200
GET  /teaching/lessons/<slug>/versions                      other   login      403      404      403      200
GET  /teaching/lessons/<slug>/versions/<int:number>         own     login      403      200      403      200
GET  /teaching/lessons/<slug>/versions/<int:number>         other   login      403      404      403      200
POST /teaching/lessons/<slug>/offer                         own     login      403      302      403      302
POST /teaching/lessons/<slug>/offer                         other   login      403      404      403      302
GET  /teaching/courses/<int:group_id>                       own_group    login  403  200  403  200
GET  /teaching/courses/<int:group_id>                       other_group  login  403  404  403  200
POST /teaching/courses/<int:group_id>                       own_group    login  403  400  403  400
POST /teaching/courses/<int:group_id>                       other_group  login  403  404  403  400
GET  /teaching/courses/<int:group_id>/progress              own_group    login  403  200  403  200
GET  /teaching/courses/<int:group_id>/progress              other_group  login  403  404  403  200
"""  # noqa: E501


def own(world: World) -> Mapping[str, object]:
    slug = f"own-mine-{world.trainer.id}"
    if lessons.find_entry(slug) is None:
        make_lesson(world.trainer, slug)
    return {"slug": slug, "name": "zh-Hans.md", "number": 1}


def other(world: World) -> Mapping[str, object]:
    slug = f"own-other-{world.trainer.id}"
    if lessons.find_entry(slug) is None:
        make_lesson(make_person("trainer"), slug)
    return {"slug": slug, "name": "zh-Hans.md", "number": 1}


SAMPLES: dict[str, Sample] = {
    "own": own,
    "other": other,
    "own_group": lambda world: {"group_id": world.own.id},
    "other_group": lambda world: {"group_id": world.other.id},
}
