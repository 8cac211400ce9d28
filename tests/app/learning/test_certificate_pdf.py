"""Certificates as PDF, read back."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import force_locale
from pypdf import PageObject, PdfReader

from app.learning.certificate_pdf import certificate_response, public_address, qr_code
from app.learning.earning import WHOLE
from app.learning.models import Certificate
from tests.support.deals import NOON

NUMBER = "DW-7K3M-Q0XA-94TT"
TITLE = {
    "zh-Hans": "项目性销售课程：基础",
    "zh-Hant": "專案性銷售課程：基礎",
    "en": "The project sales course: Foundations",
}
WORDS = {
    "zh_Hans": ["结业证书", "林晓", TITLE["zh-Hans"], "学时1.5", "93%", "2026年3月2日"],
    "zh_Hant": ["結業證書", "林晓", TITLE["zh-Hant"], "學時1.5", "93%", "2026年3月2日"],
    "en": ["Certificate of completion", "林晓", TITLE["en"], "Hours of study1.5", "March 2, 2026"],
}


@pytest.fixture
def printer(speaker: Flask) -> Iterator[Flask]:
    """An application with a name of its own."""
    speaker.config["TRUSTED_HOSTS"] = [".example.com", "deals.example.com", "localhost"]
    yield speaker
    speaker.config["TRUSTED_HOSTS"] = None


def make_certificate(**changed: object) -> Certificate:
    facts = {
        "number": NUMBER, "person_id": 1, "subject": "foundations", "name": "林晓", "title": TITLE,
        "points": 0.93, "lessons": 3, "minutes": 90, "edition": "a1b2c3d4e5f6" * 5,
        "issued_at": NOON,
    }  # fmt: skip
    return Certificate(**{**facts, **changed})


def read(certificate: Certificate, locale: str) -> PageObject:
    """The one page of the certificate in a language."""
    with force_locale(locale):
        answer = certificate_response(certificate)
    answer.direct_passthrough = False
    assert answer.headers["Content-Disposition"] == f"attachment; filename={NUMBER}.pdf"
    (page,) = PdfReader(io.BytesIO(answer.data)).pages
    return page


@pytest.mark.parametrize("locale", WORDS)
def test_a_certificate_says_it_all_in_every_language(printer: Flask, locale: str) -> None:
    with printer.test_request_context():
        page = read(make_certificate(), locale)

    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
    text = page.extract_text().replace("\n", "")
    spaceless = text.replace(" ", "")
    assert [word for word in WORDS[locale] if word.replace(" ", "") not in spaceless] == []
    assert NUMBER in text
    assert f"http://deals.example.com/certificates/{NUMBER}" in spaceless
    assert "1 / 1" not in text
    fonts = [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]
    assert all("CJK" in name for name in fonts), fonts


def test_a_name_that_is_long_or_hostile_stays_on_the_page(printer: Flask) -> None:
    name = "<b>Bartholomew</b> " + "Featherstonehaugh-Cholmondeley "[:61]
    with printer.test_request_context():
        page = read(make_certificate(name=name, subject=WHOLE), "en")
    text = " ".join(page.extract_text().split())
    assert "<b>Bartholomew</b>" in text
    assert "the whole course" in text


def test_the_address_is_the_installations_own(printer: Flask) -> None:
    with printer.test_request_context(base_url="https://localhost:8443/"):
        assert public_address(NUMBER) == f"https://deals.example.com/certificates/{NUMBER}"
        printer.config["TRUSTED_HOSTS"] = None
        assert public_address(NUMBER) == f"https://localhost:8443/certificates/{NUMBER}"


def test_the_code_is_a_drawing(printer: Flask) -> None:
    drawing = qr_code("https://deals.example.com/certificates/" + NUMBER)
    assert drawing.startswith("<svg")
    assert "http://www.w3.org" not in drawing
