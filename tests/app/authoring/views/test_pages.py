"""The pages of authoring, with hostile texts and files."""

import re
from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.accounts.models import Person
from app.authoring import service
from app.authoring.checks import fingerprint
from app.library import service as library
from app.play.models import Attempt
from tests.support.deals import MINI_SLUG, NOON, mini_text, publish_mini
from tests.support.people import make_person, signed_in_as

HOSTILE = "<script>alert(1)</script>\"'&"


@pytest.fixture
def trainer(db: SQLAlchemy) -> Person:
    return make_person("trainer", name="周明远", locale="en")


@pytest.fixture
def browser(app: Flask, trainer: Person) -> FlaskClient:
    """The browser of a trainer."""
    return signed_in_as(app, trainer)


def send(browser: FlaskClient, text: str, *, base: str, then: str = "", slug: str = MINI_SLUG):
    data = {"text": text, "base": base, "then": then}
    return browser.post(f"/authoring/{slug}/draft", data=data, content_type="multipart/form-data")


def upload(browser: FlaskClient, content: bytes, name: str = "deal.yaml"):
    # Encoded here in memory: for a large file the client would leave a temporary one open.
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(content), name)})
    content_type = f"multipart/form-data; boundary={boundary}"
    return browser.post("/authoring/upload", data=body, content_type=content_type)


