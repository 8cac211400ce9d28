"""Questions: what may be answered, whether an answer is in order, and the least that is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from simengine.errors import N_, SimError, excerpt
from simengine.expressions import MAX_MAGNITUDE
from simengine.journal import AnswerValue

# Prices are compared on their grid with room for the rounding of decimal fractions.
ROUNDING = 1e-6

# Nobody gives out more of anything by hand.
MOST_UNITS = 1_000


class AnswerError(SimError):
    """An answer that is not in order. Nothing has been changed by it."""


class OptionOffer(NamedTuple):
    """An option as it stands now. `cost` is money for choosing it (for one unit, in an
    allocation); `at_most` is in units."""

    id: str
    available: bool
    cost: float
    at_most: int | None


class AmountOffer(NamedTuple):
    """The numbers that may be named: from `min` to `max`, in steps from `min`."""

    min: float
    max: float
    step: float


class Question(NamedTuple):
    """A decision waiting for its answer. `step` counts the answers of the run from 0;
    `budget` is money, `units` whole units, `default` what is done by habit."""

    step: int
    day: float
    decision: str
    answer: str
    options: tuple[OptionOffer, ...]
    budget: float | None
    at_least: int
    at_most: int | None
    units: int | None
    use_all: bool
    amount: AmountOffer | None
    default: AnswerValue

    def option(self, option_id: str) -> OptionOffer:
        """Return the option; raise AnswerError if there is none or it can't be chosen now."""
        for option in self.options:
            if option.id == option_id:
                if not option.available:
                    raise AnswerError(
                        N_("“%(option)s” can't be chosen now; choose another option"),
                        {"option": option_id},
                    )
                return option
        raise AnswerError(
            N_("there is no option “%(option)s” here; choose one of: %(options)s"),
            {
                "option": excerpt(option_id),
                "options": ", ".join(option.id for option in self.options),
            },
        )


# -- what there is room for ------------------------------------------------------------------


def cheapest(
    options: Sequence[OptionOffer], count: int, budget: float | None
) -> tuple[OptionOffer, ...]:
    """Return the cheapest of the options, `count` of them or as many as the budget allows."""
    chosen: list[OptionOffer] = []
    left = math.inf if budget is None else budget + ROUNDING
    for option in sorted((o for o in options if o.available), key=lambda o: o.cost)[:count]:
        left -= option.cost
        if left < 0:
            break
        chosen.append(option)
    return tuple(chosen)


def room_for(options: Sequence[OptionOffer], units: int, budget: float | None) -> int:
    """Return how many of the units can be given out."""
    if budget is not None:
        return sum(_filled(options, units, budget).values())
    room = 0
    for option in options:
        if option.available:
            room += units if option.at_most is None else option.at_most
    return min(room, units)


def _filled(options: Sequence[OptionOffer], units: int, budget: float | None) -> dict[str, int]:
    """Return as many of the units as can be given out, to the cheapest options first."""
    given = {option.id: 0 for option in options}
    money = math.inf if budget is None else budget + ROUNDING
    for option in sorted((o for o in options if o.available), key=lambda o: o.cost):
        most = units if option.at_most is None else min(units, option.at_most)
        if option.cost > 0 and money < option.cost * most:
            most = math.floor(money / option.cost)
        given[option.id] = most
        units -= most
        money -= option.cost * most
    return given


# -- what is in order ------------------------------------------------------------------------


def check_answer(asked: Question, value: Any) -> AnswerValue:
    """Return the answer in its proper form; raise AnswerError if it is not in order."""
    if asked.answer == "choice":
        return _check_choice(asked, value)
    if asked.answer == "several":
        return _check_several(asked, value)
    if asked.answer == "allocation":
        return _check_allocation(asked, value)
    return _check_amount(asked, value)


def _check_choice(asked: Question, value: Any) -> str:
    if not isinstance(value, str):
        raise AnswerError(N_("choose one option"))
    return asked.option(value).id


