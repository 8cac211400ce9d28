"""What this area calls things."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.curriculum.own import HEAD, QUIZ
from app.teaching.service.shelf import State

LESSON_STATE_NAMES: dict[State, LazyString] = {
    "draft": _("Draft"),
    "published": _("Published"),
    "changed": _("Published, draft changed"),
    "withdrawn": _("No longer offered"),
}

LESSON_STATE_KINDS: dict[State, str] = {
    "draft": "",
    "published": "good",
    "changed": "accent",
    "withdrawn": "warning",
}
"""The look of each state's badge."""

FILE_NAMES: dict[str, LazyString] = {
    HEAD: _("Head of the lesson"),
    "zh-Hans.md": _("Text in Chinese"),
    "en.md": _("Text in English"),
    QUIZ: _("Quiz"),
}
"""What the files of a lesson hold."""
