"""Strengths, weaknesses, chances and threats, paired to strategies, and five plans that agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.worksheets.codes import (
    codes_in,
    problems_of_codes,
    problems_of_references,
    rows_by_code,
)
from app.worksheets.declaration import Computed, Field, Fixed, Rows, Tool
from app.worksheets.figures import charts, number
from app.worksheets.outcome import Outcome, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_HEAVY = 12.0

_KINDS = (
    ("strength", _("Strength")),
    ("weakness", _("Weakness")),
    ("opportunity", _("Opportunity")),
    ("threat", _("Threat")),
)
_LETTERS = {"strength": "S", "weakness": "W", "opportunity": "O", "threat": "T"}
_PAIRS = ("SO", "WO", "ST", "WT")

_FACTORS = Rows(
    "factors",
    _("Factors"),
    (
        Field("code", _("Code"), is_mark=True, is_narrow=True),
        Field("kind", _("Kind"), "choice", choices=_KINDS),
        Field("factor", _("Factor"), "long"),
        Field("proof", _("Proof"), "long", hint=_("A figure, a record, a name")),
        Field("weight", _("Weight"), "rating"),
        Field("certainty", _("Certainty"), "rating"),
        Computed("score", _("Score")),
    ),
    intro=_("Strengths and weaknesses are yours compared with a rival; chances and threats come "
            "from outside. Without proof it is a wish."),
    begins_with=4,
    most=30,
    coded="code",
)  # fmt: skip
_STRATEGIES = Rows(
    "strategies",
    _("Strategies"),
    (
        Field("uses", _("Uses"), hint=_("Codes, such as A, C"), is_narrow=True),
        Computed("pair", _("Pair"), "text"),
        Field("strategy", _("What we do"), "long"),
        Field("who", _("Who")),
        Field("due", _("By when"), "date"),
        Field("stop", _("Stop when"), "long"),
    ),
    intro=_("Which strength meets which chance? Which weakness must go first, which threat is met "
            "with what?"),
    begins_with=2,
    most=20,
)  # fmt: skip
_PLANS = Rows(
    "plans",
    _("Five plans on one page"),
    (
        Field("settled", _("Settled"), "long"),
        Field("clash", _("Clashes with"), "long"),
        Field("mended", _("Mended by"), "long"),
    ),
    intro=_("Each may be right alone and wrong beside the others."),
    fixed=(
        Fixed("position", _("Position")),
        Fixed("product", _("Product and service")),
        Fixed("price", _("Price")),
        Fixed("promotion", _("Promotion")),
        Fixed("channel", _("Channel")),
    ),
    fixed_label=_("Plan"),
)


def _calculate(sheet: Sheet) -> Outcome:
    factors = [row for row in sheet.rows("factors") if row.text("factor")]
    known = rows_by_code(factors)
    strategies = sheet.rows("strategies")
    problems = (
        *problems_of_codes(factors),
        *problems_of_references(strategies, "uses", known),
    )
    if problems:
        return Outcome(problems=problems)
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    tones: dict[tuple[str, str], Tone] = {}
    sums = dict.fromkeys(_LETTERS, 0.0)
    used = _used(strategies)
    for row in factors:
        score = _score(row)
        cells["factors", row.id] = {"score": score}
        if score is not None and row.text("kind") in sums:
            sums[row.text("kind")] += score
        if score is not None and score >= _HEAVY and row.text("code").upper() not in used:
            tones["factors", row.id] = "bad"
    for row in strategies:
        cells["strategies", row.id] = {"pair": _pair(row, known)}
    bars = [(str(label), sums[kind]) for kind, label in _KINDS if any(sums.values())]
    return Outcome(
        results=tuple(_results(sheet, sums, known)),
        cells=cells,
        tones=tones,
        charts=charts("bar", gettext("Weight × certainty, by kind"), bars),
        remarks=tuple(_remarks(sheet, factors, known)),
    )


def _score(row: Row) -> float | None:
    weight, certainty = row.number_of("weight"), row.number_of("certainty")
    return None if weight is None or certainty is None else weight * certainty


def _used(strategies: Sequence[Row]) -> set[str]:
    """The codes of the factors that strategies use."""
    return {code for row in strategies for code in codes_in(row.text("uses"))}


def _pair(row: Row, known: Mapping[str, Row]) -> str:
    """SO, WO, ST or WT, or as much of it as the codes tell."""
    used = {_LETTERS.get(known[code].text("kind"), "") for code in codes_in(row.text("uses"))}
    inside = "".join(letter for letter in "SW" if letter in used)
    outside = "".join(letter for letter in "OT" if letter in used)
    return inside + outside


def _results(sheet: Sheet, sums: Mapping[str, float], known: Mapping[str, Row]) -> Iterator[Result]:
    if not any(sums.values()):
        return
    inside = sums["strength"] - sums["weakness"]
    outside = sums["opportunity"] - sums["threat"]
    yield Result(gettext("Strengths less weaknesses"), inside, tone="good" if inside > 0 else "bad")
    yield Result(gettext("Chances less threats"), outside, tone="good" if outside > 0 else "bad")
    pairs = [_pair(row, known) for row in sheet.rows("strategies")]
    for pair in _PAIRS:
        count = pairs.count(pair)
        if count:
            yield Result(gettext("Strategies of the pair %(pair)s", pair=pair), float(count))


def _remarks(sheet: Sheet, factors: list[Row], known: Mapping[str, Row]) -> Iterator[Remark]:
    used = _used(sheet.rows("strategies"))
    for row in factors:
        score, code = _score(row), row.text("code").upper()
        if score is not None and score >= _HEAVY and code not in used:
            text = gettext("%(code)s scores %(score)s and no strategy uses it.",
                           code=code, score=number(score))  # fmt: skip
            yield Remark(text, "bad", row.place("factor"))
        if not row.text("proof"):
            yield Remark(
                gettext("%(code)s has no proof.", code=code), "warning", row.place("proof")
            )
    for row in sheet.rows("strategies"):
        pair = _pair(row, known)
        if row.text("strategy") and (not set(pair) & set("SW") or not set(pair) & set("OT")):
            text = gettext(
                "“%(strategy)s” needs something of yours and something from outside to pair.",
                strategy=row.text("strategy")[:60],
            )
            yield Remark(text, "warning", row.place("uses"))
    for row in sheet.rows("plans"):
        if row.text("clash") and not row.text("mended"):
            name = next(str(fixed.label) for fixed in _PLANS.fixed if fixed.id == row.id)
            text = gettext("The clash of “%(plan)s” is not mended.", plan=name)
            yield Remark(text, "warning", row.place("mended"))


TOOL = Tool(
    id="swot",
    title=_("SWOT to strategy"),
    purpose=_(
        "Asks every strength, weakness, chance and threat for proof, pairs them to strategies, "
        "and lays position, product, price, promotion and channel side by side to see where they "
        "clash."
    ),
    icon="layout-dashboard",
    sections=(_FACTORS, _STRATEGIES, _PLANS),
    calculate=_calculate,
    is_wide=True,
)
