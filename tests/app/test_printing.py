"""What is kept as PDF."""

import io
import re
import sys

import pytest
from flask import Flask
from flask_babel import force_locale
from pypdf import PdfReader

from app import printing
from app.errors import Unavailable

PAGE = '<html lang="{}"><p>{}</p><svg width="90" height="20"><text y="15">{}</text></svg></html>'


def text_of(pdf: bytes) -> str:
    """What stands on its one page, without the page's number."""
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    return page.extract_text().replace("\n", "").removesuffix("1 / 1")


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-Hans", "项目性销售"), ("zh-Hant", "專案性銷售"), ("en", "Project sales: 30 %")],
)
def test_no_language_lacks_a_glyph(app: Flask, language: str, words: str) -> None:
    with app.test_request_context(), force_locale(language.replace("-", "_")):
        pdf = printing.render_pdf(PAGE.format(language, words, words))

    assert text_of(pdf) == words * 2
    fonts = [
        font.get_object()["/BaseFont"]
        for font in PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"].values()
    ]
    assert all("Noto-Sans-CJK" in name or "NotoSansCJK" in name for name in fonts), fonts


def test_a_document_fetches_nothing(app: Flask) -> None:
    """Neither a file of the machine nor an address gets into it."""
    html = '<p>Here</p><img src="file:///etc/passwd"><img src="http://127.0.0.1:9/x.png">'

    with app.test_request_context():
        assert text_of(printing.render_pdf(html)) == "Here"


def test_says_what_is_missing_where_the_system_has_no_pango(
    monkeypatch: pytest.MonkeyPatch, app: Flask
) -> None:
    class NoPango:
        def find_spec(self, name: str, *_rest: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])

    with app.test_request_context(), force_locale("zh_Hans"), pytest.raises(Unavailable) as caught:
        printing.render_pdf("<p></p>")

    with app.test_request_context(), force_locale("zh_Hans"):
        assert str(caught.value.message).startswith("这套系统生成不了 PDF")


def test_the_palette_is_that_of_light_pages() -> None:
    assert {"accent", "series-2", "surface", "text"} <= set(printing.palette())
    assert printing.palette()["surface"] == "#ffffff"
    assert printing.palette()["series-1"] == "#0f5e63"
    assert printing.palette()["text"] == "#1a2426"


def test_drawings_have_the_colours_of_the_light_palette(app: Flask) -> None:
    html = '<svg width="90" height="20"><rect class="chart-series-1" width="9" height="9"/></svg>'
    with app.test_request_context():
        pdf = printing.render_pdf(html, drawings="charts.css")

    content = PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
    assert content is not None
    wanted = bytes.fromhex(printing.palette()["series-1"].removeprefix("#"))
    filled = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn|sc)", content.get_data())
    assert wanted in [bytes(round(255 * float(part)) for part in colour) for colour in filled]
