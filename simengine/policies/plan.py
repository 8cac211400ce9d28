"""Plans: a policy as data, which can be stored, sent, read and told.

    {"schema": 1, "advice": {"price": {
        "do": {"least": [{"times": 0.97, "see": "rivals.dingyu.price", "part": "middle"}]},
        "rules": [{"when": [{"see": "deal.won", "part": "middle", "side": "from", "than": 1}],
                   "do": {"place": 0.5}}]}},
     "stakes": {"price": 41.6}}

For each decision a plan has a wish, and rules that wish for something else in situations that can
be seen. How often a decision was asked is a number of the state like others, `asked.<decision>`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from simengine.errors import N_, SimError
from simengine.journal import AnswerValue
from simengine.policies.wishes import KIND_OF, STRICT, Least, Part, Wish, part_of
from simengine.questions import Question
from simengine.sight import Sight
from simengine.streams import Stream

SCHEMA = 1


class PlanError(SimError):
    """Data that is no plan."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something to go by: a number that is seen is at least so much, or below it. A number that
    is not seen is neither; a yes counts as 1, a no as 0."""

    see: str
    part: Part
    side: Literal["from", "below"]
    than: float

    __pydantic_config__ = STRICT

    def holds(self, sight: Sight) -> bool:
        """Whether it is so."""
        return self.met(part_of(sight, self.see, self.part))

    def met(self, value: float | None) -> bool:
        """Whether it is so of this value; None is a number that is not seen."""
        if value is None:
            return False
        return value >= self.than if self.side == "from" else value < self.than


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do when all signs hold."""

    when: Annotated[tuple[Sign, ...], Field(min_length=1)]
    do: Wish

    __pydantic_config__ = STRICT

    def holds(self, sight: Sight) -> bool:
        """Whether it is its situation."""
        return all(sign.holds(sight) for sign in self.when)


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do in a decision: the first rule that holds, else the wish."""

    do: Wish
    rules: tuple[Rule, ...] = ()

    __pydantic_config__ = STRICT

    def wish(self, sight: Sight) -> Wish:
        """Return what to wish for as things stand."""
        return next((rule.do for rule in self.rules if rule.holds(sight)), self.do)


@dataclass(frozen=True, slots=True)
class Plan:
    """A policy as data. It does by habit what it has no advice for.

    Of a par it is also kept what is usually at stake in each decision, in points of score (see
    `simengine.review.stakes`); of other plans, and of decisions that were never met, it is not.
    """

    advice: Mapping[str, Advice]
    name: str = "par"
    stakes: Mapping[str, float] = field(default_factory=dict)

    def __call__(self, asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
        """Return what the plan wishes for, made to fit the question."""
        advice = self.advice.get(asked.decision)
        if advice is None:
            return asked.default
        wish = advice.wish(sight)
        # A plan of another version of the scenario may be made for another kind of answer.
        return wish.fit(asked, sight) if KIND_OF[type(wish)] == asked.answer else asked.default

    def names(self) -> frozenset[str]:
        """Return the names of the numbers that it goes by."""
        found = set()
        for advice in self.advice.values():
            for wish in (advice.do, *(rule.do for rule in advice.rules)):
                found |= {term.see for term in wish.least} if isinstance(wish, Least) else set()
            found |= {sign.see for rule in advice.rules for sign in rule.when}
        return frozenset(found)

    def as_json(self) -> dict[str, Any]:
        """Return the plan as plain data, which `from_json` reads back."""
        advice = {decision: asdict(advice) for decision, advice in self.advice.items()}
        stakes = {"stakes": dict(self.stakes)} if self.stakes else {}
        return {"schema": SCHEMA, "advice": advice, **stakes}

    @classmethod
    def from_json(cls, data: Any, *, name: str = "par") -> Plan:
        """Return the plan of plain data; raise PlanError if it is not one, to the letter."""
        try:
            text = json.dumps(data, allow_nan=False)
            stored = _STORED.validate_json(text)
            return cls(stored.advice, name, stored.stakes)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            params = {"place": place or "plan", "problem": first["msg"]}
        except (TypeError, ValueError) as error:
            params = {"place": "plan", "problem": str(error)}
        raise PlanError(N_("this is no plan: %(place)s: %(problem)s"), params)


@dataclass(frozen=True, slots=True)
class _Stored:
    schema: Literal[1]
    advice: Mapping[str, Advice]
    stakes: Mapping[str, Annotated[float, Field(ge=0)]] = field(default_factory=dict)

    __pydantic_config__ = STRICT


_STORED = TypeAdapter(_Stored)
