"""The migrations and the models say the same, and every migration goes both ways."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import MetaData, func, inspect, select

from app.database import db
from app.demo import STEPS
from config import ROOT
from tests.support.databases import KINDS, fresh_app

SCRIPTS = ScriptDirectory(ROOT / "migrations")


@pytest.fixture(params=KINDS)
def empty_app(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """An application on an empty database."""
    name = f"dealwright_migrations_{os.getpid()}_{worker_id}"
    with fresh_app(request.param, name, tmp_path) as app, app.app_context():
        yield app


def count_rows() -> dict[str, int]:
    """How many rows each table has, alembic's own left out."""
    found = MetaData()
    found.reflect(db.engine)
    with db.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in found.sorted_tables
            if table.name != "alembic_version"
        }


def test_there_is_one_newest_migration() -> None:
    assert len(SCRIPTS.get_heads()) <= 1, "chain one of them on the other: down_revision"


def test_the_migrations_make_what_the_models_say(empty_app: Flask) -> None:
    upgrade()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        difference = compare_metadata(context, db.metadata)

    assert difference == [], 'run: make migration m="what changed"'
    assert set(count_rows()) == set(db.metadata.tables)


@pytest.mark.usefixtures("few_scenarios")
def test_every_migration_goes_down_and_up_again_on_populated_tables(empty_app: Flask) -> None:
    upgrade()
    for step in STEPS:
        step()
    # A step's last look at the tables holds them; PostgreSQL would wait for ever to drop them.
    db.session.remove()

    for script in SCRIPTS.walk_revisions():
        before = count_rows()
        downgrade(revision=script.down_revision or "base")
        kept = count_rows()
        assert kept == {table: before[table] for table in kept}
        upgrade(revision=script.revision)
        again = count_rows()
        assert set(again) == set(before)
        assert {table: again[table] for table in kept} == kept
        downgrade(revision=script.down_revision or "base")

    assert inspect(db.engine).get_table_names() == ["alembic_version"]
