"""Bots, the plain ways to play.

`default` does what the author calls habit, `random` anything that is allowed, `cautious` buys
safety and knowledge, `greedy` grasps the money: the highest price, the least spent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simengine.journal import AnswerValue
from simengine.policies.fitting import as_many_as_allowed, at_place, given_out, in_turn
from simengine.policies.policy import Policy
from simengine.questions import Question, least_answer
from simengine.scenario.decisions import Option
from simengine.sight import Sight
from simengine.streams import Stream

# How a cautious person ranks the responses to a risk, and a greedy one.
_SAFEST_FIRST = ("avoid", "mitigate", "transfer", "accept")

# What a cautious person leaves of the money at hand for what is still to come.
_RESERVE = 0.4

# Where in the range of an amount each of them goes.
_CAUTIOUS_PLACE = 0.35
_GREEDY_PLACE = 0.9


@dataclass(frozen=True, slots=True)
class Bot:
    """A policy that is a function."""

    name: str
    answer: Callable[[Question, Sight, Stream], AnswerValue]

    def __call__(self, asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
        """Return what the function answers."""
        return self.answer(asked, sight, stream)


def by_default(asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
    """Do what is done by habit."""
    return asked.default


def at_random(asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
    """Do anything that is allowed, every option alike."""
    if asked.answer == "amount":
        return at_place(asked, stream.uniform(0.0, 1.0))
    available = [option for option in asked.options if option.available]
    if asked.answer == "choice":
        return available[stream.choice([1.0] * len(available))].id
    if asked.answer == "allocation":
        return given_out(asked, lambda options, given: stream.choice([1.0] * len(options)))
    wanted = [option for option in available if stream.chance(0.5)]
    return as_many_as_allowed(asked, wanted, available)


def cautiously(asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
    """Answer risks safely, find out what can be found out, keep a reserve, ask a modest price."""
    if asked.answer == "amount":
        return at_place(asked, _CAUTIOUS_PLACE)
    available = [option for option in asked.options if option.available]
    at_hand = sight.money_left * (1 - _RESERVE)
    affordable = [o for o in available if o.cost <= at_hand] or [
        min(available, key=lambda option: option.cost)
    ]
    if asked.answer == "allocation":
        return given_out(asked, in_turn())
    options = sight.decision.options
    ranked = sorted(affordable, key=lambda o: (_danger(options[o.id]), -o.cost))
    if asked.answer == "choice":
        return ranked[0].id
    return as_many_as_allowed(asked, ranked, available)


def greedily(asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
    """Ask the highest price and spend the least: accept every risk, research nothing."""
    if asked.answer == "amount":
        return at_place(asked, _GREEDY_PLACE)
    available = [option for option in asked.options if option.available]
    if asked.answer == "choice":
        options = sight.decision.options
        staying = [o for o in available if options[o.id].end is None] or available
        return min(staying, key=lambda o: (o.cost, -_danger(options[o.id]))).id
    return least_answer(asked)


POLICIES: Mapping[str, Policy] = {
    "default": Bot("default", by_default),
    "random": Bot("random", at_random),
    "cautious": Bot("cautious", cautiously),
    "greedy": Bot("greedy", greedily),
}


def _danger(option: Option) -> int:
    """Rank an option: by the least safe response in it; leaving things alone counts as safe."""
    if option.end is not None:
        return len(_SAFEST_FIRST)
    return max((_SAFEST_FIRST.index(given) for given in option.respond.values()), default=0)
