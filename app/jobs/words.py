"""What the states of a job are called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from app.jobs.models import State

STATE_NAMES = {
    "queued": _("Waiting"),
    "running": _("Under way"),
    "done": _("Done"),
    "failed": _("Failed"),
    "cancelled": _("Cancelled"),
}

STATE_BADGES: dict[State, str] = {
    "queued": "",
    "running": "info",
    "done": "good",
    "failed": "bad",
    "cancelled": "warning",
}
