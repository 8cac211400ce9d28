"""A network of tasks: critical path, slack, Gantt chart, and the chance of a date (PERT)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.curriculum.charts.spec import Chart
from app.worksheets.calculations import network
from app.worksheets.codes import (
    codes_in,
    problems_of_codes,
    problems_of_references,
    rows_by_code,
)
from app.worksheets.declaration import Computed, Field, Fields, Rows, Tool
from app.worksheets.figures import charts, number, percent
from app.worksheets.outcome import Outcome, Problem, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_USUAL_CERTAINTY = 0.9
_SMALL_STEP = 0.05
_MOST_DAYS = 5000.0

_SETTINGS = Fields(
    "settings",
    _("Beginning and promise"),
    (
        Field("start", _("First working day"), "date", hint=_("Monday to Friday are counted")),
        Field("promised", _("Working days promised"), "number"),
        Field("certainty", _("Certainty wanted"), "percent", least=0.01, most=0.99,
              hint=_("Empty means 90 %")),
        Field("by", _("Plan with"), "choice",
              choices=(("usual", _("Usual days")), ("expected", _("Expected days")))),
    ),
)  # fmt: skip
_TASKS = Rows(
    "tasks",
    _("Tasks"),
    (
        Field("code", _("Code"), is_mark=True, is_narrow=True),
        Field("task", _("Task, with a result that can be seen")),
        Field("who", _("Who")),
        Field("after", _("Waits for"), hint=_("Codes, such as A, C"), is_narrow=True),
        Field("low", _("Good case"), "number", most=_MOST_DAYS, unit=_("days")),
        Field("usual", _("Most likely"), "number", most=_MOST_DAYS, unit=_("days")),
        Field("high", _("Bad case"), "number", most=_MOST_DAYS, unit=_("days")),
        Computed("expected", _("Expected"), digits=1),
        Computed("start", _("Start"), digits=1),
        Computed("finish", _("End"), digits=1),
        Computed("slack", _("Slack days"), digits=1),
        Computed("critical", _("Critical"), "text"),
    ),
    intro=_("Five to twenty days each. Write real dependencies only. Good and bad cases are "
            "optional; with them the chance of the date is worked out."),
    begins_with=5,
    most=60,
    coded="code",
)  # fmt: skip


def _calculate(sheet: Sheet) -> Outcome:
    rows = {row.id: row for row in sheet.rows("tasks") if _counts(row)}
    problems = list(_problems(list(rows.values())))
    if problems:
        return Outcome(problems=tuple(problems))
    if not rows:
        return Outcome()
    ids = {row.text("code").upper(): row.id for row in rows.values()}
    tasks = [_task(row, ids) for row in rows.values()]
    by_expected = sheet.of("settings").text("by") == "expected"
    try:
        shown = network.plan(tasks, by_expected=by_expected)
    except network.Circle as circle:
        return Outcome(problems=(_circle(circle, rows),))
    expected = network.plan(tasks, by_expected=True)
    cells: dict[tuple[str, str], Mapping[str, Value]] = {}
    tones: dict[tuple[str, str], Tone] = {}
    for task in tasks:
        timing = shown.timings[task.key]
        cells["tasks", task.key] = {
            "expected": task.expected,
            "start": timing.start,
            "finish": timing.finish,
            "slack": timing.slack,
            "critical": gettext("Critical") if timing.is_critical else "",
        }
        if timing.is_critical:
            tones["tasks", task.key] = "bad"
    return Outcome(
        results=tuple(_results(sheet, rows, shown, expected)),
        cells=cells,
        tones=tones,
        charts=_gantt(rows, shown),
        remarks=tuple(_remarks(rows, tasks, shown, expected)),
    )


def working_day(first: date, days: int) -> date:
    """The day on which so many working days are done, the first one among them; Mondays to
    Fridays count. With 0 days it is the first working day itself."""
    at = first
    while at.weekday() > 4:
        at += timedelta(1)
    weeks, rest = divmod(max(days - 1, 0), 5)
    at += timedelta(weeks=weeks)
    for _step in range(rest):
        at += timedelta(3 if at.weekday() == 4 else 1)
    return at


def _counts(row: Row) -> bool:
    return bool(row.text("task") or row.number_of("usual") is not None)


def _task(row: Row, ids: Mapping[str, str]) -> network.Task:
    after = tuple(ids[code] for code in codes_in(row.text("after")))
    usual = row.number_of("usual") or 0.0
    return network.Task(row.id, usual, after, row.number_of("low"), row.number_of("high"))


def _problems(rows: Sequence[Row]) -> Iterator[Problem]:
    yield from problems_of_codes(rows)
    yield from problems_of_references(rows, "after", rows_by_code(rows))
    for row in rows:
        if row.number_of("usual") is None:
            text = gettext("How many days does this usually take? A milestone takes 0.")
            yield Problem(row.place("usual"), text)
        yield from _points(row)
        if row.text("code").upper() in codes_in(row.text("after")):
            yield Problem(row.place("after"), gettext("A task cannot wait for itself."))


def _points(row: Row) -> Iterator[Problem]:
    low, usual, high = (row.number_of(name) for name in ("low", "usual", "high"))
    if (low is None) != (high is None):
        text = gettext("Three points need both cases, the good one and the bad one; or neither.")
        yield Problem(row.place("low" if low is None else "high"), text)
    elif low is not None and high is not None and usual is not None and not low <= usual <= high:
        text = gettext("The good case takes at most the usual days, and the bad case at least.")
        yield Problem(row.place("low" if low > usual else "high"), text)


def _circle(circle: network.Circle, rows: Mapping[str, Row]) -> Problem:
    codes = [rows[key].text("code") for key in (*circle.keys, circle.keys[0])]
    text = gettext("These tasks wait for each other in a circle: %(codes)s. Take one of the "
                   "dependencies out.", codes=" → ".join(codes))  # fmt: skip
    return Problem(rows[circle.keys[0]].place("after"), text)


def _results(
    sheet: Sheet, rows: Mapping[str, Row], shown: network.Plan, expected: network.Plan
) -> Iterator[Result]:
    settings = sheet.of("settings")
    days = gettext("working days")
    path = " → ".join(rows[key].text("code") for key in shown.path)
    yield Result(gettext("Length of the plan"), shown.length, digits=1, unit=days)
    start = settings.day("start")
    if start is not None:
        end = working_day(start, math.ceil(shown.length - 1e-9))
        yield Result(gettext("Ends on"), end, "date")
    yield Result(gettext("Critical path"), path, "text")
    if not expected.deviation:
        return
    yield Result(
        gettext("Expected length"), expected.length, digits=1, unit=days,
        note=gettext("(Good + 4 × usual + bad) ÷ 6 along the longest path"),
    )  # fmt: skip
    yield Result(gettext("Standard deviation"), expected.deviation, digits=2, unit=days,
                 note=gettext("Root of the sum of squares along that path"))  # fmt: skip
    certainty = settings.number_of("certainty") or _USUAL_CERTAINTY
    needed = network.days_for(expected, certainty)
    yield Result(
        gettext("Days that hold with %(certainty)s certainty", certainty=percent(certainty, 0)),
        needed, digits=1, unit=days, tone="good",
    )  # fmt: skip
    promised = settings.number_of("promised")
    if promised is not None:
        chance = network.chance_by(expected, promised)
        yield Result(
            gettext("Chance to hold the %(days)s days promised", days=number(promised, 1)),
            chance, "percent", 1, tone="good" if chance >= certainty else "bad",
            note=gettext("By the normal curve, for the longest path alone"),
        )  # fmt: skip


def _gantt(rows: Mapping[str, Row], shown: network.Plan) -> tuple[Chart, ...]:
    def name(key: str) -> str:
        return f"{rows[key].text('code')} {rows[key].text('task')}"

    order = sorted(shown.timings, key=lambda key: (shown.timings[key].start, rows[key].number))
    bars = [
        (name(key), (round(shown.timings[key].start, 2), round(shown.timings[key].finish, 2)))
        for key in order
    ]
    critical = tuple(name(key) for key in order if shown.timings[key].is_critical)
    title = gettext("Plan of the tasks")
    return charts("gantt", title, bars, unit=gettext("working days"), critical=critical)


def _remarks(
    rows: Mapping[str, Row],
    tasks: list[network.Task],
    shown: network.Plan,
    expected: network.Plan,
) -> Iterator[Remark]:
    if expected.deviation and expected.path != shown.path:
        path = " → ".join(rows[key].text("code") for key in expected.path)
        yield Remark(
            gettext("With expected days another path is the longest: %(path)s.", path=path),
            "warning",
        )
    near = [
        rows[task.key].text("code")
        for task in tasks
        if 0 < shown.timings[task.key].slack <= max(1.0, _SMALL_STEP * shown.length)
    ]
    if near:
        yield Remark(
            gettext("Nearly critical: %(codes)s. A few days late, and the end is late too. The "
                    "true chance of the date is a little lower.", codes=", ".join(near)),
        )  # fmt: skip
    for task in tasks:
        if task.usual > 20:
            text = gettext("%(code)s takes more than 20 days. Break it down into parts whose "
                           "results can be seen.", code=rows[task.key].text("code"))  # fmt: skip
            yield Remark(text, place=rows[task.key].place("usual"))


TOOL = Tool(
    id="network-plan",
    title=_("Network plan"),
    purpose=_(
        "Links tasks to a network, finds the critical path and everybody's slack, draws the "
        "Gantt chart, and says with what chance a date will hold."
    ),
    icon="git-branch",
    sections=(_SETTINGS, _TASKS),
    calculate=_calculate,
    is_wide=True,
)
