"""Numbers held where they can be counted with: an author's formula may come to 1e300."""

from __future__ import annotations

from simengine.expressions import MAX_MAGNITUDE
from simengine.names import Value


def countable(amount: Value) -> float:
    """Return the amount, but no further from zero than an author may write."""
    return min(max(float(amount), -MAX_MAGNITUDE), MAX_MAGNITUDE)
