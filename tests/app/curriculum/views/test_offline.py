"""What the browser may keep: the server's word, page by page, and the worker that goes by it."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app.assets import STATIC
from app.curriculum.course import read_course
from app.curriculum.offline import READER_HEADER
from app.i18n import LOCALES
from tests.app.curriculum.conftest import Readers

LESSON = "why-sales-management"
KEPT = ["/course", "/course/offline", f"/course/{LESSON}", f"/course/{LESSON}/print",
        "/course/parts/foundations/print", "/glossary", "/glossary/gross-margin"]  # fmt: skip
NOT_KEPT = ["/course/progress", "/search?q=a", "/scenarios", "/attempts", "/account", "/login",
            f"/course/{LESSON}/pdf", "/course/nothing"]  # fmt: skip


@pytest.mark.parametrize("path", KEPT)
def test_reading_names_whom_it_is_for(readers: Readers, path: str) -> None:
    names = {locale: readers[locale].get(path).headers[READER_HEADER] for locale in LOCALES}
    assert all(re.fullmatch(rf"\d+\.{locale}", name) for locale, name in names.items())
    assert len({name.partition(".")[0] for name in names.values()}) == len(LOCALES)


@pytest.mark.parametrize("path", NOT_KEPT)
def test_nothing_else_may_be_kept(readers: Readers, path: str) -> None:
    assert READER_HEADER not in readers["en"].get(path).headers


def test_the_worker_sees_the_whole_site_and_is_asked_for_anew(reading_app: Flask) -> None:
    answer = reading_app.test_client().get("/reading-worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    version = str(reading_app.static_url_path).rpartition("/")[2]
    assert answer.text.startswith(f'const VERSION = "{version}-')
    # Another header would keep nothing, and nobody would notice.
    assert f'const READER_HEADER = "{READER_HEADER}";' in answer.text


def test_the_worker_knows_the_addresses_by_heart(reading_app: Flask) -> None:
    """They stand in a script, where nothing else would notice that they have changed."""
    script = (STATIC / "js" / "reading-worker.js").read_text(encoding="utf-8")
    routes = {rule.rule for rule in reading_app.url_map.iter_rules()}
    assert set(re.findall(r'= "(/[a-z/]+)";', script)) <= routes
    assert "/course/<slug>/notes" in routes


@pytest.mark.parametrize("locale", LOCALES)
def test_every_part_can_be_kept(readers: Readers, locale: str) -> None:
    course = read_course()
    for path in ("/course", "/course/offline"):
        page = readers[locale].get(path).text
        assert [found.split() for found in re.findall(r'data-keep="([^"]*)"', page)] == [
            list(part.lessons) for part in course.parts
        ]
