"""Wishes made to fit a question: within its limits, on its grid, of the options that are open."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from simengine.journal import AnswerValue
from simengine.questions import AnswerError, OptionOffer, Question, check_answer, least_answer

# Chooses one of some options to give the next unit to, knowing what each was given so far.
Picker = Callable[[list[OptionOffer], Mapping[str, int]], int]


def at_place(asked: Question, place: float) -> float:
    """Return the amount on the grid at this place between the lowest (0) and the highest (1)."""
    amount = asked.amount
    assert amount is not None
    steps = math.floor((amount.max - amount.min) / amount.step + 1e-9)
    return amount.min + amount.step * math.floor(steps * place + 0.5)


def nearest(asked: Question, value: float) -> float:
    """Return the amount on the grid that is nearest to the value."""
    amount = asked.amount
    assert amount is not None
    if amount.max <= amount.min:
        return amount.min
    return at_place(asked, min(max((value - amount.min) / (amount.max - amount.min), 0.0), 1.0))


def in_turn() -> Picker:
    """Return a picker that takes the options in turn."""
    turn = 0

    def pick(options: list[OptionOffer], given: Mapping[str, int]) -> int:
        nonlocal turn
        turn += 1
        return (turn - 1) % len(options)

    return pick


def given_out(asked: Question, pick: Picker, units: int | None = None) -> AnswerValue:
    """Give out so many units, all without a number, one by one within every limit, as far as it
    goes; by least cost where all must be given out and the budget does not allow it otherwise."""
    all_units = asked.units or 0
    given = {option.id: 0 for option in asked.options}
    for _ in range(all_units if units is None or asked.use_all else min(units, all_units)):
        open_options = _that_take_more(asked, given)
        if not open_options:
            break
        given[open_options[pick(open_options, given)].id] += 1
    if asked.use_all and sum(given.values()) < all_units:
        return least_answer(asked)
    return given


def _that_take_more(asked: Question, given: Mapping[str, int]) -> list[OptionOffer]:
    """Return the options of which one more unit can be given out."""
    budget, spent = asked.budget, 0.0
    if budget is not None:
        spent = sum(o.cost * given[o.id] for o in asked.options)
    return [
        option
        for option in asked.options
        if option.available
        and (option.at_most is None or given[option.id] < option.at_most)
        and (budget is None or spent + option.cost <= budget)
    ]


def as_many_as_allowed(
    asked: Question, wanted: Sequence[OptionOffer], available: Sequence[OptionOffer]
) -> AnswerValue:
    """Return the wanted options in their order, within budget and number; fill up if too few, or
    take the cheapest if that leaves too little for as many as it must be."""
    chosen: list[str] = []
    cheapest = sorted(available, key=lambda option: option.cost)
    for option in [*wanted, *cheapest]:
        enough = option not in wanted and len(chosen) >= asked.at_least
        if option.id in chosen or enough:
            continue
        try:
            check_answer(asked._replace(at_least=0), [*chosen, option.id])
        except AnswerError:
            continue
        chosen.append(option.id)
    if len(chosen) < asked.at_least:
        return least_answer(asked)
    return check_answer(asked, chosen)
