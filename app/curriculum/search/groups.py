"""What was found, in the order of a page: terms, lessons with their sections, scenarios."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.curriculum.search.corpus import JOINT
from app.curriculum.search.find import Hit, Kind

MOST_HITS = 60
"""More than these nobody reads; the best come first."""

KINDS: tuple[Kind, ...] = ("term", "lesson", "scenario")


@dataclass(frozen=True)
class Found:
    """A term, lesson or scenario, with its passages; `parts` names the section of each."""

    title: str
    locale: str
    hits: tuple[Hit, ...]
    parts: tuple[str, ...]

    @property
    def key(self) -> str:
        """What it is known by."""
        return self.hits[0].passage.key


@dataclass(frozen=True)
class Group:
    """Everything of one kind that was found, the best first."""

    kind: Kind
    found: tuple[Found, ...]

    @property
    def count(self) -> int:
        """How many passages it holds."""
        return sum(len(one.hits) for one in self.found)


def group(hits: Iterable[Hit]) -> list[Group]:
    """The hits by kind, those of one lesson together; what has none is left out."""
    by_kind: dict[Kind, dict[str, list[Hit]]] = {kind: {} for kind in KINDS}
    for hit in hits:
        by_kind[hit.passage.kind].setdefault(hit.passage.key, []).append(hit)
    return [
        Group(kind, tuple(_found(together) for together in found.values()))
        for kind, found in by_kind.items()
        if found
    ]


def _found(hits: list[Hit]) -> Found:
    titles = [hit.title.partition(JOINT) for hit in hits]
    return Found(
        titles[0][0], hits[0].locale, tuple(hits), tuple(section for _, _, section in titles)
    )
