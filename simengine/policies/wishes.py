"""Wishes: what a plan wants to answer, whatever is asked, made to fit the question.

A wish is never an error. What can't be had gives way to the next best; an amount goes to the
grid; what is too dear is left out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from simengine.journal import AnswerValue
from simengine.policies.fitting import as_many_as_allowed, at_place, given_out, nearest
from simengine.questions import OptionOffer, Question
from simengine.sight import Sight

STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)

# Of a number seen as a range; all are the same for one that is known.
Part = Literal["low", "middle", "high"]

# Shares are compared with room for the rounding of fractions.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Ranking:
    """To a choice: the first of these options that can be chosen."""

    rank: tuple[str, ...]

    __pydantic_config__ = STRICT

    def fit(self, asked: Question, sight: Sight) -> AnswerValue:
        """Return the answer; what is done by habit where none of the options can be chosen."""
        available = {option.id for option in asked.options if option.available}
        return next((option for option in self.rank if option in available), asked.default)


@dataclass(frozen=True, slots=True)
class Picks:
    """To several: these options, the dearest wish first."""

    take: tuple[str, ...]

    __pydantic_config__ = STRICT

    def fit(self, asked: Question, sight: Sight) -> AnswerValue:
        """Return as many of them as can be had."""
        available = {option.id: option for option in asked.options if option.available}
        wanted = [available[option] for option in self.take if option in available]
        return as_many_as_allowed(asked, wanted, list(available.values()))


@dataclass(frozen=True, slots=True)
class Shares:
    """To an allocation: shares of the units there are, together 1 or less. What would go to an
    option that takes no more goes to the others."""

    shares: Mapping[str, Annotated[float, Field(ge=0.0, le=1.0)]]

    __pydantic_config__ = STRICT

    def fit(self, asked: Question, sight: Sight) -> AnswerValue:
        """Return the units nearest to the shares: each goes to where most is lacking."""
        all_units = asked.units or 0
        mine = {o.id: self.shares.get(o.id, 0.0) for o in asked.options if o.available}
        total = sum(mine.values())
        if total <= 0.0:
            return given_out(asked, lambda options, given: 0, 0)
        wanted = min(1.0, math.fsum(self.shares.values()))
        units = math.floor(wanted * all_units + 0.5 + _ROUNDING)

        def pick(options: list[OptionOffer], given: Mapping[str, int]) -> int:
            lacking = [
                mine[o.id] / total * units - given[o.id] if mine[o.id] else -math.inf
                for o in options
            ]
            return max(range(len(options)), key=lacking.__getitem__)

        return given_out(asked, pick, units)


@dataclass(frozen=True, slots=True)
class Place:
    """To an amount: a place between the lowest (0) and the highest (1) that can be named."""

    place: Annotated[float, Field(ge=0.0, le=1.0)]

    __pydantic_config__ = STRICT

    def fit(self, asked: Question, sight: Sight) -> AnswerValue:
        """Return the amount on the grid at this place."""
        return at_place(asked, self.place)


@dataclass(frozen=True, slots=True)
class Term:
    """So many times a number that is seen."""

    times: float
    see: str
    part: Part = "middle"

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Least:
    """To an amount: the least of some terms, such as 0.97 times the middle of a rival's price
    and 1.0 times the low end of what the customer can pay. Terms of numbers unseen don't count."""

    least: Annotated[tuple[Term, ...], Field(min_length=1)]

    __pydantic_config__ = STRICT

    def fit(self, asked: Question, sight: Sight) -> AnswerValue:
        """Return the amount on the grid nearest to it; the habitual one where nothing is seen."""
        seen = [(term.times, part_of(sight, term.see, term.part)) for term in self.least]
        values = [times * value for times, value in seen if value is not None]
        return nearest(asked, min(values)) if values else asked.default


Wish = Ranking | Picks | Shares | Place | Least

KIND_OF: Mapping[type, str] = {
    Ranking: "choice",
    Picks: "several",
    Shares: "allocation",
    Place: "amount",
    Least: "amount",
}
"""The kind of answer that each wish is made for."""


def part_of(sight: Sight, name: str, part: Part) -> float | None:
    """Return a part of the range in which a number is seen, or None."""
    value: float | None = getattr(sight.see(name), part)
    return value
