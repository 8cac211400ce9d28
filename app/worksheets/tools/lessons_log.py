"""Lessons with a home in a file, what each is worth a year, and norms from history."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.worksheets.calculations import lessons
from app.worksheets.declaration import Computed, Field, Fields, Rows, Tool
from app.worksheets.figures import money_charts, number
from app.worksheets.outcome import Outcome, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_ENOUGH = 7
_SMOOTH = 0.2
_AT_ONCE = 4

_FRAME = Fields(
    "frame",
    _("Projects and the estimate at hand"),
    (
        Field("projects", _("Projects a year"), "number"),
        Field("estimate", _("Estimate at hand"), "number", unit=_("person-days")),
        Field("rate", _("Cost of a day"), "money"),
    ),
)
_LESSONS = Rows(
    "lessons",
    _("What was learned"),
    (
        Field("lesson", _("Lesson learned")),
        Field("trigger", _("Applies when"), "long"),
        Field("happened", _("What happened"), "long", hint=_("With a figure")),
        Field("next", _("Next time"), "long", hint=_("What a stranger would do on Monday")),
        Field("home", _("Home"), "choice",
              choices=(("default", _("Default")), ("gate", _("Gate")), ("clause", _("Clause")),
                       ("checklist", _("Checklist")), ("training", _("Training, notice")))),
        Field("file", _("Changed where")),
        Field("who", _("Who")),
        Field("day", _("By when"), "date"),
        Field("look", _("Look after six months at")),
        Computed("lacks", _("Still lacks"), "text"),
    ),
    intro=_("When it applies, what happened, what to do next time, which line of which file "
            "changes, who by when. With one missing it is a feeling."),
    begins_with=3,
    most=60,
)  # fmt: skip
_WORTH = Rows(
    "worth",
    _("What is worth most"),
    (
        Field("lesson", _("Lesson learned")),
        Field("hit", _("Share of projects hit"), "percent", most=1.0),
        Field("loss", _("Loss each time"), "money"),
        Field("avoided", _("Share avoided"), "percent", most=1.0),
        Field("cost", _("Cost of the change"), "money"),
        Computed("worth", _("Worth a year"), "money"),
    ),
    begins_with=3,
    most=24,
)
_TASKS = Rows(
    "tasks",
    _("Norms from history"),
    (
        Field("task", _("Task that is done")),
        Field("estimated", _("Estimated days"), "number"),
        Field("actual", _("Actual days"), "number"),
        Computed("ratio", _("Actual ÷ estimated"), digits=2),
    ),
    intro=_("Seven or eight similar tasks make a norm; one makes none."),
    begins_with=4,
    most=60,
)


def _calculate(sheet: Sheet) -> Outcome:
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    tones: dict[tuple[str, str], Tone] = {}
    for row in sheet.rows("lessons"):
        lacks = list(_lacks(row))
        cells["lessons", row.id] = {"lacks": ", ".join(lacks) or gettext("Nothing lacking")}
        tones["lessons", row.id] = "warning" if lacks else "good"
    worths = [(row, worth) for row in sheet.rows("worth") if (worth := _worth(sheet, row))]
    worths.sort(key=lambda pair: -pair[1])
    for row, worth in worths:
        cells["worth", row.id] = {"worth": worth}
        if worth < 0:
            tones["worth", row.id] = "bad"
    ratios = []
    for row in sheet.rows("tasks"):
        estimated, actual = row.number_of("estimated"), row.number_of("actual")
        if estimated and actual:
            ratios.append(actual / estimated)
            cells["tasks", row.id] = {"ratio": actual / estimated}
    norm = lessons.norm_of(ratios)
    return Outcome(
        results=tuple(_results(sheet, worths, norm)),
        cells=cells,
        tones=tones,
        charts=money_charts(
            "bar", gettext("What the lessons are worth in a year"),
            [(row.text("lesson"), worth) for row, worth in worths], sheet.currency,
        ),
        remarks=tuple(_remarks(sheet, worths, norm)),
    )  # fmt: skip


def _lacks(row: Row) -> Iterator[str]:
    """The parts that a lesson still needs."""
    for name, label in (
        ("trigger", gettext("Applies when")),
        ("happened", gettext("What happened")),
        ("next", gettext("Next time")),
        ("file", gettext("Changed where")),
        ("who", gettext("Who")),
    ):
        if not row.text(name):
            yield label
    if row.day("day") is None:
        yield gettext("By when")


def _worth(sheet: Sheet, row: Row) -> float | None:
    projects = sheet.of("frame").number_of("projects")
    hit, loss, avoided = (row.number_of(name) for name in ("hit", "loss", "avoided"))
    if projects is None or hit is None or loss is None or avoided is None:
        return None
    return lessons.yearly_worth(projects, hit, loss, avoided, row.number_of("cost") or 0.0)


def _results(
    sheet: Sheet, worths: list[tuple[Row, float]], norm: lessons.Norm | None
) -> Iterator[Result]:
    if worths:
        row, worth = worths[0]
        yield Result(gettext("Worth most"), row.text("lesson"), "text")
        yield Result(gettext("Its worth a year"), worth, "money",
                     note=gettext("Projects × hit × loss × avoided − cost"))  # fmt: skip
        good = sum(worth for _row, worth in worths[:_AT_ONCE] if worth > 0)
        yield Result(gettext("Worth of the first four"), good, "money")
    rows = sheet.rows("lessons")
    if rows:
        whole = sum(not list(_lacks(row)) for row in rows)
        yield Result(gettext("Lessons that are whole"), float(whole),
                     note=gettext("of %(count)s", count=len(rows)),
                     tone="good" if whole == len(rows) else "warning")  # fmt: skip
    if norm is None:
        return
    yield Result(gettext("Factor by history"), norm.usual, digits=2,
                 note=gettext("e to the mean of the logarithms"))  # fmt: skip
    yield Result(gettext("Factor for 80 %"), norm.eighty, digits=2,
                 note=gettext("e to the mean + 0.84 × standard deviation"))  # fmt: skip
    estimate, rate = (sheet.of("frame").number_of(name) for name in ("estimate", "rate"))
    if estimate is None:
        return
    days = gettext("person-days")
    usual, eighty = estimate * norm.usual, estimate * norm.eighty
    yield Result(gettext("Estimate by history"), usual, unit=days)
    yield Result(gettext("Enough in eight cases of ten"), eighty, unit=days)
    if rate is not None:
        yield Result(gettext("Missing in the cost"), (usual - estimate) * rate, "money")
        yield Result(gettext("Reserve beside it"), (eighty - usual) * rate, "money")


def _remarks(
    sheet: Sheet, worths: list[tuple[Row, float]], norm: lessons.Norm | None
) -> Iterator[Remark]:
    for row in sheet.rows("lessons"):
        if row.text("home") == "training":
            text = gettext("“%(lesson)s” lives in memory, for three months. Can it be a default, a "
                           "gate or a clause?", lesson=row.text("lesson"))  # fmt: skip
            yield Remark(text, "warning", row.place("home"))
        if row.text("lesson") and not row.text("look"):
            text = gettext("“%(lesson)s”: by what will you see in six months that it helped?",
                           lesson=row.text("lesson"))  # fmt: skip
            yield Remark(text, "info", row.place("look"))
    for row, worth in worths:
        if worth < 0:
            text = gettext("“%(lesson)s” costs more than it saves.", lesson=row.text("lesson"))
            yield Remark(text, "warning", row.place("cost"))
    if norm is not None and norm.count < _ENOUGH:
        yield Remark(gettext("%(count)s tasks make no norm yet; seven or eight do.",
                             count=norm.count), "warning")  # fmt: skip
    if norm is not None and norm.count >= _ENOUGH and norm.spread < _SMOOTH:
        text = gettext("The ratios vary little (%(spread)s; usual is 0.4). Were only smooth tasks "
                       "chosen?", spread=number(norm.spread, 2))  # fmt: skip
        yield Remark(text, "warning")


TOOL = Tool(
    id="lessons-log",
    title=_("Lessons log"),
    purpose=_(
        "Keeps lessons until they stand in a file, checks that none of their parts is missing, "
        "ranks them by what they are worth a year, and turns history into factors for estimates."
    ),
    icon="school",
    sections=(_FRAME, _LESSONS, _WORTH, _TASKS),
    calculate=_calculate,
    is_wide=True,
    has_money=True,
)
