"""Five forces of an industry, its concentration, its size, and what a supplier can take."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.worksheets.calculations import industry
from app.worksheets.declaration import MOST_RATING, Computed, Field, Fields, Fixed, Rows, Tool
from app.worksheets.figures import charts, money_charts, number, percent
from app.worksheets.outcome import Outcome, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_STRONG = 4.0
_APART = 2.0

_FORCES = Rows(
    "forces",
    _("The five forces"),
    (
        Field("figure", _("Figure and source"), "long",
              hint=_("A figure that can be looked up, and where it comes from")),
        Field("first", _("First score"), "rating"),
        Field("second", _("Second score"), "rating"),
        Field("third", _("Third score"), "rating"),
        Computed("middle", _("Middle score"), digits=1),
        Field("action", _("Our action"), "long"),
        Field("who", _("Who and when")),
    ),
    intro=_("1 is weak, 5 is strong. Sales, purchasing and engineering score apart; the middle "
            "score counts."),
    fixed=(
        Fixed("buyers", _("Buyers")),
        Fixed("suppliers", _("Suppliers")),
        Fixed("entrants", _("New entrants")),
        Fixed("substitutes", _("Substitutes")),
        Fixed("rivals", _("Rivals in the industry")),
    ),
    fixed_label=_("Force"),
)  # fmt: skip
_SHARES = Rows(
    "shares",
    _("Who shares the market"),
    (
        Field("firm", _("Firm")),
        Field("share", _("Share by amount"), "percent", most=1.0,
              hint=_("From the award notices of three years")),
    ),
    begins_with=4,
    most=30,
)  # fmt: skip
_SIZE = Rows(
    "size",
    _("How large the market is"),
    (
        Field("kind", _("Kind of customer")),
        Field("count", _("Installed base"), "number"),
        Field("years", _("Renewed every (years)"), "number", least=0.1),
        Field("price", _("Price of one"), "money"),
        Field("reach", _("Share within reach"), "percent", most=1.0, hint=_("Empty means all")),
        Computed("market", _("Market a year"), "money"),
        Computed("reached", _("Within reach"), "money"),
    ),
    begins_with=2,
    most=20,
)
_SQUEEZE = Fields(
    "squeeze",
    _("What a supplier's price rise takes"),
    (
        Field("price", _("Price of a usual project"), "money"),
        Field("rate", _("Its gross margin"), "percent", most=1.0),
        Field("part", _("Share of the bought part in the cost"), "percent", most=1.0),
        Field("rise", _("Price rise of that part"), "percent"),
    ),
)


def _calculate(sheet: Sheet) -> Outcome:
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    tones: dict[tuple[str, str], Tone] = {}
    middles: list[tuple[str, float]] = []
    for row in sheet.rows("forces"):
        middle = industry.middle_score(_scores(row))
        cells["forces", row.id] = {"middle": middle}
        if middle is not None:
            middles.append((_name(row), middle))
            if middle >= _STRONG:
                tones["forces", row.id] = "warning"
    market = reached = 0.0
    for row in sheet.rows("size"):
        found = _market_of(row)
        if found is None:
            continue
        share = row.number_of("reach")
        within = found * (1.0 if share is None else share)
        cells["size", row.id] = {"market": found, "reached": within}
        market, reached = market + found, reached + within
    return Outcome(
        results=(
            *_strongest(middles),
            *_concentration(sheet),
            *_sizes(market, reached),
            *_squeezed(sheet),
        ),
        cells=cells,
        tones=tones,
        charts=(
            *charts("radar", gettext("The five forces (5 is strong)"), middles),
            *charts("bar", gettext("Shares of the market"), _shares(sheet), unit="%"),
            *money_charts("bar", gettext("Margin of a project before and after the rise"),
                          _margins(sheet), sheet.currency),
        ),
        remarks=tuple(_remarks(sheet)),
    )  # fmt: skip


def _name(row: Row) -> str:
    return str(next(fixed.label for fixed in _FORCES.fixed if fixed.id == row.id))


def _scores(row: Row) -> list[float | None]:
    return [row.number_of(name) for name in ("first", "second", "third")]


def _market_of(row: Row) -> float | None:
    count, years, price = (row.number_of(name) for name in ("count", "years", "price"))
    if count is None or years is None or price is None:
        return None
    return industry.yearly_market(count, years, price)


def _strongest(middles: list[tuple[str, float]]) -> Iterator[Result]:
    if middles:
        name, score = max(middles, key=lambda found: found[1])
        yield Result(gettext("Strongest force"), name, "text",
                     note=gettext("%(score)s of %(most)s", score=number(score, 1),
                                  most=MOST_RATING))  # fmt: skip


def _concentration(sheet: Sheet) -> Iterator[Result]:
    shares = [
        share for row in sheet.rows("shares") if (share := row.number_of("share")) is not None
    ]
    if not shares:
        return
    found = industry.concentration_of(shares)
    is_high = found.hhi > industry.HIGH_HHI
    yield Result(gettext("CR4: share of the four largest"), found.cr4, "percent")
    yield Result(
        gettext("HHI: sum of squared shares"), found.hhi,
        note=gettext("Highly concentrated: above %(limit)s", limit=number(industry.HIGH_HHI))
        if is_high
        else gettext("Not highly concentrated: at most %(limit)s",
                     limit=number(industry.HIGH_HHI)),
    )  # fmt: skip


def _sizes(market: float, reached: float) -> Iterator[Result]:
    if market:
        yield Result(gettext("Market a year"), market, "money",
                     note=gettext("Installed base ÷ years × price"))  # fmt: skip
        yield Result(gettext("Within reach"), reached, "money")


def _squeezed(sheet: Sheet) -> Iterator[Result]:
    found = _squeeze(sheet)
    if found is None:
        return
    yield Result(gettext("Margin that the rise takes"), found.extra, "money", tone="bad")
    yield Result(gettext("Gross margin left"), found.rate_after, "percent", 1)


def _squeeze(sheet: Sheet) -> industry.Squeeze | None:
    row = sheet.of("squeeze")
    price, rate, part, rise = (row.number_of(name) for name in ("price", "rate", "part", "rise"))
    if price is None or rate is None or part is None or rise is None:
        return None
    return industry.squeeze(price, rate, part, rise)


def _shares(sheet: Sheet) -> list[tuple[str, float]]:
    return [
        (row.text("firm"), round(100 * share, 2))
        for row in sheet.rows("shares")
        if (share := row.number_of("share")) is not None
    ]


def _margins(sheet: Sheet) -> list[tuple[str, float]]:
    found = _squeeze(sheet)
    if found is None:
        return []
    return [
        (gettext("Before the rise"), found.margin_before),
        (gettext("After the rise"), found.margin_after),
    ]


def _remarks(sheet: Sheet) -> Iterator[Remark]:
    for row in sheet.rows("forces"):
        name = _name(row)
        if industry.spread_of(_scores(row)) >= _APART:
            text = gettext("%(force)s: the scores lie two or more apart. Ask why; somebody knows "
                           "something.", force=name)  # fmt: skip
            yield Remark(text, "warning", row.place("first"))
        middle = industry.middle_score(_scores(row))
        if middle is None:
            continue
        if not row.text("figure"):
            text = gettext("%(force)s has a score and no figure. Look one up.", force=name)
            yield Remark(text, "warning", row.place("figure"))
        if middle >= _STRONG and not row.text("action"):
            text = gettext("%(force)s is strong and nothing is done about it.", force=name)
            yield Remark(text, "warning", row.place("action"))
    total = sum(share for _firm, share in _shares(sheet))
    if total > 100.5:
        text = gettext("The shares add up to %(total)s.", total=percent(total / 100, 1))
        yield Remark(text, "bad")


TOOL = Tool(
    id="five-forces",
    title=_("Five forces"),
    purpose=_(
        "Gives each force a figure, a score and an action, measures how concentrated the industry "
        "is and how large, and shows how much margin a supplier can take with one letter."
    ),
    icon="shield",
    sections=(_FORCES, _SHARES, _SIZE, _SQUEEZE),
    calculate=_calculate,
    is_wide=True,
    has_money=True,
)
