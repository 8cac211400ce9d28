"""The head of a lesson as a form and as a file."""

from __future__ import annotations

import pytest

from app.curriculum.reading import shape_at, source_of
from app.curriculum.shapes import LessonFile
from app.teaching.head import Head, find_head, write_head
from tests.app.teaching.writing import HEAD

WHOLE = Head(
    title={"zh-Hans": "投标：是", "en": "yes"},
    summary={"zh-Hans": "2026-03-01", "en": "12"},
    skills=("execution.bidding",),
    minutes=10,
    tools=("swot",),
    practice=(("smart-factory", "price"),),
)
CALCULATIONS = """\
calculations:
  - name: a
    expression: x * 2
    given: {x: 1.5}
    result: 3
    tolerance: 0
    shown: {zh-Hans: "3", en: "3"}
"""


def test_a_head_is_read_as_it_was_written_even_where_words_look_like_something_else() -> None:
    text = write_head(WHOLE)
    assert find_head(text) == WHOLE
    shape = shape_at(source_of(text, "lesson.yaml"), (), LessonFile)
    assert (shape.title["en"], shape.summary["en"]) == ("yes", "12")


def test_calculations_are_kept() -> None:
    text = write_head(WHOLE, HEAD + CALCULATIONS)
    shape = shape_at(source_of(text, "lesson.yaml"), (), LessonFile)
    assert [calculation.given for calculation in shape.calculations] == [{"x": 1.5}]


@pytest.mark.parametrize(
    "text",
    [
        "", "- a", "title: [", HEAD + "more: 1\n", HEAD.replace("minutes: 10", "minutes: ten"),
        HEAD.replace("skills: [execution.bidding]\n", ""), HEAD.replace("zh-Hans: 自", "de: S"),
    ],
)  # fmt: skip
def test_what_a_form_would_lose_is_left_to_the_editor(text: str) -> None:
    assert find_head(text) is None
