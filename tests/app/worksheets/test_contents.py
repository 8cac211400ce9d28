"""What is typed, as it is stored: tidied, read, and its rows moved about."""

from __future__ import annotations

from datetime import date

import pytest
from flask_babel import lazy_gettext as _

from app.errors import Conflict, TooLarge
from app.worksheets.contents import (
    MOST_ALTOGETHER,
    MOST_CHARACTERS,
    Contents,
    blank,
    columns_of,
    from_json,
    is_blank,
    new_row,
    read_sheet,
    tidy,
)
from app.worksheets.declaration import Across, Computed, Field, Fields, Fixed, Rows, Tool
from app.worksheets.outcome import Outcome
from app.worksheets.rows import Act, perform, read_act
from app.worksheets.sheet import Place

# The words do not matter here, so those of the site serve.
WORD = _("Actions")
TODAY = date(2026, 3, 2)

ROLES = Rows("roles", WORD, (Field("name", WORD),), begins_with=2, most=3)
TASKS = Rows(
    "tasks",
    WORD,
    (
        Field("code", WORD, is_mark=True),
        Field("days", WORD, "number"),
        Across("roles", "name", Field("duty", "Role", "choice", choices=(("r", "R"), ("a", "A")))),
        Computed("sum", WORD),
    ),
    begins_with=1,
    coded="code",
)
FORCES = Rows("forces", WORD, (Field("score", WORD, "rating"),), fixed=(Fixed("one", "One"),))
HEAD = Fields("head", WORD, (Field("day", WORD, "date", starts_today=True), Field("goal", WORD)))
TOOL = Tool("test", WORD, WORD, "x", (HEAD, ROLES, TASKS, FORCES), lambda _sheet: Outcome())


def contents_with(**tables: list[dict[str, str]]) -> Contents:
    return tidy(TOOL, Contents(tables={name: tuple(rows) for name, rows in tables.items()}))


def test_a_blank_one_has_rows_to_begin_with() -> None:
    found = blank(TOOL, TODAY)
    assert found.as_json() == {
        "currency": "CNY",
        "fields": {"head": {"day": "2026-03-02"}},
        "tables": {
            "roles": [{"id": "1"}, {"id": "2"}],
            "tasks": [{"id": "1", "code": "A"}],
            "forces": [{"id": "one"}],
        },
    }
    assert from_json(found.as_json()) == found
    assert is_blank(TOOL, found)
    assert not is_blank(TOOL, contents_with(roles=[{"id": "1", "name": "Sales"}]))


def test_only_what_is_declared_is_kept(asked: None) -> None:
    found = tidy(
        TOOL,
        Contents(
            fields={"head": {"goal": " a\x00 \tb\r\n", "x": "1"}, "other": {"y": "2"}},
            tables={
                "roles": ({"id": "1", "name": " "}, {"id": "<b>"}, {"id": "1", "name": "Last"}),
                "tasks": ({"id": "7", "days": "5", "duty:1": "r", "duty:9": "a"},),
                "forces": ({"id": "two", "score": "1"},),
            },
            currency="???",
        ),
    )
    assert found == Contents(
        {"head": {"goal": "a b"}},
        {
            "roles": ({"id": "1", "name": "Last"},),
            "tasks": ({"id": "7", "days": "5", "duty:1": "r"},),
            "forces": ({"id": "one"},),
        },
    )


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        (Contents({"head": {"goal": "x" * (MOST_CHARACTERS + 1)}}), "6001 characters"),
        (Contents(tables={"roles": tuple({"id": str(n)} for n in range(4))}), "has 4 rows"),
        (
            Contents(
                tables={
                    "tasks": tuple(
                        {"id": str(n), "days": "x" * MOST_CHARACTERS}
                        for n in range(MOST_ALTOGETHER // MOST_CHARACTERS + 1)
                    )
                }
            ),
            "at most",
        ),
    ],
)
def test_too_much_is_refused_whole(asked: None, contents: Contents, said: str) -> None:
    with pytest.raises(TooLarge, match=said):
        tidy(TOOL, contents)


def test_a_column_stands_for_every_row_of_another_table() -> None:
    found = contents_with(roles=[{"id": "4", "name": "Sales"}, {"id": "2"}])
    columns = columns_of(TASKS, found)
    assert [(column.name, str(column.label)) for column in columns[2:4]] == [
        ("duty:4", "Sales"),
        ("duty:2", "Role 2"),
    ]


def test_values_are_read_and_blank_rows_left_out(asked: None) -> None:
    found = contents_with(
        roles=[{"id": "1", "name": "Sales"}],
        tasks=[{"id": "1", "code": "A"}, {"id": "2", "days": "3", "duty:1": "a"}],
        forces=[],
    )
    sheet, problems = read_sheet(TOOL, found)
    assert problems == ()
    (row,) = sheet.rows("tasks")
    assert (row.id, row.number, row.number_of("days"), row.text("days")) == ("2", 2, 3, "")
    assert row.across("duty") == {"1": "a"}
    assert row.place("days") == Place("tasks", "2", "days")
    assert [force.id for force in sheet.rows("forces")] == ["one"]
    assert sheet.of("head").day("day") is None


def test_what_cannot_be_read_is_kept_and_told(asked: None) -> None:
    found = contents_with(tasks=[{"id": "1", "days": "many"}])
    assert found.rows("tasks")[0]["days"] == "many"
    _sheet, (problem,) = read_sheet(TOOL, found)
    assert problem.place == Place("tasks", "1", "days")
    assert "“many” is not a number" in problem.message


def test_new_rows_get_a_number_and_a_code_of_their_own() -> None:
    rows = ({"id": "3", "code": "B"}, {"id": "1", "code": "A"})
    assert new_row(TASKS, rows) == {"id": "4", "code": "C"}
    taken = tuple(
        {"id": str(n), "code": code} for n, code in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    )
    assert new_row(TASKS, taken)["code"] == "AA"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("add:roles", Act("add", "roles")),
        ("remove:roles:2", Act("remove", "roles", "2")),
        ("up:roles:2", Act("up", "roles", "2")),
        ("add:roles:2", None),
        ("explode:roles:2", None),
        ("save", None),
    ],
)
def test_acts_are_read_from_buttons(text: str, act: Act | None) -> None:
    assert read_act(text) == act


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("add:roles", "123"),
        ("remove:roles:1", "2"),
        ("up:roles:2", "21"),
        ("up:roles:1", "12"),
        ("down:roles:1", "21"),
        ("down:roles:2", "12"),
        ("down:roles:9", "12"),
        ("add:nothing", "12"),
    ],
)
def test_rows_are_moved_about(text: str, ids: str) -> None:
    act = read_act(text)
    assert act is not None
    found = perform(TOOL, contents_with(roles=[{"id": "1"}, {"id": "2"}]), act)
    assert "".join(row["id"] for row in found.rows("roles")) == ids


def test_fixed_and_full_tables_take_no_row(asked: None) -> None:
    contents = contents_with(roles=[{"id": str(n)} for n in range(3)], forces=[])
    assert perform(TOOL, contents, Act("add", "forces")) == contents
    with pytest.raises(Conflict, match="at most 3 rows"):
        perform(TOOL, contents, Act("add", "roles"))
