"""What the page of one person's path shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import to_user_timezone

from app.curriculum.course import Lesson
from app.curriculum.pages import Figure
from app.curriculum.service import PartProgress
from app.i18n import pick
from app.learning.charts import draw_levels, draw_shares, draw_totals
from app.learning.earning import WHOLE, earned_subjects
from app.learning.history import MOST_POINTS, Point, mean_by_week, total_by_week
from app.learning.models import Certificate
from app.learning.service import Record, skill_titles
from app.learning.skills import Level, PartLevel
from app.library import service as library

OTHER = "beside-the-course"
"""What stands for a part where scenarios train skills of none."""

MOST_PRACTICE = 2
"""Scenarios named beside a skill; all of them stand in the catalogue."""


@dataclass(frozen=True)
class PartRow:
    """A part of the course, or the whole: how far, and its certificate."""

    subject: str
    title: str
    done: int
    count: int
    best: float | None
    is_passed: bool
    is_earned: bool
    certificate: Certificate | None


@dataclass(frozen=True)
class SkillRow:
    """A skill: its level, where it is taught, and scenarios that train it by slug and title."""

    title: str
    level: Level
    lesson: Lesson | None
    practice: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SkillSection:
    """The skills of a part."""

    id: str
    title: str
    level: Level
    figure: Figure | None
    rows: tuple[SkillRow, ...]


@dataclass(frozen=True)
class PathPage:
    """One person's path. `waiting` are finished deals that nobody has reviewed."""

    parts: tuple[PartRow, ...]
    whole: PartRow
    overview: Figure | None
    sections: tuple[SkillSection, ...]
    history: tuple[Figure, ...]
    waiting: int


def path_page(record: Record) -> PathPage:
    """The path of a person."""
    titles = skill_titles(record.attempts)
    practice = _practice()
    sections = tuple(_section(part, titles, practice) for part in record.profile)
    return PathPage(
        parts=tuple(_part_row(part, record) for part in record.progress.parts),
        whole=_whole_row(record),
        overview=draw_levels(
            _("Level by part of the course"),
            [(section.title, section.level) for section in sections],
        ),
        sections=sections,
        history=_history(record),
        waiting=len(record.unreviewed),
    )


def _part_row(part: PartProgress, record: Record) -> PartRow:
    return PartRow(
        subject=part.part.id,
        title=pick(part.part.title),
        done=part.done,
        count=len(part.lessons),
        best=part.best,
        is_passed=part.is_passed,
        is_earned=part.is_complete,
        certificate=_certificate(record, part.part.id),
    )


def _whole_row(record: Record) -> PartRow:
    return PartRow(
        subject=WHOLE,
        title=_("The whole course"),
        done=record.progress.done,
        count=record.progress.count,
        best=None,
        is_passed=False,
        is_earned=WHOLE in earned_subjects(record.progress),
        certificate=_certificate(record, WHOLE),
    )


def _certificate(record: Record, subject: str) -> Certificate | None:
    return next((one for one in record.certificates if one.subject == subject), None)


def _section(
    part: PartLevel,
    titles: Mapping[str, Mapping[Any, str]],
    practice: Mapping[str, list[tuple[str, str]]],
) -> SkillSection:
    rows = tuple(
        SkillRow(
            pick(titles[skill.id]) if skill.id in titles else skill.id,
            skill.level,
            skill.lesson,
            tuple(practice.get(skill.id, ())[:MOST_PRACTICE]),
        )
        for skill in part.skills
    )
    title = title_of_part(part)
    return SkillSection(
        id=key_of_part(part),
        title=title,
        level=part.level,
        figure=draw_levels(title, [(row.title, row.level) for row in rows]),
        rows=rows,
    )


def _practice() -> dict[str, list[tuple[str, str]]]:
    """The scenarios on offer by the skills that they train, the easiest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for offer in library.catalogue():
        for skill in offer.scenario.skills:
            found.setdefault(skill, []).append((offer.slug, pick(offer.scenario.title)))
    return found


def _history(record: Record) -> tuple[Figure, ...]:
    lessons = [one.read_at for part in record.progress.parts for one in part.lessons if one.read_at]
    deals = [
        Point(to_user_timezone(one.finished_at).date(), record.runs[one.id].accuracy / 100, 1)
        for one in reversed(record.finished)
        if one.id in record.runs and one.finished_at is not None
    ]
    figures = (
        draw_totals(
            _("Lessons read, week by week"),
            total_by_week(to_user_timezone(moment).date() for moment in lessons),
        ),
        draw_shares(
            _("Points in quizzes, week by week"),
            mean_by_week((to_user_timezone(one.at).date(), one.credit) for one in record.credits),
        ),
        draw_shares(_("Accuracy of the decisions, deal by deal"), deals[-MOST_POINTS:]),
    )
    return tuple(figure for figure in figures if figure is not None)


def key_of_part(part: PartLevel) -> str:
    """The id of a part of the profile."""
    return OTHER if part.part is None else part.part.id


def title_of_part(part: PartLevel) -> str:
    """The title of a part of the profile."""
    return _("Skills beside the course") if part.part is None else pick(part.part.title)
