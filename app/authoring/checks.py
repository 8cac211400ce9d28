"""What a text is worth before anybody plays it: its problems, or how the bots get on with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask_babel import gettext as _

from simengine.errors import FormulaError
from simengine.library import load_text
from simengine.policies import POLICIES, play
from simengine.program import Program
from simengine.scenario.problems import Problem, ScenarioInvalid

REHEARSAL_SEED = 1

# A text that is wrong throughout has thousands of problems; nobody mends more than these at once.
MOST_SHOWN = 200


@dataclass(frozen=True)
class Finding:
    """A problem in the reader's language; ``path`` is "" where it is the whole file's."""

    line: int
    path: str
    message: str


@dataclass(frozen=True)
class Check:
    """What the loader said of a text: a program, or why there is none.

    ``total`` counts all problems, ``findings`` are the first of them.
    """

    program: Program | None
    findings: tuple[Finding, ...]
    total: int

    @property
    def is_valid(self) -> bool:
        """Whether the text can be played."""
        return self.program is not None


@dataclass(frozen=True)
class BotRun:
    """How one bot got on. ``failure`` says which formula failed; then there is no score."""

    bot: str
    decisions: int
    outcome: str | None
    score: float | None
    failure: str | None = None


def check_text(text: str) -> Check:
    """Return the program of a text, or all its problems in the reader's language."""
    try:
        return Check(load_text(text), (), 0)
    except ScenarioInvalid as error:
        shown = tuple(_find(problem) for problem in error.problems[:MOST_SHOWN])
        return Check(None, shown, len(error.problems))


def rehearse(program: Program) -> tuple[BotRun, ...]:
    """Let every bot play one seed and return how each got on."""
    return tuple(_play(program, bot) for bot in POLICIES)


def fingerprint(text: str) -> str:
    """A short name of exactly this text, comments and layout included."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _find(problem: Problem) -> Finding:
    return Finding(problem.line, problem.path, problem.message(_))


def _play(program: Program, bot: str) -> BotRun:
    try:
        run = play(program, REHEARSAL_SEED, bot)
    except FormulaError as error:
        return BotRun(bot, 0, None, None, error.translated(_))
    return BotRun(bot, len(run.answers), run.outcome, run.score)
