"""What can go wrong with kept scenarios, beyond the errors that every area knows."""

from __future__ import annotations

from app.errors import Conflict


class Unreadable(Conflict):
    """The text was published once, and the engine in use does not understand it any more."""
