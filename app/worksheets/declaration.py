"""The language in which a worksheet is declared.

A :class:`Tool` is a title, a purpose and sections. A section is a set of fields or a table of rows;
a column is typed in, worked out, or repeated for each row of another table. One pure function
works everything out. Pages, workbooks and PDFs are made from the declaration alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from flask_babel.speaklater import LazyString

from app.worksheets.outcome import Outcome
from app.worksheets.sheet import Sheet

Text: TypeAlias = str | LazyString

Kind = Literal["text", "long", "number", "money", "percent", "date", "choice", "rating"]
NUMBERS: frozenset[Kind] = frozenset({"number", "money", "percent", "rating"})

MOST_RATING = 5


@dataclass(frozen=True)
class Field:
    """What is typed in one place. `least` and `most` bound a number; percentages are shares of 1.

    `is_mark` is for what alone does not make a row count, such as a code that is given.
    """

    name: str
    label: Text
    kind: Kind = "text"
    hint: Text = ""
    unit: Text = ""
    choices: tuple[tuple[str, Text], ...] = ()
    least: float | None = 0.0
    most: float | None = None
    is_mark: bool = False
    starts_today: bool = False
    is_narrow: bool = False

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.kind in NUMBERS

    @property
    def can_be_wrong(self) -> bool:
        """Whether what is typed may be none of its values."""
        return self.kind in ("number", "money", "percent", "date")


@dataclass(frozen=True)
class Computed:
    """A column that the calculation fills."""

    name: str
    label: Text
    kind: Kind = "number"
    digits: int = 0

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.kind in NUMBERS


@dataclass(frozen=True)
class Across:
    """A column for every row of the section `rows_of`, headed by that row's `heading` field."""

    rows_of: str
    heading: str
    field: Field


Column: TypeAlias = Field | Computed | Across


@dataclass(frozen=True)
class Fields:
    """Single fields, each once."""

    name: str
    title: Text
    fields: tuple[Field, ...]
    intro: Text = ""


@dataclass(frozen=True)
class Fixed:
    """A row that is always there and has its own name."""

    id: str
    label: Text


@dataclass(frozen=True)
class Rows:
    """A table. People add and remove its rows, unless it has `fixed` ones."""

    name: str
    title: Text
    columns: tuple[Column, ...]
    intro: Text = ""
    fixed: tuple[Fixed, ...] = ()
    fixed_label: Text = ""
    most: int = 40
    begins_with: int = 3
    coded: str = ""
    """The field that gets a letter of its own (A, B, C) with every new row."""

    @property
    def inputs(self) -> tuple[Field, ...]:
        """The columns of its own that are typed in."""
        return tuple(column for column in self.columns if isinstance(column, Field))


Section: TypeAlias = Fields | Rows


@dataclass(frozen=True)
class Tool:
    """A kind of worksheet. `is_wide` gives its tables the whole width, on paper across."""

    id: str
    title: Text
    purpose: Text
    icon: str
    sections: tuple[Section, ...]
    calculate: Callable[[Sheet], Outcome]
    is_wide: bool = False
    has_money: bool = False

    def section(self, name: str) -> Section:
        """The section of this name."""
        return next(section for section in self.sections if section.name == name)

    @property
    def tables(self) -> tuple[Rows, ...]:
        """The sections that are tables."""
        return tuple(section for section in self.sections if isinstance(section, Rows))
