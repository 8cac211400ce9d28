"""The pages of worksheets, without JavaScript and as HTMX asks for them."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.datastructures import MultiDict

from app.database import db
from app.worksheets import service
from app.worksheets.contents import from_json
from app.worksheets.views.exports import file_name
from tests.app.worksheets.conftest import Cast, make_worksheet
from tests.support.deals import NOON
from tests.support.html_forms import get_form
from tests.support.people import signed_in_as

HTMX = {"HX-Request": "true"}
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def browser(app: Flask, cast: Cast) -> FlaskClient:
    """The owner's browser."""
    return signed_in_as(app, cast.owner)


def fields_of(page: str) -> MultiDict[str, str]:
    """What a browser would send of the worksheet's form."""
    return MultiDict(get_form(page, "id", "sheet-form").fields())


def typed(page: str, **values: str) -> MultiDict[str, str]:
    """The form after values were typed, by name with _ for -."""
    fields = fields_of(page)
    for name, text in values.items():
        name = name.replace("_", "-")
        assert name in fields, sorted(fields)
        fields[name] = text
    return fields


def stored(worksheet_id: int, cast: Cast) -> list[dict[str, str]]:
    """The tasks that are kept."""
    db.session.rollback()
    worksheet = service.get_own(worksheet_id, cast.owner.id)
    return [dict(row) for row in from_json(worksheet.contents).rows("tasks")]


def test_the_shelf_lists_own_and_shared(app: Flask, cast: Cast, browser: FlaskClient) -> None:
    assert "You keep none yet" in browser.get("/tools").text
    worksheet = make_worksheet(cast.owner)
    service.share(worksheet.id, cast.owner.id, cast.trainer.id, now=NOON)
    assert f'href="/worksheets/{worksheet.id}"' in browser.get("/tools").text
    shared = signed_in_as(app, cast.trainer).get("/tools").text
    assert "Shared with you" in shared
    assert cast.owner.name in shared


