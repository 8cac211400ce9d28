"""What a customer's needs are worth, and where its people stand."""

from __future__ import annotations

from collections.abc import Sequence


def payback_years(investment: float, saving: float, upkeep: float) -> float | None:
    """Investment ÷ (yearly saving − yearly upkeep); None where it never comes back."""
    net = saving - upkeep
    return investment / net if net > 0 else None


def weighted_attitude(people: Sequence[tuple[float, float]]) -> float | None:
    """The mean attitude of (weight, attitude), by weight; None where nobody has weight."""
    weight = sum(weight for weight, _attitude in people)
    if weight <= 0:
        return None
    return sum(weight * attitude for weight, attitude in people) / weight
