"""Secrets in links: whoever knows one may use it, and only its digest is kept."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """A secret that cannot be guessed."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is kept of a token: its hexadecimal SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()
