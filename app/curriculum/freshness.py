"""Whether the course's files are looked at again: only where their authors work."""

from __future__ import annotations

from functools import cache

from flask import current_app

from app.curriculum.course import stamp_of


def stamp() -> object:
    """What changes with the course's files; elsewhere than in development it never does."""
    return stamp_of() if current_app.config["TEMPLATES_AUTO_RELOAD"] else _first_stamp()


@cache
def _first_stamp() -> object:
    return stamp_of()
