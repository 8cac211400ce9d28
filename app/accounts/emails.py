"""E-mail addresses as names of accounts."""

from __future__ import annotations

import re
import unicodedata

from app.accounts.models import EMAIL_MAX_LENGTH

_SHAPE = re.compile(r"[^@\s]+@[^@\s]+")


def normalise_email(text: str) -> str | None:
    """The one spelling under which an address is kept and looked up; None if it is not one.

    Case and the full-width letters of Chinese keyboards do not matter.
    """
    email = unicodedata.normalize("NFKC", text).strip().lower()
    if len(email) > EMAIL_MAX_LENGTH or not _SHAPE.fullmatch(email) or not email.isprintable():
        return None
    return email
