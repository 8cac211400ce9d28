"""Expected loss of risks, and the reserve that covers them with a given certainty."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_EXACT = 16
_STEPS = 4000


@dataclass(frozen=True)
class Risk:
    """A chance of a loss."""

    chance: float
    impact: float

    @property
    def expected(self) -> float:
        """Chance × impact."""
        return self.chance * self.impact


def at_least_one(risks: Iterable[Risk]) -> float:
    """The chance that one or more of the risks strike, if they strike independently."""
    return 1 - math.prod(1 - risk.chance for risk in risks)


def reserve_for(risks: Sequence[Risk], certainty: float) -> float:
    """The smallest amount that covers the losses with this certainty, if they are independent.

    Exact over all combinations up to 16 risks; beyond that amounts are rounded up to a
    four-thousandth of their sum.
    """
    known = [risk for risk in risks if risk.chance > 0 and risk.impact > 0]
    total = sum(risk.impact for risk in known)
    step = 0.0 if len(known) <= _EXACT else total / _STEPS
    chances = {0.0: 1.0}
    for risk in known:
        impact = risk.impact if not step else math.ceil(risk.impact / step) * step
        after: dict[float, float] = {}
        for loss, chance in chances.items():
            struck = round(loss + impact, 6)
            after[loss] = after.get(loss, 0.0) + chance * (1 - risk.chance)
            after[struck] = after.get(struck, 0.0) + chance * risk.chance
        chances = after
    covered = 0.0
    for loss in sorted(chances):
        covered += chances[loss]
        if covered >= certainty - 1e-9:
            return loss
    return total
