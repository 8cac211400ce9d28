"""Seeds drawn by chance: the only randomness outside the simulator's own streams."""

from __future__ import annotations

import secrets

SECRET_SEED_BITS = 63
SHORT_SEED_LIMIT = 1_000_000_000


def secret_seed() -> int:
    """A seed that nobody can guess, for assessed attempts."""
    return secrets.randbits(SECRET_SEED_BITS)


def short_seed() -> int:
    """A seed of at most nine digits, easy to read out to a colleague."""
    return secrets.randbelow(SHORT_SEED_LIMIT)
