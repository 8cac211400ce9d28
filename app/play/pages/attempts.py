"""Attempts in a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n import pick
from app.library import service as library
from app.play.models import Attempt


@dataclass(frozen=True)
class AttemptRow:
    """An attempt and the title of its scenario."""

    attempt: Attempt
    title: str


def attempt_rows(attempts: Sequence[Attempt]) -> list[AttemptRow]:
    """The attempts with their titles, in the same order."""
    return [AttemptRow(attempt, _title(attempt)) for attempt in attempts]


def _title(attempt: Attempt) -> str:
    """The title of the scenario; what is left to say of it when the engine cannot read it."""
    try:
        return pick(library.get_program(attempt.digest).scenario.title)
    except library.Unreadable:
        return attempt.entry.slug if attempt.entry is not None else attempt.digest[:12]
