"""Who may use the routes of the authoring area."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.accounts.models import Person
from app.authoring import service
from app.library import service as library
from tests.support.deals import mini_text
from tests.support.people import make_person
from tests.support.rights import Sample, World

# "own" belongs to the trainer of the visitors' world, "other" to a trainer of another group; both
# are published and have a newer draft.
TABLE = """
#    path                                            sample  anonymous  trainee  trainer  manager  admin
GET  /authoring                                      -       login      403      200      403      200
GET  /authoring/new                                  -       login      403      200      403      200
POST /authoring/new                                  -       login      403      422      403      422
POST /authoring/upload                               -       login      403      422      403      422
GET  /authoring/<slug>/draft                         own     login      403      200      403      200
GET  /authoring/<slug>/draft                         other   login      403      403      403      200
POST /authoring/<slug>/draft                         own     login      403      400      403      400
POST /authoring/<slug>/draft                         other   login      403      403      403      400
GET  /authoring/<slug>/draft/text                    own     login      403      200      403      200
GET  /authoring/<slug>/draft/text                    other   login      403      403      403      200
POST /authoring/<slug>/draft/discard                 own     login      403      302      403      302
POST /authoring/<slug>/draft/discard                 other   login      403      403      403      302
POST /authoring/<slug>/try                           own     login      403      302      403      302
POST /authoring/<slug>/try                           other   login      403      403      403      302
GET  /authoring/<slug>/publish                       own     login      403      200      403      200
GET  /authoring/<slug>/publish                       other   login      403      403      403      200
POST /authoring/<slug>/publish                       own     login      403      400      403      400
POST /authoring/<slug>/publish                       other   login      403      403      403      400
POST /authoring/<slug>/withdraw                      own     login      403      302      403      302
POST /authoring/<slug>/withdraw                      other   login      403      403      403      302
POST /authoring/<slug>/restore                       own     login      403      302      403      302
POST /authoring/<slug>/restore                       other   login      403      403      403      302
GET  /authoring/<slug>/versions                      own     login      403      200      403      200
GET  /authoring/<slug>/versions                      other   login      403      200      403      200
GET  /authoring/<slug>/versions/<int:number>         own     login      403      200      403      200
GET  /authoring/<slug>/versions/<int:number>         other   login      403      200      403      200
GET  /authoring/<slug>/versions/<int:number>/text    own     login      403      200      403      200
GET  /authoring/<slug>/versions/<int:number>/text    other   login      403      200      403      200
"""  # noqa: E501


def _published(slug: str, owner: Person) -> Mapping[str, object]:
    now = clock.now()
    text = mini_text(slug=slug)
    library.save_draft(slug, text, by=owner, now=now)
    library.publish(slug, text, owner, now=now)
    draft = service.open_draft(slug, owner)
    newer = mini_text("Newer.", slug)
    service.save(slug, newer, base=draft.base, by=owner, now=now)
    return {"slug": slug, "number": 1}


def own(world: World) -> Mapping[str, object]:
    found = library.find_entry(f"own-{world.trainer.id}")
    if found is not None:
        return {"slug": found.slug, "number": 1}
    return _published(f"own-{world.trainer.id}", world.trainer)


def other(world: World) -> Mapping[str, object]:
    found = library.find_entry(f"other-{world.trainer.id}")
    if found is not None:
        return {"slug": found.slug, "number": 1}
    return _published(f"other-{world.trainer.id}", make_person("trainer"))


SAMPLES: dict[str, Sample] = {"own": own, "other": other}
