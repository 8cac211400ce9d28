"""Which hidden numbers nobody can know for certain, and which of them hang together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from simengine.names import Name
from simengine.program import Change, Consequences, QuantitySpec, Unknown


def unknown_groups(
    names: Sequence[Name], quantities: Sequence[QuantitySpec], consequences: Iterable[Consequences]
) -> tuple[tuple[Unknown, ...], ...]:
    """Return the hidden numbers in which chance has a part, those together whose first values
    are drawn from each other, each in the order in which they are drawn."""
    changes: dict[int, dict[str, list[Change]]] = {}
    for cause, change in _changes(consequences):
        changes.setdefault(change.slot, {}).setdefault(cause, []).append(change)
    group_of: dict[int, list[Unknown]] = {}
    for spec in quantities:
        by_cause = changes.get(spec.slot, {})
        before = [group_of[slot] for slot in spec.first.reads if slot in group_of]
        drawn = any(change.stream for found in by_cause.values() for change in found)
        by_chance = spec.first.parsed.has_draws or spec.drift_sd > 0.0 or drawn
        if names[spec.slot].hidden and (before or by_chance):
            alone = {cause: found[0] for cause, found in by_cause.items() if len(found) == 1}
            merged = [*_together(before), Unknown(spec, alone)]
            for unknown in merged:
                group_of[unknown.spec.slot] = merged
    return tuple(tuple(group) for group in _different(group_of.values()))


def _together(groups: Iterable[list[Unknown]]) -> list[Unknown]:
    found = [unknown for group in _different(groups) for unknown in group]
    return sorted(found, key=lambda unknown: unknown.spec.index)


def _different(groups: Iterable[list[Unknown]]) -> list[list[Unknown]]:
    return list({id(group): group for group in groups}.values())


def _changes(consequences: Iterable[Consequences]) -> Iterator[tuple[str, Change]]:
    for each in consequences:
        for change in each.changes:
            yield each.cause, change
        for cause, change in _changes(case for _, case in each.cases):
            yield cause, change
