"""Lessons on paper: the page to print and the PDF."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from app.curriculum.course import read_course
from app.curriculum.markdown.flat_math import flatten
from app.curriculum.markdown.render import formula
from app.i18n import LOCALES
from tests.app.curriculum.conftest import Readers

COURSE = read_course()
LESSON = "pricing"


def article_of(page: str) -> str:
    return page.partition('<article class="paper-lesson">')[2].rpartition("</article>")[0]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_lesson_is_printed_with_its_terms_and_figures(readers: Readers, locale: str) -> None:
    page = readers[locale].get(f"/course/{LESSON}/print").text
    article = article_of(page)
    numbers = [int(found) for found in re.findall(r'<sup class="term-number">(\d+)</sup>', article)]
    notes = article.partition('paper-terms">')[2].count("<li>")
    assert sorted(set(numbers)) == list(range(1, notes + 1))
    assert article.count('<svg class="lesson-chart"') == article.count("<figure") > 0
    assert "<details" not in article
    assert "<a " not in article
    assert re.findall(r"<h(\d)", page.partition("<main")[2])[:3] == ["1", "2", "2"]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_part_is_printed_with_all_its_lessons(readers: Readers, locale: str) -> None:
    for part in COURSE.parts:
        page = readers[locale].get(f"/course/parts/{part.id}/print").text
        assert page.count('<article class="paper-lesson">') == len(part.lessons)
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_lesson_is_kept_as_pdf(readers: Readers, locale: str) -> None:
    answer = readers[locale].get(f"/course/{LESSON}/pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    pages = PdfReader(io.BytesIO(answer.data)).pages
    text = "".join(page.extract_text() for page in pages)
    head = COURSE.lessons[LESSON].head
    expected = {"zh_Hans": head.title["zh-Hans"], "zh_Hant": "定價", "en": head.title["en"]}
    assert expected[locale] in text
    assert "\\frac" not in text


def test_a_part_is_kept_as_pdf_with_its_contents(readers: Readers) -> None:
    answer = readers["en"].get("/course/parts/foundations/pdf")
    reader = PdfReader(io.BytesIO(answer.data))
    outline = [entry.title for entry in reader.outline[1] if not isinstance(entry, list)]
    part = COURSE.find_part("foundations")
    assert part is not None
    assert outline == [COURSE.lessons[slug].head.title["en"] for slug in part.lessons]
    again = readers["en"].get("/course/parts/foundations/pdf")
    assert again.data == answer.data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\frac{a}{b - 1}",
         '<span class="math-fraction"><span class="math-over">a</span>'
         '<span class="math-under">b − 1</span></span>'),
        (r"\sqrt{\text{two words}}", '√<span class="math-root">two\u00a0words</span>'),
        (r"e^{-2}", "e<sup>−2</sup>"),
        (r"s_i", "s<sub>i</sub>"),
        (r"s_i^2", "s<sub>i</sub><sup>2</sup>"),
        (r"\sum (a < b)", "∑(a &lt; b)"),
    ],
)  # fmt: skip
def test_formulas_become_plain_boxes(text: str, expected: str) -> None:
    assert flatten(f"<p>{formula(text)}</p>") == f'<p><span class="math">{expected}</span></p>'


def test_every_formula_of_the_course_can_be_set_on_paper() -> None:
    for lesson in COURSE.lessons.values():
        for document in lesson.documents.values():
            for text, _line in document.formulas:
                assert "<math" not in flatten(formula(text))
