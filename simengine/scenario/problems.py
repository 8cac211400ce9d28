"""What is wrong with a scenario file: all of it at once, each with its place and its mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simengine.errors import SimError

# Where something stands in a scenario: ("tasks", "plant_visit", "needs", "sales").
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `template` is an English message id filled in with `params`."""

    line: int
    path: str
    template: str
    params: Mapping[str, Any] = field(default_factory=dict, compare=False)
    source: str = ""

    def message(self, gettext: Callable[[str], str] = str) -> str:
        """Return what is wrong and how to mend it, in the language of `gettext`."""
        return SimError(self.template, self.params).translated(gettext)

    def __str__(self) -> str:
        return f"{self.source}:{self.line}: {self.path or '(top)'}: {self.message()}"


class ScenarioInvalid(SimError):
    """The scenario can't be used; `problems` has every reason, in the order of the lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("%(problems)s", {"problems": "\n".join(map(str, self.problems))})


def dotted(path: Path) -> str:
    """Return the path as an author writes it: `tasks.plant_visit.needs.sales`."""
    return ".".join(str(part) for part in path)
