"""Texts of scenarios by their content, and the programs made from them."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

import structlog
from flask_babel import gettext as _
from sqlalchemy import select

from app.database import db, insert_if_new
from app.errors import NotFound
from app.library.models import ScenarioText
from app.library.refusals import Unreadable
from simengine.library import load_text
from simengine.program import Program
from simengine.scenario.problems import ScenarioInvalid

log = structlog.get_logger(__name__)

_PROGRAMS_KEPT = 64


def keep_text(text: str, *, now: datetime) -> Program:
    """The program of a text, which is kept under its digest from now on. Does not commit.

    Raises ScenarioInvalid with everything that is wrong with the text.
    """
    program = load_text(text)
    insert_if_new(ScenarioText, digest=program.scenario.digest, source=text, created_at=now)
    return program


def source_of(digest: str) -> str:
    """The text kept under a digest. Raises NotFound."""
    source = db.session.scalar(select(ScenarioText.source).where(ScenarioText.digest == digest))
    if source is None:
        raise NotFound(_("No scenario is kept under the digest %(digest)s.", digest=digest[:12]))
    return source


@lru_cache(maxsize=_PROGRAMS_KEPT)
def get_program(digest: str) -> Program:
    """The program of the text kept under a digest, made once in each process.

    Raises NotFound, and Unreadable when the engine no longer understands the text.
    """
    try:
        return load_text(source_of(digest))
    except ScenarioInvalid as error:
        log.error("scenario_unreadable", digest=digest, problems=str(error))
        raise Unreadable(
            _(
                "The scenario with the digest %(digest)s was written for another engine; this one "
                "cannot read it.",
                digest=digest[:12],
            )
        ) from error
