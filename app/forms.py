"""The base of all forms: guarded against CSRF, with built-in messages in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms.i18n import get_translations

from app.i18n import current_locale

# Under zh_Hant WTForms would fall back to Simplified: its Traditional catalogue is called zh_TW.
_WTFORMS_LOCALES = {"zh_Hans": "zh", "zh_Hant": "zh_TW", "en": "en"}


class Form(FlaskForm):
    """A form of this site."""

    class Meta(FlaskForm.Meta):
        """Choose WTForms' own catalogue by our locale."""

        def get_translations(self, _form: Any) -> Any:
            languages: Sequence[str] = [_WTFORMS_LOCALES[current_locale()]]
            return get_translations(languages)
