"""Decisions: what the trainee is asked, and the shapes an answer can have."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from simengine.errors import N_, SimError
from simengine.scenario.parts import (
    Effects,
    Formula,
    Id,
    Part,
    SkillId,
    Slug,
    Text,
    Trigger,
    Unit,
)

DecisionKind = Literal[
    "stage", "resource", "risk", "price", "plan", "negotiation", "relationship", "change"
]
AnswerKind = Literal["choice", "several", "allocation", "amount"]


def _as_default(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """Tell of one problem, where each shape that it could have had would tell of its own."""
    try:
        return read(value)
    except ValidationError:
        raise ValueError(
            SimError(N_("a default is an option, a list of options, units by option, or an amount"))
        ) from None


Default = Annotated[str | int | float | tuple[Id, ...] | dict[Id, int], WrapValidator(_as_default)]


class Option(Effects):
    """One way to answer. In an allocation, `answer` in its formulas is its number of units."""

    label: Text
    detail: Text | None = Field(None, description="What it would mean.")
    when: Formula | None = Field(None, description="Whether it can be chosen now.")
    why_not: Text | None = Field(None, description="Said when it can't be chosen.")
    at_most: int | None = Field(None, ge=1, description="Units at most, in an allocation.")


class Amount(Part):
    """A number to name, from `min` to `max` in steps."""

    min: Formula = Field(description="The least that can be named.")
    max: Formula = Field(description="The most that can be named, even between two steps.")
    step: float = Field(ge=0.0001, description="From `min` upwards.")
    unit: Unit = Field("money", description="What it is measured in.")


class Decision(Effects, Trigger):
    """A question to the trainee; time stands still until it is answered.

    Its own effects are carried out after the chosen options'. In those of an amount, `answer` is
    the number named.
    """

    kind: DecisionKind = Field(description="What it is about.")
    title: Text
    ask: Text
    brief: Text | None = Field(None, description="What there is to know about it.")
    sender: Id | None = Field(None, alias="from", description="Who puts the question.")
    skill: SkillId = Field(description="Skill that it trains, one of `skills`.")
    lesson: Slug | None = Field(None, description="Lesson about it, one of `lessons`.")
    shows: tuple[str, ...] = Field((), description="Names of the state that matter here.")
    answer: AnswerKind = Field(
        "choice",
        description="One option; several options; whole units given to options; or an amount.",
    )
    options: dict[Id, Option] = Field(default_factory=dict, description="In order, by id.")
    budget: Formula | None = Field(None, description="Money for all chosen options together.")
    at_least: int = Field(0, ge=0, description="Options to choose at least, of several.")
    at_most: int | None = Field(None, ge=1, description="Options to choose at most, of several.")
    units: Formula | None = Field(None, description="Whole units to allocate.")
    use_all: bool = Field(False, description="Whether every unit must be allocated.")
    amount: Amount | None = Field(None, description="The numbers that can be named.")
    default: Default | None = Field(
        None, description="What is done by habit: an option, options, units, or an amount."
    )
