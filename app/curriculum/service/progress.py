"""How far a person has come, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from app.curriculum.course import Course, Lesson
from app.curriculum.quiz.draw import PASS_MARK
from app.curriculum.service.library import course
from app.curriculum.service.quizzes import best_points_of_people
from app.curriculum.service.reading import read_lessons_of_people
from app.curriculum.shapes import CoursePart

Step = Literal["read", "quiz", "test", "done"]


@dataclass(frozen=True)
class LessonProgress:
    """A lesson for one person. `best` is their best quiz, 0 to 1."""

    lesson: Lesson
    read_at: datetime | None
    best: float | None
    is_required: bool = True

    @property
    def is_passed(self) -> bool:
        """Whether the quiz over it has been passed; a trainer's lesson may have none."""
        return not self.lesson.items or (self.best is not None and self.best >= PASS_MARK)

    @property
    def is_done(self) -> bool:
        """Whether it has been read and its quiz passed."""
        return self.read_at is not None and self.is_passed


@dataclass(frozen=True)
class PartProgress:
    """A part for one person. `planned` counts the lessons that are still being written."""

    part: CoursePart
    lessons: tuple[LessonProgress, ...]
    best: float | None
    planned: int
    has_test: bool = True
    due_on: date | None = None

    @property
    def required(self) -> tuple[LessonProgress, ...]:
        """The lessons that count: all of them in the core course."""
        return tuple(lesson for lesson in self.lessons if lesson.is_required)

    @property
    def done(self) -> int:
        """How many of the lessons that count are done."""
        return sum(lesson.is_done for lesson in self.required)

    @property
    def is_passed(self) -> bool:
        """Whether its final test has been passed."""
        return self.best is not None and self.best >= PASS_MARK

    @property
    def is_complete(self) -> bool:
        """Whether nothing that counts is left: lessons, and the final test if there is one."""
        is_written = bool(self.lessons) and not self.planned
        is_tested = self.is_passed or not self.has_test
        return is_written and self.done == len(self.required) and is_tested


@dataclass(frozen=True)
class Next:
    """The one suggestion: read a lesson, take its quiz, or take a part's final test."""

    step: Step
    lesson: Lesson | None = None
    part: CoursePart | None = None


@dataclass(frozen=True)
class CourseProgress:
    """The whole course for one person."""

    parts: tuple[PartProgress, ...]
    next: Next

    @property
    def done(self) -> int:
        """How many lessons are done."""
        return sum(part.done for part in self.parts)

    @property
    def count(self) -> int:
        """How many lessons count."""
        return sum(len(part.required) for part in self.parts)


def progress_of(person_id: int) -> CourseProgress:
    """How far a person has come in the core course."""
    return progress_of_people([person_id])[person_id]


def progress_of_people(
    person_ids: Collection[int], on: Course | None = None
) -> dict[int, CourseProgress]:
    """How far each of these people has come in a course, in the core course if none is given."""
    read = read_lessons_of_people(person_ids)
    quizzes = best_points_of_people(person_ids, "lesson")
    tests = best_points_of_people(person_ids, "part")
    found = course() if on is None else on
    return {
        person_id: build_progress(found, read[person_id], quizzes[person_id], tests[person_id])
        for person_id in person_ids
    }


def build_progress(
    course: Course,
    read: Mapping[str, datetime],
    quizzes: Mapping[str, float],
    tests: Mapping[str, float],
) -> CourseProgress:
    """The progress that follows from what was read and the best quizzes and tests."""
    parts = tuple(
        PartProgress(
            part,
            tuple(
                LessonProgress(
                    lesson,
                    read.get(lesson.slug),
                    quizzes.get(lesson.slug),
                    lesson.slug not in course.plan.optional,
                )
                for lesson in course.lessons_of(part)
            ),
            tests.get(part.id),
            sum(slug not in course.lessons for slug in part.lessons),
            part.id not in course.plan.untested,
            course.plan.due.get(part.id),
        )
        for part in course.parts
    )
    return CourseProgress(parts, _next(parts))


def _next(parts: tuple[PartProgress, ...]) -> Next:
    """The first thing in the order of the course that is not done; what is left to everybody's
    liking comes when the rest is."""
    for part in parts:
        if (step := _next_lesson(part, part.required)) is not None:
            return step
        if part.lessons and not part.planned and part.has_test and not part.is_passed:
            return Next("test", part=part.part)
    for part in parts:
        if (step := _next_lesson(part, part.lessons)) is not None:
            return step
    return Next("done")


def _next_lesson(part: PartProgress, lessons: Iterable[LessonProgress]) -> Next | None:
    for lesson in lessons:
        if lesson.read_at is None:
            return Next("read", lesson=lesson.lesson, part=part.part)
        if not lesson.is_passed:
            return Next("quiz", lesson=lesson.lesson, part=part.part)
    return None
