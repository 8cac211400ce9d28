"""Who may use the routes of the worksheets area."""

from __future__ import annotations

from collections.abc import Mapping

from app.accounts.models import Person
from app.worksheets import service
from app.worksheets.catalogue import get_tool
from app.worksheets.contents import blank
from app.worksheets.models import Worksheet
from tests.support.deals import NOON
from tests.support.rights import Sample, World

# "own" is the trainee's and shared with the trainer of the group, "own_alone" is not shared;
# "other" belongs to somebody in another group.
TABLE = """
#    path                                                          sample     anonymous  trainee  trainer  manager  admin
GET  /tools                                                        -          login      200      200      200      200
GET  /tools/<kind>                                                 any_tool   login      200      200      200      200
POST /tools/<kind>                                                 any_tool   login      302      302      302      302
GET  /worksheets/<int:worksheet_id>                                own        login      200      200      404      404
GET  /worksheets/<int:worksheet_id>                                own_alone  login      200      404      404      404
GET  /worksheets/<int:worksheet_id>                                other      login      404      404      404      404
POST /worksheets/<int:worksheet_id>                                own        login      400      404      404      404
POST /worksheets/<int:worksheet_id>                                other      login      404      404      404      404
POST /worksheets/<int:worksheet_id>/copy                           own        login      302      404      404      404
POST /worksheets/<int:worksheet_id>/copy                           other      login      404      404      404      404
GET  /worksheets/<int:worksheet_id>/delete                         own        login      200      404      404      404
GET  /worksheets/<int:worksheet_id>/delete                         other      login      404      404      404      404
POST /worksheets/<int:worksheet_id>/delete                         own        login      302      404      404      404
POST /worksheets/<int:worksheet_id>/delete                         other      login      404      404      404      404
GET  /worksheets/<int:worksheet_id>/excel                          own        login      200      200      404      404
GET  /worksheets/<int:worksheet_id>/excel                          own_alone  login      200      404      404      404
GET  /worksheets/<int:worksheet_id>/excel                          other      login      404      404      404      404
GET  /worksheets/<int:worksheet_id>/pdf                            own        login      200      200      404      404
GET  /worksheets/<int:worksheet_id>/pdf                            other      login      404      404      404      404
POST /worksheets/<int:worksheet_id>/share                          own        login      400      404      404      404
POST /worksheets/<int:worksheet_id>/share                          other      login      404      404      404      404
POST /worksheets/<int:worksheet_id>/unshare                        own        login      302      404      404      404
POST /worksheets/<int:worksheet_id>/unshare                        other      login      404      404      404      404
POST /worksheets/<int:worksheet_id>/comments                       own        login      422      422      404      404
POST /worksheets/<int:worksheet_id>/comments                       own_alone  login      422      404      404      404
POST /worksheets/<int:worksheet_id>/comments                       other      login      404      404      404      404
POST /worksheets/<int:worksheet_id>/comments/<int:comment_id>/delete  own     login      302      302      404      404
POST /worksheets/<int:worksheet_id>/comments/<int:comment_id>/delete  other   login      404      404      404      404
"""  # noqa: E501


def _made(owner: Person) -> Worksheet:
    contents = blank(get_tool("network-plan"), NOON.date())
    return service.create(owner.id, "network-plan", "Plan", contents, now=NOON)


def _shared(world: World) -> Mapping[str, object]:
    worksheet = _made(world.trainee)
    service.share(worksheet.id, world.trainee.id, world.trainer.id, now=NOON)
    service.write_comment(worksheet.id, world.trainer, "Why 30 days?", "", now=NOON)
    (comment,) = service.comments_of(worksheet.id)
    return {"worksheet_id": worksheet.id, "comment_id": comment.id}


SAMPLES: Mapping[str, Sample] = {
    "any_tool": lambda _world: {"kind": "network-plan"},
    "own": _shared,
    "own_alone": lambda world: {"worksheet_id": _made(world.trainee).id},
    "other": lambda world: {"worksheet_id": _made(world.stranger).id, "comment_id": 1},
}
