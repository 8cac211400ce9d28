"""Price and margin of a deal: floor, ceiling, expected margin, break-even, discount."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.worksheets.calculations import pricing
from app.worksheets.declaration import Computed, Field, Fields, Rows, Tool
from app.worksheets.figures import money, money_charts, money_short, percent, waterfall
from app.worksheets.outcome import Grid, GridColumn, Outcome, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_DISCOUNTS = (0.01, 0.02, 0.03, 0.05, 0.08, 0.10)

_COSTS = Rows(
    "costs",
    _("What this deal costs"),
    (
        Field("item", _("Item"), hint=_("Do not forget warranty, risk reserve and interest")),
        Field("quantity", _("Quantity"), "number", hint=_("Empty means 1")),
        Field("each", _("Cost of each"), "money"),
        Computed("amount", _("Cost in all"), "money"),
    ),
    intro=_("Only what is spent if the deal is done. Bid costs already spent do not count."),
)
_LINES = Fields(
    "lines",
    _("Floor and ceiling"),
    (
        Field("margin", _("Gross margin wanted"), "percent", most=0.95),
        Field("rival", _("Price of the customer's alternative"), "money",
              hint=_("Usually the main rival's price")),
    ),
)  # fmt: skip
_GAINS = Rows(
    "gains",
    _("What the customer gains or loses by choosing you"),
    (
        Field("item", _("Gain or trouble")),
        Field("kind", _("Kind"), "choice",
              choices=(("gain", _("Gain")), ("trouble", _("Trouble")))),
        Field("each", _("Amount each time"), "money"),
        Field("times", _("Times a year"), "number", hint=_("Empty means once in all")),
        Field("years", _("Years"), "number"),
        Computed("amount", _("Worth"), "money"),
    ),
    intro=_("Take the customer's own records. A gain without a figure counts nothing."),
    begins_with=2,
    most=20,
)  # fmt: skip
_PRICES = Rows(
    "prices",
    _("Prices and chances"),
    (
        Field("price", _("Price asked"), "money"),
        Field("chance", _("Chance to win"), "percent", most=1.0),
        Computed("margin", _("Margin"), "money"),
        Computed("rate", _("Margin rate"), "percent", 1),
        Computed("expected", _("Expected margin"), "money"),
        Computed("needed", _("Chance that equals the best"), "percent", 1),
    ),
    intro=_("Four or five prices. Have two people estimate the chances apart and take the mean."),
    begins_with=5,
    most=12,
)
_TERMS = Fields(
    "terms",
    _("Discount, later payment and break-even"),
    (
        Field("price", _("Price in the negotiation"), "money",
              hint=_("Empty: the best of the prices above")),
        Field("discount", _("Discount asked for"), "percent", most=1.0),
        Field("moved", _("Share of the price paid later"), "percent", most=1.0),
        Field("months", _("Months later"), "number", most=120),
        Field("interest", _("Interest a year"), "percent", most=1.0),
        Field("fixed", _("Fixed costs of the year to be covered"), "money"),
    ),
)  # fmt: skip
_GIVES = Rows(
    "gives",
    _("What can be given, and for what"),
    (
        Field("give", _("We give")),
        Field("worth", _("Costs us"), "money"),
        Field("approves", _("Who approves")),
        Field("return", _("In return for")),
    ),
    begins_with=2,
    most=20,
)


def _calculate(sheet: Sheet) -> Outcome:
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    cost = 0.0
    for row in sheet.rows("costs"):
        amount = _cost_of(row)
        cells["costs", row.id] = {"amount": amount}
        cost += amount or 0.0
    ceiling = sheet.of("lines").number_of("rival")
    for row in sheet.rows("gains"):
        worth = _gain_of(row)
        cells["gains", row.id] = {"amount": worth}
        if ceiling is not None:
            ceiling += worth or 0.0
    priced = [row for row in sheet.rows("prices") if row.number_of("price") is not None]
    offers = [
        pricing.Offer(row.number_of("price") or 0.0, row.number_of("chance")) for row in priced
    ]
    worths = pricing.worths_of(offers, cost)
    for row, found in zip(priced, worths, strict=True):
        cells["prices", row.id] = {
            "margin": found.margin,
            "rate": found.rate,
            "expected": found.expected,
            "needed": found.needed,
        }
    best = pricing.best_of(worths)
    price = sheet.of("terms").number_of("price")
    if price is None and best is not None:
        price = offers[best].price
    tones: dict[tuple[str, str], Tone] = {}
    if best is not None:
        tones["prices", priced[best].id] = "good"
    bars = [
        (money_short(offer.price, sheet.currency), worth.expected)
        for offer, worth in zip(offers, worths, strict=True)
        if worth.expected is not None
    ]
    return Outcome(
        results=(
            *_lines(sheet, cost, ceiling),
            *_best(offers, worths, best),
            *_terms(sheet, price, cost),
        ),
        cells=cells,
        tones=tones,
        grids=_discounts(price, cost),
        charts=(
            *money_charts("bar", gettext("Expected margin by price"), bars, sheet.currency),
            *waterfall(gettext("From cost to price"), _steps(sheet, price, cost),
                       gettext("Price asked"), sheet.currency),
        ),
        remarks=tuple(_remarks(sheet, cost, ceiling)),
    )  # fmt: skip


def _cost_of(row: Row) -> float | None:
    each, quantity = row.number_of("each"), row.number_of("quantity")
    return None if each is None else each * (1.0 if quantity is None else quantity)


def _gain_of(row: Row) -> float | None:
    each = row.number_of("each")
    if each is None:
        return None
    times, years = row.number_of("times"), row.number_of("years")
    amount = each * (1.0 if times is None else times) * (1.0 if years is None else years)
    return -amount if row.text("kind") == "trouble" else amount


def _lines(sheet: Sheet, cost: float, ceiling: float | None) -> Iterator[Result]:
    if not cost:
        return
    yield Result(gettext("Floor: cost of the deal"), cost, "money")
    rate = sheet.of("lines").number_of("margin")
    if rate is not None and (right := pricing.price_for_margin(cost, rate)) is not None:
        missing = right - pricing.price_by_mark_up(cost, rate)
        note = gettext("Cost ÷ (1 − margin)")
        if missing >= 1:
            note = gettext(
                "Cost ÷ (1 − margin). Multiplying instead would be %(amount)s too low.",
                amount=money(missing, sheet.currency),
            )
        yield Result(gettext("Price for the margin wanted"), right, "money", note=note)
    if ceiling is not None:
        note = gettext("The alternative's price, plus gains, less trouble")
        yield Result(gettext("Ceiling: most the customer would pay"), ceiling, "money", note=note)


def _best(
    offers: list[pricing.Offer], worths: list[pricing.Worth], best: int | None
) -> Iterator[Result]:
    if best is None:
        return
    yield Result(gettext("Best price"), offers[best].price, "money", tone="good")
    yield Result(gettext("Expected margin at it"), worths[best].expected, "money",
                 note=gettext("Chance × (price − cost)"))  # fmt: skip


def _terms(sheet: Sheet, price: float | None, cost: float) -> Iterator[Result]:
    terms = sheet.of("terms")
    if price is None:
        return
    discount = terms.number_of("discount")
    if discount:
        found = pricing.discount_of(price, cost, discount)
        yield Result(gettext("Share of the margin that the discount takes"),
                     found.share_of_margin, "percent", 1, tone="bad")  # fmt: skip
        yield Result(gettext("More deals needed to earn the same"), found.more_deals, "percent", 1)
    moved, months = terms.number_of("moved"), terms.number_of("months")
    interest = terms.number_of("interest")
    if moved is not None and months is not None and interest is not None:
        waiting = pricing.cost_of_waiting(price * moved, interest, months)
        yield Result(gettext("Cost of the later payment"), waiting, "money",
                     note=gettext("Amount × interest × months ÷ 12"))  # fmt: skip
    fixed = terms.number_of("fixed")
    if fixed is not None:
        yield Result(
            gettext("Break-even: deals a year that cover the fixed costs"),
            pricing.break_even_deals(fixed, price - cost), digits=1,
            note=gettext("Fixed costs ÷ margin of a deal"),
        )  # fmt: skip


def _discounts(price: float | None, cost: float) -> tuple[Grid, ...]:
    if price is None or not 0 < cost < price:
        return ()
    rows = []
    for rate in _DISCOUNTS:
        found = pricing.discount_of(price, cost, rate)
        rows.append((rate, found.price, found.given, found.share_of_margin, found.more_deals))
    return (
        Grid(
            gettext("What a discount does"),
            (
                GridColumn(gettext("Discount"), "percent"),
                GridColumn(gettext("Price left"), "money"),
                GridColumn(gettext("Given away"), "money"),
                GridColumn(gettext("Share of the margin"), "percent", 1),
                GridColumn(gettext("More deals needed"), "percent", 1),
            ),
            tuple(rows),
        ),
    )


def _steps(sheet: Sheet, price: float | None, cost: float) -> list[tuple[str, float]]:
    if price is None or not cost:
        return []
    steps = [
        (row.text("item"), amount)
        for row in sheet.rows("costs")
        if (amount := _cost_of(row)) is not None
    ]
    return [*steps, (gettext("Margin"), price - cost)]


def _remarks(sheet: Sheet, cost: float, ceiling: float | None) -> Iterator[Remark]:
    for row in sheet.rows("prices"):
        price = row.number_of("price")
        if price is None:
            continue
        shown = money(price, sheet.currency)
        if cost and price < cost:
            text = gettext("%(price)s is below the floor: winning would lose money.", price=shown)
            yield Remark(text, "bad", row.place("price"))
        elif ceiling is not None and price > ceiling:
            text = gettext(
                "%(price)s is above the ceiling: the customer is better off without you.",
                price=shown,
            )
            yield Remark(text, "warning", row.place("price"))
    terms = sheet.of("terms")
    discount = terms.number_of("discount")
    if discount and terms.number_of("moved") and terms.number_of("months"):
        text = gettext(
            "Ask what is in the way: the total, or the cash now? Paying later often costs far less "
            "than %(discount)s off.",
            discount=percent(discount, 0),
        )
        yield Remark(text)
    for row in sheet.rows("gives"):
        if row.text("give") and not row.text("return"):
            text = gettext("“%(give)s” is given for nothing. Write what it brings in return.",
                           give=row.text("give"))  # fmt: skip
            yield Remark(text, "warning", row.place("return"))


TOOL = Tool(
    id="price-and-margin",
    title=_("Price, cost and margin"),
    purpose=_(
        "Finds the floor by cost and the ceiling by the customer's gain, weighs prices by chance "
        "times margin, and shows what a discount or a later payment really costs."
    ),
    icon="coin",
    sections=(_COSTS, _LINES, _GAINS, _PRICES, _TERMS, _GIVES),
    calculate=_calculate,
    has_money=True,
)
