"""The tasks on the calendar: what was planned, what became of it, what is critical."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.play.charts.scales import Scale, fit
from simengine.view import TaskView

LABEL_WIDTH = 176.0
CHART_WIDTH = 500.0
ROW_HEIGHT = 22.0
HEAD_HEIGHT = 26.0
FONT_SIZE = 12.0
_MOST_TICKS = 8
_WEEK_STEPS = (1, 2, 4, 8, 13, 26, 52)
_WEEK = 5.0
_LEAST_WIDTH = 2.0


@dataclass(frozen=True)
class Span:
    """A bar's left end and width."""

    x: float
    width: float


@dataclass(frozen=True)
class GanttRow:
    """One task. `done` is what has been worked, `to_come` what is expected."""

    id: str
    label: str
    y: float
    state: str
    is_critical: bool
    planned: Span | None
    done: Span | None
    to_come: Span | None


@dataclass(frozen=True)
class Tick:
    """A mark of an axis with its words."""

    at: float
    day: float
    date: date


@dataclass(frozen=True)
class Gantt:
    """The drawing; `today` is a pixel."""

    width: float
    height: float
    rows: tuple[GanttRow, ...]
    ticks: tuple[Tick, ...]
    today: float


def draw_gantt(
    tasks: Sequence[TaskView],
    today: float,
    name: Callable[[str], str],
    date_of: Callable[[float], date],
    *,
    since: float = 0.0,
) -> Gantt | None:
    """The tasks that are or were in the plan, by their start; None when there are none.

    Those that were over before the day `since` are left out.
    """
    planned = sorted(
        (task for task in tasks if task.planned_start is not None and not _was_over(task, since)),
        key=_start,
    )
    if not planned:
        return None
    low = math.floor(min(_start(task) for task in planned) / _WEEK) * _WEEK
    high = max(today + _WEEK, max(_finish(task) for task in planned) + 1)
    scale = Scale(low, high, LABEL_WIDTH, LABEL_WIDTH + CHART_WIDTH)
    return Gantt(
        width=LABEL_WIDTH + CHART_WIDTH,
        height=HEAD_HEIGHT + ROW_HEIGHT * len(planned) + 4,
        rows=tuple(
            _row(task, HEAD_HEIGHT + ROW_HEIGHT * number, scale, today, name)
            for number, task in enumerate(planned)
        ),
        ticks=tuple(Tick(scale(day), day, date_of(day)) for day in _ticks(low, high)),
        today=scale(today),
    )


def _row(
    task: TaskView, y: float, scale: Scale, today: float, name: Callable[[str], str]
) -> GanttRow:
    done = to_come = None
    if task.start_day is not None:
        end = task.finish_day if task.finish_day is not None else today
        done = _span(scale, task.start_day, end)
    if task.state == "working" and task.expected_finish is not None:
        to_come = _span(scale, today, max(today, task.expected_finish))
    elif task.expected_start is not None and task.expected_finish is not None:
        to_come = _span(scale, task.expected_start, task.expected_finish)
    planned = None
    if task.planned_start is not None and task.planned_finish is not None:
        planned = _span(scale, task.planned_start, task.planned_finish)
    label = fit(name(task.id), LABEL_WIDTH - 14, FONT_SIZE)
    return GanttRow(task.id, label, y, task.state, task.is_critical, planned, done, to_come)


def _span(scale: Scale, start: float, end: float) -> Span:
    return Span(scale(start), max(_LEAST_WIDTH, scale.length(start, end)))


def _was_over(task: TaskView, since: float) -> bool:
    is_over = task.state in ("done", "stopped")
    return is_over and _last_day(task) < since


def _last_day(task: TaskView) -> float:
    found = (task.finish_day, task.start_day, task.planned_start)
    return next(day for day in found if day is not None)


def _start(task: TaskView) -> float:
    found = (task.start_day, task.expected_start, task.planned_start)
    return min(day for day in found if day is not None)


def _finish(task: TaskView) -> float:
    found = (task.finish_day, task.expected_finish, task.planned_finish)
    return max(day for day in found if day is not None)


def _ticks(low: float, high: float) -> list[float]:
    """Whole weeks, as far apart as it takes for their dates not to touch."""
    weeks = (high - low) / _WEEK
    step = next((size for size in _WEEK_STEPS if weeks / size <= _MOST_TICKS), _WEEK_STEPS[-1])
    first = math.ceil(low / _WEEK / step)
    last = math.floor(high / _WEEK / step)
    return [number * step * _WEEK for number in range(first, last + 1)]
