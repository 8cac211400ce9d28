"""Ways to sell: their cost and profit at each level of sales, and deals that partners register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.worksheets.calculations import channels
from app.worksheets.declaration import Computed, Field, Fields, Rows, Tool
from app.worksheets.figures import money_charts, money_short
from app.worksheets.outcome import Grid, GridColumn, Outcome, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_LEVELS = 5
_USUAL_DAYS = 90

_DEAL = Fields(
    "deal",
    _("A usual deal"),
    (
        Field("price", _("Price of a deal"), "money"),
        Field("margin", _("Margin before channel costs"), "percent", most=1.0),
        Field("days", _("Days that a registration protects"), "number", most=730,
              hint=_("Empty means 90")),
    ),
)  # fmt: skip
_CHANNELS = Rows(
    "channels",
    _("Channels"),
    (
        Field("channel", _("Channel")),
        Field("steps", _("Steps that it takes over"), "long"),
        Field("fixed", _("Fixed cost a year"), "money"),
        Field("share", _("Share of sales"), "percent", most=1.0,
              hint=_("Commission or variable cost")),
        Field("bids", _("Bids a year"), "number"),
        Field("rate", _("Win rate"), "percent", most=1.0),
        Computed("sales", _("Sales"), "money"),
        Computed("cost", _("Cost of the channel"), "money"),
        Computed("profit", _("Profit"), "money"),
        Computed("needed", _("Win rate that equals the best"), "percent", 1),
        Field("lost", _("What we lose"), "long"),
    ),
    intro=_("First the steps, then the share. A way to sell that takes no step and keeps no record "
            "is no channel but a risk."),
    begins_with=2,
    most=6,
)  # fmt: skip
_DEALS = Rows(
    "deals",
    _("Registered deals"),
    (
        Field("customer", _("Customer and deal")),
        Field("partner", _("Partner")),
        Field("day", _("Registered on"), "date"),
        Field("evidence", _("Evidence"), "long"),
        Field("steps", _("Who does which steps"), "long"),
        Field("share", _("Share of the partner"), "percent", most=1.0),
        Computed("until", _("Protected until"), "date"),
    ),
    intro=_("Register first, with evidence; what is not kept up to date lapses."),
    begins_with=2,
    most=40,
)


def _calculate(sheet: Sheet) -> Outcome:
    deal = sheet.of("deal")
    price, margin = deal.number_of("price"), deal.number_of("margin")
    found = [(row, channel) for row in sheet.rows("channels") if (channel := _channel(row))]
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    tones: dict[tuple[str, str], Tone] = {}
    best: Row | None = None
    if price and margin is not None and found:
        profits = {
            row.id: channel.profit_at(channel.sales(price), margin) for row, channel in found
        }
        top = max(profits.values())
        best = next(row for row, _channel in found if profits[row.id] == top)
        for row, channel in found:
            sales = channel.sales(price)
            cells["channels", row.id] = {
                "sales": sales,
                "cost": channel.cost_at(sales),
                "profit": profits[row.id],
                "needed": channels.win_rate_for(channel, top, price, margin),
            }
        tones["channels", best.id] = "good"
    days = deal.number_of("days")
    for row in sheet.rows("deals"):
        day = row.day("day")
        if day is not None:
            until = day + timedelta(round(_USUAL_DAYS if days is None else days))
            cells["deals", row.id] = {"until": until}
    levels = [price * count for count in range(1, _LEVELS + 1)] if price else []
    return Outcome(
        results=tuple(_results(found, best, cells)),
        cells=cells,
        tones=tones,
        grids=(*_crossings(found), *_profits(found, levels, margin)),
        charts=money_charts(
            "line", gettext("Cost of the channels by sales"),
            [
                (money_short(level, sheet.currency),
                 tuple(channel.cost_at(level) for _row, channel in found))
                for level in levels
                if found
            ],
            sheet.currency, series=tuple(_name(row) for row, _channel in found),
        ),
        remarks=tuple(_remarks(sheet, found)),
    )  # fmt: skip


def _channel(row: Row) -> channels.Channel | None:
    fixed, share = row.number_of("fixed"), row.number_of("share")
    if fixed is None or share is None:
        return None
    return channels.Channel(
        fixed, share, row.number_of("bids") or 0.0, row.number_of("rate") or 0.0
    )


def _name(row: Row) -> str:
    return row.text("channel")[:60] or gettext("Channel %(number)s", number=row.number)


def _results(
    found: list[tuple[Row, channels.Channel]],
    best: Row | None,
    cells: dict[tuple[str, str], dict[str, Value]],
) -> Iterator[Result]:
    if best is not None:
        yield Result(gettext("Best channel this year"), _name(best), "text", tone="good")
        yield Result(gettext("Its profit"), cells["channels", best.id]["profit"], "money")
    for (one, first), (other, second) in list(combinations(found, 2))[:3]:
        sales = channels.break_even_sales(first, second)
        if sales is not None:
            yield Result(
                gettext("%(one)s and %(other)s cost the same at sales of",
                        one=_name(one), other=_name(other)),
                sales, "money", note=gettext("Difference of fixed costs ÷ difference of shares"),
            )  # fmt: skip


def _crossings(found: list[tuple[Row, channels.Channel]]) -> tuple[Grid, ...]:
    rows = [
        (_name(one), _name(other), channels.break_even_sales(first, second))
        for (one, first), (other, second) in combinations(found, 2)
    ]
    if len(rows) < 2:
        return ()
    columns = (
        GridColumn(gettext("Channel")),
        GridColumn(gettext("Compared with")),
        GridColumn(gettext("Same cost at sales of"), "money"),
    )
    return (Grid(gettext("Where channels cost the same"), columns, tuple(rows)),)


def _profits(
    found: list[tuple[Row, channels.Channel]], levels: list[float], margin: float | None
) -> tuple[Grid, ...]:
    if not found or not levels or margin is None:
        return ()
    columns = (
        GridColumn(gettext("Sales"), "money"),
        *(GridColumn(_name(row), "money") for row, _channel in found),
    )
    rows = tuple(
        (level, *(channel.profit_at(level, margin) for _row, channel in found)) for level in levels
    )
    return (Grid(gettext("Profit by sales"), columns, rows),)


def _remarks(sheet: Sheet, found: list[tuple[Row, channels.Channel]]) -> Iterator[Remark]:
    for row, channel in found:
        if channel.share > 0 and not row.text("steps"):
            text = gettext("“%(channel)s” is paid and takes no step. Write which, or leave it.",
                           channel=_name(row))  # fmt: skip
            yield Remark(text, "warning", row.place("steps"))
    seen: dict[str, Row] = {}
    for row in sheet.rows("deals"):
        customer = row.text("customer")
        if customer and customer in seen:
            text = gettext("“%(customer)s” is registered twice: row %(row)s came first.",
                           customer=customer, row=seen[customer].number)  # fmt: skip
            yield Remark(text, "bad", row.place("customer"))
        elif customer:
            seen[customer] = row
        if customer and not row.text("evidence"):
            text = gettext("“%(customer)s” is registered without evidence.", customer=customer)
            yield Remark(text, "warning", row.place("evidence"))


TOOL = Tool(
    id="channel-mix",
    title=_("Channel mix"),
    purpose=_(
        "Compares direct sales and partners by steps, cost and chance to win, finds where they "
        "cost the same, and works out the profit at each level of sales."
    ),
    icon="link",
    sections=(_DEAL, _CHANNELS, _DEALS),
    calculate=_calculate,
    is_wide=True,
    has_money=True,
)
