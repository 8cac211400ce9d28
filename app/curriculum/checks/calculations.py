"""Every figure that a lesson works out comes out, and stands in its text."""

from __future__ import annotations

from collections.abc import Iterator

from app.curriculum.course import Lesson
from app.curriculum.shapes import Calculation
from simengine.errors import N_, FormulaError
from simengine.scenario.problems import Problem


def value_of(calculation: Calculation) -> float:
    """What the expression gives. Raises FormulaError for an unknown name or no finite value."""
    slots = {name: slot for slot, name in enumerate(calculation.given)}
    return calculation.expression.compile(slots)(list(calculation.given.values()))


def check_worked(lesson: Lesson) -> Iterator[Problem]:
    """Whether a lesson that teaches a calculation works one out."""
    if not lesson.head.calculations and any(doc.formulas for doc in lesson.documents.values()):
        yield lesson.head_source.problem(
            ("calculations",), N_("the text has formulas, and no calculation works one out")
        )


def check(lesson: Lesson) -> Iterator[Problem]:
    """What is wrong with a lesson's calculations."""
    source = lesson.head_source
    names = [calculation.name for calculation in lesson.head.calculations]
    for number, calculation in enumerate(lesson.head.calculations):
        if names.index(calculation.name) != number:
            yield source.problem(
                ("calculations", number, "name"),
                N_("“%(name)s” stands here twice"),
                name=calculation.name,
            )
        where = ("calculations", number, "expression")
        try:
            value = value_of(calculation)
        except FormulaError as error:
            yield source.problem(where, N_("this can't be worked out: %(reason)s"), reason=error)
            continue
        # A little more than the tolerance: 0.1 + 0.2 is not quite 0.3.
        if abs(value - calculation.result) > calculation.tolerance + 1e-9 * abs(value):
            yield source.problem(
                where,
                N_("this gives %(value)s, not %(result)s"),
                value=f"{value:.10g}",
                result=f"{calculation.result:.10g}",
            )
        unread = sorted(set(calculation.given) - calculation.expression.names)
        if unread:
            yield source.problem(
                ("calculations", number, "given"),
                N_("%(names)s are given and not used"),
                names=", ".join(unread),
            )
        for language, document in lesson.documents.items():
            if calculation.shown[language] not in document.source:
                yield source.problem(
                    ("calculations", number, "shown", language),
                    N_("“%(shown)s” does not stand in the text"),
                    shown=calculation.shown[language],
                )
