"""Fixtures shared by all tests.

``app``, ``client`` and ``db`` run each test on SQLite and on PostgreSQL. The schema is made once
per database by the migrations; every test starts with empty tables. ``visitors`` opens pages of
``live_server`` in Chromium.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.database import db as database
from app.extensions import limiter
from tests.support.databases import KINDS, empty_tables, migrated_app


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make picture` and `make pictures` keep what browser tests see."""
    parser.addoption("--keep-picture", action="store_true", help="write the README's picture")
    parser.addoption("--pictures", metavar="FOLDER", help="keep a picture of every page in it")


@pytest.fixture(scope="session", params=KINDS)
def app_on_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Flask]:
    """One migrated application for each kind of database."""
    name = f"dealwright_test_{os.getpid()}_{worker_id}"
    instance = tmp_path_factory.mktemp(f"instance-{request.param}")
    with migrated_app(request.param, name, instance) as app:
        yield app


@pytest.fixture
def app(app_on_database: Flask) -> Iterator[Flask]:
    """The application, with empty tables."""
    yield app_on_database
    with app_on_database.app_context():
        limiter.reset()
        empty_tables()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without cookies."""
    return app.test_client()


@pytest.fixture
def db(app: Flask) -> Iterator[SQLAlchemy]:
    """The database, inside an application context."""
    with app.app_context():
        yield database
