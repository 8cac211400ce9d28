"""Small scenarios for tests of what is played."""

from __future__ import annotations

from datetime import UTC, datetime

from app.library import service as library
from app.library.models import ScenarioVersion
from app.play import service as play
from app.play.service.replays import plain_value
from config import ROOT
from simengine.run import Snapshot

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINI = (ROOT / "tests" / "simengine" / "mini.yaml").read_text(encoding="utf-8")
MINI_SLUG = "mini-deal"


def mini_text(summary: str = "A small deal for tests.", slug: str = MINI_SLUG) -> str:
    """The small deal's text with another summary, which makes it another version."""
    text = MINI.replace("A small deal for tests.", summary)
    return text.replace(f"id: {MINI_SLUG}", f"id: {slug}")


def publish_mini(
    summary: str = "A small deal for tests.", slug: str = MINI_SLUG
) -> ScenarioVersion:
    """A published version of the small deal."""
    return library.publish(slug, mini_text(summary, slug), None, now=NOON)


def decide_by_habit(attempt_id: int, person_id: int) -> Snapshot:
    """Make one decision as it is made by habit."""
    attempt = play.get_own_attempt(attempt_id, person_id)
    asked = play.snapshot_of(attempt).question
    assert asked is not None
    value = plain_value(asked.default)
    return play.decide(attempt_id, person_id, asked.step, asked.decision, value, now=NOON)


def play_to_the_end(attempt_id: int, person_id: int) -> Snapshot:
    """Make every decision as it is made by habit."""
    while (snapshot := decide_by_habit(attempt_id, person_id)).question is not None:
        pass
    return snapshot
