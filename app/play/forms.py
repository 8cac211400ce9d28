"""What pages of this area take in."""

from __future__ import annotations

import re
import secrets
import unicodedata

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from app.errors import Invalid
from app.forms import Form
from app.play.models import FORM_TOKEN_LENGTH

_MOST_DIGITS = 19


class PracticeForm(Form):
    """Begin to practise, with a seed of one's own if wished.

    `token` marks the form, so that one that is sent twice starts one attempt. It keeps what was
    sent when the form is shown again.
    """

    token = HiddenField(default=lambda: secrets.token_hex(FORM_TOKEN_LENGTH // 2))
    seed = StringField(
        _("Seed"),
        validators=[Length(max=40)],
        description=_("The same seed brings the same luck. Leave it empty for a new one."),
    )

    def read_token(self) -> str | None:
        """What the form was marked with; None for what is no mark of ours."""
        token = self.token.data or ""
        return token if re.fullmatch(r"[0-9a-f]{32}", token) else None

    def read_seed(self) -> int | None:
        """The seed that was entered, None if none was. Raises Invalid for anything else."""
        text = unicodedata.normalize("NFKC", self.seed.data or "").strip()
        if not text:
            return None
        if not text.isascii() or not text.isdigit() or len(text) > _MOST_DIGITS:
            raise Invalid(
                _("“%(text)s” cannot be a seed: it takes digits only, at most 19.", text=text[:40])
            )
        return int(text)
