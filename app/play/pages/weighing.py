"""How the customer weighed the offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.play.narrate import Narrator
from simengine.journal import AwardMade, Fact, OffersWeighed
from simengine.world.award import US


@dataclass(frozen=True)
class Bid:
    """An offer as the customer weighed it."""

    bidder: str
    name: str
    price: float | None
    utility: float
    probability: float
    has_won: bool

    @property
    def is_ours(self) -> bool:
        """Whether the trainee made it."""
        return self.bidder == US


def bids_of(narrator: Narrator, facts: Sequence[Fact]) -> tuple[Bid, ...]:
    """Every offer, the best first; none where nothing was awarded, or there was no choice."""
    weighed = next((fact for fact in facts if isinstance(fact, OffersWeighed)), None)
    award = next((fact for fact in facts if isinstance(fact, AwardMade)), None)
    if weighed is None or award is None or len(weighed.utilities) < 2:
        return ()
    ranked = sorted(weighed.utilities.items(), key=lambda item: -item[1])
    return tuple(
        Bid(
            bidder=bidder,
            name=narrator.bidder(bidder),
            price=weighed.prices.get(bidder),
            utility=utility,
            probability=weighed.probabilities[bidder],
            has_won=award.winner == bidder,
        )
        for bidder, utility in ranked
    )
