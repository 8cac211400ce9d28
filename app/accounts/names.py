"""Names of people and groups as they are kept."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.models import NAME_MAX_LENGTH
from app.accounts.refusals import Refused


def tidy_name(field: str, text: str) -> str:
    """``text`` with its white space in order.

    Raises Refused about ``field`` when nothing is left, or too much, or it cannot be printed.
    """
    name = " ".join(text.split())
    if not name:
        raise Refused(field, _("Please give a name."))
    if len(name) > NAME_MAX_LENGTH:
        raise Refused(field, _("A name has at most %(count)s characters.", count=NAME_MAX_LENGTH))
    if not name.isprintable():
        raise Refused(field, _("This name holds characters that cannot be shown."))
    return name
