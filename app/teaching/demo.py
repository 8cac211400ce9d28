"""The demo's own lesson, and the course of one group that has it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from app import clock
from app.accounts import demo as people
from app.accounts import service as accounts
from app.accounts.models import Group, Person
from app.curriculum import service as curriculum
from app.curriculum.own import FILES
from app.lessons import service as lessons
from app.lessons.models import OWN_PREFIX
from app.lessons.service import PlacedLesson, PlacedPart

SLUG = f"{OWN_PREFIX}bid-review"

_FOLDER = Path(__file__).parent / "demo_lesson"
_FIRST = ("why-sales-management", "what-is-project-sales", "goals-and-strategy")
_DAYS_TO_FIRST, _DAYS_TO_SECOND = -3, 18


def seed() -> list[str]:
    """Let the trainer publish a lesson and arrange a course, unless they have begun to."""
    trainer = accounts.find_person_by_email(people.TRAINER.email)
    groups = [group for group in accounts.list_groups() if group.name == people.SOUTH]
    if trainer is None or not groups or lessons.find_entry(SLUG) is not None:
        return []
    now = clock.now()
    _publish(trainer, now)
    if not lessons.arrangement_of(groups[0]).parts:
        _arrange(groups[0], trainer, now)
    return []


def _publish(trainer: Person, now: datetime) -> None:
    files = {name: _read(name) for name in FILES}
    entry = lessons.begin(SLUG, files, by=trainer, now=now - timedelta(days=30))
    lessons.publish(entry, files, by=trainer, now=now - timedelta(days=28))


def _read(name: str) -> str:
    path = _FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _arrange(group: Group, trainer: Person, now: datetime) -> None:
    first = [slug for slug in _FIRST if slug in curriculum.course().lessons]
    today = now.date()
    parts = [
        _part("先打基础", first, today + timedelta(days=_DAYS_TO_FIRST)),
        _part("投标季", [SLUG, "bidding"], today + timedelta(days=_DAYS_TO_SECOND)),
    ]
    lessons.arrange(group, parts, 0, by=trainer, now=now - timedelta(days=27))


def _part(title: str, slugs: list[str], due_on: date) -> PlacedPart:
    return PlacedPart(None, title, due_on, lessons=tuple(map(PlacedLesson, slugs)))
