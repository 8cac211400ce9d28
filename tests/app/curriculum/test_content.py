"""Every lesson, item, term and part that is shipped, found by itself, in three languages."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app.curriculum.charts.draw import draw
from app.curriculum.checks import check_course
from app.curriculum.course import read_course
from app.curriculum.items import Item
from app.curriculum.quiz.marking import credit, fits
from app.curriculum.shapes import WRITTEN
from app.i18n import LOCALES
from tests.app.curriculum.answers import right_answer
from tests.app.curriculum.conftest import Readers

COURSE = read_course()
MOST_BYTES = 150_000
LEAST_TERMS = 200

# An author and a year, as texts name a study: "Rackham (1988)", "Churchill 等人 1985 年".
STUDY = re.compile(r"\b([A-Z][a-zö]{3,})(?: 等人|, | | \(|（|，){1,2}(?:1[89]|20)\d\d\b")
NO_AUTHORS = {"January", "February", "March", "April", "June", "July", "August", "September",
              "October", "November", "December", "Since", "East"}  # fmt: skip
ASSUMED = {"zh-Hans": "假设", "en": "assumption"}

# A house word of Simplified Chinese that OpenCC must not have left, or made, in Traditional.
# Nor words of computing where a lesson speaks of trade, nor "inside" as the measure of length.
MISREAD = re.compile("(?<!公)里(?!程)|演算法|分割槽|執行班|物件|訊息|擴充套件")
SIMPLIFIED = re.compile("[们这业产务对报标么关单问时经实险谈样团见讲]")


def test_the_whole_course_is_in_order() -> None:
    assert [str(problem) for problem in check_course(COURSE)] == []


@pytest.mark.parametrize("slug", COURSE.lessons)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_lesson_is_shown_in_every_language(readers: Readers, slug: str, locale: str) -> None:
    answer = readers[locale].get(f"/course/{slug}")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert len(answer.data) <= MOST_BYTES
    assert page.count('<section class="lesson-section') == 7
    article = page.partition('<article class="lesson">')[2].partition("</article>")[0]
    assert re.findall(r"\*\*|\[\[|\]\]|:::|<script|style=", article) == []
    if locale == "zh_Hant":
        text = re.sub(r"<[^>]*>", "", article)
        assert SIMPLIFIED.findall(text) + MISREAD.findall(text) == []


@pytest.mark.parametrize("slug", COURSE.lessons)
def test_every_chart_can_be_drawn(reading_app: Flask, slug: str) -> None:
    with reading_app.test_request_context():
        for document in COURSE.lessons[slug].documents.values():
            for chart, _line in document.charts:
                assert draw(chart).shapes


@pytest.mark.parametrize("item", COURSE.items.values(), ids=lambda item: item.id)
def test_the_right_answer_to_an_item_is_worth_all(item: Item) -> None:
    answer = right_answer(item)
    assert fits(item, answer)
    assert credit(item, answer) == 1.0


def test_the_glossary_is_large_enough_and_explains_each_term_in_both_languages() -> None:
    assert len(COURSE.glossary) >= LEAST_TERMS
    for entry in COURSE.glossary.values():
        for language in WRITTEN:
            assert len(entry.term.meaning[language]) > len(entry.term.term[language]), entry.id


@pytest.mark.parametrize("slug", COURSE.lessons)
def test_a_lesson_names_its_sources_and_says_what_is_assumed(slug: str) -> None:
    """A study that the text names stands among the sources, and invented figures are called so."""
    for language, document in COURSE.lessons[slug].documents.items():
        sources = "\n".join(p.text for p in document.paragraphs if p.section == "sources")
        text = "\n".join(p.text for p in document.paragraphs if p.section != "sources")
        named = {name for name in STUDY.findall(text) if name not in NO_AUTHORS}
        assert {name for name in named if name not in sources} == set()
        assert ASSUMED[language] in sources.lower()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_term_has_a_page(readers: Readers, locale: str) -> None:
    for term_id in COURSE.glossary:
        assert readers[locale].get(f"/glossary/{term_id}").status_code == 200


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("path", ["/course", "/glossary", "/search?q=客户", "/search?q=margin"])
def test_the_pages_around_the_lessons_are_shown(readers: Readers, path: str, locale: str) -> None:
    assert readers[locale].get(path).status_code == 200