def _check_several(asked: Question, value: Any) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        raise AnswerError(N_("choose options from the list"))
    chosen = set(value)
    if len(chosen) != len(value):
        raise AnswerError(N_("each option can be chosen only once"))
    cost = sum(asked.option(option).cost for option in value)
    if asked.budget is not None and cost > asked.budget + ROUNDING:
        raise AnswerError(
            N_(
                "these options cost %(cost)s together, but the budget is %(budget)s; leave some out"
            ),
            {"cost": _money(cost), "budget": _money(asked.budget)},
        )
    if len(value) < asked.at_least:
        raise AnswerError(
            N_("too few are chosen; choose at least %(count)s"), {"count": asked.at_least}
        )
    if asked.at_most is not None and len(value) > asked.at_most:
        raise AnswerError(
            N_("too many are chosen; choose at most %(count)s"), {"count": asked.at_most}
        )
    return tuple(option.id for option in asked.options if option.id in chosen)


def _check_allocation(asked: Question, value: Any) -> dict[str, int]:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise AnswerError(N_("give a number of units to each option"))
    offers = {option.id: option for option in asked.options}
    total, cost = 0, 0.0
    for key, units in value.items():
        if isinstance(units, bool) or not isinstance(units, int) or not 0 <= units <= MOST_UNITS:
            raise AnswerError(
                N_("“%(option)s” needs a whole number of units, 0 or more"),
                {"option": excerpt(key)},
            )
        if units == 0 and key in offers:
            continue
        option = asked.option(key)
        if option.at_most is not None and units > option.at_most:
            raise AnswerError(
                N_("“%(option)s” takes no more than %(most)s; give it fewer"),
                {"option": key, "most": option.at_most},
            )
        total += units
        cost += option.cost * units
    if asked.units is not None and total > asked.units:
        raise AnswerError(
            N_("%(total)s units are given out, but there are only %(units)s; take some back"),
            {"total": total, "units": asked.units},
        )
    if asked.use_all and asked.units is not None and total < asked.units:
        raise AnswerError(
            N_("all %(units)s units must be given out; give out %(left)s more"),
            {"units": asked.units, "left": asked.units - total},
        )
    if asked.budget is not None and cost > asked.budget + ROUNDING:
        raise AnswerError(
            N_("this costs %(cost)s together, but the budget is %(budget)s; give out less"),
            {"cost": _money(cost), "budget": _money(asked.budget)},
        )
    return {key: int(value.get(key, 0)) for key in offers}


def _check_amount(asked: Question, value: Any) -> float:
    amount = asked.amount
    assert amount is not None
    number = _number(value)
    if not amount.min - ROUNDING <= number <= amount.max + ROUNDING:
        raise AnswerError(
            N_("%(value)s is out of range; write a number from %(min)s to %(max)s"),
            {"value": _money(number), "min": _money(amount.min), "max": _money(amount.max)},
        )
    steps = (number - amount.min) / amount.step
    if abs(steps - round(steps)) > ROUNDING and abs(number - amount.max) > ROUNDING:
        raise AnswerError(
            N_("%(value)s is between two steps; go from %(min)s in steps of %(step)s"),
            {"value": _money(number), "min": _money(amount.min), "step": _money(amount.step)},
        )
    return min(max(number, amount.min), amount.max)


def _number(value: Any) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    # Compared before it is made a float: a whole number may be too large for one.
    if is_number and -MAX_MAGNITUDE <= value <= MAX_MAGNITUDE:
        return float(value)
    raise AnswerError(N_("this is no number; write one in digits"))


def _money(amount: float) -> str:
    return f"{amount:,.4f}".rstrip("0").rstrip(".")


# -- the least -------------------------------------------------------------------------------


def least_answer(asked: Question) -> AnswerValue:
    """Return the first answer in order: the first option, the fewest, nothing, the minimum."""
    if asked.answer == "choice":
        return next(option.id for option in asked.options if option.available)
    if asked.answer == "several":
        fewest = cheapest(asked.options, asked.at_least, asked.budget)
        return tuple(option.id for option in asked.options if option in fewest)
    if asked.answer == "allocation":
        units = (asked.units or 0) if asked.use_all else 0
        return _filled(asked.options, units, asked.budget)
    assert asked.amount is not None
    return asked.amount.min
