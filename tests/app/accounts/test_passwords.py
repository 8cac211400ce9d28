"""Password hashes."""

import pytest
from argon2 import PasswordHasher

from app.accounts import passwords


def test_only_the_password_matches_its_hash() -> None:
    kept = passwords.hash_password("red 自行车 92")
    assert [
        passwords.matches(kept, password)
        for password in ("red 自行车 92", "red 自行车 ９２", "red 自行车 93", "")
    ] == [True, True, False, False]


def test_two_hashes_of_one_password_differ() -> None:
    assert passwords.hash_password("same") != passwords.hash_password("same")


@pytest.mark.parametrize("kept", ["", "plain", "$argon2id$broken"])
def test_a_broken_hash_matches_nothing(kept: str) -> None:
    assert not passwords.matches(kept, "plain")


def test_a_hash_with_other_parameters_is_outdated() -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash("x")
    assert passwords.is_outdated(weaker)
    assert not passwords.is_outdated(passwords.hash_password("x"))


def test_nobodys_hash_costs_as_much_as_a_real_one() -> None:
    assert not PasswordHasher().check_needs_rehash(passwords.NOBODYS_HASH)
