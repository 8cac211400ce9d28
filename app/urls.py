"""Addresses that come from a request."""

from __future__ import annotations

from urllib.parse import urlsplit


def safe_next(target: str | None, default: str = "/") -> str:
    """``target`` if it is a path on this site, else ``default``.

    Browsers read ``\\`` as ``/`` and drop control characters, so an address with either is refused.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return default
    if "\\" in target or any(ord(character) < 32 for character in target):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target
