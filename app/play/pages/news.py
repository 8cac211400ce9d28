"""What happened in a stretch of the run: the facts that matter, without the bookkeeping."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.play.figures import FigureUnit
from app.play.narrate import Line, Narrator
from app.play.spending import money_out
from app.play.state_names import describe
from simengine.journal import (
    EventHappened,
    Fact,
    MessageReceived,
    MoneySpent,
    NumberChanged,
    StagePassed,
    TaskPlanned,
    TaskStarted,
)


@dataclass(frozen=True)
class NumberMoved:
    """A number before and after, all its changes together."""

    name: str
    label: str
    unit: FigureUnit
    before: float
    after: float


@dataclass(frozen=True)
class Spending:
    """Money that went to one cause."""

    cause: str
    amount: float


@dataclass(frozen=True)
class News:
    """`lines` in the order of the days; `spent` is all money together."""

    lines: tuple[Line, ...]
    numbers: tuple[NumberMoved, ...]
    spending: tuple[Spending, ...]

    @property
    def spent(self) -> float:
        """All money that was spent."""
        return sum(item.amount for item in self.spending)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.lines or self.numbers or self.spending)


def tell(narrator: Narrator, facts: Sequence[Fact]) -> News:
    """The news of these facts."""
    return News(
        lines=_lines(narrator, facts),
        numbers=_numbers(narrator, facts),
        spending=_spending(narrator, facts),
    )


def _lines(narrator: Narrator, facts: Sequence[Fact]) -> tuple[Line, ...]:
    """A line for each fact worth telling; what is put in the plan on one day shares a line."""
    started = {fact.task for fact in facts if isinstance(fact, TaskStarted)}
    lines: list[Line] = []
    planned: list[TaskPlanned] = []
    for fact in _worth_telling(narrator, facts):
        if planned and not (isinstance(fact, TaskPlanned) and fact.day == planned[0].day):
            lines.append(narrator.plan_line(planned))
            planned = []
        if not isinstance(fact, TaskPlanned):
            lines.append(narrator.line(fact))
        elif fact.task not in started:
            planned.append(fact)
    if planned:
        lines.append(narrator.plan_line(planned))
    return tuple(lines)


def _worth_telling(narrator: Narrator, facts: Sequence[Fact]) -> Iterable[Fact]:
    """Leave out what is told elsewhere: numbers, money and mails."""
    for fact in facts:
        if isinstance(fact, (NumberChanged, MoneySpent, MessageReceived)):
            continue
        if isinstance(fact, EventHappened) and not narrator.texts.is_named(fact.event):
            continue
        if isinstance(fact, StagePassed) and not fact.forced:
            # That the next one begins says as much.
            continue
        yield fact


def _numbers(narrator: Narrator, facts: Sequence[Fact]) -> tuple[NumberMoved, ...]:
    first: dict[str, float] = {}
    last: dict[str, float] = {}
    for fact in facts:
        if isinstance(fact, NumberChanged):
            first.setdefault(fact.name, float(fact.before))
            last[fact.name] = float(fact.after)
    moved = []
    for name, before in first.items():
        if abs(before - last[name]) > 1e-9 and _is_named(narrator, name):
            words = describe(narrator.program, narrator.texts, name)
            moved.append(NumberMoved(name, words.label, words.unit, before, last[name]))
    return tuple(moved)


def _is_named(narrator: Narrator, name: str) -> bool:
    """Authors leave the labels away of numbers that are no trainee's business."""
    return "." in name or narrator.texts.is_named(name)


def _spending(narrator: Narrator, facts: Sequence[Fact]) -> tuple[Spending, ...]:
    totals: dict[str, float] = {}
    for fact in facts:
        out = money_out(fact)
        if out is not None:
            name = narrator.name(out[0])
            totals[name] = totals.get(name, 0.0) + out[1]
    ranked = sorted(totals.items(), key=lambda item: -item[1])
    return tuple(Spending(cause, amount) for cause, amount in ranked)
