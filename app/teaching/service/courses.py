"""The courses of groups: what is typed in the page that arranges one, and how far its members are.

The page is one form. Whatever button is pressed, all that was typed comes with it, so moving a
lesson never loses a title; what cannot be kept as it was typed comes back with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from flask_babel import gettext as _

from app.accounts import service as accounts
from app.accounts.models import Group, Person
from app.accounts.names import tidy_name
from app.accounts.service import Refused
from app.curriculum import service as curriculum
from app.curriculum.course import Lesson
from app.curriculum.service import CourseProgress
from app.errors import Conflict, NotFound
from app.i18n import pick
from app.lessons import service as lessons
from app.lessons.service import Arrangement, PlacedLesson, PlacedPart

MOST_PARTS = 40
MOST_LESSONS = 300

Deed = Literal[
    "save", "add-part", "copy-core", "part-up", "part-down", "part-remove",
    "lesson-up", "lesson-down", "lesson-remove", "add",
]  # fmt: skip
"""What a button of the page does, beside keeping what was typed."""


@dataclass(frozen=True)
class TypedPart:
    """A part as it was typed; `problems` are by field."""

    id: int | None
    title: str
    due: str = ""
    has_test: bool = True
    lessons: tuple[PlacedLesson, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TypedCourse:
    """A course as it was typed, over `revision`."""

    revision: int
    parts: tuple[TypedPart, ...]

    @property
    def slugs(self) -> list[str]:
        """Its lessons in order."""
        return [lesson.slug for part in self.parts for lesson in part.lessons]


class Invalidities(Exception):
    """Something that was typed cannot be kept; `typed` says what, beside each field."""

    def __init__(self, typed: TypedCourse) -> None:
        super().__init__()
        self.typed = typed


@dataclass(frozen=True)
class Choice:
    """Lessons that can be put into a course, under one heading."""

    heading: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True)
class MemberRow:
    """A member of a group, and how far they are in its course."""

    person: Person
    progress: CourseProgress


def get_taught_group(group_id: int, by: Person) -> Group:
    """The group of this number, for those who arrange its course. Raises NotFound."""
    if not accounts.can_see_group(by, group_id):
        raise NotFound(_("There is no group with the number %(id)s among yours.", id=group_id))
    return accounts.get_group(group_id)


def course_as_typed(arrangement: Arrangement) -> TypedCourse:
    """A stored course as the page shows it before anything is typed."""
    return TypedCourse(
        arrangement.revision,
        tuple(
            TypedPart(
                part.id,
                part.title,
                part.due_on.isoformat() if part.due_on else "",
                part.has_test,
                part.lessons,
            )
            for part in arrangement.parts
        ),
    )


def put(typed: TypedCourse, deed: Deed, target: str = "", added: Sequence[str] = ()) -> TypedCourse:
    """The course after a button was pressed. A target that is not there changes nothing."""
    parts = list(typed.parts)
    place = int(target) if target.isascii() and target.isdigit() else -1
    match deed:
        case "add-part":
            parts.append(TypedPart(None, _("Part %(number)s", number=len(parts) + 1)))
        case "copy-core" if not typed.slugs:
            parts = [*parts, *_core_parts()]
        case "part-up" | "part-down" if 0 <= place < len(parts):
            other = place + (1 if deed == "part-down" else -1)
            if 0 <= other < len(parts):
                parts[place], parts[other] = parts[other], parts[place]
        case "part-remove" if 0 <= place < len(parts):
            del parts[place]
        case "lesson-up" | "lesson-down" | "lesson-remove":
            parts = _move(parts, target, deed)
        case "add" if 0 <= place < len(parts):
            new = [slug for slug in dict.fromkeys(added) if slug not in typed.slugs]
            here = parts[place]
            parts[place] = replace(here, lessons=(*here.lessons, *map(PlacedLesson, new)))
    return replace(typed, parts=tuple(parts))


def save_course(group: Group, typed: TypedCourse, *, by: Person, now: datetime) -> Arrangement:
    """Store a course. Raises Invalidities, Conflict for a lesson that may not stand in it, and
    CourseMovedOn when it has been arranged anew since."""
    stored = lessons.arrangement_of(group)
    _check_lessons(group, typed, stored, by)
    parts, checked = [], []
    for part in typed.parts:
        placed, problems = _read_part(part)
        parts.append(placed)
        checked.append(replace(part, problems=problems))
    if len(parts) > MOST_PARTS or len(typed.slugs) > MOST_LESSONS:
        raise Conflict(
            _("A course has at most %(parts)s parts and %(lessons)s lessons.",
              parts=MOST_PARTS, lessons=MOST_LESSONS)
        )  # fmt: skip
    if any(part.problems for part in checked):
        raise Invalidities(replace(typed, parts=tuple(checked)))
    return lessons.arrange(group, parts, typed.revision, by=by, now=now)


def choices_for(group: Group, typed: TypedCourse, by: Person) -> list[Choice]:
    """The lessons that are not in the course yet, part by part of the core course, then own ones
    and those that other trainers share with the trainers of this group."""
    there = set(typed.slugs)
    core = curriculum.course()
    found = [Choice(pick(part.title), tuple(core.lessons_of(part))) for part in core.parts]
    mine: list[Lesson] = []
    shared: list[Lesson] = []
    for edition in lessons.usable_in(group.id, by):
        lesson = curriculum.find_version(edition.slug, edition.number)
        if lesson is not None:
            (mine if edition.author_id == by.id else shared).append(lesson)
    found += [
        Choice(_("Lessons of your own"), tuple(mine)),
        Choice(_("Shared by other trainers"), tuple(shared)),
    ]
    left = [
        replace(choice, lessons=tuple(one for one in choice.lessons if one.slug not in there))
        for choice in found
    ]
    return [choice for choice in left if choice.lessons]


def members_progress(group: Group, by: Person) -> tuple[CourseProgress, list[MemberRow]]:
    """The course of a group as somebody sees who has done nothing of it, and how far each of its
    active members is, by name. Lessons that are offered no longer are left out."""
    arrangement, readable = lessons.arrangement_of(group), {}
    for edition in lessons.editions_visible_to(by):
        if edition.slug in arrangement.slugs and not edition.is_withdrawn:
            lesson = curriculum.find_version(edition.slug, edition.number)
            if lesson is not None:
                readable[edition.slug] = lesson
    course = curriculum.build_course(arrangement, readable)
    people = [person for person in accounts.members_of([group.id]) if person.is_active]
    progress = curriculum.progress_of_people([person.id for person in people], course)
    blank = curriculum.build_progress(course, {}, {}, {})
    return blank, [MemberRow(person, progress[person.id]) for person in people]


def _core_parts() -> Iterator[TypedPart]:
    core = curriculum.course()
    for part in core.parts:
        placed = tuple(PlacedLesson(lesson.slug) for lesson in core.lessons_of(part))
        yield TypedPart(None, pick(part.title), lessons=placed)


def _move(parts: list[TypedPart], slug: str, deed: Deed) -> list[TypedPart]:
    """The parts with a lesson a place further up or down, over the border of its part, or gone."""
    for place, part in enumerate(parts):
        here = list(part.lessons)
        at = next((n for n, lesson in enumerate(here) if lesson.slug == slug), None)
        if at is None:
            continue
        lesson = here.pop(at)
        step = {"lesson-up": -1, "lesson-down": 1}.get(deed, 0)
        if step and 0 <= at + step <= len(here):
            here.insert(at + step, lesson)
        elif step and 0 <= place + step < len(parts):
            there = parts[place + step].lessons
            joined = (*there, lesson) if step < 0 else (lesson, *there)
            parts[place + step] = replace(parts[place + step], lessons=joined)
        elif step:
            here.insert(at, lesson)
        parts[place] = replace(part, lessons=tuple(here))
        break
    return parts


def _check_lessons(group: Group, typed: TypedCourse, stored: Arrangement, by: Person) -> None:
    """Raise Conflict for a lesson that is neither there already nor one that may be put there."""
    usable = {edition.slug for edition in lessons.usable_in(group.id, by)}
    allowed = {*curriculum.course().lessons, *usable, *stored.slugs}
    for slug in typed.slugs:
        if slug not in allowed:
            raise Conflict(
                _("The lesson “%(slug)s” is not yours to put into this course, or it is offered no "
                  "longer.", slug=slug[:80])
            )  # fmt: skip
    if len(set(typed.slugs)) < len(typed.slugs):
        raise Conflict(_("A lesson can stand in a course only once."))


def _read_part(part: TypedPart) -> tuple[PlacedPart, dict[str, str]]:
    problems: dict[str, str] = {}
    title, due_on = part.title, None
    try:
        title = tidy_name("title", part.title)
    except Refused as refusal:
        problems["title"] = str(refusal.message)
    if part.due.strip():
        try:
            due_on = date.fromisoformat(part.due.strip())
        except ValueError:
            problems["due"] = _("“%(day)s” is no day; write it like 2026-03-31.", day=part.due[:20])
    return PlacedPart(part.id, title, due_on, part.has_test, part.lessons), problems
