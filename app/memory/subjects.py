"""What a card asks, and whether it is still asked.

A key names it: ``item.<id>`` is a quiz item, ``decision.<attempt>.<step>`` a decision of an attempt
of the person whose card it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.curriculum import service as curriculum
from app.curriculum.freshness import stamp
from simengine.run import ENGINE

_ITEM = "item."
_DECISION = re.compile(r"decision\.([1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,3})")


@dataclass(frozen=True)
class ItemKey:
    """A quiz item."""

    item: str

    def __str__(self) -> str:
        return f"{_ITEM}{self.item}"


@dataclass(frozen=True)
class DecisionKey:
    """A step of an attempt."""

    attempt_id: int
    step: int

    def __str__(self) -> str:
        return f"decision.{self.attempt_id}.{self.step}"


Key = ItemKey | DecisionKey


@dataclass(frozen=True)
class Subject:
    """What a card asks now. `words` has ``ask`` and ``skill`` in every language."""

    key: Key
    version: str
    lesson: str | None
    skill: str
    words: Mapping[str, Mapping[Any, str]]


def find_key(text: str) -> Key | None:
    """What a text names; None when it names nothing that a card could ask."""
    if text.startswith(_ITEM):
        return ItemKey(text.removeprefix(_ITEM))
    found = _DECISION.fullmatch(text)
    return DecisionKey(int(found[1]), int(found[2])) if found else None


@dataclass(frozen=True)
class Wording:
    """What is asked now: the wording of every item of the course, by its id."""

    digests: Mapping[str, str]

    def has(self, key: str, version: str) -> bool:
        """Whether this is what is asked under the key now."""
        match find_key(key):
            case ItemKey(item):
                return self.digests.get(item) == version
            case DecisionKey():
                return version == ENGINE
        return False


def wording() -> Wording:
    """What is asked now, to be held against as many cards as one likes."""
    return _wording(stamp())


@lru_cache(maxsize=2)
def _wording(_stamp: object) -> Wording:
    return Wording({item.id: item.digest for item in curriculum.course().items.values()})
