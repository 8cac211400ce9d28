"""The award: a multinomial logit over the buying centre's weighted utility of each offer.

P(j) = exp(scale * U_j) / sum_k exp(scale * U_k), U_j the influence-weighted mean over the
stakeholders of what each weighs (McFadden 1974). The price criterion is scored as Chinese tenders
do it: 100 * lowest price / price.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simengine.journal import AwardMade, OffersWeighed
from simengine.names import DAY
from simengine.portable_math import exp
from simengine.program import AwardSpec
from simengine.scenario.deal import Criterion
from simengine.world.effects import carry_out

if TYPE_CHECKING:
    from simengine.world.world import World

US = "us"
NOBODY = "nobody"

# Below it the probability is no longer told from nothing.
_LOWEST_EXPONENT = -700.0


def hold_award(world: World) -> None:
    """Decide who wins, and carry out what follows from it; a lost bid ends all but a pipeline."""
    award = world.program.award
    assert award is not None
    if world.get("deal.won") or world.get("deal.lost"):
        # Its moment may come again; what was awarded stays so.
        return
    offers = _offers(world, award)
    utilities = _utilities(world, award, offers)
    rank = 0
    if US in utilities:
        rank = 1 + sum(utility > utilities[US] for utility in utilities.values())
    if award.no_award is not None:
        utilities[NOBODY] = float(award.no_award(world.s))
    probabilities = choice_probabilities(utilities, award.scale)
    winner = _draw(world, probabilities)
    world.set(world.program.slots["award.rank"], float(rank))
    prices = {bidder: offer["price"] for bidder, offer in offers.items()}
    world.journal.append(OffersWeighed(world.s[DAY], prices, utilities, probabilities))
    world.journal.append(AwardMade(world.s[DAY], winner, rank))
    if winner == US:
        world.set(world.program.slots["deal.won"], True)
        world.delivery.sign()
        carry_out(world, award.won)
        world.moment("award.won")
    else:
        world.set(world.program.slots["deal.lost"], True)
        carry_out(world, award.lost)
        world.moment("award.lost")
        if world.pipeline is None:
            world.end("lost")


def choice_probabilities(utilities: Mapping[str, float], scale: float) -> dict[str, float]:
    """Return the logit probability of each alternative; all 0 to 1, in the same order."""
    if not utilities:
        return {}
    best = max(utilities.values())
    weights = {
        key: exp(max(_LOWEST_EXPONENT, scale * (utility - best)))
        for key, utility in utilities.items()
    }
    total = sum(weights.values())
    return {key: weight / total for key, weight in weights.items()}


def _offers(world: World, award: AwardSpec) -> dict[str, dict[Criterion, float]]:
    s = world.s
    offers: dict[str, dict[Criterion, float]] = {}
    if award.qualified is None or award.qualified(s):
        offers[US] = {
            "price": max(1.0, float(award.price(s))),
            "fit": float(award.fit(s)),
            "risk": float(award.risk(s)),
            "delivery": float(award.delivery(s)),
        }
    for rival in world.program.competitors:
        if rival.bids is None or rival.bids(s):
            offer = {criterion: float(s[slot]) for criterion, slot in rival.slots.items()}
            offer["price"] = max(1.0, offer["price"])
            offers[rival.id] = offer
    return offers


def _utilities(
    world: World, award: AwardSpec, offers: Mapping[str, Mapping[Criterion, float]]
) -> dict[str, float]:
    """Return each offer's utility, 0-100."""
    s = world.s
    lowest = min((offer["price"] for offer in offers.values()), default=1.0)
    utilities = {}
    for bidder, offer in offers.items():
        utility = 0.0
        for criterion, weight in award.weights:
            score = offer[criterion] if criterion != "price" else 100.0 * lowest / offer["price"]
            utility += weight * (0.0 if score < 0.0 else 100.0 if score > 100.0 else score)
        if bidder == US:
            # What they think of us, each of them; of a rival it is the same for all.
            for slot, weight in award.attitudes:
                utility += weight * s[slot]
        else:
            utility += award.relationship * offer["relationship"]
        utilities[bidder] = utility
    return utilities


def _draw(world: World, probabilities: Mapping[str, float]) -> str:
    """Return the winner. We come first in the draw: a better offer can only turn luck our way."""
    luck = world.streams.at("award").uniform(0.0, 1.0)
    winner = NOBODY
    for winner, probability in probabilities.items():  # noqa: B007
        luck -= probability
        if luck < 0:
            break
    return winner
