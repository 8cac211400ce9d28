"""Trainers' own lessons: from files as the core course has them to a lesson, or to all problems.

A lesson may be written in one language: it has those whose text is not blank, and its other texts
must be in these. A file that is left blank is no problem by itself, but a lesson needs its head
and a text.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.curriculum.course import Lesson
from app.curriculum.items import Item
from app.curriculum.markdown.document import Document, read_document
from app.curriculum.reading import ContentInvalid, items_in, shape_at, source_of
from app.curriculum.shapes import WRITTEN, LessonFile, Written
from simengine.errors import N_
from simengine.scenario.problems import Problem
from simengine.scenario.source import Source

HEAD, QUIZ = "lesson.yaml", "quiz.yaml"
FILES = (HEAD, *(f"{language}.md" for language in WRITTEN), QUIZ)
"""The files of a lesson by name, in the order in which people meet them."""

_LESSONS_KEPT = 256
_kept: OrderedDict[tuple[str, int, str], Lesson] = OrderedDict()


@dataclass(frozen=True)
class Reading:
    """What could be read of a lesson's files.

    `lesson` stands in for what could not with nothing at all; `broken` are the files that it could
    not be read from, and `problems` say why.
    """

    lesson: Lesson
    broken: frozenset[str]
    problems: tuple[Problem, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every file could be read."""
        return not self.broken


def languages_of(files: Mapping[str, str]) -> tuple[Written, ...]:
    """The languages in which there is a text."""
    return tuple(language for language in WRITTEN if files.get(f"{language}.md", "").strip())


def read_own(slug: str, files: Mapping[str, str], version: int = 0) -> Reading:
    """The lesson that these files make."""
    languages = languages_of(files)
    problems: list[Problem] = []
    broken: set[str] = set()
    documents: dict[Written, Document] = {}
    for language in languages:
        name = f"{language}.md"
        documents[language], found = read_document(files[name], name)
        problems += found
        if found:
            broken.add(name)
    if not languages:
        name = f"{WRITTEN[0]}.md"
        broken.add(name)
        problems.append(Problem(1, "", N_("the text is blank; write it"), {}, name))
    head, head_source = _blank_head(slug), Source("{}", HEAD)
    items: tuple[Item, ...] = ()
    quiz_source = Source("[]", QUIZ)
    try:
        head_source = source_of(files.get(HEAD, ""), HEAD)
        head = shape_at(head_source, (), LessonFile, languages)
    except ContentInvalid as error:
        broken.add(HEAD)
        problems += error.problems
    try:
        quiz_source = source_of(files.get(QUIZ, ""), QUIZ)
        if quiz_source.data is not None:
            items = items_in(quiz_source, languages)
    except ContentInvalid as error:
        broken.add(QUIZ)
        problems += error.problems
    lesson = Lesson(slug, Path(), head, documents, items, head_source, quiz_source, version)
    return Reading(lesson, frozenset(broken), tuple(problems))


def _blank_head(slug: str) -> LessonFile:
    return LessonFile.model_construct(
        title=dict.fromkeys(WRITTEN, slug), summary=dict.fromkeys(WRITTEN, ""), skills=(), minutes=0
    )


def published(
    slug: str, number: int, digest: str, find_files: Callable[[], Mapping[str, str]]
) -> Lesson | None:
    """The lesson of a published version, read once in each process; None when this release can no
    longer read it."""
    key = (slug, number, digest)
    if key not in _kept:
        reading = read_own(slug, find_files(), number)
        if not reading.is_whole:
            return None
        _kept[key] = reading.lesson
        if len(_kept) > _LESSONS_KEPT:
            _kept.popitem(last=False)
    return _kept[key]
