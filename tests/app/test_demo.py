"""``flask demo`` and ``flask i18n``."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect

from app import create_app, demo
from app.accounts import demo as accounts
from app.accounts.service import find_person_by_email
from app.database import db
from config import Settings
from tests.support.servers import free_port


@pytest.fixture
def new_app(tmp_path: Path) -> Iterator[Flask]:
    """An installation that was just unpacked."""
    app = create_app(Settings(instance_path=tmp_path, database_url=""))
    yield app
    with app.app_context():
        db.engine.dispose()


def test_the_demo_migrates_runs_its_steps_and_says_where_to_look(
    new_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "STEPS", (lambda: ["one", "two"], lambda: [], lambda: ["three"]))
    port = free_port()

    result = new_app.test_cli_runner().invoke(args=["demo", "--port", str(port)])

    assert result.exit_code == 0
    assert result.output.splitlines()[-4:] == [
        "one",
        "two",
        "three",
        f"Open http://127.0.0.1:{port}/ (Ctrl+C stops the server)",
    ]
    with new_app.app_context():
        assert inspect(db.engine).has_table("alembic_version")


def test_a_port_in_use_is_said_before_anything_is_done(new_app: Flask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = new_app.test_cli_runner().invoke(args=["demo", "--port", str(port)])
    assert result.exit_code == 1
    assert f"port {port} is in use: stop the server there, or choose another" in result.output


def test_a_reset_starts_from_an_empty_database(
    new_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "STEPS", (accounts.seed,))
    runner = new_app.test_cli_runner()
    runner.invoke(args=["demo"])
    with new_app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE left_over (a INTEGER)")

    assert runner.invoke(args=["demo", "--reset"]).exit_code == 0

    with new_app.app_context():
        assert not inspect(db.engine).has_table("left_over")
        assert find_person_by_email(accounts.TRAINEE.email) is not None


def test_another_kind_of_database_is_not_reset(tmp_path: Path) -> None:
    app = create_app(
        Settings(instance_path=tmp_path, database_url="postgresql://nobody@127.0.0.1:9/deals")
    )
    result = app.test_cli_runner().invoke(args=["demo", "--reset"])
    assert result.exit_code == 1
    assert "only a SQLite demo is reset; empty deals yourself" in result.output


def test_a_real_installation_gets_no_demo_people(tmp_path: Path) -> None:
    app = create_app(Settings(instance_path=tmp_path, database_url="", https=True))
    result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 1
    assert "demo accounts have a public password" in result.output


def test_the_catalogues_are_compiled_by_a_command(new_app: Flask) -> None:
    result = new_app.test_cli_runner().invoke(args=["i18n", "compile"])
    assert result.exit_code == 0
    compiled = [Path(line.removeprefix("compiled ")) for line in result.output.splitlines()]
    assert [path.parts[-3] for path in compiled] == ["zh_Hans", "zh_Hant"]
