"""A whole deal on its days: stages, decisions, what happened, and the money."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Literal

from app.play.charts.gantt import Tick
from app.play.charts.losses import SCALE_POINTS
from app.play.charts.scales import Scale, fit, round_ticks
from app.play.spending import money_out
from simengine.journal import (
    AwardMade,
    ContractSigned,
    DecisionMade,
    Fact,
    MilestoneAccepted,
    PaymentReceived,
    RiskStruck,
)
from simengine.review.model import Label, RunReview
from simengine.view import Room

WIDTH = 1120.0
LEFT, RIGHT = 96.0, 30.0
STAGE_TOP, STAGE_HEIGHT = 26.0, 26.0
LANE_HEIGHT = 22.0
MONEY_HEIGHT = 84.0
FONT_SIZE = 12.0
_GAP = 12.0
_MARK_WIDTH = 22.0
_MOST_DATE_TICKS = 10
_MOST_MONEY_TICKS = 4

_LOSS_HEIGHT = 34.0
_LOSS_WIDTH = 6.0
_LOSS_APART = 8.0
_LEAST_LOSS = 2.5

MarkKind = Literal["decision", "award", "contract", "milestone", "payment", "risk"]


@dataclass(frozen=True)
class Band:
    """A stage."""

    id: str
    phase: str
    label: str
    x: float
    width: float


@dataclass(frozen=True)
class Mark:
    """Something on a day; `y` is the middle of its lane, `text` what it is, in short."""

    kind: MarkKind
    x: float
    y: float
    label: str
    day: float


@dataclass(frozen=True)
class Loss:
    """What a decision gave away, `points` of score, as a bar that hangs from its day."""

    step: int
    label: Label
    points: float
    x: float
    width: float
    height: float
    is_costly: bool
    is_turning_point: bool


@dataclass(frozen=True)
class MoneyTick:
    """A mark of the money axis."""

    y: float
    amount: float


@dataclass(frozen=True)
class Timeline:
    """The drawing. `spent` and `collected` are the points of two stepped lines; `losses` is empty
    while there is no review."""

    width: float
    height: float
    left: float
    right: float
    bands: tuple[Band, ...]
    decisions: tuple[Mark, ...]
    losses: tuple[Loss, ...]
    marks: tuple[Mark, ...]
    decisions_y: float
    losses_y: float
    marks_y: float
    money_top: float
    money_bottom: float
    money_ticks: tuple[MoneyTick, ...]
    spent: str
    collected: str
    ticks: tuple[Tick, ...]


def draw_timeline(
    room: Room,
    facts: Sequence[Fact],
    name: Callable[[str], str],
    date_of: Callable[[float], date],
    review: RunReview | None = None,
) -> Timeline:
    """The drawing of a run: the stages entered, every decision and what it gave away as far as
    the review says, the great events, the money."""
    end = max([room.day, *(fact.day for fact in facts)])
    across = Scale(0.0, max(end, 1.0), LEFT, WIDTH - RIGHT)
    lanes_top = STAGE_TOP + STAGE_HEIGHT + _GAP
    decisions, lanes = _lay(_decisions(facts), across, lanes_top)
    losses_top = lanes_top + lanes * LANE_HEIGHT + _GAP / 2
    losses = () if review is None else _losses(review, across, losses_top)
    marks_top = losses_top + _GAP / 2 + (_LOSS_HEIGHT + 2 * _GAP if losses else 0.0)
    marks, lanes = _lay(_events(facts), across, marks_top)
    money_top = marks_top + max(lanes, 1) * LANE_HEIGHT + 2 * _GAP
    money_bottom = money_top + MONEY_HEIGHT
    spending = _totals((fact.day, out[1]) for fact in facts if (out := money_out(fact)))
    income = _totals((f.day, f.amount) for f in facts if isinstance(f, PaymentReceived))
    most = max([1.0, *(amount for _, amount in (*spending, *income))])
    up = Scale(0.0, most, money_bottom, money_top)
    return Timeline(
        width=WIDTH, height=money_bottom + 26, left=LEFT, right=WIDTH - RIGHT,
        bands=_bands(room, across, name),
        decisions=decisions, losses=losses, marks=marks,
        decisions_y=lanes_top + LANE_HEIGHT / 2, losses_y=losses_top,
        marks_y=marks_top + LANE_HEIGHT / 2,
        money_top=money_top, money_bottom=money_bottom,
        money_ticks=tuple(
            MoneyTick(up(amount), amount) for amount in round_ticks(0.0, most, _MOST_MONEY_TICKS)
        ),
        spent=_stepped(spending, across, up, end),
        collected=_stepped(income, across, up, end),
        ticks=tuple(
            Tick(across(day), day, date_of(day))
            for day in round_ticks(0.0, end, _MOST_DATE_TICKS)
        ),
    )  # fmt: skip


def _bands(room: Room, across: Scale, name: Callable[[str], str]) -> tuple[Band, ...]:
    bands = []
    for stage in room.stages:
        if stage.entered_day is None:
            continue
        end = room.day if stage.passed_day is None else stage.passed_day
        width = across.length(stage.entered_day, end)
        label = fit(name(stage.id), width - 8, FONT_SIZE) if width >= 3 * FONT_SIZE else ""
        bands.append(Band(stage.id, stage.phase, label, across(stage.entered_day), width))
    return tuple(bands)


def _decisions(facts: Iterable[Fact]) -> list[tuple[MarkKind, float, str]]:
    return [
        ("decision", fact.day, str(fact.step + 1))
        for fact in facts
        if isinstance(fact, DecisionMade)
    ]


def _losses(review: RunReview, across: Scale, top: float) -> tuple[Loss, ...]:
    """A bar for each decision of which something was told, side by side where days are shared."""
    told = [decision for decision in review.decisions if decision.loss is not None]
    most = max([SCALE_POINTS, *(d.loss.mean for d in told if d.loss is not None)])
    down = Scale(0.0, most, top, top + _LOSS_HEIGHT)
    bars: list[Loss] = []
    for decision in told:
        assert decision.loss is not None
        middle = across(decision.day)
        if bars:
            middle = max(middle, bars[-1].x + bars[-1].width / 2 + _LOSS_APART)
        points = max(decision.loss.mean, 0.0)
        bars.append(
            Loss(
                decision.step,
                decision.label,
                points,
                x=round(middle - _LOSS_WIDTH / 2, 1),
                width=_LOSS_WIDTH,
                height=max(round(down(points) - top, 1), _LEAST_LOSS),
                is_costly=decision.step in review.costliest,
                is_turning_point=decision.step == review.turning_point,
            )
        )
    return tuple(bars)


def _events(facts: Iterable[Fact]) -> list[tuple[MarkKind, float, str]]:
    found: list[tuple[MarkKind, float, str]] = []
    for fact in facts:
        match fact:
            case AwardMade():
                found.append(("award", fact.day, ""))
            case ContractSigned():
                found.append(("contract", fact.day, ""))
            case MilestoneAccepted():
                found.append(("milestone", fact.day, fact.milestone))
            case PaymentReceived():
                found.append(("payment", fact.day, fact.milestone))
            case RiskStruck():
                found.append(("risk", fact.day, fact.risk))
    return found


def _lay(
    things: list[tuple[MarkKind, float, str]], across: Scale, top: float
) -> tuple[tuple[Mark, ...], int]:
    """Each thing in the first lane where it has room; also how many lanes that takes."""
    ends: list[float] = []
    marks = []
    for kind, day, label in things:
        x = across(day)
        lane = next((n for n, end in enumerate(ends) if end <= x), len(ends))
        if lane == len(ends):
            ends.append(0.0)
        ends[lane] = x + _MARK_WIDTH
        y = top + lane * LANE_HEIGHT + LANE_HEIGHT / 2
        marks.append(Mark(kind, x, y, label, day))
    return tuple(marks), len(ends)


def _totals(amounts: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Day and total so far, after each amount."""
    found = list(amounts)
    totals = accumulate(amount for _, amount in found)
    return [(day, total) for (day, _), total in zip(found, totals, strict=True)]


def _stepped(steps: list[tuple[float, float]], across: Scale, up: Scale, end: float) -> str:
    """The points of a line that rises at each step and runs on to the end."""
    points = [(across(0.0), up(0.0))]
    for day, total in steps:
        points.append((across(day), points[-1][1]))
        points.append((across(day), up(total)))
    points.append((across(end), points[-1][1]))
    return " ".join(f"{x},{y}" for x, y in points)
