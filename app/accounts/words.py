"""What roles and memberships are called on pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.accounts.models import Kind
from app.rights import Role

ROLE_NAMES: dict[Role, LazyString] = {
    "trainee": _("Trainee"),
    "trainer": _("Trainer"),
    "manager": _("Manager"),
    "admin": _("Administrator"),
}

KIND_NAMES: dict[Kind, LazyString] = {
    "member": _("learns here"),
    "teacher": _("teaches here"),
    "manager": _("manages it"),
}
