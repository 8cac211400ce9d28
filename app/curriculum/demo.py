"""The demo's progress: lessons read, a note, and quizzes taken, each person by their own luck."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from app import clock
from app.accounts import demo as people
from app.accounts import service as accounts
from app.accounts.models import Person
from app.curriculum import service
from app.curriculum.items import Case, Item, Match, Multiple, Number, Order, Single
from app.curriculum.models import QuizAttempt
from app.curriculum.quiz.draw import PASS_MARK
from app.curriculum.quiz.showing import count_of

_SHARE_READ = (0.35, 0.9)
_QUIZ_MINUTES = 12
_DAYS = 20
_PAUSE = timedelta(hours=3)
_ABLE, _PROGRESS = 0.8, 0.1

_NOTE = "先问清楚谁签字、谁用、谁怕出事，再写方案。\nWho signs, who uses it, who is afraid of it?"


def seed() -> list[str]:
    """Let the trainees who have read nothing read a part of the course and take its quizzes."""
    now = clock.now()
    learners = [people.TRAINEE, *(mate for group in people.CLASSMATES.values() for mate in group)]
    for number, learner in enumerate(learners):
        person = accounts.find_person_by_email(learner.email)
        if person is not None and not service.read_lessons(person.id):
            _study(person, Random(number), now)
    return []


def _study(person: Person, luck: Random, now: datetime) -> None:
    lessons = service.course().in_order()
    most = min(len(lessons), 12)
    count = round(most * luck.uniform(*_SHARE_READ))
    ability = luck.uniform(0.45, 0.95)
    for place, lesson in enumerate(lessons[:count]):
        read_at = now - timedelta(days=_DAYS * (count - place) / (count + 1))
        service.mark_read(person.id, lesson.slug, now=read_at)
        # The last lesson was read, and its quiz is still to come.
        if place + 1 < count:
            _take_quiz(person, lesson.slug, ability, luck, read_at)
    if lessons and person.email == people.TRAINEE.email:
        service.write_note(person.id, lessons[0].slug, _NOTE, 0, now=now - timedelta(days=2))


def complete(person: Person, part_id: str, luck: Random, *, began: datetime) -> None:
    """Let a person do what is missing of a part: read its lessons, pass the quizzes and the test.

    What is not passed is taken again, better prepared each time.
    """
    progress = service.progress_of(person.id)
    part = next(part for part in progress.parts if part.part.id == part_id)
    at = began
    for lesson in part.lessons:
        service.mark_read(person.id, lesson.lesson.slug, now=at)
        best, ability = lesson.best or 0.0, _ABLE
        while best < PASS_MARK:
            at, ability = at + _PAUSE, ability + _PROGRESS
            best = _take_quiz(person, lesson.lesson.slug, ability, luck, at)
    best, ability = part.best or 0.0, _ABLE
    while best < PASS_MARK:
        at, ability = at + _PAUSE, ability + _PROGRESS
        test = service.start_test(person.id, part_id, now=at, seed=luck.randrange(10**9))
        best = _hand_in(test, ability, luck, at)


def _take_quiz(person: Person, slug: str, ability: float, luck: Random, began: datetime) -> float:
    quiz = service.start_quiz(person.id, slug, now=began, seed=luck.randrange(10**9))
    return _hand_in(quiz, ability, luck, began)


def _hand_in(quiz: QuizAttempt, ability: float, luck: Random, began: datetime) -> float:
    """Answer all of a quiz. Returns the points."""
    values = {
        position: draw_answer(item, ability, luck)
        for position, item in enumerate(service.items_of(quiz))
        if item is not None
    }
    ended = began + timedelta(minutes=_QUIZ_MINUTES)
    service.answer(quiz.id, quiz.person_id, values, now=ended)
    return service.finish(quiz.id, quiz.person_id, now=ended).points or 0.0


def draw_answer(item: Item, ability: float, luck: Random) -> Any:
    """A right answer to easy items more often than to hard ones, and to none always."""
    knows = luck.random() < ability - 0.12 * (item.difficulty - 2)
    match item:
        case Single() | Case():
            right = next(n for n, option in enumerate(item.options) if option.right)
            return right if knows else luck.randrange(len(item.options))
        case Multiple():
            right_ones = [n for n, option in enumerate(item.options) if option.right]
            return right_ones if knows else sorted({0, luck.randrange(len(item.options))})
        case Order() | Match():
            places = list(range(count_of(item)))
            if not knows:
                luck.shuffle(places)
            return places
        case Number():
            return item.answer if knows else luck.choice(item.mistakes).answer
