"""The probe application, and somebody signed in to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.database import db
from app.extensions import login_manager
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
