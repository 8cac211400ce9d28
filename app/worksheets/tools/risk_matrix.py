"""Risks with chance, impact and response, the response worth its money, and the reserve."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.worksheets.calculations import risks
from app.worksheets.declaration import Computed, Field, Fields, Rows, Tool
from app.worksheets.figures import charts, money, money_charts, percent, place
from app.worksheets.outcome import Outcome, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_USUAL_CERTAINTY = 0.8
_HEAVY_SHARE = 0.3

_RESPONSES = (
    ("avoid", _("Avoid")),
    ("transfer", _("Transfer")),
    ("mitigate", _("Mitigate")),
    ("accept", _("Accept")),
)
_PROJECT = Fields(
    "project",
    _("The project"),
    (
        Field("contract", _("Contract amount"), "money"),
        Field("margin", _("Margin of the project"), "money"),
        Field("certainty", _("Certainty of the reserve"), "percent", least=0.01, most=0.999,
              hint=_("Empty means 80 %")),
    ),
)  # fmt: skip
_RISKS = Rows(
    "risks",
    _("Risks and responses"),
    (
        Field("risk", _("Risk")),
        Field("story", _("Because of what, with what effect"), "long"),
        Field("chance", _("Probability"), "percent", most=1.0),
        Field("impact", _("Impact"), "money"),
        Computed("expected", _("Expected loss"), "money"),
        Field("response", _("Response"), "choice", choices=_RESPONSES),
        Field("cost", _("Cost of response"), "money"),
        Field("chance_left", _("Probability left"), "percent", most=1.0,
              hint=_("Empty means as before")),
        Field("impact_left", _("Impact left"), "money", hint=_("Empty means as before")),
        Computed("left", _("Expected loss left"), "money"),
        Computed("net", _("Saved, cost taken off"), "money"),
    ),
    intro=_("What has happened already is no risk but a problem. A response costs at most the "
            "expected loss that it saves."),
    begins_with=4,
    most=30,
)  # fmt: skip
_OPTIONS = Rows(
    "options",
    _("Responses to one risk compared"),
    (
        Field("risk", _("Risk")),
        Field("response", _("Response"), "choice", choices=_RESPONSES),
        Field("means", _("How"), "long"),
        Field("cost", _("Cost of response"), "money"),
        Field("chance", _("Probability left"), "percent", most=1.0),
        Field("impact", _("Impact left"), "money"),
        Computed("total", _("Total cost"), "money"),
        Computed("best", _("Choice"), "text"),
    ),
    intro=_("Cost of the response + probability left × impact left. The smallest is the one."),
    begins_with=4,
    most=30,
)
_SIGNS = Rows(
    "signs",
    _("Warning signs"),
    (
        Field("risk", _("Risk")),
        Field("sign", _("Warning sign"), "long", hint=_("Visible, with a figure or a date")),
        Field("who", _("Who looks, how often")),
        Field("then", _("Then"), "long"),
    ),
    begins_with=2,
    most=30,
)


def _calculate(sheet: Sheet) -> Outcome:
    found = [
        (row, before, _after(row, before))
        for row in sheet.rows("risks")
        if (before := _before(row)) is not None
    ]
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    tones: dict[tuple[str, str], Tone] = {}
    heavy = sheet.of("project").number_of("margin")
    for row, before, after in found:
        net = before.expected - after.expected - (row.number_of("cost") or 0.0)
        is_answered = bool(row.text("response"))
        cells["risks", row.id] = {
            "expected": before.expected,
            "left": after.expected if is_answered else None,
            "net": net if is_answered else None,
        }
        if is_answered and net < -0.5:
            tones["risks", row.id] = "bad"
        elif heavy and before.impact > _HEAVY_SHARE * heavy:
            tones["risks", row.id] = "warning"
    best = _best_options(sheet)
    for row in sheet.rows("options"):
        total = _total(row)
        is_best = row.id in best
        cells["options", row.id] = {"total": total, "best": gettext("Best") if is_best else ""}
        if is_best:
            tones["options", row.id] = "good"
    most = max((before.impact for _row, before, _after in found), default=0.0) or 1.0
    return Outcome(
        results=tuple(_results(sheet, found)),
        cells=cells,
        tones=tones,
        charts=(
            *charts(
                "matrix", gettext("Where the risks lie"),
                [
                    (row.text("risk"), (place(before.chance), place(before.impact / most)))
                    for row, before, _after in found
                ],
                x=gettext("Probability (%)"), y=gettext("Impact (largest = 100)"),
            ),
            *money_charts(
                "bar", gettext("Expected loss before and after the response"),
                [
                    (row.text("risk"), (before.expected, after.expected))
                    for row, before, after in sorted(found, key=lambda f: -f[1].expected)
                ],
                sheet.currency,
                series=(gettext("Before the response"), gettext("After the response")),
            ),
        ),
        remarks=tuple(_remarks(sheet, found, heavy)),
    )  # fmt: skip


def _before(row: Row) -> risks.Risk | None:
    chance, impact = row.number_of("chance"), row.number_of("impact")
    return None if chance is None or impact is None else risks.Risk(chance, impact)


def _after(row: Row, before: risks.Risk) -> risks.Risk:
    """What is left after the response; all of it where none is chosen."""
    if not row.text("response"):
        return before
    chance, impact = row.number_of("chance_left"), row.number_of("impact_left")
    return risks.Risk(
        before.chance if chance is None else chance, before.impact if impact is None else impact
    )


def _total(row: Row) -> float | None:
    chance, impact = row.number_of("chance"), row.number_of("impact")
    if chance is None or impact is None:
        return None
    return (row.number_of("cost") or 0.0) + chance * impact


def _best_options(sheet: Sheet) -> set[str]:
    """The rows with the smallest total of their risk, where there is something to compare."""
    by_risk: dict[str, list[tuple[float, str]]] = {}
    for row in sheet.rows("options"):
        total = _total(row)
        if total is not None:
            by_risk.setdefault(row.text("risk"), []).append((total, row.id))
    return {min(options)[1] for options in by_risk.values() if len(options) > 1}


def _results(sheet: Sheet, found: list[tuple[Row, risks.Risk, risks.Risk]]) -> Iterator[Result]:
    if not found:
        return
    project = sheet.of("project")
    before = [risk for _row, risk, _after in found]
    after = [risk for _row, _before, risk in found]
    loss, left = sum(r.expected for r in before), sum(r.expected for r in after)
    contract = project.number_of("contract")
    note = gettext("Sum of probability × impact")
    if contract:
        note = gettext("%(share)s of the contract", share=percent(loss / contract))
    yield Result(gettext("Expected loss"), loss, "money", note=note)
    yield Result(gettext("Chance that at least one strikes"), risks.at_least_one(before), "percent",
                 note=gettext("If they strike independently"))  # fmt: skip
    certainty = project.number_of("certainty") or _USUAL_CERTAINTY
    shown = percent(certainty, 0)
    yield Result(gettext("Reserve with %(certainty)s certainty", certainty=shown),
                 risks.reserve_for(before, certainty), "money",
                 note=gettext("Through all combinations"))  # fmt: skip
    if not any(row.text("response") for row, _before, _after in found):
        return
    cost = sum(row.number_of("cost") or 0.0 for row, _b, _a in found if row.text("response"))
    net = loss - left - cost
    yield Result(gettext("Cost of all responses"), cost, "money")
    yield Result(gettext("Expected loss left"), left, "money")
    yield Result(gettext("Saved by the responses"), net, "money",
                 note=gettext("Loss before − loss after − cost"),
                 tone="good" if net >= 0 else "bad")  # fmt: skip
    yield Result(gettext("Reserve after the responses, %(certainty)s", certainty=shown),
                 risks.reserve_for(after, certainty), "money")  # fmt: skip


def _remarks(
    sheet: Sheet, found: list[tuple[Row, risks.Risk, risks.Risk]], margin: float | None
) -> Iterator[Remark]:
    watched = {row.text("risk") for row in sheet.rows("signs")}
    for row, before, after in found:
        name = row.text("risk")
        cost = row.number_of("cost") or 0.0
        if row.text("response") and before.expected - after.expected - cost < -0.5:
            text = gettext(
                "“%(risk)s”: the response costs more than it saves. Accepting it costs %(loss)s.",
                risk=name,
                loss=money(before.expected, sheet.currency),
            )
            yield Remark(text, "bad", row.place("cost"))
        if margin and before.impact > _HEAVY_SHARE * margin:
            text = gettext("“%(risk)s” alone would take more than three tenths of the margin, "
                           "however rare it is.", risk=name)  # fmt: skip
            yield Remark(text, "warning", row.place("impact"))
        if not row.text("response"):
            text = gettext("“%(risk)s” has no response. Accepting is one too: who agreed?",
                           risk=name)  # fmt: skip
            yield Remark(text, "warning", row.place("response"))
        if watched and name and name not in watched and row.text("response") != "avoid":
            text = gettext("“%(risk)s” has no warning sign.", risk=name)
            yield Remark(text, "info", row.place("risk"))


TOOL = Tool(
    id="risk-matrix",
    title=_("Risk matrix"),
    purpose=_(
        "Puts risks in line by expected loss, compares avoiding, transferring, mitigating and "
        "accepting by total cost, and works out the reserve that is enough in eight cases of ten."
    ),
    icon="alert-triangle",
    sections=(_PROJECT, _RISKS, _OPTIONS, _SIGNS),
    calculate=_calculate,
    is_wide=True,
    has_money=True,
)
