"""What the page of a group's skills shows: a heat table of people by parts, or by skills of one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from flask_babel import gettext as _

from app.accounts.models import Person
from app.curriculum import service as curriculum
from app.i18n import pick
from app.insights.statistics import ENOUGH as ENOUGH_PEOPLE
from app.learning.models import Certificate
from app.learning.pages import key_of_part, title_of_part
from app.learning.service import Record, skill_titles
from app.learning.skills import Evidence, Level, build_profile

NOTHING = Level(None, None, None)


@dataclass(frozen=True)
class GroupRow:
    """One person of a group, with a level for each column."""

    person: Person
    done: int
    certificates: tuple[Certificate, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class GroupPage:
    """A group's skills: a column for each part, or for each skill of one part.

    `means` are those of the columns, None where too few people have a level.
    """

    tabs: tuple[tuple[str, str], ...]
    chosen: str
    columns: tuple[str, ...]
    rows: tuple[GroupRow, ...]
    means: tuple[float | None, ...]
    lessons: int


def group_page(
    people: Sequence[Person], records: Mapping[int, Record], part_id: str | None
) -> GroupPage:
    """The skills of these people: of one part of the course, or part by part."""
    everybody = [records[person.id] for person in people]
    tabs = _parts_of(everybody)
    chosen = part_id if part_id in tabs else ""
    columns = _skills_of(everybody, chosen) if chosen else tabs
    rows = tuple(
        GroupRow(
            person=person,
            done=record.progress.done,
            certificates=tuple(one for one in record.certificates if one.is_valid),
            levels=tuple(_levels(record, chosen).get(key, NOTHING) for key in columns),
        )
        for person, record in zip(people, everybody, strict=True)
    )
    return GroupPage(
        tabs=(("", _("All parts")), *tabs.items()),
        chosen=chosen,
        columns=tuple(columns.values()),
        rows=rows,
        means=tuple(_mean([row.levels[place] for row in rows]) for place in range(len(columns))),
        lessons=len(curriculum.course().lessons),
    )


def _parts_of(records: Sequence[Record]) -> dict[str, str]:
    """The parts that have skills, by id with their titles; what scenarios train beside the course
    comes last."""
    profiles = [record.profile for record in records] or [
        build_profile(curriculum.course(), Evidence())
    ]
    course = {part.id for part in curriculum.course().parts}
    found = {key_of_part(part): title_of_part(part) for profile in profiles for part in profile}
    return dict(sorted(found.items(), key=lambda item: item[0] not in course))


def _skills_of(records: Sequence[Record], part_id: str) -> dict[str, str]:
    """The skills of a part that anybody has a level in or could have, by id with their names."""
    titles = skill_titles([one for record in records for one in record.attempts])
    return {
        skill.id: pick(titles[skill.id]) if skill.id in titles else skill.id
        for record in records
        for part in record.profile
        if key_of_part(part) == part_id
        for skill in part.skills
    }


def _levels(record: Record, part_id: str) -> dict[str, Level]:
    """The levels of a person by skill of a part; by part if none is chosen."""
    if not part_id:
        return {key_of_part(part): part.level for part in record.profile}
    return {
        skill.id: skill.level
        for part in record.profile
        if key_of_part(part) == part_id
        for skill in part.skills
    }


def _mean(levels: Collection[Level]) -> float | None:
    known = [one.joint.mean for one in levels if one.is_known and one.joint is not None]
    return fmean(known) if len(known) >= ENOUGH_PEOPLE else None
