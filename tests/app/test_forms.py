"""Forms: messages in the reader's language, and fields that say what is wrong where it is."""

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale
from wtforms import (
    BooleanField,
    PasswordField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length

from app.forms import Form


class OfferForm(Form):
    title = StringField("Title", [DataRequired()], description="As the customer says it")
    note = TextAreaField("Note", [Length(max=3)])
    secret = PasswordField("Secret")
    kind = RadioField("Kind", choices=[SelectChoice("a", "First"), SelectChoice("b", "Second")])
    agreed = BooleanField("Agreed")


@pytest.fixture
def offers(probe: Flask) -> Flask:
    probe.config["WTF_CSRF_ENABLED"] = False
    return probe


def render(source: str, **values: object) -> str:
    macros = '{% from "macros/forms.html" import field, error_summary, button_form %}'
    return " ".join(render_template_string(macros + source, **values).split())


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("zh_Hans", "该字段是必填字段。"),
        ("zh_Hant", "此欄位是必需的。"),
        ("en", "This field is required."),
    ],
)
def test_built_in_messages_speak_the_readers_language(
    offers: Flask, locale: str, message: str
) -> None:
    with offers.test_request_context(method="POST", data={"kind": "a"}), force_locale(locale):
        form = OfferForm()
        assert not form.validate_on_submit()
        assert form.errors == {"title": [message]}


def test_a_field_with_a_hint(offers: Flask) -> None:
    with offers.test_request_context():
        html = render("{{ field(form.title, autocomplete='off') }}", form=OfferForm())
    assert html == (
        '<div class="field"> <label for="title">Title</label> '
        '<p class="field-hint" id="title-hint">As the customer says it</p> '
        '<input aria-describedby="title-hint" autocomplete="off" class="form-control" id="title" '
        'name="title" required type="text" value=""> </div>'
    )


def test_a_field_that_is_wrong_says_so(offers: Flask) -> None:
    with offers.test_request_context(method="POST", data={"title": "x", "note": "<long>"}):
        form = OfferForm()
        form.validate()
        html = render("{{ field(form.note) }}", form=form)
    assert html == (
        '<div class="field"> <label for="note">Note <span class="field-optional">(optional)</span>'
        '</label> <textarea aria-describedby="note-errors" aria-invalid="true" '
        'class="form-control" id="note" maxlength="3" name="note"> &lt;long&gt;</textarea> '
        '<ul class="field-errors" id="note-errors"> '
        "<li>Field cannot be longer than 3 characters.</li></ul> </div>"
    )


def test_radio_buttons_are_a_group_with_a_legend(offers: Flask) -> None:
    with offers.test_request_context():
        html = render("{{ field(form.kind) }}", form=OfferForm())
    assert html == (
        '<fieldset class="field" id="kind"> <legend>Kind</legend> '
        '<div class="choice"><input id="kind-0" name="kind" type="radio" value="a">'
        '<label for="kind-0">First</label></div> '
        '<div class="choice"><input id="kind-1" name="kind" type="radio" value="b">'
        '<label for="kind-1">Second</label></div> </fieldset>'
    )


def test_the_label_of_a_tick_box_follows_it(offers: Flask) -> None:
    with offers.test_request_context():
        html = render("{{ field(form.agreed) }}", form=OfferForm())
    assert html == (
        '<div class="field"> <div class="choice"><input id="agreed" name="agreed" '
        'type="checkbox" value="y"><label for="agreed">Agreed</label></div> </div>'
    )


def test_the_summary_leads_to_each_problem(offers: Flask) -> None:
    with offers.test_request_context(method="POST", data={"note": "long", "kind": "a"}):
        form = OfferForm()
        form.validate()
        html = render("{{ error_summary(form) }}", form=form)
    assert html == (
        '<div class="error-summary" role="alert"> <h2>Please correct the following</h2> <ul> '
        '<li><a href="#title">Title</a>: This field is required.</li> '
        '<li><a href="#note">Note</a>: Field cannot be longer than 3 characters.</li> '
        "</ul> </div>"
    )


def test_a_form_without_problems_has_no_summary(offers: Flask) -> None:
    with offers.test_request_context():
        assert render("{{ error_summary(form) }}", form=OfferForm()) == ""


def test_a_button_that_writes_is_a_guarded_form(probe: Flask) -> None:
    with probe.test_request_context():
        html = render("{{ button_form('/deals/3/withdraw', 'Withdraw', step=4) }}")
    assert html.startswith('<form method="post" action="/deals/3/withdraw"> <input type="hidden" ')
    assert 'name="csrf_token"' in html
    assert '<input type="hidden" name="step" value="4">' in html
    assert '<button type="submit" class="btn">Withdraw</button>' in html
