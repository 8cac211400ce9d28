"""The profile that follows from answers and decisions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.curriculum.course import Course, read_course
from app.curriculum.service import SkillCredit
from app.learning.measures import measure
from app.learning.skills import (
    LATEST,
    Evidence,
    Level,
    PartLevel,
    SkillLevel,
    Standing,
    build_profile,
    lessons_by_skill,
    weakest_first,
)
from app.play.service import JudgedDecision
from tests.app.curriculum.making import make_course
from tests.support.deals import NOON

PRICE = "planning.price"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return read_course(make_course(tmp_path_factory.mktemp("course")))


def answers(*credits_: float, skill: str = PRICE) -> list[SkillCredit]:
    return [SkillCredit(skill, worth, NOON) for worth in credits_]


def decision(accuracy: float, stake: float = 4.0, skill: str = PRICE) -> JudgedDecision:
    return JudgedDecision(0, "bid", skill, "mistake", 3.0, accuracy, stake)


def level_of(course: Course, evidence: Evidence) -> Level:
    ((skill,),) = (part.skills for part in build_profile(course, evidence))
    return skill.level


def test_an_empty_profile_has_every_skill_of_the_course(course: Course) -> None:
    nothing = Level(None, None, None)
    assert build_profile(course, Evidence()) == (
        PartLevel(
            course.parts[0], nothing, (SkillLevel(PRICE, nothing, course.lessons["margin"]),)
        ),
    )
    assert nothing.standing == "none"


def test_answers_and_decisions_are_joined(course: Course) -> None:
    """Two answers at 1 and 0.5, and two decisions at 50 % and 100 %, the first at three times the
    stake: 62.5 %. A decision counts as two answers: (1.5 + 4 · 0.625) / 6."""
    evidence = Evidence(answers(1.0, 0.5), [decision(50, 6.0), decision(100, 2.0)])
    level = level_of(course, evidence)
    assert level == Level(
        knowing=measure([1.0, 0.5]),
        doing=measure([0.5, 1.0], [3, 1]),
        joint=measure([1.0, 0.5, 0.5, 1.0], [1, 1, 3, 1]),
    )
    assert level.joint is not None
    assert level.joint.mean == pytest.approx((1.5 + 4 * 0.625) / 6)
    assert level.is_known


def test_what_was_not_at_stake_shows_nothing(course: Course) -> None:
    assert level_of(course, Evidence(decisions=[decision(100, 0.0)])) == Level(None, None, None)


def test_only_the_last_ones_count(course: Course) -> None:
    many = answers(*[1.0] * LATEST, *[0.0] * 5)
    decisions = [*[decision(100)] * LATEST, decision(0)]
    level = level_of(course, Evidence(many, decisions))
    assert level.joint is not None
    assert (level.joint.mean, level.joint.count) == (1.0, 2 * LATEST)


@pytest.mark.parametrize(
    ("credits_", "expected"),
    [
        ([1.0] * 3, "few"),
        ([1.0] * 4, "strong"),
        ([1.0, 1.0, 1.0, 0.0], "fair"),
        ([1.0, 0.0, 1.0, 0.0], "fair"),  # Four answers do not show that it is surely not strong.
        ([1.0, 0.0] * 4, "weak"),
        ([0.0, 0.0, 0.0, 1.0], "weak"),
    ],
)
def test_levels_have_names(course: Course, credits_: list[float], expected: Standing) -> None:
    assert level_of(course, Evidence(answers(*credits_))).standing == expected


def test_skills_that_the_course_does_not_teach_come_last(course: Course) -> None:
    evidence = Evidence(
        decisions=[decision(90, skill="singing.high"), decision(80, skill="planning.x")]
    )
    planning, other = build_profile(course, evidence)
    assert [skill.id for skill in planning.skills] == [PRICE, "planning.x"]
    assert (other.part, [skill.id for skill in other.skills]) == (None, ["singing.high"])
    assert other.skills[0].lesson is None
    assert planning.level == replace(planning.skills[1].level)


def test_weak_skills_are_named_the_weakest_first(course: Course) -> None:
    evidence = Evidence(
        [
            *answers(*[0.4] * 8),
            *answers(*[0.1] * 8, skill="planning.x"),
            *answers(*[0.9] * 8, skill="planning.y"),
            *answers(0.0, skill="planning.z"),
        ]
    )
    assert [skill.id for skill in weakest_first(build_profile(course, evidence))] == [
        "planning.x",
        PRICE,
    ]


def test_a_skill_leads_to_the_lesson_that_is_about_it() -> None:
    core = read_course()
    lessons = {skill: lesson.slug for skill, lesson in lessons_by_skill(core).items()}
    assert lessons["closeout.collection"] == "payment-collection"
    assert lessons["execution.schedule"] == "schedule"
    assert set(lessons) == set(core.skills)
