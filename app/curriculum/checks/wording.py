"""How long a lesson and its paragraphs are, and marks that were meant to be something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.curriculum.checks.places import in_text
from app.curriculum.course import Lesson
from app.curriculum.markdown.render import formula
from app.curriculum.shapes import Written
from simengine.errors import N_
from simengine.scenario.problems import Problem

_IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[A-Za-z0-9]+(?:[.,'’/-][A-Za-z0-9]+)*")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_STRAY = re.compile(r"\*\*|\[\[|\]\]|\]\(|^:::|\{#")


def count_words(text: str) -> int:
    """English words; a number is one."""
    return len(_WORD.findall(text))


def count_ideographs(text: str) -> int:
    """Chinese characters without punctuation."""
    return len(_IDEOGRAPH.findall(text))


@dataclass(frozen=True)
class Measure:
    """How a language is measured, and how long lessons, paragraphs and sentences may be in it."""

    count: Callable[[str], int]
    least: int
    most: int
    paragraph: int
    sentence: int
    end_of_sentence: re.Pattern[str]


MEASURES: Mapping[Written, Measure] = {
    "zh-Hans": Measure(count_ideographs, 1100, 2000, 220, 60, re.compile(r"[。！？；\n]")),
    "en": Measure(count_words, 700, 1200, 120, 40, re.compile(r"[.!?;]\W*\s|\n")),
}


def check(lesson: Lesson) -> Iterator[Problem]:
    """What is wrong with the wording of a lesson."""
    yield from check_words(lesson)
    yield from check_formulas(lesson)


def check_words(lesson: Lesson) -> Iterator[Problem]:
    """Texts and paragraphs of the wrong length, and stray marks."""
    for language, document in lesson.documents.items():
        measure = MEASURES[language]
        length = measure.count(document.words)
        if not measure.least <= length <= measure.most:
            yield in_text(
                lesson, language, 1, "",
                N_("the text has %(length)s words or Chinese characters; "
                   "it should have %(least)s to %(most)s"),
                length=length, least=measure.least, most=measure.most,
            )  # fmt: skip
        for paragraph in document.paragraphs:
            length = measure.count(paragraph.text)
            if length > measure.paragraph:
                yield in_text(
                    lesson, language, paragraph.line, paragraph.section,
                    N_("this paragraph has %(length)s words or Chinese characters; "
                       "divide it, %(most)s are enough"),
                    length=length, most=measure.paragraph,
                )  # fmt: skip
            longest = max(map(measure.count, measure.end_of_sentence.split(paragraph.text)))
            if longest > measure.sentence and paragraph.place != "table":
                yield in_text(
                    lesson, language, paragraph.line, paragraph.section,
                    N_("a sentence has %(length)s words or Chinese characters; "
                       "divide it, %(most)s are enough"),
                    length=longest, most=measure.sentence,
                )  # fmt: skip
            for pattern in (_TAG, _STRAY):
                if (stray := pattern.search(paragraph.text)) is not None:
                    yield in_text(
                        lesson, language, paragraph.line, paragraph.section,
                        N_("“%(mark)s” shows as it stands: no HTML is allowed, and bold, terms "
                           "and links need both their ends"),
                        mark=stray[0][:40],
                    )  # fmt: skip


def check_formulas(lesson: Lesson) -> Iterator[Problem]:
    """Formulas that cannot be set."""
    for language, document in lesson.documents.items():
        for text, line in document.formulas:
            try:
                formula(text)
            except ValueError as error:
                yield in_text(
                    lesson, language, line, "$",
                    N_("the formula “%(formula)s” can't be set: %(reason)s"),
                    formula=text[:60], reason=error,
                )  # fmt: skip
