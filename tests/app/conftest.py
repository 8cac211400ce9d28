"""The probe application, and somebody signed in to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.database import db
from app.extensions import login_manager
from app.library.cli import BUNDLED
from tests.support.probe import FakePerson, make_probe_app


@pytest.fixture
def probe(tmp_path: Path) -> Iterator[Flask]:
    """The application with the probe's routes, on an empty SQLite database."""
    app = make_probe_app(tmp_path)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def sign_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[FakePerson], None]:
    """Let every request come from this person."""

    def sign_in(person: FakePerson) -> None:
        monkeypatch.setattr(login_manager, "_request_callback", lambda _request: person)

    return sign_in


@pytest.fixture
def few_scenarios(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo publishes the flagship and a drill only: all of them take their time, and the
    browser tests serve them anyway."""
    for slug in ("smart-factory", "whose-project"):
        shutil.copytree(BUNDLED / slug, tmp_path / "scenarios" / slug)
    monkeypatch.setattr("app.library.demo.BUNDLED", tmp_path / "scenarios")
