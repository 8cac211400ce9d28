"""The application knows the kinds of work of these tests."""

import pytest
from flask import Flask

from app.jobs import kinds
from tests.support.chores import KINDS


@pytest.fixture(autouse=True)
def known_kinds(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside those of the product."""
    with app.app_context():
        monkeypatch.setitem(app.extensions, "dealwright.job_kinds", dict(kinds.known_kinds()))
    kinds.register(app, KINDS)
