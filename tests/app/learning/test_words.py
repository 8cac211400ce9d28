"""The suggestion in words, for every kind of it."""

from __future__ import annotations

from typing import get_args

import pytest
from flask import Flask
from flask_babel import force_locale

from app.curriculum import service as curriculum
from app.curriculum.service import LessonProgress, Next
from app.learning.earning import WHOLE
from app.learning.measures import Measure
from app.learning.suggest import (
    Assigned,
    Book,
    Collect,
    Costly,
    DecideAgain,
    DoAssigned,
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
)
from app.learning.words import Told, tell
from tests.support.deals import NOON

BOOK = Book("mini-deal", {"zh-Hans": "泵站", "en": "A pump station"}, 2, frozenset(), best=41.25)
SKILL = WeakSkill(
    "planning.price", {"zh-Hans": "报价", "en": "Pricing"}, Measure(8, 0.41, 0.2, 0.7), None
)
WEAK = "“Pricing” needs work: 41% of the points so far."


def work(kind: str, step: int = 0) -> GoOn:
    return GoOn(Unfinished(kind, 7, BOOK.title, NOON, step))  # type: ignore[arg-type]


def cases() -> list[tuple[Suggestion, Told]]:
    """Every kind of suggestion, and what is said of it in English."""
    lesson = curriculum.get_lesson("pricing")
    part = curriculum.get_part("planning")
    done = LessonProgress(lesson, NOON, None)
    title = lesson.head.title["en"]
    quiz = {"url": "/course/pricing/quiz", "is_form": True}
    brief = {"button": "Briefing and start", "url": "/scenarios/mini-deal"}
    return [
        (work("deal", 4), Told("A pump station", "You are in the midst of this deal; decision 5 is "
                               "next.", "Continue", "/attempts/7")),
        (work("what_if", 1), Told("What if: A pump station", "You are trying other answers in this "
                                  "deal; decision 2 is next.", "Continue", "/attempts/7")),
        (work("quiz"), Told("Quiz: A pump station", "Last answered on Mar 2, 2026 20:00 and not "
                            "handed in.", "Go on with the quiz", "/quizzes/7")),
        (work("test"), Told("Final test: A pump station", "Last answered on Mar 2, 2026 20:00 and "
                            "not handed in.", "Go on with the test", "/quizzes/7")),
        (Repeat(1, "/cards"), Told("1 card is due today", "What is repeated just before it is "
                                   "forgotten stays longest.", "Repeat them", "/cards")),
        (DoAssigned(Assigned("Play it", "/x")),
         Told("Play it", "Your trainer has set this.", "Open it", "/x")),
        (DoAssigned(Assigned("Play it", "/x", NOON)),
         Told("Play it", "Your trainer has set this; it is due on Mar 2, 2026 20:00.", "Open it",
              "/x")),
        (Collect("planning"), Told("Certificate: Planning", "You have earned it: every lesson "
                                   "read, every quiz and the final test passed.",
                                   "Get the certificate", "/learning/certificates", True,
                                   {"subject": "planning"})),
        (Collect(WHOLE), Told("Certificate: The project sales course", "You have earned it: every "
                              "lesson read, every quiz and the final test passed.",
                              "Get the certificate", "/learning/certificates", True,
                              {"subject": WHOLE})),
        (Strengthen(SKILL, done, "read"),
         Told(title, f"{WEAK} This lesson is about it.", "Read the lesson", "/course/pricing")),
        (Strengthen(SKILL, done, "quiz"),
         Told(f"Quiz: {title}", f"{WEAK} You have read the lesson; its quiz shows what stayed.",
              "Take the quiz", **quiz)),
        (DecideAgain(SKILL, Costly(7, 3, {"en": "The bid"}, 4.25)),
         Told("Decide again: The bid", f"{WEAK} Here it cost you 4.2 points. Try another answer "
              "with the same luck.", "Play on from there", "/attempts/7/what-if", True,
              {"step": 3})),
        (Practise(SKILL, BOOK),
         Told("A pump station", f"{WEAK} This scenario trains it.", **brief)),
        (FollowCourse(Next("read", lesson=lesson, part=part)),
         Told(title, f"The next lesson of the course: {lesson.head.summary['en']}",
              "Read the lesson", "/course/pricing")),
        (FollowCourse(Next("quiz", lesson=lesson, part=part)),
         Told(f"Quiz: {title}", "You have read this lesson. Its quiz shows what stayed.",
              "Take the quiz", **quiz)),
        (FollowCourse(Next("test", part=part)),
         Told("Final test: Planning", "All lessons of this part are done. The test draws from all "
              "of them.", "Take the final test", "/course/parts/planning/test", True)),
        (Play(BOOK, "show"), Told("A pump station", "You have passed a part of the course. Now "
                                  "show it in a deal.", **brief)),
        (Play(BOOK, "new"), Told("A pump station", "You have been through the whole course. This "
                                 "scenario is new to you.", **brief)),
        (Play(BOOK, "harder"), Told("A pump station", "You have passed what is easier. This "
                                    "scenario is harder.", **brief)),
        (Play(BOOK, "pass"), Told("A pump station", "You have not passed this scenario yet. "
                                  "Another seed, another luck.", **brief)),
        (Play(BOOK, "better"), Told("A pump station", "Your best score here is 41.2, your lowest "
                                    "of all. You can do better.", **brief)),
        (Rest(), Told("You are through with everything", "As soon as there is a new lesson or "
                      "scenario, it stands here.", "Back to the course", "/course")),
    ]  # fmt: skip


def test_every_suggestion_says_what_why_and_where(speaker: Flask) -> None:
    with speaker.test_request_context(headers={"Accept-Language": "en"}):
        found = cases()
        assert {type(one) for one, _ in found} == set(get_args(Suggestion))
        assert [tell(one) for one, _ in found] == [expected for _, expected in found]


@pytest.mark.parametrize(("locale", "expected"), [
    ("zh_Hans", "“报价”还不扎实，目前得分率 41%。这个情景正好练它。"),
    ("zh_Hant", "「報價」還不紮實，目前得分率 41%。這個情境正好練它。"),
])  # fmt: skip
def test_chinese_sentences_follow_each_other_without_a_gap(
    speaker: Flask, locale: str, expected: str
) -> None:
    with speaker.test_request_context(), force_locale(locale):
        assert tell(Practise(SKILL, BOOK)).reason == expected
