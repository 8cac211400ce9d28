"""The bank of a lesson's quiz: large and varied enough, and each item in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.curriculum.course import Lesson
from app.curriculum.items import Item, Multiple, Number, Order
from app.curriculum.shapes import shared_languages
from simengine.errors import N_
from simengine.scenario.problems import Problem

LEAST_ITEMS = 8
LEAST_KINDS = 4


def check(lesson: Lesson) -> Iterator[Problem]:
    """What is wrong with a lesson's quiz."""
    yield from check_bank(lesson)
    yield from check_items(lesson)


def check_bank(lesson: Lesson) -> Iterator[Problem]:
    """Too few items, or too few kinds of them."""
    source = lesson.quiz_source
    if len(lesson.items) < LEAST_ITEMS:
        yield source.problem(
            (),
            N_("there are %(count)s items; write %(least)s or more"),
            count=len(lesson.items),
            least=LEAST_ITEMS,
        )
    kinds = {item.kind for item in lesson.items}
    if len(kinds) < LEAST_KINDS:
        yield source.problem(
            (),
            N_("there are %(count)s kinds of items; use %(least)s or more"),
            count=len(kinds),
            least=LEAST_KINDS,
        )


def check_items(lesson: Lesson) -> Iterator[Problem]:
    """What is wrong with single items."""
    for number, item in enumerate(lesson.items):
        for where, template in _faults(item):
            yield lesson.quiz_source.problem((number, where), template)


def check_ids(lessons: Iterable[Lesson]) -> Iterator[Problem]:
    """Items of two lessons, or of one, that have the same id."""
    seen: dict[str, str] = {}
    for lesson in lessons:
        for number, item in enumerate(lesson.items):
            if item.id in seen:
                yield lesson.quiz_source.problem(
                    (number, "id"),
                    N_("the item “%(id)s” is in the lesson “%(lesson)s” already; rename it"),
                    id=item.id,
                    lesson=seen[item.id],
                )
            seen.setdefault(item.id, lesson.slug)


def _faults(item: Item) -> Iterator[tuple[str, str]]:
    if isinstance(item, Multiple) and all(option.right for option in item.options):
        yield "options", N_("every option is right; add one that is not")
    if isinstance(item, Number):
        for mistake in item.mistakes:
            if abs(mistake.answer - item.answer) <= item.tolerance:
                yield "mistakes", N_("a typical mistake lies within the tolerance, so it is right")
    if isinstance(item, Order):
        for language in shared_languages(item.steps):
            steps = [step[language] for step in item.steps]
            if len(set(steps)) < len(steps):
                yield "steps", N_("two steps read the same; nobody can order them")
    options = [option.text for option in getattr(item, "options", ())]
    for language in shared_languages(options):
        texts = [option[language] for option in options]
        if len(set(texts)) < len(texts):
            yield "options", N_("two options read the same")
