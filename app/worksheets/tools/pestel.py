"""Six kinds of change around a deal, scored, with an action where it matters."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.worksheets.declaration import MOST_RATING, Computed, Field, Fields, Rows, Tool
from app.worksheets.figures import charts, number, place
from app.worksheets.outcome import Outcome, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_ACT_FROM = 12.0
_WATCH_FROM = 6.0

_KINDS = (
    ("political", _("Political")),
    ("economic", _("Economic")),
    ("social", _("Social")),
    ("technological", _("Technological")),
    ("environmental", _("Environmental")),
    ("legal", _("Legal")),
)
_DEAL = Fields(
    "deal",
    _("For which deal"),
    (
        Field("customer", _("Customer and deal")),
        Field("day", _("As of"), "date", starts_today=True),
        Field("scored_by", _("Scored by"), hint=_("Two people apart, then merged")),
    ),
)
_FACTORS = Rows(
    "factors",
    _("Factors"),
    (
        Field("kind", _("Kind"), "choice", choices=_KINDS),
        Field("fact", _("Fact: whom it binds, from when"), "long"),
        Field("source", _("Source"), "long", hint=_("The original, not what was forwarded")),
        Field("effect", _("For this deal"), "long"),
        Field("impact", _("Impact"), "rating"),
        Field("chance", _("Probability"), "rating"),
        Computed("score", _("Score")),
        Computed("verdict", _("Verdict"), "text"),
        Field("action", _("Action or warning sign"), "long"),
        Field("who", _("Who")),
        Field("due", _("By when"), "date"),
    ),
    intro=_("Will it make this customer buy by some date, forbid it, or make them buy differently? "
            "From 12 up act, from 6 to 11 watch, below strike out."),
    begins_with=6,
    most=30,
)  # fmt: skip


def _calculate(sheet: Sheet) -> Outcome:
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    tones: dict[tuple[str, str], Tone] = {}
    scored: list[tuple[Row, float]] = []
    for row in sheet.rows("factors"):
        score = _score(row)
        if score is None:
            continue
        scored.append((row, score))
        cells["factors", row.id] = {"score": score, "verdict": _verdict(score)}
        if score >= _ACT_FROM:
            tones["factors", row.id] = "warning"
    places = [
        (
            _label(row),
            (
                place((row.number_of("chance") or 0.0) / MOST_RATING),
                place((row.number_of("impact") or 0.0) / MOST_RATING),
            ),
        )
        for row, _score in scored
    ]
    ordered = sorted(scored, key=lambda found: -found[1])
    return Outcome(
        results=tuple(_results(ordered)),
        cells=cells,
        tones=tones,
        charts=(
            *charts("matrix", gettext("Where the factors lie"), places,
                    x=gettext("Probability (5 = 100)"), y=gettext("Impact (5 = 100)")),
            *charts("bar", gettext("Impact × probability"),
                    [(_label(row), score) for row, score in ordered]),
        ),
        remarks=tuple(_remarks(sheet, scored)),
    )  # fmt: skip


def _score(row: Row) -> float | None:
    impact, chance = row.number_of("impact"), row.number_of("chance")
    return None if impact is None or chance is None else impact * chance


def _verdict(score: float) -> str:
    if score >= _ACT_FROM:
        return gettext("Act")
    return gettext("Watch") if score >= _WATCH_FROM else gettext("Strike out")


def _label(row: Row) -> str:
    kind = str(dict(_KINDS).get(row.text("kind"), ""))
    return f"{kind} {row.number}".strip()


def _results(ordered: list[tuple[Row, float]]) -> Iterator[Result]:
    if not ordered:
        return
    acts = sum(score >= _ACT_FROM for _row, score in ordered)
    watched = sum(_WATCH_FROM <= score < _ACT_FROM for _row, score in ordered)
    yield Result(gettext("To act on"), float(acts), note=gettext("Score of 12 or more"))
    yield Result(gettext("To watch"), float(watched), note=gettext("Score of 6 to 11"))
    yield Result(gettext("To strike out"), float(len(ordered) - acts - watched))
    row, score = ordered[0]
    yield Result(gettext("Weighs most"), _label(row), "text",
                 note=gettext("Score %(score)s", score=number(score)))  # fmt: skip


def _remarks(sheet: Sheet, scored: list[tuple[Row, float]]) -> Iterator[Remark]:
    for row, score in scored:
        name = _label(row)
        if not row.text("source"):
            text = gettext(
                "%(name)s has no source. Find the original, or strike it out.", name=name
            )
            yield Remark(text, "warning", row.place("source"))
        if score >= _ACT_FROM and not row.text("action"):
            text = gettext("%(name)s scores %(score)s and has no action.",
                           name=name, score=number(score))  # fmt: skip
            yield Remark(text, "bad", row.place("action"))
        elif score >= _ACT_FROM and not row.text("who"):
            text = gettext("Nobody is named for %(name)s.", name=name)
            yield Remark(text, "warning", row.place("who"))
        elif _WATCH_FROM <= score < _ACT_FROM and not row.text("action"):
            text = gettext("%(name)s is watched without a warning sign.", name=name)
            yield Remark(text, "warning", row.place("action"))
    seen = {row.text("kind") for row, _score in scored}
    if scored:
        missing = [str(label) for kind, label in _KINDS if kind not in seen]
        if missing:
            yield Remark(gettext("Nothing is noted under: %(kinds)s.", kinds=", ".join(missing)))
    day = sheet.of("deal").day("day")
    for row in sheet.rows("factors"):
        due = row.day("due")
        if day is not None and due is not None and due < day:
            text = gettext("%(name)s: the date has passed.", name=_label(row))
            yield Remark(text, "warning", row.place("due"))


TOOL = Tool(
    id="pestel",
    title=_("PESTEL"),
    purpose=_(
        "Sorts what changes around a deal into six kinds, asks each for source, date and "
        "consequence, scores it, and leaves the two or three that need an action."
    ),
    icon="flag",
    sections=(_DEAL, _FACTORS),
    calculate=_calculate,
    is_wide=True,
)
