"""A person with something to remember, and an application for words alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from app import create_app
from app.accounts.models import Person
from app.database import db
from app.memory import service
from config import Settings
from tests.support.people import make_person


@pytest.fixture
def person(app: Flask) -> Iterator[Person]:
    """A trainee, inside an application context."""
    with app.app_context():
        yield make_person()
    # Another test's review may stand under the same key and say something else.
    service.forget_faults()


@pytest.fixture(scope="session")
def speaker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application that no test writes to."""
    app = create_app(Settings(instance_path=tmp_path_factory.mktemp("speaker"), testing=True))
    yield app
    with app.app_context():
        db.engine.dispose()
