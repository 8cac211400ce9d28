"""What the pages of this area show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flask import url_for
from markupsafe import Markup

from app.curriculum import service
from app.curriculum.charts.draw import Table, draw, tabulate
from app.curriculum.charts.shapes import Drawing
from app.curriculum.charts.spec import Chart
from app.curriculum.course import Course, Lesson
from app.curriculum.freshness import stamp
from app.curriculum.markdown.document import Document, read_document
from app.curriculum.markdown.render import Block, Links, Section, TermNote, render, render_for_paper
from app.curriculum.shapes import TOOLS, CoursePart
from app.errors import NotFound
from app.i18n import current_locale, nearest_tag, pick, to_traditional
from app.lessons.slugs import is_own
from app.library import service as library

_PAGES_KEPT = 256


@dataclass(frozen=True)
class Figure:
    """A chart, its drawing and its figures."""

    chart: Chart
    drawing: Drawing
    table: Table


@dataclass(frozen=True)
class Reading:
    """A section of a lesson; each block is HTML or a figure."""

    id: str
    title: str
    blocks: tuple[Markup | Figure, ...]
    subsections: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Printed:
    """A lesson on paper: its sections, and the terms that the numbers in them stand for."""

    lesson: Lesson
    sections: tuple[Reading, ...]
    terms: tuple[TermNote, ...]


@dataclass(frozen=True)
class Drill:
    """A scenario on offer where a lesson bites, and the decisions in question."""

    slug: str
    title: str
    decisions: tuple[str, ...]


@dataclass(frozen=True)
class Neighbours:
    """A lesson's place in the course."""

    part: CoursePart
    number: int
    before: Lesson | None
    after: Lesson | None


def sections_of(lesson: Lesson) -> tuple[Reading, ...]:
    """The lesson's sections in the reader's language, or the nearest that it is written in."""
    return _sections(stamp(), lesson, current_locale())


def printed(lesson: Lesson, *, is_alone: bool) -> Printed:
    """The lesson as it is printed in the reader's language: alone, or as one of its part."""
    return _printed(stamp(), lesson, current_locale(), is_alone)


def neighbours_of(lesson: Lesson, course: Course) -> Neighbours | None:
    """What stands before and after the lesson in a course; None where it is not in it."""
    if lesson.slug not in course.lessons:
        return None
    order = course.in_order()
    place = next(n for n, other in enumerate(order) if other.slug == lesson.slug)
    part = course.part_of(lesson.slug)
    return Neighbours(
        part=part,
        number=part.lessons.index(lesson.slug) + 1,
        before=order[place - 1] if place else None,
        after=order[place + 1] if place + 1 < len(order) else None,
    )


def drills_of(lesson: Lesson) -> list[Drill]:
    """The scenarios on offer that the lesson names, with the titles of their decisions."""
    by_scenario: dict[str, list[str]] = {}
    for practice in lesson.head.practice:
        by_scenario.setdefault(practice.scenario, []).append(practice.decision)
    drills = []
    for slug, decisions in by_scenario.items():
        try:
            version = library.current_version(slug)
        except NotFound:
            continue  # Withdrawn, or not brought into this installation's library.
        scenario = library.get_program(version.digest).scenario
        titles = [
            pick(scenario.decisions[decision].title)
            for decision in decisions
            if decision in scenario.decisions
        ]
        drills.append(Drill(slug, pick(scenario.title), tuple(titles)))
    return drills


def find_lesson_link(slug: str | None) -> tuple[str, str] | None:
    """Address and title of a lesson, for pages of other areas; None where there is none."""
    lesson = service.course().lessons.get(slug or "")
    if lesson is None:
        return None
    return url_for("curriculum.lesson", slug=lesson.slug), pick(lesson.head.title)


def preview_of(document: Document) -> tuple[Reading, ...]:
    """The sections of a text that is still being written, in whatever language it is."""
    return tuple(map(_reading, render(document, _links())))


@lru_cache(maxsize=_PAGES_KEPT)
def _printed(_stamp: object, lesson: Lesson, locale: str, is_alone: bool) -> Printed:
    sections, terms = render_for_paper(document_in(lesson, locale), _links(), 3 if is_alone else 4)
    return Printed(lesson, tuple(map(_reading, sections)), terms)


def _reading(section: Section) -> Reading:
    blocks = tuple(_block(block) for block in section.blocks)
    return Reading(section.id, section.title, blocks, section.subsections)


@lru_cache(maxsize=_PAGES_KEPT)
def _sections(_stamp: object, lesson: Lesson, locale: str) -> tuple[Reading, ...]:
    return preview_of(document_in(lesson, locale))


def document_in(lesson: Lesson, locale: str) -> Document:
    """The text of a lesson in any of the three languages, or the nearest that there is."""
    tag = nearest_tag(lesson.documents, locale)
    written = lesson.documents["en" if tag == "en" else "zh-Hans"]
    if tag == "en" or locale != "zh_Hant":
        return written
    return read_document(to_traditional(written.source), lesson.slug)[0]


def _block(block: Block) -> Markup | Figure:
    if block.chart is not None:
        return Figure(block.chart, draw(block.chart), tabulate(block.chart))
    return block.html or Markup()


def _links() -> Links:
    course = service.course()

    def term(term_id: str) -> TermNote | None:
        found = course.glossary.get(term_id)
        if found is None:
            return None
        url = url_for("curriculum.term", term_id=term_id)
        return TermNote(url, pick(found.term.term), pick(found.term.meaning))

    def lesson(slug: str) -> str | None:
        # Whether a reader may see a trainer's own lesson is asked when they come to it.
        is_known = slug in course.lessons or is_own(slug)
        return url_for("curriculum.lesson", slug=slug) if is_known else None

    def tool(kind: str) -> str | None:
        return url_for("worksheets.tool", kind=kind) if kind in TOOLS else None

    return Links(term, lesson, tool)
