"""What can be found: every section of every lesson, every term, every scenario on offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from app.curriculum import service
from app.curriculum.course import Course, Lesson, LoadedTerm
from app.curriculum.freshness import stamp
from app.curriculum.markdown.document import Document
from app.curriculum.search.find import Passage, Wording
from app.i18n import LOCALES, pick_in, to_traditional
from app.library import service as library
from simengine.scenario.model import Scenario

JOINT = " · "
"""Between the title of a lesson and that of its section."""


def passages(own: Iterable[Lesson] = ()) -> list[Passage]:
    """Everything that a reader of these own lessons can find, in the order of the course."""
    found = (passage for lesson in own for passage in _own_passages(lesson))
    return [*_course_passages(stamp()), *found, *_scenario_passages()]


def locales_for(locale: str) -> list[str]:
    """The languages to look in for a reader: their own first, then the nearest."""
    if locale == "en":
        return ["en", "zh_Hans", "zh_Hant"]
    return [locale, "zh_Hant" if locale == "zh_Hans" else "zh_Hans", "en"]


@lru_cache(maxsize=2)
def _course_passages(_stamp: object) -> tuple[Passage, ...]:
    course = service.course()
    lessons = (passage for lesson in course.in_order() for passage in _lesson_passages(lesson))
    return (*_term_passages(course), *lessons)


@lru_cache(maxsize=256)
def _own_passages(lesson: Lesson) -> tuple[Passage, ...]:
    return tuple(_lesson_passages(lesson))


def _term_passages(course: Course) -> Iterator[Passage]:
    for entry in course.glossary.values():
        wordings = {locale: _term_wording(entry, locale) for locale in LOCALES}
        yield Passage("term", entry.id, "", "", wordings)


def _term_wording(entry: LoadedTerm, locale: str) -> Wording:
    term = entry.term
    also = term.also.get("en" if locale == "en" else "zh-Hans", ())
    if locale == "zh_Hant":
        also = tuple(map(to_traditional, also))
    text = pick_in(term.meaning, locale)
    if also:
        # Whoever looks for another name of a term reads what it means, not the name alone.
        text = f"{', '.join(also)}: {text}" if locale == "en" else f"{'、'.join(also)}：{text}"
    return Wording(pick_in(term.term, locale), text)


def _lesson_passages(lesson: Lesson) -> Iterator[Passage]:
    texts = {
        "en" if language == "en" else "zh_Hans": _sections(document)
        for language, document in lesson.documents.items()
    }
    longest: list[tuple[str, str, str]] = max(texts.values(), key=len)
    for number, (section_id, _title, _text) in enumerate(longest):
        wordings = {
            locale: _lesson_wording(lesson, sections[number], locale, is_first=number == 0)
            for locale, sections in texts.items()
            if number < len(sections)
        }
        if (simplified := wordings.get("zh_Hans")) is not None:
            wordings["zh_Hant"] = Wording(
                to_traditional(simplified.title), to_traditional(simplified.text)
            )
        yield Passage("lesson", lesson.slug, section_id, section_id, wordings)


def _lesson_wording(
    lesson: Lesson, section: tuple[str, str, str], locale: str, *, is_first: bool
) -> Wording:
    _id, title, text = section
    # The summary is found with the lesson's first section.
    if is_first:
        text = f"{pick_in(lesson.head.summary, locale)}\n{text}"
    return Wording(f"{pick_in(lesson.head.title, locale)}{JOINT}{title}", text)


def _sections(document: Document) -> list[tuple[str, str, str]]:
    texts: dict[str, list[str]] = {section_id: [] for section_id in document.section_ids}
    row = 0
    for paragraph in document.paragraphs:
        if paragraph.section not in texts:
            continue
        section = texts[paragraph.section]
        # A cell alone says little: the row that it stands in is its sentence.
        if paragraph.place == "table" and paragraph.line == row and paragraph.text:
            section[-1] += f" · {paragraph.text}"
        else:
            section.append(paragraph.text)
        row = paragraph.line if paragraph.place == "table" else 0
    for chart, line in document.charts:
        above = [
            section_id
            for section_id, heading in zip(document.section_ids, document.sections, strict=True)
            if heading.line < line
        ]
        if above:
            texts[above[-1]].append(chart.title)
    return [
        (section_id, heading.title, "\n".join(texts[section_id]))
        for section_id, heading in zip(document.section_ids, document.sections, strict=True)
    ]


def _scenario_passages() -> Iterator[Passage]:
    for offer in library.catalogue():
        scenario: Scenario = offer.scenario
        wordings: Mapping[str, Wording] = {
            locale: Wording(
                pick_in(scenario.title, locale),
                "\n".join(
                    pick_in(text, locale)
                    for text in (scenario.summary, scenario.briefing, *scenario.skills.values())
                ),
            )
            for locale in LOCALES
        }
        yield Passage("scenario", offer.slug, "", "", wordings)
