"""Where people land after signing in."""

from __future__ import annotations

from flask import url_for

from app.rights import Role

LANDING: dict[Role, str] = {
    "trainee": "play.catalogue",
    "trainer": "play.catalogue",
    "manager": "insights.overview",
    "admin": "accounts.people",
}
"""The endpoint at which the work of each role begins."""


def landing_path(role: Role) -> str:
    """The page where somebody of this role begins."""
    return url_for(LANDING[role])
