"""A customer's people and where they stand, their needs and what these are worth, the contacts."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.worksheets.calculations import needs
from app.worksheets.declaration import Computed, Field, Fields, Rows, Tool
from app.worksheets.figures import charts, number, place, waterfall
from app.worksheets.outcome import Outcome, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_MOST_ATTITUDE = 100.0
_FRIENDLY = 50.0

_DEAL = Fields(
    "deal",
    _("Customer and deal"),
    (
        Field("customer", _("Customer")),
        Field("deal", _("Deal")),
        Field("investment", _("Investment"), "money"),
        Field("upkeep", _("Upkeep a year"), "money"),
        Field("limit", _("Payback that is approved"), "number", unit=_("years")),
    ),
)
_PEOPLE = Rows(
    "people",
    _("The people"),
    (
        Field("name", _("Person")),
        Field("post", _("Post")),
        Field("part", _("Part in the purchase"), "choice",
              choices=(("money", _("Decides on the money")), ("user", _("Uses it")),
                       ("technology", _("Answers for technology")),
                       ("contract", _("Answers for contracts")), ("gate", _("Keeps the gate")),
                       ("champion", _("Speaks for us")))),
        Field("weight", _("Influence"), "number", most=10, hint=_("0 to 10")),
        Field("attitude", _("Attitude"), "number", most=_MOST_ATTITUDE,
              hint=_("0 against us, 100 for us")),
        Field("fear", _("Fears most"), "long"),
        Field("met", _("Last met"), "date"),
    ),
    intro=_("Influence and attitude are two things. Fear is more useful than liking."),
    begins_with=4,
    most=24,
)  # fmt: skip
_NEEDS = Rows(
    "needs",
    _("The needs"),
    (
        Field("code", _("No."), is_mark=True, is_narrow=True),
        Field("person", _("Who says so")),
        Field("words", _("Their words"), "long"),
        Field("day", _("Day"), "date"),
        Field("need", _("Need behind"), "long"),
        Field("worth", _("Worth a year"), "money"),
        Field("chance", _("Chance of it"), "percent", most=1.0, hint=_("Empty means certain")),
        Computed("expected", _("Expected a year"), "money"),
        Field("test", _("Met when"), "long", hint=_("Something that can be tested")),
    ),
    intro=_("Quote their own words; give each need a test. What a code means never changes: bid, "
            "blueprint and acceptance quote it."),
    begins_with=4,
    most=60,
    coded="code",
)  # fmt: skip
_CONTACTS = Rows(
    "contacts",
    _("Contacts"),
    (
        Field("day", _("Day"), "date"),
        Field("goes", _("Who goes")),
        Field("sees", _("Sees whom")),
        Field("purpose", _("Purpose"), "long"),
        Field("result", _("Carried away"), "long"),
        Field("next", _("Next step"), "long"),
    ),
    begins_with=2,
    most=60,
)


def _calculate(sheet: Sheet) -> Outcome:
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    tones: dict[tuple[str, str], Tone] = {}
    saving = 0.0
    for row in sheet.rows("needs"):
        expected = _expected(row)
        cells["needs", row.id] = {"expected": expected}
        saving += expected or 0.0
    for row in sheet.rows("people"):
        attitude = row.number_of("attitude")
        if attitude is not None and attitude < _FRIENDLY:
            tones["people", row.id] = "warning"
    return Outcome(
        results=tuple(_results(sheet, saving)),
        cells=cells,
        tones=tones,
        charts=(
            *charts("matrix", gettext("Where the people stand"), _places(sheet),
                    x=gettext("Attitude"), y=gettext("Influence (highest = 100)")),
            *waterfall(gettext("One year of the customer"), _steps(sheet),
                       gettext("Left a year"), sheet.currency),
        ),
        remarks=tuple(_remarks(sheet)),
    )  # fmt: skip


def _expected(row: Row) -> float | None:
    worth, chance = row.number_of("worth"), row.number_of("chance")
    return None if worth is None else worth * (1.0 if chance is None else chance)


def _standing(sheet: Sheet) -> list[tuple[Row, float, float]]:
    found = []
    for row in sheet.rows("people"):
        weight, attitude = row.number_of("weight"), row.number_of("attitude")
        if weight is not None and attitude is not None:
            found.append((row, weight, attitude))
    return found


def _places(sheet: Sheet) -> list[tuple[str, tuple[float, float]]]:
    standing = _standing(sheet)
    most = max((weight for _row, weight, _attitude in standing), default=0.0) or 1.0
    return [
        (row.text("name"), (attitude, place(weight / most))) for row, weight, attitude in standing
    ]


def _results(sheet: Sheet, saving: float) -> Iterator[Result]:
    attitude = needs.weighted_attitude([(weight, at) for _row, weight, at in _standing(sheet)])
    if attitude is not None:
        yield Result(
            gettext("Weighted attitude"), attitude, digits=1,
            note=gettext("Sum of influence × attitude ÷ sum of influence"),
            tone="good" if attitude >= _FRIENDLY else "warning",
        )  # fmt: skip
    if not saving:
        return
    deal = sheet.of("deal")
    yield Result(gettext("Expected worth a year"), saving, "money")
    investment, upkeep = deal.number_of("investment"), deal.number_of("upkeep") or 0.0
    if investment is None:
        return
    years = needs.payback_years(investment, saving, upkeep)
    limit = deal.number_of("limit")
    tone: Tone = ""
    if limit is not None:
        tone = "good" if years is not None and years <= limit else "bad"
    yield Result(gettext("Payback"), years, digits=1, unit=gettext("years"), tone=tone,
                 note=gettext("Investment ÷ (worth − upkeep)"))  # fmt: skip


def _steps(sheet: Sheet) -> list[tuple[str, float]]:
    steps = [
        (row.text("need") or row.text("code"), expected)
        for row in sheet.rows("needs")
        if (expected := _expected(row))
    ]
    upkeep = sheet.of("deal").number_of("upkeep")
    return [*steps, (gettext("Upkeep a year"), -upkeep)] if steps and upkeep else steps


def _remarks(sheet: Sheet) -> Iterator[Remark]:
    said = {row.text("person") for row in sheet.rows("needs")}
    for row in sheet.rows("people"):
        name = row.text("name")
        if not name:
            continue
        if row.day("met") is None:
            yield Remark(gettext("%(name)s has not been met. Who can introduce you?", name=name),
                         "warning", row.place("met"))  # fmt: skip
        elif not any(name in person for person in said):
            yield Remark(gettext("No need is noted from %(name)s.", name=name), "warning",
                         row.place("name"))  # fmt: skip
    for row in sheet.rows("needs"):
        code = row.text("code")
        if (row.text("need") or row.text("words")) and not row.text("test"):
            yield Remark(gettext("Need %(code)s has no test: how would you both see that it is "
                                 "met?", code=code), "warning", row.place("test"))  # fmt: skip
        if row.text("need") and not row.text("words"):
            yield Remark(gettext("Need %(code)s is not in the customer's words.", code=code),
                         "info", row.place("words"))  # fmt: skip
    parts = {row.text("part") for row in sheet.rows("people")}
    if parts - {""} and "money" not in parts:
        yield Remark(gettext("Who decides on the money?"), "warning")
    for row, weight, attitude in _standing(sheet):
        if weight >= 2 and attitude < _FRIENDLY / 2 + 15:
            text = gettext("%(name)s counts and is against you (%(attitude)s). Go and hear why.",
                           name=row.text("name"), attitude=number(attitude))  # fmt: skip
            yield Remark(text, "info", row.place("attitude"))


TOOL = Tool(
    id="customer-needs-file",
    title=_("Customer needs file"),
    purpose=_(
        "Keeps who the people are, how much they count and where they stand, what they need in "
        "their own words, what that is worth a year, and when it pays for itself."
    ),
    icon="users",
    sections=(_DEAL, _PEOPLE, _NEEDS, _CONTACTS),
    calculate=_calculate,
    is_wide=True,
    has_money=True,
)
