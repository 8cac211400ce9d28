"""The building blocks every part of a scenario shares: texts, formulas, references.

A formula field holds a :class:`~simengine.expressions.Parsed`; it is resolved against the
scenario's names only when the whole file has been read (see ``compile.py``), so that a formula may
name something that is declared further down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)

from simengine.errors import FormulaError
from simengine.expressions import Parsed, ParsedAssignment, parse, parse_assignment

LANGUAGES = ("zh-Hans", "zh-Hant", "en")

ID_PATTERN = r"^[a-z][a-z0-9_]{0,47}$"
SLUG_PATTERN = r"^[a-z][a-z0-9-]{0,63}$"
SKILL_PATTERN = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$"
MOMENT_PATTERN = r"^[a-z][a-z0-9_]*\.[a-z]+$"

# No deal takes longer, nor anything that belongs to one.
MOST_DAYS = 2000

# Marks, in the JSON Schema that pydantic makes, a value whose schema stands in `schema.py`.
SCHEMA_OF = "x-value"

Language = Literal["zh-Hans", "zh-Hant", "en"]
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Slug = Annotated[str, Field(pattern=SLUG_PATTERN)]
SkillId = Annotated[str, Field(pattern=SKILL_PATTERN, max_length=80)]

# One text in every language the scenario declares; which ones must be there is checked when the
# head is known. Zh-Hant may be left out: it is made from zh-Hans.
Text = Annotated[
    dict[Language, Annotated[str, Field(min_length=1, max_length=8000)]],
    Field(min_length=1),
    WithJsonSchema({SCHEMA_OF: "text"}),
]

_T = TypeVar("_T")


def _collected(read: Callable[[Any], _T]) -> Callable[[Any], _T]:
    """Return `read` with its errors in the form that pydantic collects instead of passing on."""

    def reading(value: Any) -> _T:
        try:
            return read(value)
        except FormulaError as error:
            raise ValueError(error) from error

    return reading


def _assignment_text(parsed: ParsedAssignment) -> str:
    return f"{parsed.target} {parsed.op} {parsed.value.text}"


# A formula without chance: conditions, ranges, KPIs, budgets.
Formula = Annotated[
    Parsed,
    PlainValidator(_collected(parse)),
    PlainSerializer(lambda parsed: parsed.text, return_type=str),
    WithJsonSchema({SCHEMA_OF: "formula"}),
]

# A formula that may draw: `pert(2, 3, 6)`.
Draw = Annotated[
    Parsed,
    PlainValidator(_collected(partial(parse, draws=True))),
    PlainSerializer(lambda parsed: parsed.text, return_type=str),
    WithJsonSchema({SCHEMA_OF: "draw"}),
]

# `insight += 15`: a statement that changes one number of the state.
Assignment = Annotated[
    ParsedAssignment,
    PlainValidator(_collected(parse_assignment)),
    PlainSerializer(_assignment_text, return_type=str),
    WithJsonSchema({SCHEMA_OF: "assignment"}),
]


class Part(BaseModel):
    """A frozen piece of a scenario; an unknown key is an error."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        arbitrary_types_allowed=True,
    )


Unit = Literal["money", "percent", "points", "days", "count", "share", "times"]


def _as_quantity(value: Any) -> Any:
    """A bare number or formula stands for a hidden quantity that starts there."""
    if isinstance(value, Mapping) or not isinstance(value, (str, int, float)):
        return value
    return {"hidden": value}


class Drift(Part):
    """A weekly pull of a quantity towards a level, with noise: x += rate * (to - x) + sd * z."""

    to: Formula | None = Field(None, description="Level that it returns to; none: only noise.")
    rate: float = Field(0.0, ge=0, le=1, description="Share of the distance made good each week.")
    sd: float = Field(0.0, ge=0, description="Standard deviation of the weekly noise.")


class Quantity(Part):
    """A number of the deal: known exactly, hidden, or hidden and shown as a range.

    The range holds the truth for certain and says nothing about where in it the truth lies; its
    half width is `shown_within`, worked out anew at every decision: research that makes it
    smaller buys a fresh observation, and what is shown is what all observations agree on.
    """

    label: Text | None = Field(None, description="Name shown to people.")
    unit: Unit = Field("points", description="What it is measured in.")
    known: Draw | None = Field(None, description="Start value, seen exactly.")
    hidden: Draw | None = Field(None, description="Start value, not seen until the debrief.")
    shown_within: Formula | None = Field(
        None, description="Half width of the range in which a hidden value is shown."
    )
    min: float | None = Field(None, description="It never falls below.")
    max: float | None = Field(None, description="It never rises above.")
    drift: Drift | None = Field(None, description="How it moves by itself; none: it stays.")


HiddenQuantity = Annotated[
    Quantity, BeforeValidator(_as_quantity, json_schema_input_type=Quantity | Draw)
]


class Mail(Part):
    """A message in the trainee's inbox."""

    sender: Id = Field(alias="from", description="A stakeholder, competitor or one of the cast.")
    subject: Text
    text: Text


class Case(Part):
    """One of several alternatives among effects: the first whose `when` holds is carried out."""

    when: Formula = Field(description="Whether it is this case; `true` for all others.")
    then: tuple[Assignment, ...] = Field((), description="Changes of numbers, in order.")
    start: tuple[Id, ...] = Field((), description="Tasks put into the plan and started.")
    stop: tuple[Id, ...] = Field((), description="Tasks called off.")
    cost: Formula | None = Field(None, description="Money spent at once.")
    mail: Mail | None = Field(None, description="A message to the trainee.")


class Effects(Part):
    """What happens as a consequence: the same keys wherever something has consequences."""

    then: tuple[Assignment, ...] = Field((), description="Changes of numbers, in order.")
    start: tuple[Id, ...] = Field((), description="Tasks put into the plan and started.")
    stop: tuple[Id, ...] = Field((), description="Tasks called off.")
    cost: Formula | None = Field(None, description="Money spent at once.")
    hire: dict[Id, Formula] = Field(default_factory=dict, description="People to hire, by pool.")
    outsource: dict[Id, Formula] = Field(
        default_factory=dict, description="People to bring in from outside, by pool."
    )
    respond: dict[Id, Literal["avoid", "transfer", "mitigate", "accept"]] = Field(
        default_factory=dict, description="The response chosen for a risk."
    )
    mail: Mail | None = Field(None, description="A message to the trainee.")
    cases: tuple[Case, ...] = Field((), description="The first case that holds is carried out.")
    end: Literal["withdrawn", "lost"] | None = Field(None, description="Ends the deal.")


class Trigger(Part):
    """When something comes up: at a moment, on a day, every so many days, or on a condition."""

    at: str | None = Field(
        None,
        pattern=MOMENT_PATTERN,
        description="A moment: stage.start, stage.gate, task.start, task.done, risk.warned, "
        "risk.struck, event.happened, milestone.accepted, milestone.refused, change.requested, "
        "award.won, award.lost.",
    )
    day: Draw | None = Field(None, description="On this working day.")
    every: float | None = Field(None, ge=0.5, description="Every so many working days.")
    first: Formula | None = Field(None, description="Day of the first time, with `every`.")
    when: Formula | None = Field(
        None, description="Alone: as soon as it holds. With another trigger: only if it holds."
    )
