"""What pages of this area take in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from app.curriculum.forms import read_answers
from app.curriculum.items import Item
from app.errors import Invalid
from app.forms import Form
from app.memory.service import LEAST_REVIEWS, MOST_NEW, MOST_REVIEWS, Change
from simengine.review.model import DecisionReview

ANSWER_FIELD = "answer"
CHANGES: tuple[Change, ...] = ("suspend", "restore", "reset")

_MOST_DIGITS = 9


@dataclass(frozen=True)
class SentAnswer:
    """An answer to a card: `value` is None when nothing was answered; `typed` is what should be a
    number and is none."""

    version: str
    repetition: int
    value: Any
    typed: str | None


class SettingsForm(Form):
    """How much to review in a day."""

    new_per_day = IntegerField(
        _("New cards a day"),
        [InputRequired(), NumberRange(0, MOST_NEW)],
        description=_(
            "0 to %(most)s. Every new card comes back a few times in its first weeks.",
            most=MOST_NEW,
        ),
        render_kw={"inputmode": "numeric"},
    )
    reviews_per_day = IntegerField(
        _("Reviews a day at most"),
        [InputRequired(), NumberRange(LEAST_REVIEWS, MOST_REVIEWS)],
        description=_(
            "%(least)s to %(most)s. What goes beyond waits until tomorrow.",
            least=LEAST_REVIEWS,
            most=MOST_REVIEWS,
        ),
        render_kw={"inputmode": "numeric"},
    )


def read_answer(form: MultiDict[str, str], asked: Item | DecisionReview) -> SentAnswer:
    """The answer that a form holds. Raises Invalid when it does not say to which repetition."""
    value: Any = None
    typed = None
    if isinstance(asked, DecisionReview):
        text = form.get(ANSWER_FIELD, "")
        value = int(text) if _is_whole(text) else None
    else:
        sent = read_answers(form, [asked])
        value, typed = sent.values.get(0), sent.typed.get(0)
    return SentAnswer(form.get("version", "")[:16], read_whole(form, "repetition"), value, typed)


def read_whole(form: MultiDict[str, str], name: str) -> int:
    """A whole number that the page itself put into the form. Raises Invalid when it is none."""
    text = form.get(name, "")
    if not _is_whole(text):
        raise Invalid(gettext("The form is not complete. Reload the page and try again."))
    return int(text)


def read_change(form: MultiDict[str, str]) -> Change:
    """What is to be done with a card. Raises Invalid."""
    for change in CHANGES:
        if form.get("change") == change:
            return change
    raise Invalid(gettext("The form is not complete. Reload the page and try again."))


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
