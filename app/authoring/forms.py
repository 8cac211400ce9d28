"""The forms of this area."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.forms import Form
from app.library.models import SLUG_MAX_LENGTH


class BeginForm(Form):
    """A new scenario."""

    slug = StringField(
        _("Short name"),
        [InputRequired(), Length(max=SLUG_MAX_LENGTH)],
        description=_("Small letters, digits and hyphens, such as “pump-station”. It stays."),
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
    )
    copy_of = SelectField(_("Begin from"), default="")

    def offer_copies(self, slugs: Iterable[str]) -> None:
        """Let the reader begin from one of these instead of the starter."""
        self.copy_of.choices = [
            SelectChoice("", gettext("A small scenario that runs as it stands")),
            *(SelectChoice(slug, gettext("A copy of “%(slug)s”", slug=slug)) for slug in slugs),
        ]


class UploadForm(Form):
    """A scenario file."""

    file = FileField(
        _("Scenario file"),
        [FileRequired(_("Choose a file first."))],
        description=_("A .yaml file in UTF-8, at most 1 MB. Its “id” line says which scenario it "
                      "is."),
        render_kw={"accept": ".yaml,.yml"},
    )  # fmt: skip


class TextForm(Form):
    """The text in the editor, and which text it began from."""

    text = TextAreaField(_("Text of the scenario"), [InputRequired()])
    base = HiddenField(validators=[InputRequired()])
    then = HiddenField()


class PublishForm(Form):
    """Which draft is to be published."""

    base = HiddenField(validators=[InputRequired()])
