"""A real server with the demo people and data, and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from config import ROOT
from simengine.library import load_text
from simengine.program import Program
from tests.support.browser import Visitors, chromium
from tests.support.servers import LiveServer, demo_server, demo_template


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A demo to copy, made once for all processes of the run."""
    base = tmp_path_factory.getbasetemp()
    return demo_template((base if worker_id == "master" else base.parent) / "demo-template")


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[LiveServer]:
    """One server for all browser tests of this process."""
    with demo_server(tmp_path_factory.mktemp("live"), template) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all browser tests of this process."""
    with chromium() as started:
        yield started


@pytest.fixture
def visitors(live_server: LiveServer, browser: Browser) -> Iterator[Visitors]:
    """Opens pages; whatever went wrong in one of them fails the test at its end."""
    visitors = Visitors(browser, live_server.url)
    yield visitors
    for context in browser.contexts:
        context.close()
    assert visitors.problems == []


@pytest.fixture(scope="session")
def flagship() -> Program:
    """The scenario that the demo plays."""
    path = ROOT / "scenarios" / "smart-factory" / "scenario.yaml"
    return load_text(path.read_text(encoding="utf-8"))