def test_a_new_one_begins_blank(browser: FlaskClient) -> None:
    form = get_form(browser.get("/tools/network-plan").text, "action", "/tools/network-plan")
    data = MultiDict(form.filled(name="Plan of Qinghe"))
    answers = [browser.post("/tools/network-plan", data=data) for _twice in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    page = browser.get(answers[0].headers["Location"]).text
    assert "Plan of Qinghe" in page
    assert "Fill in the example" in page
    too_long = browser.post("/tools/network-plan", data={"name": "x" * 81})
    assert too_long.status_code == 422


def test_an_unknown_one_is_not_found(browser: FlaskClient) -> None:
    assert browser.get("/tools/astrology").status_code == 404
    assert browser.post("/tools/astrology").status_code == 404


def test_the_example_fills_a_blank_one_and_no_other(cast: Cast, browser: FlaskClient) -> None:
    worksheet = make_worksheet(cast.owner)
    path = f"/worksheets/{worksheet.id}"
    data = fields_of(browser.get(path).text)
    data["do"] = "example"
    browser.post(path, data=data)
    filled = stored(worksheet.id, cast)
    assert [row["code"] for row in filled] == list("ABCDEFGHI")
    page = browser.get(path).text
    assert "Fill in the example" not in page
    data = typed(page, r_tasks_1_usual="99")
    data["do"] = "example"
    browser.post(path, data=data)
    assert stored(worksheet.id, cast)[0]["usual"] == "99"


def test_rows_are_added_without_javascript(cast: Cast, browser: FlaskClient) -> None:
    worksheet = make_worksheet(cast.owner)
    path = f"/worksheets/{worksheet.id}"
    data = typed(browser.get(path).text, r_tasks_1_task="Blueprint", r_tasks_1_usual="13")
    data["do"] = "add:tasks"
    answer = browser.post(path, data=data)
    assert answer.headers["Location"] == f"{path}#s-tasks"
    rows = stored(worksheet.id, cast)
    assert rows[0] == {"id": "1", "code": "A", "task": "Blueprint", "usual": "13"}
    assert rows[-1] == {"id": "6", "code": "F"}


def test_what_is_wrong_is_kept_and_said_where(cast: Cast, browser: FlaskClient) -> None:
    worksheet = make_worksheet(cast.owner)
    path = f"/worksheets/{worksheet.id}"
    data = typed(
        browser.get(path).text,
        r_tasks_1_task="Blueprint", r_tasks_1_usual="two weeks",
        r_tasks_2_task="Software", r_tasks_2_usual="-3",
        f_settings_promised="77",
    )  # fmt: skip
    assert browser.post(path, data=data).status_code == 302
    page = browser.get(path).text
    assert page.count('aria-invalid="true"') == 2
    assert "“two weeks” is not a number" in page
    assert "At least 0 is needed here." in page
    assert 'value="two weeks"' in page
    assert "these 2 places are mended" in page
    assert 'href="#r-tasks-1-usual">Tasks, row 1: Most likely</a>' in page


def test_a_circle_is_said_at_its_task(cast: Cast, browser: FlaskClient) -> None:
    worksheet = make_worksheet(cast.owner)
    path = f"/worksheets/{worksheet.id}"
    data = typed(
        browser.get(path).text,
        r_tasks_1_usual="1", r_tasks_1_after="B", r_tasks_2_usual="1", r_tasks_2_after="a",
    )  # fmt: skip
    browser.post(path, data=data)
    assert "in a circle: A → B → A" in browser.get(path).text


def test_results_come_while_somebody_types(cast: Cast, browser: FlaskClient) -> None:
    worksheet = make_worksheet(cast.owner)
    path = f"/worksheets/{worksheet.id}"
    data = typed(browser.get(path).text, r_tasks_1_task="Blueprint", r_tasks_1_usual="13")
    part = browser.post(path, data=data, headers=HTMX)
    assert part.status_code == 200
    assert part.text.count("<html") == 0
    assert "Length of the plan" in part.text
    assert '<output id="r-tasks-1-finish" hx-swap-oob="true">13</output>' in part.text
    assert 'name="revision" value="2"' in part.text
    data["revision"] = "2"
    data["do"] = "add:tasks"
    changed = browser.post(path, data=data, headers=HTMX)
    assert 'id="sheet-body"' in changed.text
    assert changed.text.count("autofocus") == 1


def test_another_window_overwrites_nothing(cast: Cast, browser: FlaskClient) -> None:
    worksheet = make_worksheet(cast.owner)
    path = f"/worksheets/{worksheet.id}"
    page = browser.get(path).text
    browser.post(path, data=typed(page, r_tasks_1_task="Theirs", name="Renamed"))
    mine = typed(page, r_tasks_1_task="Mine")
    part = browser.post(path, data=mine, headers=HTMX)
    assert part.status_code == 422
    assert part.headers["HX-Retarget"] == "#sheet-state"
    assert 'name="revision" value="1"' in part.text
    both = browser.post(path, data=mine)
    assert both.status_code == 409
    assert "Mine" in both.text
    assert "Theirs" in both.text
    form = get_form(both.text, "action", path)
    assert [row["task"] for row in stored(worksheet.id, cast)[:1]] == ["Theirs"]

    apart = MultiDict([*form.fields(), ("do", "apart")])
    answers = [browser.post(path, data=apart) for _twice in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    copied = int(answers[0].headers["Location"].rpartition("/")[2])
    assert stored(copied, cast)[0]["task"] == "Mine"
    assert stored(worksheet.id, cast)[0]["task"] == "Theirs"

    assert browser.post(path, data=MultiDict(form.fields())).status_code == 302
    assert stored(worksheet.id, cast)[0]["task"] == "Mine"


def test_half_a_form_changes_nothing(cast: Cast, browser: FlaskClient) -> None:
    worksheet = make_worksheet(cast.owner)
    answer = browser.post(f"/worksheets/{worksheet.id}", data={"name": "x"})
    assert answer.status_code == 400
    assert "did not arrive whole" in answer.text


def test_it_is_copied_and_deleted(cast: Cast, browser: FlaskClient) -> None:
    worksheet = make_worksheet(cast.owner)
    path = f"/worksheets/{worksheet.id}"
    form = get_form(browser.get(path).text, "action", f"{path}/copy")
    copied = browser.post(f"{path}/copy", data=MultiDict(form.fields())).headers["Location"]
    assert "Copy of Plan" in browser.get(copied).text
    assert "Delete “Plan”?" in browser.get(f"{path}/delete").text
    browser.post(f"{path}/delete")
    assert browser.get(path).status_code == 404


def test_a_trainer_reads_and_comments(app: Flask, cast: Cast, browser: FlaskClient) -> None:
    worksheet = make_worksheet(cast.owner)
    path = f"/worksheets/{worksheet.id}"
    browser.post(f"{path}/share", data={"trainer": str(cast.trainer.id)})
    trainer = signed_in_as(app, cast.trainer)
    page = trainer.get(path).text
    assert 'id="sheet-form"' not in page
    form = get_form(page, "action", f"{path}/comments#comments")
    data = MultiDict(form.filled(text=f"Why? {SCRIPT}", section="tasks"))
    for _twice in range(2):
        assert trainer.post(f"{path}/comments", data=data).status_code == 302
    seen = browser.get(path).text
    assert seen.count("Why? &lt;script&gt;") == 1
    assert SCRIPT not in seen
    empty = browser.post(f"{path}/comments", data={"text": " ", "section": "tasks"})
    assert empty.status_code == 422
    assert "The comment is empty" in empty.text
    (comment,) = service.comments_of(worksheet.id)
    trainer.post(f"{path}/comments/{comment.id}/delete")
    assert "Why?" not in browser.get(path).text
    browser.post(f"{path}/unshare", data={"trainer": str(cast.trainer.id)})
    assert trainer.get(path).status_code == 404


def test_texts_stay_texts_in_page_and_workbook(cast: Cast, browser: FlaskClient) -> None:
    worksheet = make_worksheet(cast.owner)
    path = f"/worksheets/{worksheet.id}"
    formula = '=HYPERLINK("http://example.test","x")'
    data = typed(
        browser.get(path).text,
        name=SCRIPT, r_tasks_1_task=SCRIPT, r_tasks_1_usual="1", r_tasks_2_task=formula,
        r_tasks_2_usual="many",
    )  # fmt: skip
    browser.post(path, data=data)
    page = browser.get(path).text
    assert SCRIPT not in page
    assert "&lt;script&gt;alert(1)" in page
    book = load_workbook(io.BytesIO(browser.get(f"{path}/excel").data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    (cell,) = [cell for cell in cells if cell.value == formula]
    assert (cell.data_type, cell.quotePrefix, cell.hyperlink) == ("s", True, None)
    # What cannot be calculated with is exported as it was typed, and said.
    assert "many" in [cell.value for cell in cells]
    assert any("is not a number" in str(cell.value) for cell in cells)


def test_files_have_names_in_any_language(cast: Cast, browser: FlaskClient) -> None:
    worksheet = make_worksheet(cast.owner)
    service.save(
        worksheet.id, cast.owner.id, "长坪/压铸 计划", from_json(worksheet.contents), 1, now=NOON
    )
    headers = browser.get(f"/worksheets/{worksheet.id}/excel").headers
    expected = "filename*=UTF-8''%E9%95%BF%E5%9D%AA%20%E5%8E%8B%E9%93%B8%20%E8%AE%A1%E5%88%92.xlsx"
    assert expected in headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "file"), [('a:b*"c"', "a b c.pdf"), ("...", "worksheet.pdf"), ("长坪", "长坪.pdf")]
)
def test_no_system_stumbles_over_a_name(name: str, file: str) -> None:
    assert file_name(name, "pdf") == file
