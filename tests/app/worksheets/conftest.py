"""People with worksheets, and readers of every language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.database import db
from app.i18n import LOCALES
from app.worksheets import service
from app.worksheets.catalogue import get_tool
from app.worksheets.contents import Contents, blank
from app.worksheets.models import Worksheet
from tests.support.databases import migrated_app
from tests.support.deals import NOON
from tests.support.people import make_group, make_person, signed_in_as


@dataclass(frozen=True)
class Cast:
    """A trainee, the trainer who teaches them, and trainers and others who do not."""

    owner: Person
    trainer: Person
    other_trainer: Person
    manager: Person


@pytest.fixture
def cast(app: Flask) -> Iterator[Cast]:
    """People of two groups, inside an application context."""
    with app.app_context():
        group = make_group()
        yield Cast(
            owner=make_person("trainee", learns_in=group),
            trainer=make_person("trainer", teaches=group),
            other_trainer=make_person("trainer", teaches=make_group()),
            manager=make_person("manager", manages=group),
        )


@pytest.fixture(scope="session")
def reading_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on SQLite, shared by tests that leave nothing behind."""
    with migrated_app("sqlite", "worksheets", tmp_path_factory.mktemp("worksheets")) as app:
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def readers(reading_app: Flask) -> dict[str, FlaskClient]:
    """Somebody signed in for each of the three languages."""
    with reading_app.app_context():
        return {locale: signed_in_as(reading_app, make_person(locale=locale)) for locale in LOCALES}


@pytest.fixture
def asked(reading_app: Flask) -> Iterator[None]:
    """A request of somebody who reads English, for what speaks or writes figures."""
    with reading_app.test_request_context():
        yield


def make_worksheet(
    owner: Person, kind: str = "network-plan", contents: Contents | None = None
) -> Worksheet:
    """A worksheet of somebody, blank unless contents are given."""
    tool = get_tool(kind)
    given = contents or blank(tool, NOON.date())
    return service.create(owner.id, kind, "Plan", given, now=NOON)
