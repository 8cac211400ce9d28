"""What a person can do, skill by skill: from what they answered and from what they decided."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from app.curriculum.course import Course, Lesson
from app.curriculum.service import SkillCredit
from app.curriculum.shapes import CoursePart
from app.learning.measures import Measure, measure
from app.play.service import JudgedDecision

LATEST = 20
"""So many answers count for a skill, and so many decisions: the last ones."""

ENOUGH = 4
"""Fewer answers and decisions than this say too little about a skill."""

DECISION_WEIGHT = 2.0
"""A decision counts as much as so many answers: it shows the skill at work. An assumption."""

STRONG = 0.8
WEAK = 0.6
"""Shares of the points. An assumption, as the pass mark of the quizzes is."""

Piece = TypeVar("Piece", SkillCredit, JudgedDecision)

Standing = Literal["none", "few", "weak", "fair", "strong"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of a person: answers and judged decisions, the last ones first."""

    answers: Sequence[SkillCredit] = ()
    decisions: Sequence[JudgedDecision] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """How well something is mastered: `knowing` by quizzes, `doing` by decisions, and both."""

    knowing: Measure | None
    doing: Measure | None
    joint: Measure | None

    @property
    def is_known(self) -> bool:
        """Whether there is enough to say anything."""
        return self.joint is not None and self.joint.count >= ENOUGH

    @property
    def standing(self) -> Standing:
        """What to call it. Weak is only what is surely not strong."""
        if self.joint is None:
            return "none"
        if not self.is_known:
            return "few"
        if self.joint.mean >= STRONG:
            return "strong"
        return "weak" if self.joint.mean < WEAK and self.joint.high < STRONG else "fair"


@dataclass(frozen=True, slots=True)
class SkillLevel:
    """A skill of one person, and the lesson about it."""

    id: str
    level: Level
    lesson: Lesson | None


@dataclass(frozen=True, slots=True)
class PartLevel:
    """The skills of a part of the course; of none, when scenarios train what it does not teach."""

    part: CoursePart | None
    level: Level
    skills: tuple[SkillLevel, ...]


Profile = tuple[PartLevel, ...]


def build_profile(course: Course, evidence: Evidence) -> Profile:
    """The profile that follows from what was answered and decided.

    Quiz answers are worth their credit. A decision is worth its accuracy,
    ``simengine.review.labels.decision_accuracy``: 100 % for the best answer, 0 % for
    one that gave away all that is usually at stake; as in the accuracy of a run, decisions weigh
    by that.
    """
    answers = _latest_by_skill(evidence.answers)
    decisions = _latest_by_skill(evidence.decisions)
    teaching = lessons_by_skill(course)
    skills_of: dict[str, list[str]] = {part.id: [] for part in course.parts}
    elsewhere: list[str] = []
    for skill in dict.fromkeys((*course.skills, *sorted({*answers, *decisions}))):
        skills_of.get(skill.partition(".")[0], elsewhere).append(skill)
    return tuple(
        PartLevel(
            part,
            _level(
                [answer for skill in skills for answer in answers.get(skill, ())],
                [decision for skill in skills for decision in decisions.get(skill, ())],
            ),
            tuple(
                SkillLevel(
                    skill,
                    _level(answers.get(skill, ()), decisions.get(skill, ())),
                    teaching.get(skill),
                )
                for skill in skills
            ),
        )
        for part in (*course.parts, None)
        if (skills := elsewhere if part is None else skills_of[part.id])
    )


def lessons_by_skill(course: Course) -> Mapping[str, Lesson]:
    """The lesson to read for each skill: one that is about it, before one that touches it."""
    found: dict[str, Lesson] = {}
    for lesson in course.in_order():
        found.setdefault(lesson.head.skills[0], lesson)
    for lesson in course.in_order():
        for skill in lesson.head.skills:
            found.setdefault(skill, lesson)
    return found


def weakest_first(profile: Profile) -> list[SkillLevel]:
    """The skills that are surely weak, the weakest first."""
    weak = [
        (skill.level.joint.mean, skill)
        for part in profile
        for skill in part.skills
        if skill.level.joint is not None and skill.level.standing == "weak"
    ]
    return [skill for _, skill in sorted(weak, key=lambda pair: pair[0])]


def _level(answers: Sequence[SkillCredit], decisions: Sequence[JudgedDecision]) -> Level:
    credits_ = [answer.credit for answer in answers]
    accuracies = [decision.accuracy / 100 for decision in decisions]
    stakes = [decision.stake for decision in decisions]
    # All decisions together weigh as much as their number; each by what was at stake in it.
    share = DECISION_WEIGHT * len(stakes) / math.fsum(stakes) if stakes else 0.0
    return Level(
        knowing=measure(credits_),
        doing=measure(accuracies, stakes),
        joint=measure(
            [*credits_, *accuracies],
            [*[1.0] * len(credits_), *(share * stake for stake in stakes)],
        ),
    )


def _latest_by_skill(pieces: Iterable[Piece]) -> dict[str, list[Piece]]:
    """The last ones of each skill. Where nothing was at stake, nothing is shown."""
    found: dict[str, list[Piece]] = {}
    for piece in pieces:
        if isinstance(piece, JudgedDecision) and not piece.stake:
            continue
        latest = found.setdefault(piece.skill, [])
        if len(latest) < LATEST:
            latest.append(piece)
    return found
