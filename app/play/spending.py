"""Money that went out, fact by fact: costs, penalties, and what a task cost when it was over."""

from __future__ import annotations

from simengine.journal import Fact, MoneySpent, PenaltyIncurred, TaskFinished, TaskStopped


def money_out(fact: Fact) -> tuple[str, float] | None:
    """What the money was for and how much it was; None for a fact without any.

    A task is paid for while it is worked on; the journal tells its cost at its end.
    """
    match fact:
        case MoneySpent():
            return fact.cause, fact.amount
        case PenaltyIncurred():
            return fact.milestone, fact.amount
        case TaskFinished() | TaskStopped() if fact.cost:
            return fact.task, fact.cost
    return None
