"""A reader of the course that comes with the product, in any language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.database import db
from app.i18n import LOCALES
from tests.support.databases import migrated_app
from tests.support.people import make_person, signed_in_as

Readers = dict[str, FlaskClient]


@pytest.fixture(scope="session")
def reading_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on SQLite, whose tests only read."""
    with migrated_app("sqlite", "reading", tmp_path_factory.mktemp("reading")) as app:
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def readers(reading_app: Flask) -> Readers:
    """A trainee for each of the three languages."""
    with reading_app.app_context():
        return {locale: signed_in_as(reading_app, make_person(locale=locale)) for locale in LOCALES}


@pytest.fixture
def person(app: Flask) -> Iterator[Person]:
    """A trainee, inside an application context."""
    with app.app_context():
        yield make_person()
