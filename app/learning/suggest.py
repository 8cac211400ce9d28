"""What to do next: one suggestion, whatever has happened so far. A pure function of facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from app.curriculum.service import CourseProgress, LessonProgress, Next
from app.learning.earning import earned_subjects
from app.learning.measures import Measure

PATIENCE = timedelta(days=14)
"""What was left lying for longer is not pressed on anybody."""

Text = Mapping[Any, str]
WorkKind = Literal["deal", "what_if", "quiz", "test"]


@dataclass(frozen=True)
class Unfinished:
    """A deal or a quiz that can be gone on with. `step` counts the decisions made in a deal."""

    kind: WorkKind
    id: int
    title: Text
    touched_at: datetime
    step: int = 0


@dataclass(frozen=True)
class Assigned:
    """Something that a trainer has set."""

    title: str
    url: str
    due_at: datetime | None = None


@dataclass(frozen=True)
class Costly:
    """A decision of a reviewed deal that surely gave points away, and can be decided again."""

    attempt_id: int
    step: int
    title: Text
    points: float


@dataclass(frozen=True)
class WeakSkill:
    """A skill that is surely weak, the lesson about it, and what it cost, the dearest first."""

    id: str
    title: Text
    level: Measure
    lesson: LessonProgress | None
    costly: tuple[Costly, ...] = ()


@dataclass(frozen=True)
class Book:
    """A scenario on offer, and what this person has made of it. `best` is of 100."""

    slug: str
    title: Text
    difficulty: int
    skills: frozenset[str]
    is_begun: bool = False
    is_passed: bool = False
    best: float | None = None


@dataclass(frozen=True)
class Facts:
    """All that the suggestion follows from. `books` has the easiest first, `weak` the weakest.

    `certified` are the subjects of the certificates that were issued; `cards_url` is where the
    cards that are due today are repeated.
    """

    progress: CourseProgress
    books: tuple[Book, ...] = ()
    unfinished: tuple[Unfinished, ...] = ()
    weak: tuple[WeakSkill, ...] = ()
    certified: frozenset[str] = frozenset()
    assigned: Assigned | None = None
    due_cards: int = 0
    cards_url: str = ""


@dataclass(frozen=True)
class GoOn:
    """Go on with what was begun."""

    work: Unfinished


@dataclass(frozen=True)
class Repeat:
    """Repeat the cards that are due."""

    cards: int
    url: str


@dataclass(frozen=True)
class DoAssigned:
    """Do what a trainer has set."""

    assigned: Assigned


@dataclass(frozen=True)
class Collect:
    """Take a certificate that has been earned."""

    subject: str


@dataclass(frozen=True)
class Strengthen:
    """Read the lesson about a weak skill, or take its quiz."""

    skill: WeakSkill
    lesson: LessonProgress
    step: Literal["read", "quiz"]


@dataclass(frozen=True)
class DecideAgain:
    """Decide otherwise where a weak skill cost most, with the same luck."""

    skill: WeakSkill
    costly: Costly


@dataclass(frozen=True)
class Practise:
    """Play a scenario that trains a weak skill."""

    skill: WeakSkill
    book: Book


@dataclass(frozen=True)
class FollowCourse:
    """Read the next lesson, take its quiz, or the final test of its part."""

    next: Next


@dataclass(frozen=True)
class Play:
    """Play a scenario.

    `show`: to show what was learned before the next part begins; `new`: one never played; `harder`:
    harder than any passed; `pass`: not passed yet; `better`: the one with the lowest best score.
    """

    book: Book
    why: Literal["show", "new", "harder", "pass", "better"]


@dataclass(frozen=True)
class Rest:
    """There is nothing left to do."""


Suggestion = (
    GoOn
    | Repeat
    | DoAssigned
    | Collect
    | Strengthen
    | DecideAgain
    | Practise
    | FollowCourse
    | Play
    | Rest
)


def suggest(facts: Facts, *, now: datetime) -> Suggestion:
    """The one thing to do next: the first of these that there is.

    What was begun and not left lying; cards due today; what a trainer has set; a certificate that
    waits; a weak skill (its lesson, its quiz, the decision where it cost most once again, a
    scenario never played that trains it); a scenario, where more parts of the course were passed
    than scenarios begun and a new part would begin; the course; a scenario never played; a harder
    one; one that was not passed; the one that was played worst.
    """
    return next(_in_order(facts, now))


def _in_order(facts: Facts, now: datetime) -> Iterator[Suggestion]:
    recent = [work for work in facts.unfinished if now - work.touched_at <= PATIENCE]
    if recent:
        yield GoOn(max(recent, key=lambda work: work.touched_at))
    if facts.due_cards:
        yield Repeat(facts.due_cards, facts.cards_url)
    if facts.assigned is not None:
        yield DoAssigned(facts.assigned)
    for subject in earned_subjects(facts.progress):
        if subject not in facts.certified:
            yield Collect(subject)
    for skill in facts.weak:
        yield from _strengthen(skill, facts.books)
    if _begins_a_part(facts.progress):
        begun = sum(book.is_begun for book in facts.books)
        if begun < sum(part.is_passed for part in facts.progress.parts):
            yield from (Play(book, "show") for book in facts.books if not book.is_begun)
    if facts.progress.next.step != "done":
        yield FollowCourse(facts.progress.next)
    yield from _play(facts.books)
    yield Rest()


def _strengthen(skill: WeakSkill, books: tuple[Book, ...]) -> Iterator[Suggestion]:
    if skill.lesson is not None and skill.lesson.read_at is None:
        yield Strengthen(skill, skill.lesson, "read")
    if skill.lesson is not None and not skill.lesson.is_passed:
        yield Strengthen(skill, skill.lesson, "quiz")
    if skill.costly:
        yield DecideAgain(skill, skill.costly[0])
    yield from (
        Practise(skill, book) for book in books if skill.id in book.skills and not book.is_begun
    )


def _begins_a_part(progress: CourseProgress) -> bool:
    """Whether the next step in the course is into a part of which nothing was read."""
    part = progress.next.part
    return progress.next.step == "read" and all(
        lesson.read_at is None
        for found in progress.parts
        if found.part == part
        for lesson in found.lessons
    )


def _play(books: tuple[Book, ...]) -> Iterator[Suggestion]:
    yield from (Play(book, "new") for book in books if not book.is_begun)
    hardest = max((book.difficulty for book in books if book.is_passed), default=0)
    missed = [book for book in books if not book.is_passed]
    yield from (Play(book, "harder") for book in missed if hardest and book.difficulty > hardest)
    yield from (Play(book, "pass") for book in missed)
    if books:
        yield Play(min(books, key=lambda book: book.best or 0.0), "better")
