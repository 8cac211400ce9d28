"""Rings when something was queued in this process, so that it need not be looked for so often."""

from __future__ import annotations

from threading import Event

_bell = Event()


def ring() -> None:
    """Wake whoever waits."""
    _bell.set()


def wait(seconds: float) -> None:
    """Return when somebody rings, or after this long."""
    _bell.wait(seconds)
    _bell.clear()
