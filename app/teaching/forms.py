"""The forms of this area."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import MultiDict
from wtforms import (
    HiddenField,
    IntegerField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput

from app.accounts.models import Group
from app.curriculum.shapes import MOST_MINUTES, TOOLS, WRITTEN, Written
from app.forms import Form
from app.i18n import pick
from app.lessons.models import OWN_PREFIX, SLUG_LENGTH
from app.lessons.service import PlacedLesson
from app.teaching.head import Head
from app.teaching.service import TypedCourse, TypedPart, practices

MOST_TITLE = 120
MOST_SUMMARY = 600

_PRACTICE_MARK = "/"


def _many(label: Any) -> SelectMultipleField:
    return SelectMultipleField(label, option_widget=CheckboxInput(), choices=[])


def _printable(_form: Form, field: StringField) -> None:
    field.data = " ".join((field.data or "").split())
    if not field.data.isprintable():
        raise ValidationError(gettext("This text holds characters that cannot be shown."))


class HeadForm(Form):
    """What a lesson is called and what belongs to it."""

    revision = HiddenField()
    title_zh = StringField(_("Title in Chinese"), [Length(max=MOST_TITLE), _printable])
    title_en = StringField(_("Title in English"), [Length(max=MOST_TITLE), _printable])
    summary_zh = TextAreaField(_("Summary in Chinese"), [Length(max=MOST_SUMMARY), _printable])
    summary_en = TextAreaField(_("Summary in English"), [Length(max=MOST_SUMMARY), _printable])
    minutes = IntegerField(
        _("Minutes to read it"), [InputRequired(), NumberRange(1, MOST_MINUTES)], default=20
    )
    skills = _many(_("Skills"))
    tools = _many(_("Worksheets that go with it"))
    practice = _many(_("Where it bites in the simulator"))

    def offer(self, skills: Mapping[str, Mapping[Written, str]]) -> None:
        """Let the author choose from these skills, all worksheets and the scenarios on offer."""
        self.skills.choices = [SelectChoice(skill, pick(name)) for skill, name in skills.items()]
        self.tools.choices = [SelectChoice(tool, tool) for tool in TOOLS]
        self.practice.choices = [
            SelectChoice(
                f"{practice.scenario}{_PRACTICE_MARK}{decision}",
                f"{pick(practice.title)} · {pick(title)}",
            )
            for practice in practices()
            for decision, title in practice.decisions.items()
        ]

    def show(self, head: Head) -> None:
        """Fill in a head as it is kept. What can be chosen no longer stands there to be kept."""
        self.title_zh.data, self.title_en.data = _both(head.title)
        self.summary_zh.data, self.summary_en.data = _both(head.summary)
        self.minutes.data = head.minutes
        practice = [_PRACTICE_MARK.join(one) for one in head.practice]
        for field, values in (
            (self.skills, list(head.skills)),
            (self.tools, list(head.tools)),
            (self.practice, practice),
        ):
            field.data = values

    def keep_choices(self, head: Head | None) -> None:
        """Let what a head holds and is on offer no longer be chosen still."""
        if head is None:
            return
        practice = [_PRACTICE_MARK.join(one) for one in head.practice]
        for field, values in (
            (self.skills, head.skills),
            (self.tools, head.tools),
            (self.practice, practice),
        ):
            known = {choice.value for choice in field.choices}
            field.choices += [
                SelectChoice(value, value) for value in dict.fromkeys(values) if value not in known
            ]

    def read(self) -> Head:
        """The head that was filled in."""
        return Head(
            title=_texts(self.title_zh.data, self.title_en.data),
            summary=_texts(self.summary_zh.data, self.summary_en.data),
            skills=tuple(self.skills.data or ()),
            minutes=self.minutes.data,
            tools=tuple(self.tools.data or ()),
            practice=tuple(
                (scenario, decision)
                for scenario, _mark, decision in (
                    value.partition(_PRACTICE_MARK) for value in self.practice.data or ()
                )
            ),
        )

    def validate_title_en(self, _field: StringField) -> None:
        """A lesson has a title in one language or in both."""
        if not (self.title_zh.data or "").strip() and not (self.title_en.data or "").strip():
            raise ValidationError(gettext("Give a title in Chinese, in English, or in both."))

    def validate_summary_zh(self, field: TextAreaField) -> None:
        """What has a title has a summary."""
        _same(self.title_zh, field)

    def validate_summary_en(self, field: TextAreaField) -> None:
        """What has a title has a summary."""
        _same(self.title_en, field)

    def validate_skills(self, field: SelectMultipleField) -> None:
        """The skill profile and the quiz need to know what a lesson trains."""
        if not field.data:
            raise ValidationError(gettext("Choose one skill or more."))


class BeginForm(HeadForm):
    """A new lesson."""

    slug = StringField(
        _("Short name of the lesson"),
        [InputRequired(), Length(max=SLUG_LENGTH - len(OWN_PREFIX))],
        description=_("Small letters, digits and hyphens, such as “tender-review”. It is the "
                      "lesson's address and stays."),
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
    )  # fmt: skip


class TextForm(Form):
    """The text of one file in the editor, and over which revision it was written.

    A button that keeps one's own text over another's brings a second revision.
    """

    text = TextAreaField(_("Text of the lesson"))
    then = HiddenField()


class UploadForm(Form):
    """Files of a lesson."""

    files = MultipleFileField(
        _("Files of the lesson"),
        description=_("lesson.yaml, zh-Hans.md, en.md or quiz.yaml, in UTF-8, at most 200 kB each. "
                      "They take the place of what is written now."),
        render_kw={"accept": ".md,.yaml,.yml"},
    )  # fmt: skip


class ShareForm(Form):
    """With the trainers of which groups a lesson is shared."""

    groups = SelectMultipleField(
        _("Trainers of these groups may use it"),
        option_widget=CheckboxInput(),
        coerce=int,
        choices=[],
    )

    def offer(self, groups: list[Group]) -> None:
        """Let the author choose from these groups."""
        self.groups.choices = [SelectChoice(group.id, group.name) for group in groups]


class PublishForm(Form):
    """Which draft is to be published."""

    base = HiddenField(validators=[InputRequired()])


def read_course(form: MultiDict[str, str]) -> TypedCourse:
    """The course that the page's one form describes; what makes no sense is left out."""
    parts = []
    for key in form.getlist("part"):
        placed = tuple(
            PlacedLesson(slug, f"required-{slug}" in form)
            for slug in form.getlist(f"lessons-{key}")
        )
        parts.append(
            TypedPart(
                id=form.get(f"id-{key}", None, type=int),
                title=form.get(f"title-{key}", ""),
                due=form.get(f"due-{key}", ""),
                has_test=f"test-{key}" in form,
                lessons=placed,
            )
        )
    return TypedCourse(form.get("revision", 0, type=int), tuple(parts))


def _same(title: StringField, summary: TextAreaField) -> None:
    if (title.data or "").strip() and not (summary.data or "").strip():
        raise ValidationError(gettext("Write a sentence or two about what the lesson is for."))


def _both(texts: Mapping[Written, str]) -> tuple[str, str]:
    return texts.get("zh-Hans", ""), texts.get("en", "")


def _texts(chinese: str | None, english: str | None) -> dict[Written, str]:
    given = dict(zip(WRITTEN, (chinese, english), strict=True))
    return {language: text for language, text in given.items() if text}
