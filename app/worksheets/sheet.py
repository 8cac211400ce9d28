"""A worksheet's values as its calculation gets them: read, typed, blank rows left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

Value: TypeAlias = str | float | date | None

ACROSS = ":"
"""Stands between the name of a repeated column and the row of the other table."""


@dataclass(frozen=True)
class Place:
    """Where something stands: a section, a row of it, a field. "" means all of them."""

    section: str
    row: str = ""
    field: str = ""


@dataclass(frozen=True)
class Row:
    """One row, or the fields of a section. `number` counts the rows as people see them, from 1."""

    section: str
    id: str
    number: int
    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        """A text or a choice; "" for nothing."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def number_of(self, name: str) -> float | None:
        """A number, an amount, a rating, or a share of 1."""
        value = self.values.get(name)
        return value if isinstance(value, float) else None

    def day(self, name: str) -> date | None:
        """A date."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def across(self, name: str) -> dict[str, Value]:
        """What stands in a repeated column, by the rows of the other table."""
        start = name + ACROSS
        return {
            key.removeprefix(start): value
            for key, value in self.values.items()
            if key.startswith(start) and value not in (None, "")
        }

    def place(self, name: str = "") -> Place:
        """Where a value of this row stands."""
        return Place(self.section, self.id, name)


@dataclass(frozen=True)
class Sheet:
    """All values of a worksheet."""

    fields: Mapping[str, Row]
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    currency: str = "CNY"

    def of(self, section: str) -> Row:
        """The fields of a section."""
        return self.fields[section]

    def rows(self, section: str) -> tuple[Row, ...]:
        """The rows of a table in which something has been typed."""
        return self.tables[section]
