"""An application for words and figures alone, without a database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from app import create_app
from app.database import db
from config import Settings


@pytest.fixture(scope="session")
def speaker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application that no test writes to."""
    app = create_app(Settings(instance_path=tmp_path_factory.mktemp("speaker"), testing=True))
    yield app
    with app.app_context():
        db.engine.dispose()
