"""The one suggestion, from facts alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.curriculum.course import Course, read_course
from app.curriculum.service import CourseProgress
from app.curriculum.service.progress import build_progress
from app.learning.earning import WHOLE, earned_subjects
from app.learning.measures import Measure
from app.learning.suggest import (
    PATIENCE,
    Assigned,
    Book,
    Collect,
    Costly,
    DecideAgain,
    DoAssigned,
    Facts,
    FollowCourse,
    GoOn,
    Play,
    Practise,
    Repeat,
    Rest,
    Strengthen,
    Suggestion,
    Unfinished,
    WeakSkill,
    suggest,
)
from tests.app.curriculum.making import COURSE, FILES, make_course
from tests.support.deals import NOON

SECOND = {
    f"lessons/second/{name.rpartition('/')[2]}": text.replace("id: margin", "id: second")
    for name, text in FILES.items()
    if name.startswith("lessons/margin/")
}
PARTS = COURSE + COURSE.partition("parts:\n")[2].replace("planning", "closing").replace(
    "[margin]", "[second]"
)

EASY = Book("easy", {"en": "Easy"}, 1, frozenset({"planning.price"}))
HARD = Book("hard", {"en": "Hard"}, 4, frozenset({"closing.cash"}))
DEAL = Unfinished("deal", 7, {"en": "Deal"}, NOON - timedelta(days=1), 5)
QUIZ = Unfinished("quiz", 8, {"en": "Quiz"}, NOON - timedelta(hours=1))
LEVEL = Measure(8, 0.4, 0.2, 0.7)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Two parts of a lesson each: margin, second."""
    found = read_course(
        make_course(tmp_path_factory.mktemp("course"), {**SECOND, "course.yaml": PARTS})
    )
    assert [part.lessons for part in found.parts] == [("margin",), ("second",)]
    assert set(found.lessons) == {"margin", "second"}
    return found


def progress(course: Course, read: str = "", passed: str = "", tests: str = "") -> CourseProgress:
    """How far somebody has come who has read, passed and been tested in these."""
    return build_progress(
        course,
        dict.fromkeys(read.split(), NOON),
        dict.fromkeys(passed.split(), 0.9),
        dict.fromkeys(tests.split(), 0.9),
    )


def done(course: Course) -> CourseProgress:
    """The whole course."""
    return progress(course, "margin second", "margin second", "planning closing")


def ask(facts: Facts) -> Suggestion:
    return suggest(facts, now=NOON)


def test_what_was_begun_comes_first_the_last_touched_before_others(course: Course) -> None:
    facts = Facts(progress(course), unfinished=(DEAL, QUIZ), due_cards=3, cards_url="/cards")
    assert ask(facts) == GoOn(QUIZ)
    stale = replace(QUIZ, touched_at=NOON - PATIENCE - timedelta(minutes=1))
    assert ask(replace(facts, unfinished=(DEAL, stale))) == GoOn(DEAL)
    assert ask(replace(facts, unfinished=(stale,))) == Repeat(3, "/cards")


def test_then_what_is_due_and_what_was_earned(course: Course) -> None:
    task = Assigned("Play it", "/x", NOON)
    facts = Facts(done(course), due_cards=1, cards_url="/cards", assigned=task)
    assert ask(facts) == Repeat(1, "/cards")
    facts = replace(facts, due_cards=0)
    assert ask(facts) == DoAssigned(task)
    facts = replace(facts, assigned=None)
    assert ask(facts) == Collect("planning")
    facts = replace(facts, certified=frozenset({"planning", "closing"}))
    assert ask(facts) == Collect(WHOLE)
    assert ask(replace(facts, certified=facts.certified | {WHOLE})) == Rest()


def test_what_is_earned_follows_from_complete_parts(course: Course) -> None:
    assert earned_subjects(progress(course, "margin", "margin")) == ()
    assert earned_subjects(progress(course, "margin", "margin", "planning")) == ("planning",)
    assert earned_subjects(done(course)) == ("planning", "closing", WHOLE)
    assert earned_subjects(CourseProgress((), done(course).next)) == ()


def test_a_weak_skill_is_worked_on_step_by_step(course: Course) -> None:
    def weak(found: CourseProgress, *costly: Costly) -> WeakSkill:
        return WeakSkill(
            "planning.price", {"en": "Pricing"}, LEVEL, found.parts[0].lessons[0], costly
        )

    def asked(found: CourseProgress, *costly: Costly, books: tuple[Book, ...] = ()) -> Suggestion:
        return ask(Facts(found, books, weak=(weak(found, *costly),)))

    dear, cheap = Costly(3, 1, {"en": "Bid"}, 6.0), Costly(4, 2, {"en": "Price"}, 2.0)
    new, read = progress(course), progress(course, "margin")
    passed = progress(course, "margin", "margin")
    assert asked(new) == Strengthen(weak(new), new.parts[0].lessons[0], "read")
    assert asked(read) == Strengthen(weak(read), read.parts[0].lessons[0], "quiz")
    assert asked(passed, dear, cheap) == DecideAgain(weak(passed, dear, cheap), dear)
    assert asked(passed, books=(HARD, EASY)) == Practise(weak(passed), EASY)
    begun = replace(EASY, is_begun=True)
    assert asked(passed, books=(begun,)) == FollowCourse(passed.next)


def test_a_weak_skill_without_a_lesson_is_practised(course: Course) -> None:
    skill = WeakSkill("closing.cash", {"en": "Cash"}, LEVEL, None)
    assert ask(Facts(progress(course), (EASY, HARD), weak=(skill,))) == Practise(skill, HARD)


def test_the_course_is_followed_and_shown_in_deals_between_its_parts(course: Course) -> None:
    new, read = progress(course), progress(course, "margin")
    tested = progress(course, "margin", "margin", "planning")
    certified = frozenset({"planning"})
    assert ask(Facts(new, (EASY,))) == FollowCourse(new.next)
    assert ask(Facts(read, (EASY,))) == FollowCourse(read.next)
    assert ask(Facts(tested, (EASY, HARD), certified=certified)) == Play(EASY, "show")
    played = replace(EASY, is_begun=True)
    facts = Facts(tested, (played, HARD), certified=certified)
    assert ask(facts) == FollowCourse(tested.next)
    assert ask(Facts(tested, certified=certified)) == FollowCourse(tested.next)


@pytest.mark.parametrize(
    ("books", "expected"),
    [
        ((EASY, HARD), Play(EASY, "new")),
        ((replace(EASY, is_begun=True), HARD), Play(HARD, "new")),
        (
            (
                replace(EASY, is_begun=True, is_passed=True, best=70.0),
                replace(HARD, is_begun=True, best=30.0),
            ),
            Play(replace(HARD, is_begun=True, best=30.0), "harder"),
        ),
        (
            (
                replace(EASY, is_begun=True, best=20.0),
                replace(HARD, is_begun=True, is_passed=True, best=80.0),
            ),
            Play(replace(EASY, is_begun=True, best=20.0), "pass"),
        ),
        (
            (
                replace(EASY, is_begun=True, is_passed=True, best=90.0),
                replace(HARD, is_begun=True, is_passed=True, best=80.0),
            ),
            Play(replace(HARD, is_begun=True, is_passed=True, best=80.0), "better"),
        ),
        ((), Rest()),
    ],
)
def test_after_the_course_there_is_always_a_deal(
    course: Course, books: tuple[Book, ...], expected: Suggestion
) -> None:
    certified = frozenset({"planning", "closing", WHOLE})
    assert ask(Facts(done(course), books, certified=certified)) == expected
