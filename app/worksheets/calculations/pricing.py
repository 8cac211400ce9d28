"""Price, margin, break-even and discount of one deal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Offer:
    """A price that could be asked, and the chance to win with it."""

    price: float
    chance: float | None


@dataclass(frozen=True)
class Worth:
    """What an offer earns. `needed` is the chance at which it would equal the best one."""

    margin: float
    rate: float | None
    expected: float | None
    needed: float | None


def price_for_margin(cost: float, rate: float) -> float | None:
    """The price of which `rate` is margin; None where no price would do."""
    return cost / (1 - rate) if rate < 1 else None


def price_by_mark_up(cost: float, rate: float) -> float:
    """The price that comes out when a margin is taken for a mark-up."""
    return cost * (1 + rate)


def margin_rate(price: float, cost: float) -> float | None:
    """Margin as a share of the price."""
    return (price - cost) / price if price else None


def worths_of(offers: Sequence[Offer], cost: float) -> list[Worth]:
    """Expected margin of each offer: chance times (price - cost)."""
    expected = [
        None if offer.chance is None else offer.chance * (offer.price - cost) for offer in offers
    ]
    best = max((value for value in expected if value is not None), default=None)
    return [
        Worth(
            margin=offer.price - cost,
            rate=margin_rate(offer.price, cost),
            expected=value,
            needed=_chance_for(best, offer.price - cost),
        )
        for offer, value in zip(offers, expected, strict=True)
    ]


def best_of(worths: Sequence[Worth]) -> int | None:
    """The place of the largest expected margin; None when no offer has one."""
    known = [n for n, worth in enumerate(worths) if worth.expected is not None]
    return max(known, key=lambda n: worths[n].expected or 0.0, default=None)


@dataclass(frozen=True)
class Discount:
    """What a discount does: the price that is left, the margin given away and its share of all,
    and how many more deals must be won to earn the same (None where none would do)."""

    price: float
    given: float
    share_of_margin: float | None
    more_deals: float | None


def discount_of(price: float, cost: float, rate: float) -> Discount:
    """What a discount of `rate` off the price does."""
    given = price * rate
    margin, left = price - cost, price - cost - given
    return Discount(
        price=price - given,
        given=given,
        share_of_margin=given / margin if margin > 0 else None,
        more_deals=margin / left - 1 if margin > 0 and left > 0 else None,
    )


def cost_of_waiting(amount: float, interest: float, months: float) -> float:
    """Interest on an amount that comes so many months later; `interest` is a year's."""
    return amount * interest * months / 12


def break_even_deals(fixed_cost: float, margin: float) -> float | None:
    """How many deals of this margin cover a fixed cost; None when none would."""
    return fixed_cost / margin if margin > 0 else None


def _chance_for(best: float | None, margin: float) -> float | None:
    if best is None or margin <= 0 or best <= 0:
        return None
    return best / margin
