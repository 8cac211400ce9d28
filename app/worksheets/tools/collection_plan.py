"""Collection: what is due when, how late it is, what to expect by month, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from babel.dates import format_skeleton
from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _

from app.worksheets.calculations import collection
from app.worksheets.declaration import Computed, Field, Fields, Rows, Tool
from app.worksheets.figures import money, money_charts, number
from app.worksheets.outcome import Grid, GridColumn, Outcome, Problem, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_LATE = 45

_BOOKS = Fields(
    "books",
    _("The books"),
    (
        Field("day", _("As of"), "date", starts_today=True),
        Field("sales", _("Sales a year"), "money"),
        Field(
            "receivables", _("All receivables"), "money", hint=_("Empty: the sum of what is open")
        ),
        Field("wanted", _("Days outstanding wanted"), "number"),
        Field("rate", _("Gross margin"), "percent", most=1.0),
    ),
)
_INVOICES = Rows(
    "invoices",
    _("Invoices"),
    (
        Field("customer", _("Customer")),
        Field("paper", _("Payment and its paper"), hint=_("Which paper makes it due, who signs")),
        Field("day", _("Invoiced on"), "date"),
        Field("terms", _("Terms (days)"), "number", most=1000),
        Field("amount", _("Amount"), "money"),
        Field("paid", _("Paid"), "money"),
        Field("reason", _("Why not paid"), "choice",
              choices=(("paperwork", _("Paperwork")), ("dispute", _("Dispute")),
                       ("cash", _("No cash")))),
        Field("chance", _("Chance of cash"), "percent", most=1.0, hint=_("Empty means certain")),
        Field("hoped", _("Expected on"), "date"),
        Computed("due", _("Due on"), "date"),
        Computed("late", _("Days late")),
        Computed("open", _("Still open"), "money"),
        Computed("expected", _("Expected cash"), "money"),
    ),
    intro=_("A call on day 31 is routine; silence on day 45 means that something is wrong."),
    begins_with=4,
    most=60,
)  # fmt: skip
_STEPS = Rows(
    "steps",
    _("Steps of collection"),
    (
        Field("customer", _("Customer")),
        Field("day", _("Day"), "date"),
        Field("what", _("What"), "long"),
        Field("who", _("Who")),
        Field("remains", _("What remains of it"), hint=_("A mail, a receipt, a signed plan")),
    ),
    begins_with=3,
    most=60,
)
_WAYS = Rows(
    "ways",
    _("Ways to the money"),
    (
        Field("way", _("Way")),
        Field("amount", _("Amount"), "money"),
        Field("chance", _("Chance of cash"), "percent", most=1.0),
        Field("months", _("Months later"), "number", most=120),
        Field("interest", _("Interest a year"), "percent", most=1.0),
        Field("given", _("Given away"), "percent", most=1.0, hint=_("Discount, bank's discount")),
        Computed("expected", _("Expected cash"), "money"),
    ),
    intro=_("Have two people estimate the chances apart. Waiting is the usual choice and often the "
            "worst."),
    begins_with=3,
    most=12,
)  # fmt: skip


def _calculate(sheet: Sheet) -> Outcome:
    today = sheet.of("books").day("day")
    rows = [row for row in sheet.rows("invoices") if row.number_of("amount") is not None]
    problems = [*_problems(rows)]
    if rows and today is None:
        place = sheet.of("books").place("day")
        problems.append(Problem(place, gettext("As of which day is this? Days late count to it.")))
    if problems:
        return Outcome(problems=tuple(problems))
    invoices = [_invoice(row) for row in rows]
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    tones: dict[tuple[str, str], Tone] = {}
    for row, invoice in zip(rows, invoices, strict=True):
        late = invoice.overdue(today) if today is not None else 0
        cells["invoices", row.id] = {
            "due": invoice.due,
            "late": float(late) if late else None,
            "open": invoice.open,
            "expected": invoice.expected,
        }
        if late:
            tones["invoices", row.id] = "bad" if _age(row, today) > _LATE else "warning"
    best, best_way = None, ""
    for row in sheet.rows("ways"):
        expected = _way(row)
        cells["ways", row.id] = {"expected": expected}
        if expected is not None and (best is None or expected > best):
            best, best_way = expected, row.id
    if best_way:
        tones["ways", best_way] = "good"
    months = collection.cash_by_month(invoices, today) if today is not None else {}
    return Outcome(
        results=tuple(_results(sheet, invoices, today)),
        cells=cells,
        tones=tones,
        grids=(*_ages(invoices, today), *_months(months)),
        charts=money_charts(
            "bar", gettext("Expected cash by month"),
            [(_month(at), amount) for at, amount in months.items()], sheet.currency,
        ),
        remarks=tuple(_remarks(sheet, rows, invoices, today)),
    )  # fmt: skip


def _invoice(row: Row) -> collection.Invoice:
    chance = row.number_of("chance")
    return collection.Invoice(
        day=row.day("day"),
        terms=row.number_of("terms") or 0.0,
        amount=row.number_of("amount") or 0.0,
        paid=row.number_of("paid") or 0.0,
        chance=1.0 if chance is None else chance,
        hoped_for=row.day("hoped"),
    )


def _problems(rows: list[Row]) -> Iterator[Problem]:
    for row in rows:
        paid, amount = row.number_of("paid") or 0.0, row.number_of("amount") or 0.0
        if paid > amount:
            yield Problem(row.place("paid"), gettext("More is paid than was invoiced."))
        day, hoped = row.day("day"), row.day("hoped")
        if day is not None and hoped is not None and hoped < day:
            text = gettext("It cannot be expected before it is invoiced.")
            yield Problem(row.place("hoped"), text)


def _age(row: Row, today: date | None) -> int:
    """Days since it was invoiced."""
    day = row.day("day")
    return 0 if day is None or today is None else (today - day).days


def _way(row: Row) -> float | None:
    amount, chance = row.number_of("amount"), row.number_of("chance")
    if amount is None or chance is None:
        return None
    way = collection.Way(
        chance,
        row.number_of("months") or 0.0,
        row.number_of("interest") or 0.0,
        row.number_of("given") or 0.0,
    )
    return way.expected(amount)


def _results(
    sheet: Sheet, invoices: list[collection.Invoice], today: date | None
) -> Iterator[Result]:
    books = sheet.of("books")
    if invoices and today is not None:
        late = sum(invoice.open for invoice in invoices if invoice.overdue(today))
        yield Result(gettext("Open in all"), sum(i.open for i in invoices), "money")
        yield Result(gettext("Of that overdue"), late, "money", tone="bad" if late else "good")
        yield Result(gettext("Expected cash"), sum(i.expected for i in invoices), "money",
                     note=gettext("Open × chance"))  # fmt: skip
    sales = books.number_of("sales")
    receivables = books.number_of("receivables")
    if receivables is None:
        receivables = sum(invoice.open for invoice in invoices)
    if not sales or not receivables:
        return
    days = collection.days_sales_outstanding(receivables, sales)
    yield Result(gettext("Days sales outstanding"), days, digits=1, unit=gettext("days"),
                 note=gettext("Receivables ÷ yearly sales × 365"))  # fmt: skip
    wanted = books.number_of("wanted")
    if wanted is not None:
        freed = receivables - wanted * sales / 365
        yield Result(gettext("Cash that %(days)s days would free", days=number(wanted)), freed,
                     "money", tone="good" if freed > 0 else "")  # fmt: skip


def _ages(invoices: list[collection.Invoice], today: date | None) -> tuple[Grid, ...]:
    if not invoices or today is None:
        return ()
    sums = collection.by_age(invoices, today)
    one, two, three = collection.AGES
    labels = (
        gettext("Not due"),
        gettext("1 to %(days)s days late", days=one),
        gettext("%(first)s to %(last)s days late", first=one + 1, last=two),
        gettext("%(first)s to %(last)s days late", first=two + 1, last=three),
        gettext("More than %(days)s days late", days=three),
    )
    columns = (GridColumn(gettext("Age")), GridColumn(gettext("Still open"), "money"))
    return (Grid(gettext("Open by age"), columns, tuple(zip(labels, sums, strict=True))),)


def _months(months: dict[tuple[int, int], float]) -> tuple[Grid, ...]:
    if not months:
        return ()
    so_far, rows = 0.0, []
    for at, amount in months.items():
        so_far += amount
        rows.append((_month(at), amount, so_far))
    columns = (
        GridColumn(gettext("Month")),
        GridColumn(gettext("Expected cash"), "money"),
        GridColumn(gettext("So far"), "money"),
    )
    return (Grid(gettext("Expected cash by month"), columns, tuple(rows)),)


def _month(at: tuple[int, int]) -> str:
    return str(format_skeleton("yMMM", date(*at, 1), locale=get_locale()))


def _remarks(
    sheet: Sheet,
    rows: list[Row],
    invoices: list[collection.Invoice],
    today: date | None,
) -> Iterator[Remark]:
    for row, invoice in zip(rows, invoices, strict=True):
        name = row.text("customer")
        age = _age(row, today)
        if invoice.open and today is not None and invoice.overdue(today) and not row.text("reason"):
            text = gettext("%(customer)s: ask whether it is paperwork, a dispute or no cash.",
                           customer=name)  # fmt: skip
            yield Remark(text, "warning", row.place("reason"))
        if invoice.open and age > _LATE and invoice.overdue(today or date.max):
            text = gettext("%(customer)s: day %(age)s since the invoice. Somebody must go there "
                           "with a proposal.", customer=name, age=age)  # fmt: skip
            yield Remark(text, "bad", row.place("customer"))
        if row.text("reason") == "dispute":
            text = gettext("%(customer)s: list the disputed sum apart; the rest is due.",
                           customer=name)  # fmt: skip
            yield Remark(text, "info", row.place("reason"))
    rate = sheet.of("books").number_of("rate")
    doubtful = sum(invoice.open - invoice.expected for invoice in invoices)
    if rate and doubtful >= 1:
        text = gettext(
            "%(lost)s may be lost; at this margin that takes %(sales)s of new contracts to make "
            "up.",
            lost=money(doubtful, sheet.currency),
            sales=money(doubtful / rate, sheet.currency),
        )
        yield Remark(text)


TOOL = Tool(
    id="collection-plan",
    title=_("Collection plan"),
    purpose=_(
        "Lists what is due when and how late it is, tells paperwork from dispute from no cash, "
        "expects cash by month, and compares the ways to the money."
    ),
    icon="cash",
    sections=(_BOOKS, _INVOICES, _STEPS, _WAYS),
    calculate=_calculate,
    is_wide=True,
    has_money=True,
)
