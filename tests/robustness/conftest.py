"""An installation with the demo people and one small deal, on each kind of database."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from app.accounts import demo
from simengine.library import load_text
from simengine.program import Program
from tests.support.databases import KINDS, migrated_app
from tests.support.deals import MINI, publish_mini
from tests.support.servers import Installation


@pytest.fixture(params=KINDS)
def installation(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Installation]:
    """Nothing serves it yet."""
    folder = tmp_path_factory.mktemp(f"robust-{request.param}")
    name = f"dealwright_robust_{os.getpid()}_{worker_id}"
    with migrated_app(request.param, name, folder) as app:
        with app.app_context():
            demo.seed()
            publish_mini()
        url = app.config["SQLALCHEMY_DATABASE_URI"]
        installation = Installation(folder, "" if request.param == "sqlite" else url)
        yield installation
        installation.end_all()


@pytest.fixture(scope="session")
def program() -> Program:
    """The small deal."""
    return load_text(MINI)
