"""What changed between two texts, line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

CONTEXT_LINES = 3

# Finding the best match takes time with the square of the lines; a rewritten text is shown as
# one block instead.
MOST_COMPARED_LINES = 3000


@dataclass(frozen=True)
class Line:
    """A line of a comparison with its numbers in both texts; ``gap`` stands for lines left out."""

    kind: Literal["same", "added", "removed", "gap"]
    old: int | None
    new: int | None
    text: str


GAP = Line("gap", None, None, "")


@dataclass(frozen=True)
class Comparison:
    """What is shown of a change, and how many lines it adds and removes."""

    lines: tuple[Line, ...]
    added: int
    removed: int

    @property
    def is_empty(self) -> bool:
        """Whether both texts are the same."""
        return not (self.added or self.removed)


def compare(old: str, new: str) -> Comparison:
    """Return what changed from ``old`` to ``new``, with a few lines around each change."""
    # As editors and YAML count them: `splitlines` would also break at form feeds.
    lines = list(_all_lines(old.rstrip("\n").split("\n"), new.rstrip("\n").split("\n")))
    return Comparison(
        tuple(_near_changes(lines)),
        added=sum(line.kind == "added" for line in lines),
        removed=sum(line.kind == "removed" for line in lines),
    )


def _all_lines(before: list[str], after: list[str]) -> Iterator[Line]:
    """Yield every line of both texts, those that they share once."""
    for kind, old_from, old_to, new_from, new_to in _opcodes(before, after):
        if kind == "equal":
            for old, new in zip(range(old_from, old_to), range(new_from, new_to), strict=True):
                yield Line("same", old + 1, new + 1, after[new])
            continue
        for old in range(old_from, old_to):
            yield Line("removed", old + 1, None, before[old])
        for new in range(new_from, new_to):
            yield Line("added", None, new + 1, after[new])


def _near_changes(lines: list[Line]) -> Iterator[Line]:
    """Yield the changes and the lines around them, with a gap for what is left out."""
    near: set[int] = set()
    for at, line in enumerate(lines):
        if line.kind != "same":
            near.update(range(at - CONTEXT_LINES, at + CONTEXT_LINES + 1))
    is_in_gap = not near
    for at, line in enumerate(lines):
        if at in near:
            yield line
            is_in_gap = False
        elif not is_in_gap:
            yield GAP
            is_in_gap = True


def _opcodes(before: list[str], after: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield how to make one of the other, as :mod:`difflib` writes it."""
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    yield "equal", 0, head, 0, head
    if max(len(old), len(new)) > MOST_COMPARED_LINES:
        yield "replace", head, head + len(old), head, head + len(new)
    else:
        for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new).get_opcodes():
            yield kind, i1 + head, i2 + head, j1 + head, j2 + head
    yield "equal", len(before) - tail, len(before), len(after) - tail, len(after)


def _common(one: list[str], other: list[str]) -> int:
    """Return how many lines both begin with."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
