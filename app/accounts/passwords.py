"""Password hashes (Argon2id)."""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher()

NOBODYS_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$Zt9tZCnDSJYyMPAk8+mKHg"
    "$UYHIWFyYku6oVW5vHLr0ab6fMpqhHEpqCvskhLoOYhA"
)
"""Checked where there is no such account, so that the answer takes as long as for a real one."""


def hash_password(password: str) -> str:
    """A salted hash to keep."""
    return HASHER.hash(_normalise(password))


def matches(password_hash: str, password: str) -> bool:
    """Whether ``password`` is the one behind ``password_hash``."""
    try:
        return HASHER.verify(password_hash, _normalise(password))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with weaker or other parameters than today's."""
    return HASHER.check_needs_rehash(password_hash)


def _normalise(password: str) -> str:
    # One password typed on two keyboards: full-width digits and letters are the plain ones.
    return unicodedata.normalize("NFKC", password)
