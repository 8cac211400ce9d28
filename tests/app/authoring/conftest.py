"""What the tests of authoring share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture
def english_request(app: Flask) -> Iterator[None]:
    """Messages are in English."""
    with app.test_request_context(method="POST", headers={"Accept-Language": "en"}):
        yield
