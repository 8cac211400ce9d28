"""What a reader sees when something goes wrong."""

import html
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from app.errors import PAGES, STATUS, DealwrightError, Invalid, status_of
from app.extensions import login_manager
from tests.support.probe import ERRORS, make_probe_app

STATUSES = sorted([*ERRORS, 429, 503])


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_every_error_has_a_page_in_the_readers_language(
    probe: Flask, status: int, language: str
) -> None:
    answer = probe.test_client().get(
        f"/probe/fails/{status}", headers={"Accept-Language": language}
    )

    tag = {"zh-CN": "zh-Hans", "zh-TW": "zh-Hant", "en": "en"}[language]
    assert answer.status_code == status
    assert f'<html lang="{tag}">' in answer.text
    with probe.test_request_context(headers={"Accept-Language": language}):
        assert f"<h1>{html.escape(str(PAGES[status].title))}</h1>" in answer.text
        assert str(PAGES[status].text) in text_of(answer.text)
    assert ("Error" in text_of(answer.text)) is (language == "en")


def test_an_error_may_say_more_and_is_escaped(probe: Flask) -> None:
    answer = probe.test_client().get("/probe/fails/409?message=<b>day 3</b> is over")
    assert "<p>&lt;b&gt;day 3&lt;/b&gt; is over</p>" in answer.text


def test_htmx_gets_a_fragment(probe: Flask) -> None:
    answer = probe.test_client().get("/probe/fails/409", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "<html" not in answer.text
    assert answer.text.startswith('<div class="alert alert-danger" role="alert">')


def test_a_program_gets_json(probe: Flask) -> None:
    answer = probe.test_client().get("/probe/fails/404", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.get_json() == {
        "status": 404,
        "title": "There is no such page",
        "text": "The address may be mistyped, or what it led to is gone.",
        "reference": answer.headers["X-Request-ID"],
    }


def test_a_crash_tells_a_number_and_nothing_else(
    probe: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = probe.test_client().get("/probe/crashes")

    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.text
    assert "secret inside" not in answer.text
    assert "Traceback" not in answer.text
    logged = capsys.readouterr().err
    assert "secret inside" in logged
    assert answer.headers["X-Request-ID"] in logged


def test_tests_see_the_crash_itself(tmp_path: Path) -> None:
    app = make_probe_app(tmp_path, testing=True)
    with pytest.raises(ZeroDivisionError):
        app.test_client().get("/probe/crashes")


def test_a_database_that_is_down_is_not_the_readers_fault(probe: Flask) -> None:
    answer = probe.test_client().get("/probe/database-is-down")
    assert answer.status_code == 503
    assert "The service is not available right now" in answer.text
    assert "connection refused" not in answer.text


def test_an_unknown_address_is_not_found(probe: Flask) -> None:
    assert probe.test_client().get("/no-such-page").status_code == 404


def test_a_wrong_method_says_which_are_right(probe: Flask) -> None:
    answer = probe.test_client().delete("/probe/page")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_write_without_the_forms_token_is_refused_with_the_way_out(probe: Flask) -> None:
    answer = probe.test_client().post("/probe/public", data={"a": "1"})
    assert answer.status_code == 400
    assert "The page was open for too long" in answer.text
    assert "reload the page" in answer.text


def test_too_large_a_body_is_not_read(tmp_path: Path) -> None:
    app = make_probe_app(tmp_path, max_request_bytes=1000)
    answer = app.test_client().post("/probe/public", data={"a": "x" * 2000})
    assert answer.status_code == 413
    assert "That is too large" in answer.text


def test_a_kind_of_error_has_the_status_of_its_nearest_kin() -> None:
    class OverBudget(Invalid):
        pass

    assert status_of(OverBudget("x")) == 400
    assert status_of(DealwrightError("x")) == 500


def test_every_status_has_a_page() -> None:
    assert set(STATUS.values()) <= set(PAGES)


def test_the_page_does_not_ask_a_dead_database_who_the_reader_is(
    probe: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask_database(_request: object) -> None:
        raise OperationalError("SELECT name FROM people", {}, Exception("connection refused"))

    monkeypatch.setattr(login_manager, "_request_callback", ask_database)
    answer = probe.test_client().get("/probe/signed-in", headers={"Accept-Language": "zh-CN"})
    assert answer.status_code == 503
    assert "<h1>服务暂时不可用</h1>" in answer.text
