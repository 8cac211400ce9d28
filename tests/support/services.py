"""Services outside the process: tests that need one are skipped where it is missing."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

POSTGRESQL = os.environ.get("DEALWRIGHT_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/")
REDIS = os.environ.get("DEALWRIGHT_TEST_REDIS", "redis://127.0.0.1:6379/15")
ARE_REQUIRED = os.environ.get("DEALWRIGHT_REQUIRE_SERVICES") == "1"


def missing(reason: str) -> NoReturn:
    """Skip the test; fail it where every service must be there (``.ci/run``)."""
    if ARE_REQUIRED:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
