"""``GET /healthz``."""

from importlib.metadata import version
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.database import SQLITE_SAFE_VERSION, db, sqlite_module
from config import Settings
from simengine.run import ENGINE


def test_says_what_the_installation_runs_on(client: FlaskClient) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 200
    facts = answer.get_json()
    assert facts["status"] == "ok"
    assert facts["versions"] == {
        "engine": ENGINE,
        **{name: version(name) for name in ("flask", "simpy", "sqlalchemy")},
    }
    if facts["database"]["kind"] == "sqlite":
        assert facts["database"]["version"] == sqlite_module().sqlite_version
        assert sqlite_module().sqlite_version_info >= SQLITE_SAFE_VERSION
        assert facts["database"]["journal_mode"] == "wal"
    else:
        assert facts["database"]["kind"] == "postgresql"


def test_a_database_without_tables_is_up_but_not_migrated(probe: Flask) -> None:
    assert probe.test_client().get("/healthz").get_json()["database"]["migration"] is None


@pytest.mark.parametrize(
    "url", ["postgresql://nobody@127.0.0.1:9/none", "sqlite:////no/such/folder/a.sqlite3"]
)
def test_a_database_that_is_down_is_said(tmp_path: Path, url: str) -> None:
    app = create_app(Settings(instance_path=tmp_path, database_url=url))
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 503
    assert answer.get_json()["status"] == "down"
    with app.app_context():
        db.engine.dispose()
