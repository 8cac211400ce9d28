"""Answers as a form sends them, turned into values for the engine to check."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.errors import Invalid
from app.library import service as library
from app.play.figures import plain
from app.play.models import Attempt
from app.play.refusals import AnswerRefused
from simengine.journal import AnswerValue
from simengine.scenario.decisions import Decision

CHOICE_FIELD = "answer"
_MOST_DIGITS = 15


def units_field(option: str) -> str:
    """The name of the field that takes the units of an option."""
    return f"units.{option}"


@dataclass(frozen=True)
class AskedDecision:
    """The decision that a form says it answers."""

    id: str
    definition: Decision


def read_step(form: MultiDict[str, str]) -> int:
    """The step that a form decides, from 0. Raises Invalid."""
    text = form.get("step", "")
    if not text.isascii() or not text.isdigit() or len(text) > _MOST_DIGITS:
        raise Invalid(_("The form does not say which step it decides. Reload the page."))
    return int(text)


def read_decision(attempt: Attempt, form: MultiDict[str, str]) -> AskedDecision:
    """The decision that a form answers. Raises Invalid when the scenario has none of this name."""
    decision_id = form.get("decision", "")
    found = library.get_program(attempt.digest).scenario.decisions.get(decision_id)
    if found is None:
        raise Invalid(_("This scenario has no decision “%(decision)s”.", decision=decision_id[:60]))
    return AskedDecision(decision_id, found)


def read_answer(decision: Decision, form: MultiDict[str, str]) -> Any:
    """What a form answers to the decision. Raises AnswerRefused where a number is none."""
    if decision.answer == "choice":
        return form.get(CHOICE_FIELD)
    if decision.answer == "several":
        return form.getlist(CHOICE_FIELD)
    if decision.answer == "allocation":
        return {option: _whole(form.get(units_field(option), "")) for option in decision.options}
    return _number(form.get(CHOICE_FIELD, ""))


def as_form(decision_id: str, value: AnswerValue) -> MultiDict[str, str]:
    """The form that would give this answer."""
    form = MultiDict([("decision", decision_id)])
    if isinstance(value, dict):
        for option, units in value.items():
            form.add(units_field(option), str(units))
    elif isinstance(value, (tuple, list)):
        for option in value:
            form.add(CHOICE_FIELD, option)
    else:
        form.add(CHOICE_FIELD, value if isinstance(value, str) else plain(value))
    return form


def _whole(text: str) -> int:
    tidy = _tidy(text)
    if not tidy:
        return 0
    if not tidy.isascii() or not tidy.isdigit() or len(tidy) > _MOST_DIGITS:
        raise AnswerRefused(_("“%(text)s” is no whole number from 0 up.", text=text[:40]))
    return int(tidy)


def _number(text: str) -> float | None:
    tidy = _tidy(text)
    if not tidy:
        return None
    try:
        return float(tidy)
    except ValueError as error:
        raise AnswerRefused(_("“%(text)s” is no number.", text=text[:40])) from error


def _tidy(text: str) -> str:
    """Full-width digits and separated thousands are as good as plain ones."""
    return unicodedata.normalize("NFKC", text).strip().replace(",", "").replace("_", "")
