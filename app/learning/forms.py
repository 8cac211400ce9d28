"""The forms of this area."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from app.forms import Form
from app.learning.models import REASON_LENGTH
from app.learning.numbers import MOST_TYPED, read_number


class NumberForm(Form):
    """Which certificate is looked for."""

    number = StringField(
        _("Number of the certificate"),
        [InputRequired()],
        description=_("As it is printed: DW and twelve letters and digits. Case, dashes and spaces "
                      "do not matter."),
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": MOST_TYPED},
    )  # fmt: skip

    def validate_number(self, field: Field) -> None:
        """Refuse what cannot be a number of ours, before anybody is told that it is unknown."""
        if read_number(field.data or "") is None:
            raise ValidationError(
                _("This is no number of a certificate: a character is wrong, missing or too many. "
                  "Compare it with the paper.")
            )  # fmt: skip


class RevokeForm(Form):
    """Why a certificate is taken back."""

    reason = TextAreaField(
        _("Reason"),
        [DataRequired(), Length(max=REASON_LENGTH)],
        description=_("The person and those who may see them read it; the public does not."),
        render_kw={"rows": 3, "maxlength": REASON_LENGTH},
    )
