"""What the buttons of the page that arranges a course do."""

from __future__ import annotations

import pytest

from app.curriculum import service as curriculum
from app.lessons.service import PlacedLesson
from app.teaching.service import Deed, TypedCourse, TypedPart, put


def typed(*parts: str) -> TypedCourse:
    """Parts of lessons called by one letter each."""
    return TypedCourse(
        3, tuple(TypedPart(n, f"{n}", lessons=placed(p)) for n, p in enumerate(parts))
    )


def placed(slugs: str) -> tuple[PlacedLesson, ...]:
    return tuple(map(PlacedLesson, slugs))


def shown(course: TypedCourse) -> list[str]:
    return ["".join(lesson.slug for lesson in part.lessons) for part in course.parts]


@pytest.mark.parametrize(
    ("deed", "target", "then"),
    [
        ("save", "", ["ab", "cd"]),
        ("lesson-up", "b", ["ba", "cd"]),
        ("lesson-up", "a", ["ab", "cd"]),
        ("lesson-up", "c", ["abc", "d"]),
        ("lesson-down", "c", ["ab", "dc"]),
        ("lesson-down", "b", ["a", "bcd"]),
        ("lesson-down", "d", ["ab", "cd"]),
        ("lesson-down", "x", ["ab", "cd"]),
        ("lesson-remove", "b", ["a", "cd"]),
        ("part-up", "1", ["cd", "ab"]),
        ("part-up", "0", ["ab", "cd"]),
        ("part-down", "0", ["cd", "ab"]),
        ("part-down", "1", ["ab", "cd"]),
        ("part-remove", "0", ["cd"]),
        ("part-remove", "9", ["ab", "cd"]),
        ("part-up", "x", ["ab", "cd"]),
        ("add-part", "", ["ab", "cd", ""]),
        ("add", "0", ["abxy", "cd"]),
        ("add", "7", ["ab", "cd"]),
        ("copy-core", "", ["ab", "cd"]),
    ],
)
def test_what_a_button_does(deed: Deed, target: str, then: list[str]) -> None:
    assert shown(put(typed("ab", "cd"), deed, target, ["x", "c", "x", "y"])) == then


def test_an_empty_course_can_begin_with_the_core_course(app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        course = put(typed(), "copy-core")
        assert course.slugs == [lesson.slug for lesson in curriculum.course().in_order()]
        assert course.revision == 3
