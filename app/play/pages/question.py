"""The decision at hand: what is asked, what can be answered, and what matters to it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.formats import days
from app.i18n import pick
from app.play.answers import CHOICE_FIELD, units_field
from app.play.figures import FigureUnit, RangeBar, range_bar
from app.play.narrate import Narrator
from app.play.state_names import describe
from app.play.texts import Sender
from app.play.words import listed
from simengine.run import Snapshot
from simengine.scenario.decisions import Decision
from simengine.view import Effort, Shown, efforts, see
from simengine.world.decisions import Question

Entered = MultiDict[str, str]


@dataclass(frozen=True)
class Work:
    """What the tasks of an option take: people at most at once, days of the longest, in words."""

    days: float
    people: int
    words: str


@dataclass(frozen=True)
class OptionRow:
    """An option as it can be chosen. `entered` is what the form holds for it."""

    id: str
    field: str
    label: str
    detail: str
    available: bool
    why_not: str
    cost: float
    work: Work | None
    at_most: int | None
    is_chosen: bool
    entered: str


@dataclass(frozen=True)
class ShownRow:
    """A number that matters to the decision; `bar` is its place on its scale."""

    label: str
    value: Shown
    unit: FigureUnit
    bar: RangeBar | None


@dataclass(frozen=True)
class QuestionPanel:
    """Everything on the panel of the decision at hand."""

    asked: Question
    decision: Decision
    sender: Sender | None
    options: tuple[OptionRow, ...]
    shows: tuple[ShownRow, ...]
    entered: str
    unit: FigureUnit
    error: str


def question_panel(
    narrator: Narrator, snapshot: Snapshot, entered: Entered | None, *, error: str
) -> QuestionPanel:
    """The decision that the run waits for, with what was entered and why it was refused."""
    asked = snapshot.question
    assert asked is not None, "a finished run has a debrief, no room"
    decision = snapshot.program.scenario.decisions[asked.decision]
    # A form of another decision says nothing about this one.
    is_its_own = entered is not None and entered.get("decision") == asked.decision
    form: Entered = entered if entered is not None and is_its_own else MultiDict()
    return QuestionPanel(
        asked=asked,
        decision=decision,
        sender=None if decision.sender is None else narrator.texts.sender(decision.sender),
        options=tuple(
            _option(narrator, snapshot, asked, index, form) for index in range(len(asked.options))
        ),
        shows=shown_rows(narrator, snapshot, decision.shows),
        entered=form.get(CHOICE_FIELD, ""),
        unit="money" if decision.amount is None else decision.amount.unit,
        error=error,
    )


def shown_rows(
    narrator: Narrator, snapshot: Snapshot, names: tuple[str, ...]
) -> tuple[ShownRow, ...]:
    """These names of the state as the trainee sees them now."""
    rows = []
    for name in names:
        words = describe(snapshot.program, narrator.texts, name)
        shown = see(snapshot, name)
        bar = None
        if words.low is not None and words.high is not None:
            bar = range_bar(shown, words.low, words.high)
        rows.append(ShownRow(words.label, shown, words.unit, bar))
    return tuple(rows)


def _option(
    narrator: Narrator, snapshot: Snapshot, asked: Question, index: int, form: Entered
) -> OptionRow:
    offer = asked.options[index]
    option = snapshot.program.scenario.decisions[asked.decision].options[offer.id]
    field = units_field(offer.id) if asked.answer == "allocation" else CHOICE_FIELD
    return OptionRow(
        id=offer.id,
        field=field,
        label=pick(option.label),
        detail="" if option.detail is None else pick(option.detail),
        available=offer.available,
        why_not="" if option.why_not is None else pick(option.why_not),
        cost=offer.cost,
        work=_work(narrator, efforts(snapshot, asked.decision, offer.id)),
        at_most=offer.at_most,
        is_chosen=offer.id in form.getlist(CHOICE_FIELD),
        entered=form.get(field, ""),
    )


def _work(narrator: Narrator, tasks: tuple[Effort, ...]) -> Work | None:
    """The tasks of an option together; None when it has none that take anybody's time."""
    if not any(task.days > 0 for task in tasks):
        return None
    return Work(
        days=max(task.days for task in tasks),
        people=max(sum(task.people.values()) for task in tasks),
        words=listed(
            [
                _(
                    "%(task)s: about %(days)s, %(people)s",
                    task=narrator.name(task.task),
                    days=days(task.days, 0 if task.days >= 1 else 1),
                    people=listed(
                        [f"{narrator.name(pool)} × {count}" for pool, count in task.people.items()]
                    )
                    or _("nobody of ours"),
                )
                for task in tasks
            ]
        ),
    )
