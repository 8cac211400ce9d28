"""Which wording of the course somebody has learned: a digest of its texts and quizzes."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from app.curriculum.course import Course, Lesson
from app.curriculum.freshness import stamp
from app.curriculum.service.library import course

_KEPT = 64


def edition_of(part_id: str | None = None) -> str:
    """The edition of a part of the course, or of all of it: another wording is another edition."""
    return _edition(stamp(), part_id)


@lru_cache(maxsize=_KEPT)
def _edition(_stamp: object, part_id: str | None) -> str:
    digest = hashlib.sha256()
    for lesson in _lessons(course(), part_id):
        digest.update(lesson.slug.encode())
        for language in sorted(lesson.documents):
            digest.update(lesson.documents[language].source.encode())
        for item in lesson.items:
            digest.update(item.digest.encode())
    return digest.hexdigest()


def _lessons(course: Course, part_id: str | None) -> list[Lesson]:
    return [
        lesson
        for part in course.parts
        if part_id in (None, part.id)
        for lesson in course.lessons_of(part)
    ]