def text_of(page: str) -> str:
    """What the editor's textarea holds."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.S)
    assert found is not None
    return unescape(found[1])


def test_an_empty_shelf_says_what_to_do(browser: FlaskClient) -> None:
    page = browser.get("/authoring").text
    assert "No scenario yet" in page
    assert 'href="/authoring/new"' in page


def test_the_shelf_lists_scenarios(browser: FlaskClient) -> None:
    publish_mini()
    page = browser.get("/authoring").text
    assert f'href="/authoring/{MINI_SLUG}/draft"' in page
    assert "Published" in page
    assert "version 1" in page


def test_a_scenario_is_begun_and_tried(browser: FlaskClient, db: SQLAlchemy) -> None:
    begun = browser.post("/authoring/new", data={"slug": " pump-station ", "copy_of": ""})
    assert begun.location == "/authoring/pump-station/draft"
    page = browser.get(begun.location).text
    assert "No problem was found." in page
    assert "Gross margin" in page

    tried = browser.post("/authoring/pump-station/try")

    attempt = db.session.scalars(select(Attempt)).one()
    assert tried.location == f"/attempts/{attempt.id}"
    assert (attempt.mode, attempt.version_id) == ("trial", None)
    assert library.source_of(attempt.digest) == text_of(page)


def test_a_bad_name_is_told_beside_its_field(browser: FlaskClient) -> None:
    answer = browser.post("/authoring/new", data={"slug": HOSTILE, "copy_of": ""})
    assert answer.status_code == 422
    assert "cannot name a scenario" in answer.text
    assert "<script>alert" not in answer.text


def test_a_file_becomes_a_draft(browser: FlaskClient, trainer: Person) -> None:
    answer = upload(browser, b"id: from-file\r\n", "../../<b>evil</b>.yaml")
    assert answer.location == "/authoring/from-file/draft"
    assert "evil" not in browser.get(answer.location).text
    assert service.open_draft("from-file", trainer).text == "id: from-file\n"


@pytest.mark.parametrize(
    ("content", "name", "status", "message"),
    [
        (b"id: a\n", "a.exe", 422, "Choose one that ends in"),
        ("id: a\n标题: 好\n".encode("gbk"), "a.yaml", 422, "line 2 cannot be read"),
        (b"kind: deal\n", "a.yaml", 422, "does not say which scenario"),
        (b"a" * 1_000_001, "a.yaml", 413, "larger than 1 MB"),
        (b"a" * 3_000_000, "a.yaml", 413, "too large"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    browser: FlaskClient, content: bytes, name: str, status: int, message: str
) -> None:
    answer = upload(browser, content, name)
    assert answer.status_code == status
    assert message in answer.text
    assert library.list_entries() == []


def test_no_file_at_all(browser: FlaskClient) -> None:
    answer = browser.post("/authoring/upload", data={})
    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


def test_a_hostile_text_is_kept_and_shown_as_text(browser: FlaskClient, trainer: Person) -> None:
    publish_mini()
    text = mini_text() + f"bad{HOSTILE}: {HOSTILE}</textarea>\n"
    base = service.open_draft(MINI_SLUG, trainer).base

    answer = send(browser, text, base=base)

    assert answer.location == f"/authoring/{MINI_SLUG}/draft"
    page = browser.get(answer.location).text
    assert "<script>alert" not in page
    assert "The draft is saved." in page
    assert "problem" in page
    assert text_of(page) == text
    assert service.open_draft(MINI_SLUG, trainer).text == text


def test_hostile_texts_of_a_valid_scenario_are_escaped(
    browser: FlaskClient, trainer: Person
) -> None:
    publish_mini()
    text = mini_text().replace("en: Mini deal", "en: '<img src=x> Mini'")
    text = re.sub(r"title: \{[^}]*\}", "title: {zh-Hans: '<img src=x>', en: '<img src=x>'}", text)
    draft = service.open_draft(MINI_SLUG, trainer)
    send(browser, text, base=draft.base)
    for path in ("draft", "publish"):
        page = browser.get(f"/authoring/{MINI_SLUG}/{path}").text
        assert "<img" not in page.replace('<img class="brand-mark"', "")
        assert "&lt;img src=x&gt;" in page


def test_problems_are_told_in_the_readers_language(browser: FlaskClient, trainer: Person) -> None:
    publish_mini()
    text = mini_text() + "nonsense: 1\n"
    send(browser, text, base=service.open_draft(MINI_SLUG, trainer).base)
    line = text.count("\n")

    page = browser.get(f"/authoring/{MINI_SLUG}/draft").text

    assert "1 problem" in page
    assert f'data-problem-line="{line}"' in page
    assert "<code>nonsense</code>" in page
    assert "nonsense: 1</code>" in page


def test_saving_over_a_newer_draft_shows_both_texts(browser: FlaskClient, trainer: Person) -> None:
    publish_mini()
    base = service.open_draft(MINI_SLUG, trainer).base
    service.save(MINI_SLUG, "theirs: <b>\n", base=base, by=make_person("admin"), now=NOON)

    answer = send(browser, "mine: <i>\n", base=base)

    assert answer.status_code == 409
    assert text_of(answer.text) == "mine: <i>\n"
    assert "theirs: &lt;b&gt;" in answer.text
    assert service.open_draft(MINI_SLUG, trainer).text == "theirs: <b>\n"
    offered = re.search(r'name="base"[^>]*value="([^"]+)"', answer.text)
    assert offered is not None
    assert send(browser, "mine: <i>\n", base=offered[1]).status_code == 302
    assert service.open_draft(MINI_SLUG, trainer).text == "mine: <i>\n"


def test_an_upload_over_a_draft_shows_both_texts(browser: FlaskClient, trainer: Person) -> None:
    service.begin("mine", copy_of=None, by=trainer, now=NOON)
    answer = upload(browser, b"id: mine\nkind: deal\n")
    assert answer.status_code == 409
    assert text_of(answer.text) == "id: mine\nkind: deal\n"
    assert "One quotation" in answer.text


def test_what_began_from_a_deleted_draft_is_not_lost(browser: FlaskClient, trainer: Person) -> None:
    publish_mini()
    answer = send(browser, "mine\n", base="stale")
    assert answer.status_code == 409
    assert "has been published or deleted since" in answer.text
    assert text_of(answer.text) == "mine\n"


def test_saving_and_trying_a_text_with_problems_stays(
    browser: FlaskClient, trainer: Person
) -> None:
    publish_mini()
    base = service.open_draft(MINI_SLUG, trainer).base
    answer = send(browser, "nonsense: 1\n", base=base, then="try")
    assert answer.location == f"/authoring/{MINI_SLUG}/draft"
    assert "Mend them first, then try it." in browser.get(answer.location).text
    assert service.open_draft(MINI_SLUG, trainer).text == "nonsense: 1\n"


def test_saving_and_trying(browser: FlaskClient, trainer: Person) -> None:
    publish_mini()
    base = service.open_draft(MINI_SLUG, trainer).base
    answer = send(browser, mini_text("Tried."), base=base, then="try")
    assert answer.location.startswith("/attempts/")


def test_saving_and_publishing(browser: FlaskClient, trainer: Person) -> None:
    publish_mini()
    base = service.open_draft(MINI_SLUG, trainer).base
    text = mini_text("Published <b>now</b>.")

    asked = send(browser, text, base=base, then="publish")
    assert asked.location == f"/authoring/{MINI_SLUG}/publish"
    page = browser.get(asked.location).text
    assert "Publish as version 2" in page
    assert "Published &lt;b&gt;now&lt;/b&gt;." in page
    done = browser.post(asked.location, data={"base": fingerprint(text)})

    assert done.location == f"/authoring/{MINI_SLUG}/versions"
    assert "Version 2 is published." in browser.get(done.location).text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nonsense: 1\n", "problems and cannot be published yet"),
        (mini_text(slug="other"), "It must say “id: mini-deal” to be published here."),
        ("# comment\n" + mini_text(), "the draft says the same as version 1"),
        (
            mini_text().replace(
                "then: [price = answer]", 'then: ["price = answer / (insight - 20)"]'
            ),
            "failed",
        ),
    ],
)
def test_what_cannot_be_published_is_told(
    browser: FlaskClient, trainer: Person, text: str, message: str
) -> None:
    publish_mini()
    send(browser, text, base=service.open_draft(MINI_SLUG, trainer).base)
    page = browser.get(f"/authoring/{MINI_SLUG}/publish").text
    assert message in page
    assert "Publish as version" not in page


def test_a_first_version_shows_what_was_understood(browser: FlaskClient, trainer: Person) -> None:
    service.begin("mine", copy_of=None, by=trainer, now=NOON)
    page = browser.get("/authoring/mine/publish").text
    assert "Publish as version 1" in page
    assert "What was understood" in page


def test_a_scenario_is_taken_off_offer_and_back(browser: FlaskClient) -> None:
    publish_mini()
    off = browser.post(f"/authoring/{MINI_SLUG}/withdraw")
    assert "Off offer since" in browser.get(off.location).text
    on = browser.post(f"/authoring/{MINI_SLUG}/restore")
    page = browser.get(on.location).text
    assert "on offer" in page
    assert "Off offer since" not in page


def test_texts_are_downloaded(browser: FlaskClient, trainer: Person) -> None:
    publish_mini()
    service.begin("mine", copy_of=None, by=trainer, now=NOON)
    version = browser.get(f"/authoring/{MINI_SLUG}/versions/1/text")
    assert version.data.decode() == mini_text()
    assert version.headers["Content-Disposition"] == 'attachment; filename="mini-deal-v1.yaml"'
    assert version.content_type == "application/yaml; charset=utf-8"
    draft = browser.get("/authoring/mine/draft/text")
    assert draft.headers["Content-Disposition"] == 'attachment; filename="mine.yaml"'
    assert draft.data.decode() == service.open_draft("mine", trainer).text


def test_a_version_is_read(browser: FlaskClient) -> None:
    version = publish_mini()
    page = browser.get(f"/authoring/{MINI_SLUG}/versions/1").text
    assert text_of(page) == mini_text()
    assert version.digest in page
    assert re.search(r"<textarea[^>]* readonly", page)


def test_a_draft_is_thrown_away(browser: FlaskClient, trainer: Person) -> None:
    publish_mini()
    service.take_upload(mini_text("New."), by=trainer, now=NOON)
    service.begin("mine", copy_of=None, by=trainer, now=NOON)
    kept = browser.post(f"/authoring/{MINI_SLUG}/draft/discard")
    assert kept.location == f"/authoring/{MINI_SLUG}/draft"
    gone = browser.post("/authoring/mine/draft/discard")
    assert gone.location == "/authoring"
    assert "Nothing had been published of it." in browser.get(gone.location).text


def test_nothing_published_yet(browser: FlaskClient, trainer: Person) -> None:
    service.begin("mine", copy_of=None, by=trainer, now=NOON)
    assert "Nothing published yet" in browser.get("/authoring/mine/versions").text


def test_every_page_speaks_chinese(app: Flask, db: SQLAlchemy) -> None:
    publish_mini()
    browser = signed_in_as(app, make_person("admin", locale="zh_Hans"))
    assert "情景编写" in browser.get("/authoring").text
    assert "没有发现问题。" in browser.get(f"/authoring/{MINI_SLUG}/draft").text
    assert "机器人试跑" in browser.get(f"/authoring/{MINI_SLUG}/publish").text
