"""Lessons lead to their worksheets, and worksheets to their lessons."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from app.curriculum import service as curriculum
from app.curriculum.shapes import TOOLS as NAMED
from app.worksheets.catalogue import TOOLS, find_tool
from app.worksheets.examples import read_file
from app.worksheets.views.tools import lessons_with


def test_there_is_a_worksheet_for_every_name_that_lessons_may_use() -> None:
    assert tuple(tool.id for tool in TOOLS) == NAMED
    assert find_tool("astrology") is None


def test_every_worksheet_is_used_by_the_lesson_of_its_example(asked: None) -> None:
    for tool in TOOLS:
        lesson = read_file(tool.id)["lesson"]
        assert lesson in {found.slug for found in lessons_with(tool)}, tool.id


def test_every_link_to_a_worksheet_leads_there(
    asked: None, readers: dict[str, FlaskClient]
) -> None:
    reader, met = readers["en"], set()
    for lesson in curriculum.course().in_order():
        page = reader.get(f"/course/{lesson.slug}").text
        links = set(re.findall(r'href="/tools/([a-z-]+)"', page))
        assert set(lesson.head.tools) <= links, lesson.slug
        met |= links
    assert met == set(NAMED)
