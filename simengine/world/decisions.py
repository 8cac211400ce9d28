"""Decisions put to the trainee: when they come up, what is asked, and what follows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simengine.journal import AnswerValue, DecisionMade, DecisionSkipped
from simengine.names import ANSWER, DAY, SPENT, Value
from simengine.program import Consequences, DecisionSpec, OptionSpec
from simengine.questions import (
    MOST_UNITS,
    ROUNDING,
    AmountOffer,
    AnswerError,
    OptionOffer,
    Question,
    cheapest,
    check_answer,
    least_answer,
    room_for,
)
from simengine.world.effects import carry_out
from simengine.world.numbers import countable

if TYPE_CHECKING:
    from simengine.world.world import World

__all__ = [
    "AmountOffer",
    "AnswerError",
    "OptionOffer",
    "Question",
    "carry_out_answer",
    "check_answer",
    "comes_up",
    "is_plain_choice",
    "least_answer",
    "question",
    "with_default",
]


def comes_up(world: World, decision: DecisionSpec) -> bool:
    """Whether the decision is to be asked at all, now that its time has come."""
    return not world.over and (decision.guard is None or bool(decision.guard.raw(world.s)))


def is_plain_choice(world: World, decision: DecisionSpec, value: Any) -> bool:
    """Whether the value is an option that can be chosen now, without looking at the others."""
    if decision.answer != "choice" or not isinstance(value, str):
        return False
    option = decision.options.get(value)
    return option is not None and (option.when is None or bool(option.when.raw(world.s)))


def question(world: World, decision: DecisionSpec, step: int) -> Question | None:
    """Return what is asked, its default not worked out yet; None when no option can be chosen."""
    s = world.s
    s[ANSWER] = 1.0
    options = tuple([option.offer or _offer(s, option) for option in decision.options.values()])
    s[ANSWER] = 0.0
    amount = None
    if decision.amount is not None:
        low = countable(decision.amount.min.raw(s))
        high = max(low, countable(decision.amount.max.raw(s)))
        amount = AmountOffer(low, high, decision.amount.step)
    elif not any(option.available for option in options):
        world.journal.append(DecisionSkipped(world.s[DAY], decision.id))
        return None
    budget = None if decision.budget is None else max(0.0, countable(decision.budget.raw(s)))
    at_least, units = decision.at_least, None
    if decision.units is not None:
        wanted = min(max(0, math.floor(decision.units.raw(s))), MOST_UNITS)
        # No more than can be given to anybody, or nobody could ever give out all of them.
        units = room_for(options, wanted, budget)
    elif at_least:
        # No more than the budget allows, for the same reason.
        at_least = len(cheapest(options, at_least, budget))
    return Question(
        step, s[DAY], decision.id, decision.answer, options, budget,
        at_least, decision.at_most, units, decision.use_all, amount, "",
    )  # fmt: skip


def with_default(world: World, decision: DecisionSpec, asked: Question) -> Question:
    """Return the question with what is done by habit: the author's default if it is in order
    now, else the least that is."""
    return asked._replace(default=_default(world, decision, asked))


def _offer(s: Sequence[Value], option: OptionSpec) -> OptionOffer:
    """Return how the option stands now."""
    available = _is_available(s, option)
    cost = 0.0 if option.cost is None else max(0.0, float(option.cost.raw(s)))
    return OptionOffer(option.id, available, cost, option.at_most)


def _is_available(s: Sequence[Value], option: OptionSpec) -> bool:
    return option.when is None or bool(option.when.raw(s))


# -- what follows ----------------------------------------------------------------------------


def carry_out_answer(world: World, decision: DecisionSpec, step: int, value: AnswerValue) -> None:
    """Carry out an answer that has been checked."""
    s, journal = world.s, world.journal
    place, spent_before = len(journal), s[SPENT]
    world.set(decision.asked_slot, s[decision.asked_slot] + 1)
    amount = value if isinstance(value, float) else 0.0
    if isinstance(value, dict):
        chosen = _allot(world, decision, value)
    elif isinstance(value, (int, float)):
        chosen = []
    else:
        chosen = _mark(world, decision, (value,) if isinstance(value, str) else value)
    if decision.amount is not None:
        world.set(decision.amount.slot, amount)
    for effects, answer in chosen:
        s[ANSWER] = answer
        carry_out(world, effects)
    if decision.effects is not None:
        s[ANSWER] = amount
        carry_out(world, decision.effects)
    s[ANSWER] = 0.0
    cost = round(s[SPENT] - spent_before, 6)
    journal.insert(place, DecisionMade(s[DAY], step, decision.id, value, cost))


def _mark(
    world: World, decision: DecisionSpec, chosen: tuple[str, ...]
) -> list[tuple[Consequences, float]]:
    """Mark which options are chosen; return their effects."""
    s = world.s
    found: list[tuple[Consequences, float]] = []
    for option in decision.options.values():
        is_chosen = option.id in chosen
        if s[option.slot] != is_chosen:
            world.set(option.slot, is_chosen)
        if is_chosen and option.effects is not None:
            found.append((option.effects, 1.0))
    return found


def _allot(
    world: World, decision: DecisionSpec, given: Mapping[str, int]
) -> list[tuple[Consequences, float]]:
    """Mark how many units each option has; return the effects of those that can be chosen, of
    no units too, for they may take the place of some."""
    s = world.s
    found: list[tuple[Consequences, float]] = []
    for option in decision.options.values():
        units = float(given.get(option.id, 0))
        if s[option.slot] != units:
            world.set(option.slot, units)
        if option.effects is not None and (units or _is_available(s, option)):
            found.append((option.effects, units))
    return found


# -- what is done by habit -------------------------------------------------------------------


def _default(world: World, decision: DecisionSpec, asked: Question) -> AnswerValue:
    author = world.program.scenario.decisions[decision.id].default
    if decision.default_amount is not None:
        author = _on_grid(asked, countable(decision.default_amount.raw(world.s)))
    if author is not None:
        try:
            return check_answer(asked, author)
        except AnswerError:
            pass
    return least_answer(asked)


def _on_grid(asked: Question, value: float) -> float:
    amount = asked.amount
    assert amount is not None
    value = min(max(value, amount.min), amount.max)
    return amount.min + amount.step * math.floor((value - amount.min) / amount.step + ROUNDING)
