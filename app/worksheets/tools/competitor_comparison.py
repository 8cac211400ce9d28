"""Bidders on the panel's scoring table, how rivals have bid, and what a point costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.worksheets.calculations import bidding
from app.worksheets.declaration import Across, Computed, Field, Fields, Rows, Tool
from app.worksheets.figures import charts, money, number
from app.worksheets.outcome import Grid, GridColumn, Outcome, Problem, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_STALE_DAYS = 60

_FRAME = Fields(
    "frame",
    _("The tender"),
    (
        Field("ceiling", _("Ceiling price"), "money"),
        Field("points", _("Points for price"), "number"),
        Field("day", _("As of"), "date", starts_today=True),
    ),
)
_BIDDERS = Rows(
    "bidders",
    _("Bidders"),
    (
        Field("name", _("Bidder")),
        Field("kind", _("Kind"), "choice",
              choices=(("us", _("We")), ("incumbent", _("Incumbent")), ("rival", _("Rival")),
                       ("in_house", _("In-house")), ("nothing", _("No change")))),
        Field("bid", _("Bid, ours or guessed"), "money"),
        Field("ground", _("Ground"), "long"),
    ),
    intro=_("Put yourself first. The customer may also keep the incumbent, do it in-house, or "
            "change nothing."),
    begins_with=3,
    most=6,
)  # fmt: skip
_ITEMS = Rows(
    "items",
    _("What the panel scores"),
    (
        Field("item", _("Item scored")),
        Field("points", _("Points at most"), "number"),
        Across("bidders", "name", Field("score", _("Bidder"), "number")),
        Computed("gap", _("Behind the best"), digits=1),
        Field("ground", _("Ground"), "long"),
        Field("day", _("Day"), "date"),
        Computed("stale", _("Too old"), "text"),
        Field("action", _("Our action"), "long"),
        Field("cost", _("Its cost"), "money"),
        Field("gain", _("Points it brings"), "number"),
    ),
    intro=_("Copy the scoring table without the price. What it does not score is worth nothing."),
    begins_with=4,
    most=30,
)
_AWARDS = Rows(
    "awards",
    _("How rivals have bid"),
    (
        Field("firm", _("Firm")),
        Field("notice", _("Award notice")),
        Field("ratio", _("Winning price ÷ ceiling"), "percent", least=0.01, most=1.5),
    ),
    intro=_("From public award notices only."),
    begins_with=3,
    most=40,
)


def _calculate(sheet: Sheet) -> Outcome:
    bidders = [row for row in sheet.rows("bidders") if row.text("name")]
    problems = tuple(_too_many_points(sheet, bidders))
    if problems:
        return Outcome(problems=problems)
    points = sheet.of("frame").number_of("points") or 0.0
    bids = [row.number_of("bid") for row in bidders]
    priced = bidding.price_points(bids, points)
    sums = [sum(_scores(sheet, row)) for row in bidders]
    totals = [item + (price or 0.0) for item, price in zip(sums, priced, strict=True)]
    cells, tones = _cells(sheet, bidders)
    has_scores = any(sums) or any(priced)
    return Outcome(
        results=tuple(_results(sheet, bidders, bids, priced, totals)) if has_scores else (),
        cells=cells,
        tones=tones,
        grids=(
            *(_totals(bidders, bids, sums, priced, totals) if has_scores else ()),
            *_habits(sheet),
        ),
        charts=charts(
            "stacked", gettext("Estimated total scores"),
            [
                (row.text("name"), (round(item, 2), round(price or 0.0, 2)))
                for row, item, price in zip(bidders, sums, priced, strict=True)
            ],
            series=(gettext("Items"), gettext("Price")), unit=gettext("points"),
        ) if has_scores else (),
        remarks=tuple(_remarks(sheet, bidders, totals, has_scores)),
    )  # fmt: skip


def _too_many_points(sheet: Sheet, bidders: list[Row]) -> Iterator[Problem]:
    for row in sheet.rows("items"):
        most = row.number_of("points")
        for other in bidders:
            name = f"score:{other.id}"
            score = row.number_of(name)
            if most is not None and score is not None and score > most:
                text = gettext("%(score)s points are more than the %(most)s of this item.",
                               score=number(score, 2), most=number(most, 2))  # fmt: skip
                yield Problem(row.place(name), text)


def _scores(sheet: Sheet, bidder: Row) -> list[float]:
    return [row.number_of(f"score:{bidder.id}") or 0.0 for row in sheet.rows("items")]


def _cells(
    sheet: Sheet, bidders: list[Row]
) -> tuple[dict[tuple[str, str], dict[str, Value]], dict[tuple[str, str], Tone]]:
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    gaps: dict[str, float] = {}
    today = sheet.of("frame").day("day")
    for row in sheet.rows("items"):
        found = row.across("score")
        scores = {key: value for key, value in found.items() if isinstance(value, float)}
        own = scores.get(bidders[0].id) if bidders else None
        gap = None if own is None else max(scores.values()) - own
        stale = _is_stale(row.day("day"), today)
        cells["items", row.id] = {"gap": gap, "stale": gettext("Ask again") if stale else ""}
        gaps[row.id] = gap or 0.0
    worst = max(gaps.values(), default=0.0)
    tones: dict[tuple[str, str], Tone] = {
        ("items", key): "warning" for key, gap in gaps.items() if gap and gap == worst
    }
    return cells, tones


def _is_stale(day: date | None, today: date | None) -> bool:
    return day is not None and today is not None and (today - day).days > _STALE_DAYS


def _results(
    sheet: Sheet,
    bidders: list[Row],
    bids: list[float | None],
    priced: list[float | None],
    totals: list[float],
) -> Iterator[Result]:
    best = max(range(len(totals)), key=totals.__getitem__)
    yield Result(gettext("Who leads"), bidders[best].text("name"), "text",
                 note=gettext("%(points)s points", points=number(totals[best], 2)))  # fmt: skip
    if best != 0:
        yield Result(gettext("We are behind by"), totals[best] - totals[0], digits=2,
                     unit=gettext("points"), tone="bad")  # fmt: skip
    elif len(totals) > 1:
        ahead = totals[0] - max(totals[1:])
        yield Result(gettext("We are ahead by"), ahead, digits=2, unit=gettext("points"),
                     tone="good")  # fmt: skip
    points = sheet.of("frame").number_of("points")
    own, known = bids[0], [bid for bid in bids if bid]
    if own and points:
        lower = bidding.bid_for_another_point(own, min(known), points)
        if lower is not None:
            yield Result(gettext("One more point by price costs"), own - lower, "money",
                         note=gettext("With a bid of %(bid)s",
                                      bid=money(lower, sheet.currency)))  # fmt: skip
    spent = [
        (cost, gain)
        for row in sheet.rows("items")
        if (cost := row.number_of("cost")) is not None and (gain := row.number_of("gain"))
    ]
    if spent:
        gained = sum(gain for _cost, gain in spent)
        yield Result(gettext("One more point by our actions costs"),
                     sum(cost for cost, _gain in spent) / gained, "money",
                     note=gettext("%(points)s points", points=number(gained, 2)))  # fmt: skip
        yield Result(gettext("Our total after the actions"), totals[0] + gained, digits=2,
                     unit=gettext("points"),
                     tone="good" if totals[0] + gained >= max(totals) else "warning")  # fmt: skip


def _totals(
    bidders: list[Row],
    bids: list[float | None],
    sums: list[float],
    priced: list[float | None],
    totals: list[float],
) -> tuple[Grid, ...]:
    return (
        Grid(
            gettext("Total scores"),
            (
                GridColumn(gettext("Bidder")),
                GridColumn(gettext("Items"), "number", 2),
                GridColumn(gettext("Bid"), "money"),
                GridColumn(gettext("Price points"), "number", 2),
                GridColumn(gettext("Total"), "number", 2),
                GridColumn(gettext("Behind the best"), "number", 2),
            ),
            tuple(
                (row.text("name"), item, bid, price, total, max(totals) - total)
                for row, item, bid, price, total in zip(
                    bidders, sums, bids, priced, totals, strict=True
                )
            ),
        ),
    )


def _habits(sheet: Sheet) -> tuple[Grid, ...]:
    ceiling = sheet.of("frame").number_of("ceiling")
    ratios: dict[str, list[float]] = {}
    for row in sheet.rows("awards"):
        ratio = row.number_of("ratio")
        if ratio is not None:
            ratios.setdefault(row.text("firm"), []).append(ratio)
    rows = []
    for firm, known in ratios.items():
        habit = bidding.habit_of(known, ceiling or 0.0)
        if habit is not None:
            middle, low = (habit.middle, habit.low) if ceiling else (None, None)
            rows.append((firm, float(habit.count), habit.mean, habit.deviation, middle, low))
    if not rows:
        return ()
    columns = (
        GridColumn(gettext("Firm")),
        GridColumn(gettext("Notices"), "number"),
        GridColumn(gettext("Mean ratio"), "percent", 1),
        GridColumn(gettext("Deviation"), "percent", 1),
        GridColumn(gettext("Middle bid"), "money"),
        GridColumn(gettext("Low bid (two deviations)"), "money"),
    )
    return (Grid(gettext("Habits of bidding"), columns, tuple(rows)),)


def _remarks(
    sheet: Sheet, bidders: list[Row], totals: list[float], has_scores: bool
) -> Iterator[Remark]:
    if has_scores and bidders and bidders[0].text("kind") not in ("", "us"):
        yield Remark(gettext("The first bidder is taken for yourself. Move your own row up."),
                     "warning", bidders[0].place("name"))  # fmt: skip
    kinds = {row.text("kind") for row in bidders}
    if len(bidders) > 1 and not kinds & {"incumbent", "in_house", "nothing"}:
        yield Remark(gettext("Is there an incumbent? And might they do it in-house, or change "
                             "nothing at all?"))  # fmt: skip
    for row in sheet.rows("items"):
        if row.across("score") and not row.text("ground"):
            text = gettext("“%(item)s” is scored without a ground.", item=row.text("item"))
            yield Remark(text, "warning", row.place("ground"))
    for row in sheet.rows("items"):
        if _is_stale(row.day("day"), sheet.of("frame").day("day")):
            text = gettext("What is known about “%(item)s” is older than %(days)s days.",
                           item=row.text("item"), days=_STALE_DAYS)  # fmt: skip
            yield Remark(text, "warning", row.place("day"))


TOOL = Tool(
    id="competitor-comparison",
    title=_("Competitor comparison"),
    purpose=_(
        "Puts you and your rivals on the panel's own scoring table, reckons price points and "
        "totals, and compares what a point costs by price and by work."
    ),
    icon="scale",
    sections=(_FRAME, _BIDDERS, _ITEMS, _AWARDS),
    calculate=_calculate,
    is_wide=True,
    has_money=True,
)
