"""What this area calls things, and what the editor's own parts say."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.authoring.service.shelf import State
from simengine.scenario.decisions import AnswerKind

STATE_NAMES: dict[State, LazyString] = {
    "draft": _("Draft"),
    "published": _("Published"),
    "changed": _("Published, draft changed"),
    "withdrawn": _("Off offer"),
}

STATE_KINDS: dict[State, str] = {
    "draft": "",
    "published": "good",
    "changed": "accent",
    "withdrawn": "warning",
}
"""The look of each state's badge."""

ANSWER_NAMES: dict[AnswerKind, LazyString] = {
    "choice": _("one of several"),
    "several": _("several within limits"),
    "allocation": _("units to share out"),
    "amount": _("a number"),
}

BOT_NAMES: dict[str, LazyString] = {
    "default": _("Habit"),
    "random": _("Chance"),
    "cautious": _("Caution"),
    "greedy": _("Greed"),
}
"""The bots of ``simengine.policies``, by what they follow."""

EDITOR_PHRASES: dict[str, LazyString] = {
    "Completions": _("Completions"),
    "Control character": _("Control character"),
    "Diagnostics": _("Diagnostics"),
    "Go to line": _("Go to line"),
    "No diagnostics": _("No diagnostics"),
    "Selection deleted": _("Selection deleted"),
    "close": _("close"),
    "current match": _("current match"),
    "folded code": _("folded code"),
    "go": _("go"),
    "on line": _("on line"),
    "replaced $ matches": _("replaced $ matches"),
    "replaced match on line $": _("replaced match on line $"),
    "to": _("to"),
    "unfold": _("unfold"),
    "Folded lines": _("Folded lines"),
    "Unfolded lines": _("Unfolded lines"),
    "Fold line": _("Fold line"),
    "Unfold line": _("Unfold line"),
    "Find": _("Find"),
    "Replace": _("Replace"),
    "all": _("all"),
    "by word": _("by word"),
    "match case": _("match case"),
    "next": _("next"),
    "previous": _("previous"),
    "regexp": _("regexp"),
    "replace all": _("replace all"),
    "replace": _("replace"),
}
"""The words of CodeMirror; ``$`` stands for a number."""
