"""Publishing scenarios: versions that never change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from app.errors import Conflict, Forbidden, Invalid
from app.library import service as library
from app.library.models import ScenarioText, ScenarioVersion
from config import ROOT
from simengine.library import load_text
from simengine.scenario.problems import ScenarioInvalid
from tests.support.deals import MINI, MINI_SLUG, NOON, mini_text, publish_mini
from tests.support.people import make_person

LATER = NOON + timedelta(hours=1)


def rows(db: SQLAlchemy) -> list[tuple[int, str, int | None]]:
    query = select(
        ScenarioVersion.number, ScenarioVersion.digest, ScenarioVersion.published_by_id
    ).order_by(ScenarioVersion.number)
    return [tuple(row) for row in db.session.execute(query)]


def test_the_first_version(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")

    version = library.publish(MINI_SLUG, MINI, trainer, now=NOON)

    digest = load_text(MINI).scenario.digest
    assert rows(db) == [(1, digest, trainer.id)]
    assert (version.entry.slug, version.entry.owner_id, version.published_at) == (
        MINI_SLUG,
        trainer.id,
        NOON,
    )
    assert 0 <= version.assessed_seed < 2**63
    assert library.source_of(digest) == MINI


def test_a_changed_text_is_the_next_version(db: SQLAlchemy) -> None:
    first = publish_mini()
    seed = first.assessed_seed

    second = publish_mini("Another summary.")

    assert [number for number, _, _ in rows(db)] == [1, 2]
    assert second.assessed_seed != seed
    assert library.get_version(first.id).digest == load_text(MINI).scenario.digest


def test_the_same_meaning_is_no_new_version(db: SQLAlchemy) -> None:
    first = publish_mini()

    again = library.publish(MINI_SLUG, "# a comment\n" + MINI, None, now=LATER)

    assert (again.id, again.published_at) == (first.id, NOON)
    assert db.session.scalar(select(func.count()).select_from(ScenarioText)) == 1
    assert library.source_of(first.digest) == MINI


def test_an_older_version_cannot_come_back(db: SQLAlchemy) -> None:
    publish_mini()
    publish_mini("Another summary.")

    with pytest.raises(Conflict, match="version 1, and version 2"):
        publish_mini()

    assert len(rows(db)) == 2


def test_problems_are_passed_on(db: SQLAlchemy) -> None:
    with pytest.raises(ScenarioInvalid) as caught:
        library.publish(MINI_SLUG, MINI.replace("horizon: 100", "horizon: many"), None, now=NOON)

    assert [problem.path for problem in caught.value.problems] == ["horizon"]
    assert rows(db) == []


def test_the_id_must_be_the_slug(db: SQLAlchemy) -> None:
    with pytest.raises(Invalid, match=r"“mini-deal”, not of “other”"):
        library.publish("other", MINI, None, now=NOON)

    assert library.find_entry("other") is None


def test_a_formula_that_fails_is_found_by_the_rehearsal(db: SQLAlchemy) -> None:
    fails = MINI.replace("then: [price = answer]", 'then: ["price = answer / (insight - 20)"]')

    with pytest.raises(Invalid, match=r"seed 1, bot “cautious”.*answer / \(insight - 20\)"):
        library.publish(MINI_SLUG, fails, None, now=NOON)

    assert library.list_entries() == []


def test_trainees_and_managers_publish_nothing(db: SQLAlchemy) -> None:
    for role in ("trainee", "manager"):
        with pytest.raises(Forbidden, match="Only trainers"):
            library.publish(MINI_SLUG, MINI, make_person(role), now=NOON)

    assert library.list_entries() == []


def test_a_trainer_leaves_others_scenarios_alone(db: SQLAlchemy) -> None:
    library.publish(MINI_SLUG, MINI, make_person("trainer"), now=NOON)

    with pytest.raises(Forbidden, match="another trainer"):
        library.publish(MINI_SLUG, mini_text("Mine."), make_person("trainer"), now=NOON)
    library.publish(MINI_SLUG, mini_text("Theirs."), make_person("admin"), now=NOON)

    assert [number for number, _, _ in rows(db)] == [1, 2]


def test_the_draft_goes_when_it_is_published(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    library.save_draft(MINI_SLUG, MINI, by=trainer, now=NOON)

    library.publish(MINI_SLUG, MINI, trainer, now=LATER)

    entry = library.get_entry(MINI_SLUG)
    assert (entry.draft_text, entry.draft_saved_at) == (None, None)


def test_a_newer_draft_stays_when_an_older_one_is_published(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    library.save_draft(MINI_SLUG, "half a", by=trainer, now=NOON)

    library.publish(MINI_SLUG, MINI, trainer, now=LATER)

    assert library.get_entry(MINI_SLUG).draft_text == "half a"


def test_many_publish_at_once(app: Flask) -> None:
    """Each text gets one number, and no number is given twice."""
    texts = [mini_text(f"Summary {number}.") for number in range(4)] * 3

    def publish(text: str) -> int | None:
        with app.app_context():
            try:
                return library.publish(MINI_SLUG, text, None, now=NOON).number
            except Conflict:
                return None

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(publish, texts))

    with app.app_context():
        entry = library.get_entry(MINI_SLUG)
        versions = library.versions_of(entry.id)
        assert [version.number for version in versions] == [4, 3, 2, 1]
        assert len({version.digest for version in versions}) == 4
    assert {number for number in numbers if number} == {1, 2, 3, 4}


def test_bundled_scenarios_are_published_once(db: SQLAlchemy, tmp_path: Path) -> None:
    for slug in ("b-deal", "a-deal"):
        (tmp_path / slug).mkdir()
        (tmp_path / slug / "scenario.yaml").write_text(mini_text(slug=slug), encoding="utf-8")

    first = library.sync_bundled(tmp_path, now=NOON)
    second = library.sync_bundled(tmp_path, now=LATER)

    assert [version.entry.slug for version in first] == ["a-deal", "b-deal"]
    assert second == []


def test_a_trainers_later_version_stays_the_newest(db: SQLAlchemy, tmp_path: Path) -> None:
    (tmp_path / MINI_SLUG).mkdir()
    (tmp_path / MINI_SLUG / "scenario.yaml").write_text(MINI, encoding="utf-8")
    library.sync_bundled(tmp_path, now=NOON)
    library.publish(MINI_SLUG, mini_text("Better."), make_person("trainer"), now=NOON)

    assert library.sync_bundled(tmp_path, now=LATER) == []
    assert library.current_version(MINI_SLUG).number == 2


def test_the_command_says_what_is_new(app: Flask) -> None:
    runner = app.test_cli_runner()

    first = runner.invoke(args=["scenarios", "sync"])
    second = runner.invoke(args=["scenarios", "sync"])

    slugs = sorted(path.parent.name for path in (ROOT / "scenarios").glob("*/scenario.yaml"))
    assert first.output.splitlines() == [f"published {slug}, version 1" for slug in slugs]
    assert second.output == "nothing new\n"


def test_the_command_shows_every_problem(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "scenario.yaml").write_text("schema: 2\n", encoding="utf-8")

    result = app.test_cli_runner().invoke(args=["scenarios", "sync", str(tmp_path)])

    assert result.exit_code == 1
    assert "broken/scenario.yaml:1: schema: " in result.output
