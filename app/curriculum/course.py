"""The whole course, read from its files: what can be used, and all that is wrong with the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from app.curriculum.items import Item
from app.curriculum.markdown.document import Document, read_document
from app.curriculum.reading import (
    ContentInvalid,
    read_items,
    read_mapping,
    read_shape,
    read_text,
    shown_name,
)
from app.curriculum.shapes import WRITTEN, CourseFile, CoursePart, LessonFile, Term, Text, Written
from simengine.errors import N_
from simengine.scenario.parts import SkillId, Slug
from simengine.scenario.problems import Problem
from simengine.scenario.source import Source

CONTENT = Path(__file__).parent / "content"


# Two lessons are one if they were read at once: caches know them by that.
@dataclass(frozen=True, eq=False)
class Lesson:
    """A lesson: what its files hold. `folder` and the sources are where its problems lie.

    A trainer's own lesson may be written in one language; `version` counts what was published of
    it, and is 0 for a draft and for lessons of the core course.
    """

    slug: str
    folder: Path
    head: LessonFile
    documents: Mapping[Written, Document]
    items: tuple[Item, ...]
    head_source: Source
    quiz_source: Source
    version: int = 0


@dataclass(frozen=True)
class LoadedTerm:
    """A term of the glossary, and where it stands."""

    id: str
    term: Term
    source: Source


@dataclass(frozen=True)
class Plan:
    """What a trainer asks of a group with its course; the core course asks for everything.

    `optional` are slugs of lessons, `untested` the ids of parts without a final test, `due` the
    days by which parts are to be done.
    """

    group_id: int | None = None
    optional: frozenset[str] = frozenset()
    untested: frozenset[str] = frozenset()
    due: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Course:
    """The course as far as it can be used: the core course, or one arranged for a group.

    `problems` are the errors of form that were met while reading; a lesson that has one is left
    out. `missing` are the lessons that ``course.yaml`` names and nobody has written.
    """

    title: Mapping[Written, str]
    parts: tuple[CoursePart, ...]
    lessons: Mapping[str, Lesson]
    skills: Mapping[str, Mapping[Written, str]]
    glossary: Mapping[str, LoadedTerm]
    problems: tuple[Problem, ...]
    missing: tuple[Problem, ...]
    plan: Plan = Plan()
    items: Mapping[str, Item] = field(init=False)
    """Every quiz item by its id."""

    def __post_init__(self) -> None:
        items = {item.id: item for lesson in self.lessons.values() for item in lesson.items}
        object.__setattr__(self, "items", items)

    def lessons_of(self, part: CoursePart) -> list[Lesson]:
        """The lessons of a part that can be read, in order."""
        return [self.lessons[slug] for slug in part.lessons if slug in self.lessons]

    def in_order(self) -> list[Lesson]:
        """All lessons that can be read, from the first to the last."""
        return [lesson for part in self.parts for lesson in self.lessons_of(part)]

    def find_part(self, part_id: str) -> CoursePart | None:
        """The part of this id."""
        return next((part for part in self.parts if part.id == part_id), None)

    def part_of(self, slug: str) -> CoursePart:
        """The part to which a lesson belongs."""
        return next(part for part in self.parts if slug in part.lessons)


def read_course(root: Path = CONTENT) -> Course:
    """The course in a folder. Nothing is raised: what cannot be read is among its problems."""
    return _Reader(root).read()


def stamp_of(root: Path = CONTENT) -> tuple[tuple[str, int, int], ...]:
    """What changes whenever a file of the course does."""
    return tuple(
        (str(path), path.stat().st_mtime_ns, path.stat().st_size)
        for path in sorted(root.rglob("*"))
        if path.suffix in (".md", ".yaml")
    )


@lru_cache(maxsize=2)
def course_of(stamp: object) -> Course:
    """The course that comes with the product, read once for each stamp."""
    return read_course()


class _Reader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.missing: list[Problem] = []

    def read(self) -> Course:
        title: Mapping[Written, str] = {"zh-Hans": "", "en": ""}
        parts: tuple[CoursePart, ...] = ()
        lessons: dict[str, Lesson] = {}
        try:
            file, source = read_shape(self.root / "course.yaml", CourseFile)
            title, parts = file.title, file.parts
            lessons = dict(self._lessons(file, source))
        except ContentInvalid as error:
            self.problems += error.problems
        skills = self._skills()
        glossary = dict(self._terms())
        return Course(
            title, parts, lessons, skills, glossary, tuple(self.problems), tuple(self.missing)
        )

    def _lessons(self, file: CourseFile, source: Source) -> Iterator[tuple[str, Lesson]]:
        seen: set[str] = set()
        for number, part in enumerate(file.parts):
            for place, slug in enumerate(part.lessons):
                where = ("parts", number, "lessons", place)
                if slug in seen:
                    self.problems.append(
                        source.problem(where, N_("“%(name)s” stands here twice"), name=slug)
                    )
                    continue
                seen.add(slug)
                folder = self.root / "lessons" / slug
                if not folder.is_dir() or not any(folder.iterdir()):
                    self.missing.append(
                        source.problem(
                            where,
                            N_("the lesson “%(slug)s” has not been written"),
                            slug=slug,
                        )
                    )
                elif (lesson := self._lesson(slug, folder)) is not None:
                    yield slug, lesson
        for folder in sorted((self.root / "lessons").glob("*/")):
            if folder.name not in seen and any(folder.iterdir()):
                self.problems.append(
                    source.problem(
                        ("parts",),
                        N_("the lesson “%(slug)s” is in no part; add it"),
                        slug=folder.name,
                    )
                )

    def _lesson(self, slug: str, folder: Path) -> Lesson | None:
        before = len(self.problems)
        head = quiz = None
        try:
            head = read_shape(folder / "lesson.yaml", LessonFile)
        except ContentInvalid as error:
            self.problems += error.problems
        try:
            quiz = read_items(folder / "quiz.yaml")
        except ContentInvalid as error:
            self.problems += error.problems
        documents: dict[Written, Document] = {}
        for language in WRITTEN:
            path = folder / f"{language}.md"
            try:
                documents[language], found = read_document(read_text(path), shown_name(path))
                self.problems += found
            except ContentInvalid as error:
                self.problems += error.problems
        if head is None or quiz is None or len(self.problems) > before:
            return None
        return Lesson(slug, folder, head[0], documents, quiz[0], head[1], quiz[1])

    def _skills(self) -> Mapping[str, Mapping[Written, str]]:
        try:
            return read_mapping(self.root / "skills.yaml", dict[SkillId, Text])[0]
        except ContentInvalid as error:
            self.problems += error.problems
            return {}

    def _terms(self) -> Iterator[tuple[str, LoadedTerm]]:
        seen: dict[str, str] = {}
        for path in sorted((self.root / "glossary").glob("*.yaml")):
            try:
                terms, source = read_mapping(path, dict[Slug, Term])
            except ContentInvalid as error:
                self.problems += error.problems
                continue
            for term_id, term in terms.items():
                if term_id in seen:
                    self.problems.append(
                        source.problem(
                            (term_id,),
                            N_("“%(id)s” stands in %(file)s already; keep one"),
                            id=term_id,
                            file=seen[term_id],
                        )
                    )
                    continue
                seen[term_id] = shown_name(path)
                yield term_id, LoadedTerm(term_id, term, source)
