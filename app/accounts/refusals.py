"""Why a use case did not happen, told beside the field that caused it."""

from __future__ import annotations

from flask_babel.speaklater import LazyString

from app.errors import Invalid


class Refused(Invalid):
    """An argument was refused. ``field`` is its name, which is also that of the form's field."""

    def __init__(self, field: str, message: str | LazyString) -> None:
        super().__init__(message)
        self.field = field
