"""The demo's scenarios: those that come with the product."""

from __future__ import annotations

from app import clock
from app.library import service
from app.library.cli import BUNDLED


def seed() -> list[str]:
    """Publish what is new among the bundled scenarios."""
    published = service.sync_bundled(BUNDLED, now=clock.now())
    return [f"Published: {version.entry.slug}, version {version.number}" for version in published]
