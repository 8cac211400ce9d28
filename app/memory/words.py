"""What this area calls things on pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.memory.service import Standing

STANDINGS: dict[Standing, LazyString] = {
    "new": _("Not learned yet"),
    "learning": _("Being learned"),
    "review": _("Learned"),
    "relearning": _("Forgotten"),
    "suspended": _("Put aside"),
    "retired": _("No longer asked"),
}

STANDING_TONES: dict[Standing, str] = {
    "new": "",
    "learning": "warning",
    "review": "good",
    "relearning": "bad",
    "suspended": "info",
    "retired": "",
}

RATINGS: dict[int, LazyString] = {
    1: _("Guessed"),
    2: _("Hard"),
    3: _("Knew it"),
    4: _("Easy"),
}
"""How a right answer came, by FSRS's ratings."""
