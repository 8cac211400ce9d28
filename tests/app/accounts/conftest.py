"""Cheap password hashes: what one costs to guess is not what these tests are about."""

import pytest
from argon2 import PasswordHasher

from app.accounts import passwords


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash as ``tests.support.people`` does."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", cheap)
