"""The days in which reviews are reckoned: those of the installation's timezone."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import get_timezone


def day_of(moment: datetime) -> date:
    """The day on which a moment falls."""
    return moment.astimezone(get_timezone()).date()
