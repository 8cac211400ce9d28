"""Activities of promotion: their cost, what their opportunities are worth, the cost of a win."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.worksheets.calculations import promotion
from app.worksheets.declaration import Computed, Field, Fields, Rows, Tool
from app.worksheets.figures import charts, money_charts, percent
from app.worksheets.outcome import Outcome, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_DEAL = Fields(
    "deal",
    _("A usual deal"),
    (
        Field("margin", _("Margin of a deal"), "money"),
        Field("bid", _("Cost of a bid"), "money"),
        Field("budget", _("Budget for promotion"), "money"),
    ),
)
_ACTIVITIES = Rows(
    "activities",
    _("Activities"),
    (
        Field("activity", _("Activity")),
        Field("act", _("Step, whom, what they should do"), "long"),
        Field("cost", _("Cost of it"), "money"),
        Field("met", _("People met"), "number"),
        Field("leads", _("Leads"), "number"),
        Field("opportunities", _("Opportunities"), "number"),
        Field("rate", _("Win rate"), "percent", most=1.0, hint=_("Mean of three years")),
        Computed("each", _("Cost of an opportunity"), "money"),
        Computed("worth", _("Worth of one, bid paid"), "money"),
        Computed("wins", _("Expected wins"), digits=2),
        Computed("gain", _("Gain of it"), "money"),
    ),
    intro=_("A lead left a concrete question. An opportunity has money, a date and a leader."),
    begins_with=4,
    most=30,
)
_LOOKS = Rows(
    "looks",
    _("When to look, and when to stop"),
    (
        Field("activity", _("Activity")),
        Field("who", _("Who")),
        Field("day", _("Look on"), "date"),
        Field("at", _("Look at")),
        Field("stop", _("Stop when")),
    ),
    intro=_("Look at leads and opportunities early, at contracts when half a cycle has passed."),
    begins_with=2,
    most=30,
)


def _calculate(sheet: Sheet) -> Outcome:
    deal = sheet.of("deal")
    margin, bid = deal.number_of("margin"), deal.number_of("bid") or 0.0
    found = [
        (row, promotion.effect_of(_activity(row), margin, bid)) for row in sheet.rows("activities")
    ]
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    tones: dict[tuple[str, str], Tone] = {}
    for row, effect in found:
        cells["activities", row.id] = {
            "each": effect.cost_each,
            "worth": effect.worth,
            "wins": effect.wins,
            "gain": effect.gain,
        }
        if effect.worth is not None and effect.worth < 0:
            tones["activities", row.id] = "bad"
    return Outcome(
        results=tuple(_results(sheet, [_activity(row) for row, _effect in found], bid)),
        cells=cells,
        tones=tones,
        charts=(
            *money_charts(
                "bar", gettext("What an opportunity is worth after the bid"),
                [(row.text("activity"), e.worth) for row, e in found if e.worth is not None],
                sheet.currency,
            ),
            *charts("funnel", gettext("From people met to wins"), _gates(sheet)),
        ),
        remarks=tuple(_remarks(sheet, found, margin, bid)),
    )  # fmt: skip


def _activity(row: Row) -> promotion.Activity:
    return promotion.Activity(
        row.number_of("cost") or 0.0, row.number_of("opportunities"), row.number_of("rate")
    )


def _results(sheet: Sheet, activities: list[promotion.Activity], bid: float) -> Iterator[Result]:
    cost = sum(activity.cost for activity in activities)
    if not cost:
        return
    deal = sheet.of("deal")
    budget, margin = deal.number_of("budget"), deal.number_of("margin")
    tone: Tone = "" if budget is None else "good" if cost <= budget else "bad"
    yield Result(gettext("All activities"), cost, "money", tone=tone)
    count = sum(activity.opportunities or 0.0 for activity in activities)
    wins = sum((a.opportunities or 0.0) * (a.win_rate or 0.0) for a in activities)
    yield Result(gettext("Opportunities"), count, digits=1)
    yield Result(gettext("Expected wins"), wins, digits=2)
    each = promotion.cost_of_a_win(activities, bid)
    if each is None:
        return
    yield Result(gettext("Cost of a win, bids included"), each, "money",
                 note=gettext("(Activities + opportunities × bid) ÷ wins"))  # fmt: skip
    yield Result(gettext("Of that, promotion"), cost / wins, "money")
    if margin is None:
        return
    spent = cost + count * bid
    yield Result(gettext("Return on what is spent"), (wins * margin - spent) / spent, "percent",
                 note=gettext("(Wins × margin − all costs) ÷ all costs"),
                 tone="good" if wins * margin >= spent else "bad")  # fmt: skip
    pays = promotion.chance_that_pays(margin, bid)
    if pays is not None and bid:
        yield Result(gettext("Win rate that pays for the bid"), pays, "percent", 1,
                     note=gettext("Bid ÷ margin"))  # fmt: skip


def _gates(sheet: Sheet) -> list[tuple[str, float]]:
    """People met, leads, opportunities and wins of the activities that counted all of them."""
    rows = [
        row
        for row in sheet.rows("activities")
        if all(row.number_of(n) is not None for n in ("met", "leads", "opportunities", "rate"))
    ]
    if not rows:
        return []

    def total(name: str) -> float:
        return sum(row.number_of(name) or 0.0 for row in rows)

    wins = sum(
        (row.number_of("opportunities") or 0.0) * (row.number_of("rate") or 0.0) for row in rows
    )
    return [
        (gettext("People met"), total("met")),
        (gettext("Leads"), total("leads")),
        (gettext("Opportunities"), total("opportunities")),
        (gettext("Expected wins"), round(wins, 2)),
    ]


def _remarks(
    sheet: Sheet,
    found: list[tuple[Row, promotion.Effect]],
    margin: float | None,
    bid: float,
) -> Iterator[Remark]:
    for row, effect in found:
        rate = row.number_of("rate")
        if effect.worth is not None and effect.worth < 0 and margin and rate is not None:
            text = gettext(
                "“%(activity)s”: at %(rate)s an opportunity does not pay for its bid. Qualify "
                "before you bid.",
                activity=row.text("activity"),
                rate=percent(rate, 0),
            )
            yield Remark(text, "bad", row.place("rate"))
    looked = {row.text("activity") for row in sheet.rows("looks") if row.text("stop")}
    for row, _effect in found:
        name = row.text("activity")
        if name and looked and name not in looked:
            text = gettext("“%(activity)s” has no sign at which it stops.", activity=name)
            yield Remark(text, "warning", row.place("activity"))
    for row in sheet.rows("activities"):
        if row.text("activity") and not row.text("act"):
            text = gettext("“%(activity)s”: what should whom do after it?",
                           activity=row.text("activity"))  # fmt: skip
            yield Remark(text, "info", row.place("act"))


TOOL = Tool(
    id="promotion-budget",
    title=_("Promotion budget"),
    purpose=_(
        "Follows every activity from its cost to opportunities and expected wins, takes off the "
        "bids, and shows which kind of opportunity is worth having."
    ),
    icon="bulb",
    sections=(_DEAL, _ACTIVITIES, _LOOKS),
    calculate=_calculate,
    is_wide=True,
    has_money=True,
)
