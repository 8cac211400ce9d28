"""Who does, answers for, is asked about and is told of each task; and promises handed over."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.worksheets.declaration import Across, Computed, Field, Rows, Tool
from app.worksheets.figures import charts
from app.worksheets.outcome import Grid, GridColumn, Outcome, Remark, Result, Tone
from app.worksheets.sheet import Row, Sheet, Value

_LETTERS = ("R", "A", "C", "I")
_MANY = 5

_ROLES = Rows(
    "roles",
    _("Who takes part"),
    (
        Field("name", _("Person or department")),
        Field("side", _("Side"), "choice",
              choices=(("us", _("We")), ("customer", _("Customer")), ("partner", _("Partner")))),
    ),
    intro=_("The customer's people belong in it: who opens the interface, who signs the test?"),
    begins_with=4,
    most=10,
)  # fmt: skip
_TASKS = Rows(
    "tasks",
    _("Tasks"),
    (
        Field("task", _("Task")),
        Across(
            "roles",
            "name",
            Field("duty", _("Person"), "choice",
                  choices=(("R", "R"), ("A", "A"), ("AR", "A + R"), ("C", "C"), ("I", "I"))),
        ),
        Computed("check", _("Check"), "text"),
    ),
    intro=_("R does it, A answers for it, C is asked before, I is told after. Exactly one A in "
            "every row: with two, each points to the other."),
    begins_with=4,
    most=40,
)  # fmt: skip
_PROMISES = Rows(
    "promises",
    _("Promises handed over"),
    (
        Field("promise", _("Promise"), "long"),
        Field("source", _("Where it was given"), "long"),
        Field("now", _("What becomes of it"), "long"),
        Field("who", _("Who")),
    ),
    intro=_("Presales, sales and project manager read every promise aloud and sign."),
    begins_with=2,
    most=40,
)


def _calculate(sheet: Sheet) -> Outcome:
    roles = [row for row in sheet.rows("roles") if row.text("name")]
    tasks = [row for row in sheet.rows("tasks") if row.text("task") or row.across("duty")]
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    tones: dict[tuple[str, str], Tone] = {}
    for row in tasks:
        wrong = _wrong(row)
        cells["tasks", row.id] = {"check": wrong or gettext("In order")}
        if wrong:
            tones["tasks", row.id] = "bad"
    counts = [(role, [_count(tasks, role, letter) for letter in _LETTERS]) for role in roles]
    counted = [(role, found) for role, found in counts if any(found)]
    return Outcome(
        results=tuple(_results(tasks)),
        cells=cells,
        tones=tones,
        grids=_grid(counted),
        charts=charts(
            "stacked", gettext("Tasks of each"),
            [(role.text("name"), tuple(map(float, found))) for role, found in counted],
            series=(gettext("R does it"), gettext("A answers for it"),
                    gettext("C is asked before"), gettext("I is told after")),
            unit=gettext("tasks"),
        ),
        remarks=tuple(_remarks(sheet, tasks, counted)),
    )  # fmt: skip


def _with(row: Row, letter: str) -> list[str]:
    """The roles that have a letter in a task."""
    return [role for role, duty in row.across("duty").items() if letter in str(duty)]


def _count(tasks: list[Row], role: Row, letter: str) -> int:
    return sum(role.id in _with(row, letter) for row in tasks)


def _wrong(row: Row) -> str:
    """What is wrong with a task's row; "" for nothing."""
    if not row.across("duty"):
        return gettext("Nobody yet")
    answering = len(_with(row, "A"))
    if answering != 1:
        return gettext("No A") if not answering else gettext("%(count)s times A", count=answering)
    return ""


def _results(tasks: list[Row]) -> Iterator[Result]:
    if not tasks:
        return
    right = sum(not _wrong(row) for row in tasks)
    yield Result(gettext("Tasks with exactly one A"), float(right),
                 note=gettext("of %(count)s", count=len(tasks)),
                 tone="good" if right == len(tasks) else "bad")  # fmt: skip
    doing = sum(bool(_with(row, "R")) for row in tasks)
    yield Result(gettext("Tasks that somebody does (R)"), float(doing),
                 note=gettext("of %(count)s", count=len(tasks)))  # fmt: skip


def _grid(counted: list[tuple[Row, list[int]]]) -> tuple[Grid, ...]:
    if not counted:
        return ()
    columns = (
        GridColumn(gettext("Person or department")),
        *(GridColumn(letter, "number") for letter in _LETTERS),
    )
    rows: list[tuple[Value, ...]] = [
        (role.text("name"), *map(float, found)) for role, found in counted
    ]
    return (Grid(gettext("How often each letter falls to whom"), columns, tuple(rows)),)


def _remarks(
    sheet: Sheet, tasks: list[Row], counted: list[tuple[Row, list[int]]]
) -> Iterator[Remark]:
    for row in tasks:
        answering = len(_with(row, "A"))
        if answering > 1:
            text = gettext("“%(task)s”: %(count)s answer for it, so nobody does. Keep one A.",
                           task=row.text("task"), count=answering)  # fmt: skip
            yield Remark(text, "bad", row.place("task"))
        elif answering == 0:
            text = gettext("“%(task)s”: nobody answers for it.", task=row.text("task"))
            yield Remark(text, "bad", row.place("task"))
        elif not _with(row, "R"):
            text = gettext("“%(task)s” has no R: whoever answers for it does it too.",
                           task=row.text("task"))  # fmt: skip
            yield Remark(text, "info", row.place("task"))
    for role, found in counted:
        if found[1] > _MANY:
            text = gettext("%(name)s answers for %(count)s tasks. Can one be handed on?",
                           name=role.text("name"), count=found[1])  # fmt: skip
            yield Remark(text, "warning", role.place("name"))
    sides = {row.text("side") for row in sheet.rows("roles")}
    if tasks and sides - {""} and "customer" not in sides:
        yield Remark(gettext("Nobody of the customer takes part. Who signs the test?"), "warning")
    for row in sheet.rows("promises"):
        if row.text("promise") and not row.text("now"):
            text = gettext("What becomes of “%(promise)s”?", promise=row.text("promise")[:60])
            yield Remark(text, "warning", row.place("now"))


TOOL = Tool(
    id="raci",
    title=_("RACI"),
    purpose=_(
        "Gives every task one who answers for it, and says who does it, who is asked and who is "
        "told; counts how much falls to whom, and keeps the promises that sales hands over."
    ),
    icon="user-plus",
    sections=(_ROLES, _TASKS, _PROMISES),
    calculate=_calculate,
    is_wide=True,
)
