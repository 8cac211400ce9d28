"""The luck of awards, told apart from what was decided.

Whether a bid is won moves a score more than anything else, and its probability is worked out before
it is drawn. So in each run the surprise, 1 or 0 for won or not less that probability, is nothing on
average whatever came before, and score - β · surprise has the same mean as the score, whatever β.
With β near to what winning is worth it varies far less, and so fewer runs tell its mean: a control
variate, as the luck with known odds is taken out of what a poker player won (Burch, Schmid,
Moravčík, Morrill & Bowling 2018, AIVAT).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from simengine.journal import AwardMade, Fact, OffersWeighed
from simengine.world.award import US

# Two runs more, half a surprise to either side of what is usual, of which nothing came.
_PRIOR = 0.5


def surprise(facts: Iterable[Fact]) -> float:
    """Return how many more bids were won in these facts than was to be expected."""
    found = 0.0
    for fact in facts:
        if isinstance(fact, AwardMade):
            found += fact.winner == US
        elif isinstance(fact, OffersWeighed):
            found -= fact.probabilities.get(US, 0.0)
    return found


def gain_of_winning(values: Sequence[float], surprises: Sequence[float]) -> float:
    """Return the β of what came of some runs: its slope over their surprises, by least squares; 0
    where there was none.

    It is drawn towards nothing as if two more runs had been seen (ridge regression: Hoerl & Kennard
    1970). Where every award was all but certain the surprises are next to nothing, and so is what
    they tell; a slope over them would be any number, and ruin the first run that is lost after all.
    """
    middle = math.fsum(surprises) / len(surprises)
    spread = math.fsum((one - middle) ** 2 for one in surprises) + _PRIOR
    pairs = zip(values, surprises, strict=True)
    return math.fsum((one - middle) * value for value, one in pairs) / spread
