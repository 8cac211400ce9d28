"""What is still awaited: how long it takes, given how long it has taken already."""

from __future__ import annotations

from collections.abc import Callable

from simengine.errors import FormulaError
from simengine.streams import Stream

# Draws until one fits. What is hardly ever so long is told by its tail instead.
_MOST_TRIES = 64

# Of what has outlasted every draw, the mean of what is left, as a share of what has passed. An
# assumption: it is that of a lognormal duration (ln sd 0.4) at its last percent.
_TAIL = 0.15


def longer_than(
    elapsed: float, draw: Callable[[], float | None], otherwise: Callable[[], float]
) -> float | None:
    """Return a draw under the condition that it is longer than what has elapsed.

    None, of the draw and of the answer, is what never comes. By rejection, which is exact; after
    many tries in vain what is said `otherwise` takes its place.
    """
    for _ in range(_MOST_TRIES):
        try:
            days = draw()
        except FormulaError:
            # The author's formula need not hold for everything that might have been.
            continue
        if days is None or days > elapsed:
            return days
    return otherwise()


def with_tail(elapsed: float, stream: Stream) -> float:
    """Return a duration that has outlasted what is likely: what has elapsed, and a tail."""
    return elapsed + stream.exponential(_TAIL * max(elapsed, 1.0))
