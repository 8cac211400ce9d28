"""A funnel: conversion, cost of a win, length, sources, and deals that stay too long."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.worksheets.calculations import funnels
from app.worksheets.declaration import Computed, Field, Fields, Rows, Tool
from app.worksheets.figures import charts, number, percent
from app.worksheets.outcome import Grid, GridColumn, Outcome, Problem, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_BETTER = 0.1
_TOO_LONG = 2.0

_DEAL = Fields(
    "deal",
    _("A usual deal"),
    (
        Field("order", _("Mean order"), "money"),
        Field("rate", _("Gross margin"), "percent", most=1.0),
    ),
)
_STAGES = Rows(
    "stages",
    _("Stages"),
    (
        Field("stage", _("Stage")),
        Field("trace", _("Trace that the customer leaves"), "long"),
        Field("count", _("Count"), "number"),
        Field("spent", _("Spent on each"), "money"),
        Field("days", _("Median days"), "number"),
        Computed("next", _("To the next"), "percent", 1),
        Computed("total", _("Of all leads"), "percent", 1),
        Computed("sum", _("Sum spent"), "money"),
    ),
    intro=_("From leads to wins. Follow one cohort: all that came in a period, all decided by now. "
            "A stage is what the customer did, not what we did."),
    begins_with=5,
    most=10,
)  # fmt: skip
_SOURCES = Rows(
    "sources",
    _("Bids by source"),
    (
        Field("source", _("Source of the lead")),
        Field("bids", _("Bids"), "number"),
        Field("wins", _("Won"), "number"),
        Computed("rate", _("Win rate"), "percent", 1),
        Computed("error", _("Standard error"), "percent", 1),
    ),
    begins_with=3,
    most=20,
)
_OPEN = Rows(
    "open",
    _("Deals that are open"),
    (
        Field("customer", _("Customer")),
        Field("stage", _("Stage")),
        Field("days", _("Days in the stage"), "number"),
        Field("last", _("Last act of theirs"), "long"),
        Field("decision", _("Verdict"), "choice",
              choices=(("keep", _("Keep")), ("back", _("Back a stage")), ("close", _("Close")))),
        Field("who", _("Who and when")),
        Computed("age", _("Age"), "text"),
    ),
    intro=_("Who cannot say what the customer did in the last 30 days closes it."),
    begins_with=2,
    most=60,
)  # fmt: skip


def _calculate(sheet: Sheet) -> Outcome:
    rows = [row for row in sheet.rows("stages") if row.number_of("count") is not None]
    problems = (*_growing(rows), *_too_many_wins(sheet))
    if problems:
        return Outcome(problems=problems)
    stages = [
        funnels.Stage(
            row.number_of("count") or 0.0,
            row.number_of("spent") or 0.0,
            row.number_of("days") or 0.0,
        )
        for row in rows
    ]
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    tones: dict[tuple[str, str], Tone] = {}
    for row, stage, share in zip(rows, stages, funnels.conversions(stages), strict=True):
        cells["stages", row.id] = {
            "next": share,
            "total": stage.count / stages[0].count if stages[0].count else None,
            "sum": stage.count * stage.spent or None,
        }
    for row in sheet.rows("sources"):
        bids, wins = row.number_of("bids"), row.number_of("wins")
        if bids and wins is not None:
            cells["sources", row.id] = {
                "rate": wins / bids,
                "error": funnels.standard_error(wins, bids),
            }
    medians = {row.text("stage"): row.number_of("days") for row in rows}
    for row in sheet.rows("open"):
        median, days = medians.get(row.text("stage")), row.number_of("days")
        if median and days is not None and days > _TOO_LONG * median:
            cells["open", row.id] = {"age": gettext("%(times)s times the median",
                                                    times=number(days / median, 1))}  # fmt: skip
            tones["open", row.id] = "bad"
    return Outcome(
        results=tuple(_results(sheet, stages)),
        cells=cells,
        tones=tones,
        grids=_better(rows, stages),
        charts=(
            *charts("funnel", gettext("How far they got"),
                    [(row.text("stage"), stage.count)
                     for row, stage in zip(rows, stages, strict=True)]),
            *charts("bar", gettext("Bids won, by source"), _by_source(sheet), unit="%"),
        ),
        remarks=tuple(_remarks(sheet, rows, stages, tones)),
    )  # fmt: skip


def _growing(rows: list[Row]) -> Iterator[Problem]:
    for before, row in pairwise(rows):
        if (row.number_of("count") or 0.0) > (before.number_of("count") or 0.0):
            text = gettext("More than in the stage before. In a cohort every deal of a stage has "
                           "been through the one before.")  # fmt: skip
            yield Problem(row.place("count"), text)


def _too_many_wins(sheet: Sheet) -> Iterator[Problem]:
    for row in sheet.rows("sources"):
        bids, wins = row.number_of("bids"), row.number_of("wins")
        if bids is not None and wins is not None and wins > bids:
            yield Problem(row.place("wins"), gettext("More were won than bid for."))


def _results(sheet: Sheet, stages: list[funnels.Stage]) -> Iterator[Result]:
    if len(stages) < 2 or not stages[0].count:
        return
    wins = stages[-1].count
    yield Result(gettext("From lead to win"), wins / stages[0].count, "percent", 1)
    each = funnels.cost_of_a_win(stages)
    deal = sheet.of("deal")
    order, rate = deal.number_of("order"), deal.number_of("rate")
    margin = None if order is None or rate is None else order * rate
    if each:
        tone: Tone = "" if margin is None else "good" if each <= margin else "bad"
        yield Result(gettext("Cost of a win"), each, "money", tone=tone,
                     note=gettext("All that was spent, also on what was lost, ÷ wins"))  # fmt: skip
    if margin is not None:
        yield Result(gettext("Margin of a win"), margin, "money",
                     note=gettext("Mean order × margin"))  # fmt: skip
    days = sum(stage.days for stage in stages)
    if days:
        yield Result(gettext("Length of the funnel"), days, unit=gettext("days"),
                     note=gettext("Sum of the medians"))  # fmt: skip
    error = funnels.standard_error(wins, stages[-2].count)
    if error is not None:
        yield Result(gettext("Standard error of the last step"), error, "percent", 1,
                     note=gettext("A smaller change than twice this proves nothing"))  # fmt: skip


def _better(rows: list[Row], stages: list[funnels.Stage]) -> tuple[Grid, ...]:
    """What a tenth more in each step would do to the cost of a win."""
    before = funnels.cost_of_a_win(stages)
    if not before or len(stages) < 3:
        return ()
    found: list[tuple[Value, ...]] = []
    for number_of, row in enumerate(rows[:-1]):
        after = funnels.cost_with_better(stages, number_of, _BETTER)
        step = f"{row.text('stage')} → {rows[number_of + 1].text('stage')}"
        found.append((step, after, None if after is None else before - after))
    columns = (
        GridColumn(gettext("A tenth better at")),
        GridColumn(gettext("Cost of a win"), "money"),
        GridColumn(gettext("Saved on each"), "money"),
    )
    return (Grid(gettext("Which step to improve"), columns, tuple(found)),)


def _by_source(sheet: Sheet) -> list[tuple[str, float]]:
    return [
        (
            f"{row.text('source')} ({number(wins)}/{number(bids)})",
            round(100 * wins / bids, 1),
        )
        for row in sheet.rows("sources")
        if (bids := row.number_of("bids")) and (wins := row.number_of("wins")) is not None
    ]


def _remarks(
    sheet: Sheet,
    rows: list[Row],
    stages: list[funnels.Stage],
    tones: dict[tuple[str, str], Tone],
) -> Iterator[Remark]:
    shares = [
        (share, place)
        for place, share in enumerate(funnels.conversions(stages))
        if share is not None
    ]
    if len(shares) > 1:
        share, place = min(shares)
        text = gettext("Fewest go on from “%(stage)s”: %(share)s.",
                       stage=rows[place].text("stage"), share=percent(share))  # fmt: skip
        yield Remark(text, "info", rows[place].place("count"))
    for row in rows:
        if row.text("stage") and not row.text("trace"):
            text = gettext("“%(stage)s”: by what trace of the customer is it known?",
                           stage=row.text("stage"))  # fmt: skip
            yield Remark(text, "info", row.place("trace"))
    for row in sheet.rows("open"):
        if ("open", row.id) in tones and row.text("decision") in ("", "keep"):
            text = gettext(
                "“%(customer)s” has stayed more than twice the median. Keep it only if "
                "they did something lately.",
                customer=row.text("customer"),
            )
            yield Remark(text, "warning", row.place("decision"))


TOOL = Tool(
    id="funnel",
    title=_("Funnel"),
    purpose=_(
        "Follows a cohort from lead to win: conversion, what a win costs with all that was lost, "
        "how long it takes, which step is worth improving, and which open deals have gone stale."
    ),
    icon="filter",
    sections=(_DEAL, _STAGES, _SOURCES, _OPEN),
    calculate=_calculate,
    is_wide=True,
    has_money=True,
)
