"""What can go wrong while a deal is played, beyond the errors that every area knows."""

from __future__ import annotations

from app.errors import Conflict, Invalid


class AnswerRefused(Invalid):
    """The answer is not in order, and nothing was changed by it. The form asks again."""


class StepPassed(Conflict):
    """The step has been decided otherwise, or is not reached yet: the room has moved on."""


class ScenarioFails(Invalid):
    """A formula of the scenario's author failed in this run. Nothing was stored."""
