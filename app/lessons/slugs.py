"""Slugs of own lessons: none of them can ever be one of the core course."""

from __future__ import annotations

import re

from app.lessons.models import OWN_PREFIX
from simengine.scenario.parts import SLUG_PATTERN


def is_own(slug: str) -> bool:
    """Whether this is the slug of an own lesson, if there is one."""
    return slug.startswith(OWN_PREFIX) and re.fullmatch(SLUG_PATTERN, slug) is not None
