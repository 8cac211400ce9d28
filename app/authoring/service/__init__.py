"""What an author can do with scenarios: the only door of this area for the others.

``from app.authoring import service``. Every function that changes something says who may.
"""

from app.authoring.service.drafts import (
    DraftMovedOn,
    OpenDraft,
    begin,
    discard,
    open_draft,
    save,
    take_upload,
)
from app.authoring.service.releases import Proof, prove, publish
from app.authoring.service.shelf import (
    History,
    Published,
    ScenarioLine,
    copyable,
    get_published,
    list_scenarios,
    list_versions,
)

__all__ = [
    "DraftMovedOn",
    "History",
    "OpenDraft",
    "Proof",
    "Published",
    "ScenarioLine",
    "begin",
    "copyable",
    "discard",
    "get_published",
    "list_scenarios",
    "list_versions",
    "open_draft",
    "prove",
    "publish",
    "save",
    "take_upload",
]
