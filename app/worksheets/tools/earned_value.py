"""Earned value: cost and schedule against the plan, three estimates, and where it went."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.worksheets.calculations import performance
from app.worksheets.declaration import Computed, Field, Fields, Rows, Tool
from app.worksheets.figures import charts, money_charts, number, waterfall
from app.worksheets.outcome import Outcome, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_SIGNAL = 1.5

_PROJECT = Fields(
    "project",
    _("The project"),
    (
        Field("contract", _("Contract amount"), "money"),
        Field("days", _("Planned length"), "number", unit=_("days")),
        Field("day", _("Today is day"), "number"),
    ),
)
_PACKAGES = Rows(
    "packages",
    _("Work packages today"),
    (
        Field("package", _("Work package, by its deliverable")),
        Field("budget", _("Budget"), "money"),
        Field("planned", _("Should be done today"), "percent", most=1.0),
        Field("done", _("Done"), "choice",
              choices=(("0", _("Nothing delivered")), ("50", _("Delivered")),
                       ("100", _("Signed by the customer")))),
        Field("actual", _("Actual cost"), "money"),
        Computed("planned_value", _("Planned value"), "money"),
        Computed("earned", _("Earned value"), "money"),
        Computed("cpi", _("CPI"), digits=3),
    ),
    intro=_("Nothing delivered counts 0, delivered 50 %, signed by the customer 100 %. Percentages "
            "by feeling stand at 90 for months."),
    begins_with=4,
    most=40,
)  # fmt: skip
_HISTORY = Rows(
    "history",
    _("Earlier days"),
    (
        Field("day", _("On day"), "number"),
        Field("planned", _("Planned value"), "money"),
        Field("earned", _("Earned value"), "money"),
        Field("actual", _("Actual cost"), "money"),
    ),
    begins_with=2,
    most=23,
)
_LABOUR = Fields(
    "labour",
    _("Where the labour went"),
    (
        Field("allowed", _("Days that the finished work should have taken"), "number"),
        Field("worked", _("Days that it took"), "number"),
        Field("planned_rate", _("Planned day rate"), "money"),
        Field("actual_rate", _("Actual day rate"), "money"),
    ),
)
_CAUSES = Rows(
    "causes",
    _("Causes"),
    (
        Field("cause", _("Cause")),
        Field("days", _("Extra days"), "number"),
        Field("planned", _("Planned days of the task"), "number"),
        Field("actual", _("Actual days of the task"), "number"),
        Computed("signal", _("Log ratio ÷ 0.4"), digits=2),
        Field("root", _("Traced to"), "long"),
        Field("change", _("What changes"), "long"),
        Field("who", _("Who and when")),
    ),
    intro=_("Below 1 note it; above 1.5 ask on, down to something that you can change and that "
            "would change the next project."),
    begins_with=2,
    most=20,
)  # fmt: skip


def _calculate(sheet: Sheet) -> Outcome:
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    tones: dict[tuple[str, str], Tone] = {}
    for row in sheet.rows("packages"):
        earned, actual = _earned(row), row.number_of("actual")
        cells["packages", row.id] = {
            "planned_value": _planned(row),
            "earned": earned,
            "cpi": earned / actual if earned is not None and actual else None,
        }
        if earned is not None and actual and earned < actual:
            tones["packages", row.id] = "warning"
    for row in sheet.rows("causes"):
        planned, actual = row.number_of("planned"), row.number_of("actual")
        signal = performance.signal(planned or 0.0, actual or 0.0)
        cells["causes", row.id] = {"signal": signal}
        if signal is not None and signal > _SIGNAL:
            tones["causes", row.id] = "bad"
    status = _status(sheet)
    return Outcome(
        results=() if status is None else tuple(_results(sheet, status)),
        cells=cells,
        tones=tones,
        charts=(
            *money_charts(
                "line", gettext("The three lines"), _lines(sheet, status), sheet.currency,
                series=(gettext("Planned value"), gettext("Earned value"), gettext("Actual cost")),
            ),
            *charts("bar", gettext("Extra days by cause"), _extra_days(sheet),
                    unit=gettext("days")),
            *waterfall(gettext("Where the difference went"), _difference(sheet, status),
                       gettext("Overspent"), sheet.currency),
        ),
        remarks=tuple(_remarks(sheet, status)),
    )  # fmt: skip


def _planned(row: Row) -> float | None:
    budget, share = row.number_of("budget"), row.number_of("planned")
    return None if budget is None else budget * (share or 0.0)


def _earned(row: Row) -> float | None:
    budget = row.number_of("budget")
    return None if budget is None else budget * float(row.text("done") or 0) / 100


def _status(sheet: Sheet) -> performance.Status | None:
    rows = [row for row in sheet.rows("packages") if row.number_of("budget") is not None]
    if not rows:
        return None
    return performance.Status(
        budget=sum(row.number_of("budget") or 0.0 for row in rows),
        planned=sum(_planned(row) or 0.0 for row in rows),
        earned=sum(_earned(row) or 0.0 for row in rows),
        actual=sum(row.number_of("actual") or 0.0 for row in rows),
    )


def _results(sheet: Sheet, status: performance.Status) -> Iterator[Result]:
    yield Result(gettext("Budget of all packages"), status.budget, "money")
    yield Result(gettext("Planned value"), status.planned, "money")
    yield Result(gettext("Earned value"), status.earned, "money")
    yield Result(gettext("Actual cost"), status.actual, "money")
    cpi, spi = status.cpi, status.spi
    if cpi is not None:
        yield Result(gettext("CPI"), cpi, digits=3, note=gettext("Earned ÷ actual"),
                     tone="good" if cpi >= 1 else "bad")  # fmt: skip
    if spi is not None:
        yield Result(gettext("SPI"), spi, digits=3, note=gettext("Earned ÷ planned"),
                     tone="good" if spi >= 1 else "bad")  # fmt: skip
    if cpi is None:
        return
    contract = sheet.of("project").number_of("contract")
    for label, estimate, how in (
        (gettext("At completion, if it happened once"), status.estimate_if_once,
         gettext("Actual + remaining budget")),
        (gettext("At completion, if the cause persists"), status.estimate_if_it_goes_on,
         gettext("Budget ÷ CPI")),
        (gettext("At completion, if the date must hold too"), status.estimate_if_date_holds,
         gettext("Actual + remaining budget ÷ (CPI × SPI)")),
    ):  # fmt: skip
        if estimate is None:
            continue
        yield Result(label, estimate, "money", note=how)
        if contract is not None:
            yield Result(gettext("Margin then"), contract - estimate, "money",
                         tone="good" if contract > estimate else "bad")  # fmt: skip
    tcpi = status.tcpi
    yield Result(
        gettext("TCPI: efficiency that the rest needs"), tcpi, digits=3,
        note=gettext("Remaining budget ÷ money left"),
        tone="" if tcpi is None else "good" if tcpi <= max(cpi, 1.0) else "bad",
    )  # fmt: skip
    days = sheet.of("project").number_of("days")
    if days:
        yield Result(gettext("Length at this pace"), status.days_at_this_pace(days),
                     unit=gettext("days"), note=gettext("Planned length ÷ SPI"))  # fmt: skip
    labour = _labour(sheet)
    if labour is not None:
        yield Result(gettext("Difference by efficiency"), labour.efficiency, "money",
                     note=gettext("Extra days × planned rate"))  # fmt: skip
        yield Result(gettext("Difference by rate"), labour.rate, "money",
                     note=gettext("Days × difference of the rates"))  # fmt: skip


def _labour(sheet: Sheet) -> performance.Labour | None:
    row = sheet.of("labour")
    allowed, worked, planned, actual = (
        row.number_of(name) for name in ("allowed", "worked", "planned_rate", "actual_rate")
    )
    if allowed is None or worked is None or planned is None or actual is None:
        return None
    return performance.labour_difference(allowed, worked, planned, actual)


def _lines(sheet: Sheet, status: performance.Status | None) -> list[tuple[str, tuple[float, ...]]]:
    points = {
        day: (
            row.number_of("planned") or 0.0,
            row.number_of("earned") or 0.0,
            row.number_of("actual") or 0.0,
        )
        for row in sheet.rows("history")
        if (day := row.number_of("day")) is not None
    }
    today = sheet.of("project").number_of("day")
    if status is not None and today is not None:
        points[today] = (status.planned, status.earned, status.actual)
    return [
        (gettext("Day %(day)s", day=number(day)), values) for day, values in sorted(points.items())
    ]


def _extra_days(sheet: Sheet) -> list[tuple[str, float]]:
    found = [
        (row.text("cause"), days)
        for row in sheet.rows("causes")
        if (days := row.number_of("days")) is not None
    ]
    return sorted(found, key=lambda pair: -pair[1])


def _difference(sheet: Sheet, status: performance.Status | None) -> list[tuple[str, float]]:
    labour = _labour(sheet)
    if labour is None or status is None:
        return []
    other = -status.cost_variance - labour.efficiency - labour.rate
    return [
        (gettext("Efficiency"), labour.efficiency),
        (gettext("Day rate"), labour.rate),
        (gettext("Other"), other),
    ]


def _remarks(sheet: Sheet, status: performance.Status | None) -> Iterator[Remark]:
    if status is not None and status.cpi and status.tcpi and status.tcpi > max(status.cpi, 1.0):
        text = gettext(
            "To end within the budget the rest must go at %(needed)s; so far it went at %(cpi)s.",
            needed=number(status.tcpi, 3),
            cpi=number(status.cpi, 3),
        )
        yield Remark(text, "warning")
    if status is not None and status.tcpi is None:
        yield Remark(gettext("The budget is spent. Agree on a new one before going on."), "bad")
    rows = sheet.rows("causes")
    total = sum(row.number_of("days") or 0.0 for row in rows)
    if total and len(rows) > 2:
        first = _extra_days(sheet)[:2]
        text = gettext(
            "%(one)s and %(other)s make %(share)s of the extra days.",
            one=first[0][0],
            other=first[1][0],
            share=number(100 * sum(days for _c, days in first) / total, 1) + "%",
        )
        yield Remark(text)
    for row in rows:
        signal = performance.signal(row.number_of("planned") or 0.0, row.number_of("actual") or 0.0)
        if signal is not None and signal > _SIGNAL and not row.text("change"):
            text = gettext("“%(cause)s” is more than noise and changes nothing yet.",
                           cause=row.text("cause"))  # fmt: skip
            yield Remark(text, "bad", row.place("change"))


TOOL = Tool(
    id="earned-value",
    title=_("Earned value"),
    purpose=_(
        "Measures finished work at budget prices, tells cost from schedule, estimates the end in "
        "three ways, and splits the difference by who can act on it."
    ),
    icon="gauge",
    sections=(_PROJECT, _PACKAGES, _HISTORY, _LABOUR, _CAUSES),
    calculate=_calculate,
    is_wide=True,
    has_money=True,
)
