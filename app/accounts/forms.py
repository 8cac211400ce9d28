"""The forms of this area. What is said about a field by the service appears beside it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    SearchField,
    SelectField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length

from app.accounts.models import EMAIL_MAX_LENGTH, NAME_MAX_LENGTH
from app.accounts.refusals import Refused
from app.accounts.strength import MAX_LENGTH, MIN_LENGTH
from app.accounts.words import KIND_NAMES, ROLE_NAMES
from app.forms import Form
from app.i18n import LANGUAGE_NAMES

ROLE_CHOICES = [SelectChoice(role, name) for role, name in ROLE_NAMES.items()]
KIND_CHOICES = [SelectChoice(kind, name) for kind, name in KIND_NAMES.items()]


def show_refusal(form: Form, refusal: Refused) -> None:
    """Put what the service said beside the field that it is about."""
    field = form[refusal.field]
    field.errors = [*field.errors, refusal.message]


def number_or_none(text: str | int | None) -> int | None:
    """The value of a select whose empty choice means nothing. Raises ValueError."""
    return int(text) if text else None


def _email(label: Any, *, autocomplete: str) -> EmailField:
    return EmailField(
        label,
        [InputRequired(), Length(max=EMAIL_MAX_LENGTH)],
        render_kw={"autocomplete": autocomplete, "spellcheck": "false"},
    )


def _name(label: Any, *, autocomplete: str = "off") -> StringField:
    return StringField(
        label,
        [InputRequired(), Length(max=NAME_MAX_LENGTH)],
        render_kw={"autocomplete": autocomplete},
    )


def _known_password(label: Any) -> PasswordField:
    return PasswordField(label, [InputRequired()], render_kw={"autocomplete": "current-password"})


def _new_password(label: Any) -> PasswordField:
    return PasswordField(
        label,
        [InputRequired()],
        description=_("At least %(count)s characters, and not easy to guess.", count=MIN_LENGTH),
        render_kw={
            "autocomplete": "new-password", "minlength": MIN_LENGTH, "maxlength": MAX_LENGTH,
        },
    )  # fmt: skip


def _repeated(label: Any, of: str) -> PasswordField:
    return PasswordField(
        label,
        [InputRequired(), EqualTo(of, _("The two passwords are not the same."))],
        render_kw={"autocomplete": "new-password"},
    )


class SignInForm(Form):
    """``/login``."""

    email = _email(_("E-mail address"), autocomplete="username")
    password = _known_password(_("Password"))
    next = HiddenField()


class ProfileForm(Form):
    """``/account``."""

    name = _name(_("Name"), autocomplete="name")
    locale = SelectField(
        _("Language"),
        choices=[
            SelectChoice("", _("As the browser asks for")),
            *(SelectChoice(locale, name) for locale, name in LANGUAGE_NAMES.items()),
        ],
    )


class PasswordForm(Form):
    """``/account/password``."""

    current_password = _known_password(_("Current password"))
    new_password = _new_password(_("New password"))
    repeated = _repeated(_("New password, once more"), "new_password")


class ForgottenPasswordForm(Form):
    """``/password-links/<token>``."""

    password = _new_password(_("New password"))
    repeated = _repeated(_("New password, once more"), "password")


class AcceptForm(Form):
    """``/invitations/<token>``."""

    name = _name(_("Your name"), autocomplete="name")
    password = _new_password(_("Password"))
    repeated = _repeated(_("Password, once more"), "password")


class InviteForm(Form):
    """``/admin/people/invite``; ``offer_groups`` before use."""

    email = _email(_("E-mail address"), autocomplete="off")
    role = SelectField(_("Role"), choices=ROLE_CHOICES)
    group_id = SelectField(
        _("Group"),
        coerce=number_or_none,
        description=_("A trainee learns in it, a trainer teaches it, a manager manages it."),
    )

    def offer_groups(self, names: dict[int, str]) -> None:
        """Let one of these groups, or none, be chosen."""
        self.group_id.choices = [SelectChoice("", _("No group yet")), *_choices(names)]


class SearchForm(Form):
    """The filter above the list of people, in the address; ``offer_groups`` before use."""

    class Meta(Form.Meta):
        csrf = False

    q = SearchField(_("Name or e-mail address"))
    role = SelectField(
        _("Role"), choices=[SelectChoice("", _("All roles")), *ROLE_CHOICES], default=""
    )
    state = SelectField(
        _("Account"),
        choices=[
            SelectChoice("", _("All accounts")),
            SelectChoice("active", _("Active")),
            SelectChoice("inactive", _("Deactivated")),
        ],
        default="",
    )
    group = SelectField(_("Group"), coerce=number_or_none)

    def offer_groups(self, names: dict[int, str]) -> None:
        """Let one of these groups, or all, be chosen."""
        self.group.choices = [SelectChoice("", _("All groups")), *_choices(names)]


class RoleForm(Form):
    """Another role for a person."""

    role = SelectField(_("Role"), choices=ROLE_CHOICES)


class GroupForm(Form):
    """The name of a group."""

    name = _name(_("Name of the group"))


class ComparisonForm(Form):
    """Whether a group compares scores."""

    compares_scores = BooleanField(
        _("Members see how the group's scores are spread"),
        description=_(
            "On the debrief, without names, once five members have finished the scenario."
        ),
    )


class JoinForm(Form):
    """Somebody who is to belong to a group."""

    email = _email(_("E-mail address"), autocomplete="off")
    kind = SelectField(_("How they belong to it"), choices=KIND_CHOICES)


def _choices(names: dict[int, str]) -> list[SelectChoice]:
    return [SelectChoice(str(number), name) for number, name in names.items()]
