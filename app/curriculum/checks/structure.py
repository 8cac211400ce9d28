"""The build of a lesson's text: the same sections, subsections and charts in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.curriculum.checks.places import in_text
from app.curriculum.course import Lesson
from app.curriculum.markdown.document import Document
from app.curriculum.shapes import WRITTEN, Written
from simengine.errors import N_
from simengine.scenario.problems import Problem

SECTIONS = ("goals", "idea", "case", "document", "mistakes", "checklist", "sources")
"""The sections of every lesson, in this order."""

LISTS = ("goals", "mistakes", "checklist", "sources")
"""Sections that are a list."""

DOCUMENT = "document"
IN_USE = ("table_open", "bullet_list_open", "ordered_list_open", "blockquote_open")
"""What a document in use is made of: it is shown, not told of."""

GOALS = range(3, 6)
LEAST_SUBSECTIONS = 2


def check(lesson: Lesson) -> Iterator[Problem]:
    """What is wrong with the build of a lesson."""
    yield from check_levels(lesson)
    yield from check_sections(lesson)


def check_levels(lesson: Lesson) -> Iterator[Problem]:
    """Headings of a level that pages do not have."""
    for language, document in lesson.documents.items():
        for heading in document.headings:
            if heading.level not in (2, 3):
                yield in_text(
                    lesson, language, heading.line, heading.title,
                    N_("a heading is of the second or third level: ## or ###"),
                )  # fmt: skip


def check_sections(lesson: Lesson) -> Iterator[Problem]:
    """Whether the texts have the sections, lists and charts of a lesson of the course."""
    for language in lesson.documents:
        yield from _check_text(lesson, language)
    if set(lesson.documents) == set(WRITTEN):
        yield from _check_both(lesson)


def _check_text(lesson: Lesson, language: Written) -> Iterator[Problem]:
    document = lesson.documents[language]
    ids = tuple(heading.id for heading in document.sections)
    if ids != SECTIONS:
        line = document.sections[0].line if document.sections else 1
        yield in_text(
            lesson, language, line, "",
            N_("the sections are %(found)s; they must be %(wanted)s, each as `## title {#id}`"),
            found=", ".join(i or "?" for i in ids) or "-", wanted=", ".join(SECTIONS),
        )  # fmt: skip
        return
    for info, line in document.fences:
        yield in_text(
            lesson, language, line, info or "```",
            N_("only charts stand in fences; begin with ```chart, or write a table"),
        )  # fmt: skip
    if not document.charts:
        yield in_text(
            lesson, language, 1, "", N_("there is no chart; show one thing instead of telling it")
        )
    listed = Counter(
        paragraph.section for paragraph in document.paragraphs if paragraph.place == "list"
    )
    for heading in document.sections:
        if heading.id in LISTS and not listed[heading.id]:
            yield in_text(
                lesson, language, heading.line, heading.id, N_("a list belongs into this section")
            )
    if listed["goals"] and listed["goals"] not in GOALS:
        yield in_text(
            lesson, language, document.sections[0].line, "goals",
            N_("there are %(count)s goals; name 3 to 5"), count=listed["goals"],
        )  # fmt: skip
    if not _shows_a_document(document):
        yield in_text(
            lesson, language, document.sections[3].line, DOCUMENT,
            N_("show a document in use: a table, a list, a letter or a dialogue"),
        )  # fmt: skip
    if subsections(document)["idea"] < LEAST_SUBSECTIONS:
        yield in_text(
            lesson, language, document.sections[1].line, "idea",
            N_("the idea needs several subsections: ### title"),
        )  # fmt: skip


def _shows_a_document(document: Document) -> bool:
    section = ""
    for token in document.tokens:
        if token.type == "heading_open" and token.tag == "h2":
            section = str(token.attrGet("id") or "")
        elif section == DOCUMENT and token.type in IN_USE:
            return True
    return False


def subsections(document: Document) -> Counter[str]:
    """How many headings of the third level each section has."""
    found: Counter[str] = Counter()
    section = ""
    for heading in document.headings:
        if heading.level == 2:
            section = heading.id
        elif heading.level == 3:
            found[section] += 1
    return found


def _check_both(lesson: Lesson) -> Iterator[Problem]:
    first, second = (lesson.documents[language] for language in WRITTEN)
    counts = subsections(first), subsections(second)
    for heading in second.sections:
        if counts[0][heading.id] != counts[1][heading.id]:
            yield in_text(
                lesson, WRITTEN[1], heading.line, heading.id,
                N_("this section has %(here)s subsections here and %(there)s in %(other)s; "
                   "make them the same"),
                here=counts[1][heading.id], there=counts[0][heading.id], other=WRITTEN[0],
            )  # fmt: skip
    kinds = [[chart.kind for chart, _line in document.charts] for document in (first, second)]
    if kinds[0] != kinds[1]:
        yield in_text(
            lesson, WRITTEN[1], 1, "charts",
            N_("the charts are %(here)s here and %(there)s in %(other)s; make them the same"),
            here=", ".join(kinds[1]) or "-", there=", ".join(kinds[0]) or "-", other=WRITTEN[0],
        )  # fmt: skip
    for (one, _), (other, line) in zip(first.charts, second.charts, strict=False):
        if [row.values for row in one.rows] != [row.values for row in other.rows]:
            yield in_text(
                lesson, WRITTEN[1], line, "chart",
                N_("this chart has other figures than the one in %(other)s"),
                other=WRITTEN[0],
            )  # fmt: skip
