"""Collects the problems of a scenario while it is looked over."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection
from typing import Any

from simengine.errors import N_
from simengine.scenario.problems import Path, Problem, dotted

_KINDS = {
    "tasks": N_("there is no task “%(id)s”"),
    "stages": N_("there is no stage “%(id)s”"),
    "team": N_("there is no pool “%(id)s” in the team"),
    "risks": N_("there is no risk “%(id)s”"),
    "skills": N_("there is no skill “%(id)s”"),
    "cast": N_("there is no stakeholder, competitor or member of the cast “%(id)s”"),
    "options": N_("there is no option “%(id)s”"),
    "moments": N_("there is no moment “%(id)s”"),
    "names": N_("there is no name “%(id)s”"),
}
_KINDS_WITH_GUESS = {
    "tasks": N_("there is no task “%(id)s”; did you mean “%(guess)s”?"),
    "stages": N_("there is no stage “%(id)s”; did you mean “%(guess)s”?"),
    "team": N_("there is no pool “%(id)s” in the team; did you mean “%(guess)s”?"),
    "risks": N_("there is no risk “%(id)s”; did you mean “%(guess)s”?"),
    "skills": N_("there is no skill “%(id)s”; did you mean “%(guess)s”?"),
    "cast": N_(
        "there is no stakeholder, competitor or member of the cast “%(id)s”; "
        "did you mean “%(guess)s”?"
    ),
    "options": N_("there is no option “%(id)s”; did you mean “%(guess)s”?"),
    "moments": N_("there is no moment “%(id)s”; did you mean “%(guess)s”?"),
    "names": N_("there is no name “%(id)s”; did you mean “%(guess)s”?"),
}


_MOST_GUESSES = 100


class Report:
    """Callable: `report(path, template, **params)` adds a problem at the path's line."""

    def __init__(self, line: Callable[[Path], int], source: str) -> None:
        self.line = line
        self.problems: list[Problem] = []
        self._source = source

    def __call__(self, path: Path, template: str, **params: Any) -> None:
        line = self.line(path)
        self.problems.append(Problem(line, dotted(path), template, params, self._source))

    def unknown(self, path: Path, kind: str, key: str, known: Collection[str]) -> None:
        """Report an id that does not exist, with the nearest that does."""
        # Guessing takes time, and who has made so many mistakes needs another kind of help.
        is_helpful = len(self.problems) < _MOST_GUESSES
        guesses = difflib.get_close_matches(key, known, n=1) if is_helpful else []
        if guesses:
            self(path, _KINDS_WITH_GUESS[kind], id=key, guess=guesses[0])
        else:
            self(path, _KINDS[kind], id=key)
