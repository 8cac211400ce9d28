"""Goals that can be checked, and a target taken apart into wins, bids, days and people."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.worksheets.calculations import targets
from app.worksheets.declaration import Computed, Field, Fields, Rows, Tool
from app.worksheets.figures import charts, money, number, percent, waterfall
from app.worksheets.outcome import Outcome, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

# Personal quotas may exceed the target by as much, so that one resignation makes no hole.
_SLACK_OF_QUOTAS = 0.05

_WANTED = Fields(
    "wanted",
    _("The target and what there is for it"),
    (
        Field("target", _("Target for the year"), "money"),
        Field("follow_on", _("Follow-on sales that are good"), "money"),
        Field("days", _("Presales days for bids"), "number", unit=_("person-days")),
        Field("reach", _("Share of qualified deals that come to a bid"), "percent", most=1.0),
    ),
)
_SEGMENTS = Rows(
    "segments",
    _("Where the rest comes from"),
    (
        Field("segment", _("Kind of customer")),
        Field("orders", _("Orders wanted"), "money"),
        Field("contract", _("Average contract"), "money"),
        Field("rate", _("Win rate"), "percent", most=1.0, hint=_("From your own records")),
        Field("days", _("Days a bid"), "number"),
        Computed("wins", _("Wins"), digits=1),
        Computed("bids", _("Bids needed"), digits=1),
        Computed("effort", _("Days needed")),
        Computed("each", _("Days per win")),
    ),
    begins_with=2,
    most=15,
)
_PEOPLE = Rows(
    "people",
    _("Who carries how much"),
    (
        Field("name", _("Salesperson")),
        Field("quota", _("Quota"), "money"),
        Field("ground", _("Ground"), "long", hint=_("Pipeline, potential, last year")),
        Computed("share", _("Share of the target"), "percent", 1),
    ),
    begins_with=3,
    most=30,
)
_GOALS = Rows(
    "goals",
    _("Goals that can be checked"),
    (
        Field("goal", _("Goal, with its number"), "long"),
        Field("kind", _("Kind"), "choice",
              choices=(("result", _("Result")), ("action", _("Action")))),
        Field("measure", _("Measured by")),
        Field("who", _("Who answers for it")),
        Field("why", _("Why it is realistic"), "long"),
        Field("day", _("Reviewed on"), "date"),
        Computed("lacks", _("Still lacks"), "text"),
    ),
    intro=_("Specific, measurable, assignable, realistic, time-related. Results set the bonus; "
            "actions steer the week."),
    begins_with=3,
    most=20,
)  # fmt: skip
_LEFT = Fields(
    "left",
    _("What is left alone"),
    (
        Field("not_done", _("Not done this year"), "long"),
        Field("stop", _("The target changes when"), "long"),
    ),
    intro=_("A strategy that gives nothing up is none."),
)


def _calculate(sheet: Sheet) -> Outcome:
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    wanted = sheet.of("wanted")
    target = wanted.number_of("target")
    segments = []
    for row in sheet.rows("segments"):
        segment = _segment_of(row)
        need = None if segment is None else targets.need_of(segment)
        if segment is None or need is None:
            continue
        segments.append((row, segment, need))
        cells["segments", row.id] = {
            "wins": need.wins,
            "bids": need.bids,
            "effort": need.days,
            "each": need.days_per_win,
        }
    for row in sheet.rows("people"):
        quota = row.number_of("quota")
        cells["people", row.id] = {"share": quota / target if quota and target else None}
    tones: dict[tuple[str, str], Tone] = {}
    for row in sheet.rows("goals"):
        lacks = list(_lacks(row))
        cells["goals", row.id] = {"lacks": ", ".join(lacks) or gettext("Nothing lacking")}
        tones["goals", row.id] = "warning" if lacks else "good"
    days_needed = sum(need.days for _row, _segment, need in segments)
    bars = []
    if segments and wanted.number_of("days") is not None:
        bars = [
            (gettext("Days needed"), round(days_needed, 1)),
            (gettext("Days there are"), wanted.number_of("days") or 0.0),
        ]
    return Outcome(
        results=tuple(_results(sheet, [(s, n) for _row, s, n in segments], days_needed)),
        cells=cells,
        tones=tones,
        charts=(
            *waterfall(gettext("Where the target comes from"), _steps(sheet, target),
                       gettext("Target for the year"), sheet.currency),
            *charts("bar", gettext("Presales days"), bars, unit=gettext("person-days")),
        ),
        remarks=tuple(_remarks(sheet, target)),
    )  # fmt: skip


def _segment_of(row: Row) -> targets.Segment | None:
    orders, contract, rate, days = (
        row.number_of(name) for name in ("orders", "contract", "rate", "days")
    )
    if orders is None or contract is None or rate is None or days is None:
        return None
    return targets.Segment(orders, contract, rate, days)


def _lacks(row: Row) -> Iterator[str]:
    if not any(character.isdigit() for character in row.text("goal")):
        yield gettext("A number")
    if not row.text("measure"):
        yield gettext("Measured by")
    if not row.text("who"):
        yield gettext("Who answers for it")
    if not row.text("why"):
        yield gettext("Why it is realistic")
    if row.day("day") is None:
        yield gettext("Reviewed on")


def _results(
    sheet: Sheet, segments: list[tuple[targets.Segment, targets.Need]], days_needed: float
) -> Iterator[Result]:
    wanted = sheet.of("wanted")
    target, days = wanted.number_of("target"), wanted.number_of("days")
    follow_on = wanted.number_of("follow_on") or 0.0
    if target is not None:
        yield Result(gettext("Still to be won"), target - follow_on, "money",
                     note=gettext("Target − follow-on sales"))  # fmt: skip
    if not segments:
        return
    bids = sum(need.bids for _segment, need in segments)
    yield Result(gettext("Wins needed"), sum(need.wins for _segment, need in segments), digits=1)
    yield Result(gettext("Bids needed"), bids, digits=1)
    reach = wanted.number_of("reach")
    if reach:
        yield Result(gettext("Qualified deals needed"), bids / reach, digits=1,
                     note=gettext("Bids ÷ share that come to a bid"))  # fmt: skip
    yield Result(gettext("Days needed"), days_needed, unit=gettext("person-days"))
    if days is not None:
        left = days - days_needed
        yield Result(
            gettext("Days left") if left >= 0 else gettext("Days missing"), abs(left),
            unit=gettext("person-days"), tone="good" if left >= 0 else "bad",
        )  # fmt: skip
        found = follow_on + targets.reachable([segment for segment, _need in segments], days)
        yield Result(gettext("Orders that the days there are bring"), found, "money",
                     note=gettext("Whole bids only, follow-on sales included"))  # fmt: skip


def _steps(sheet: Sheet, target: float | None) -> list[tuple[str, float]]:
    if target is None:
        return []
    follow_on = sheet.of("wanted").number_of("follow_on")
    steps = [] if follow_on is None else [(gettext("Follow-on sales"), follow_on)]
    steps += [
        (row.text("segment"), orders)
        for row in sheet.rows("segments")
        if (orders := row.number_of("orders"))
    ]
    gap = target - sum(amount for _label, amount in steps)
    return [*steps, (gettext("Gap"), gap)] if steps and abs(gap) >= 1 else steps


def _remarks(sheet: Sheet, target: float | None) -> Iterator[Remark]:
    follow_on = sheet.of("wanted").number_of("follow_on") or 0.0
    orders = sum(row.number_of("orders") or 0.0 for row in sheet.rows("segments"))
    if target is not None and orders and abs(target - follow_on - orders) >= 1:
        gap = target - follow_on - orders
        text = (
            gettext("The segments leave %(amount)s of the target open.",
                    amount=money(gap, sheet.currency))
            if gap > 0
            else gettext("The segments exceed the target by %(amount)s.",
                         amount=money(-gap, sheet.currency))
        )  # fmt: skip
        yield Remark(text, "warning" if gap > 0 else "info")
    quotas = sum(row.number_of("quota") or 0.0 for row in sheet.rows("people"))
    if target and quotas:
        over = quotas / target - 1
        if over < -0.0005:
            text = gettext("The quotas cover %(share)s of the target.", share=percent(1 + over))
            yield Remark(text, "bad")
        elif over > _SLACK_OF_QUOTAS + 0.0005:
            text = gettext(
                "The quotas exceed the target by %(share)s. Beyond 5 %% everybody knows that the "
                "number is false.",
                share=percent(over),
            )
            yield Remark(text, "warning")
    kinds = {row.text("kind") for row in sheet.rows("goals")}
    if "result" in kinds and "action" not in kinds:
        yield Remark(gettext("There are results and no actions: with a long sales cycle they come "
                             "too late to steer by."), "warning")  # fmt: skip
    if sheet.rows("segments") and not sheet.of("left").text("not_done"):
        yield Remark(gettext("Write what is left alone this year."), "warning")
    for row in sheet.rows("segments"):
        rate = row.number_of("rate")
        if rate == 0:
            text = gettext("At a win rate of %(rate)s no number of bids is enough.",
                           rate=number(0))  # fmt: skip
            yield Remark(text, "bad", row.place("rate"))


TOOL = Tool(
    id="smart-goals",
    title=_("Goals and targets"),
    purpose=_(
        "Takes a target apart into wins, bids, presales days and people, says what does not work "
        "out, and checks every goal for the five letters of SMART."
    ),
    icon="target",
    sections=(_WANTED, _SEGMENTS, _PEOPLE, _GOALS, _LEFT),
    calculate=_calculate,
    is_wide=True,
    has_money=True,
)
