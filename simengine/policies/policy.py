"""What a policy is: a way to play, which sees no more than a trainee does."""

from __future__ import annotations

from typing import Protocol

from simengine.journal import AnswerValue
from simengine.questions import Question
from simengine.sight import Sight
from simengine.streams import Stream


class Policy(Protocol):
    """Answers questions. It is a value: frozen, so that it can be sent to other processes, and
    with no memory of its own; `stream` is the only chance that it knows."""

    @property
    def name(self) -> str:
        """What it is called in studies."""

    def __call__(self, asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
        """Return an answer that is in order."""
