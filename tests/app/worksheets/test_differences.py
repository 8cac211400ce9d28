"""Where two versions of a worksheet differ."""

from __future__ import annotations

from dataclasses import replace

from app.worksheets.catalogue import get_tool
from app.worksheets.differences import Difference, compare
from app.worksheets.examples import example_of
from app.worksheets.rows import Act, perform
from app.worksheets.worked import work_out

TOOL = get_tool("price-and-margin")


def test_every_difference_is_named(asked: None) -> None:
    theirs = example_of(TOOL).contents
    mine = perform(TOOL, theirs, Act("up", "costs", "2"))
    mine = perform(TOOL, mine, Act("remove", "gains", "2"))
    mine = replace(mine, currency="USD", fields={**mine.fields, "lines": {"margin": "30"}})
    found = list(compare("Mine", work_out(TOOL, mine), "Theirs", work_out(TOOL, theirs)))
    assert found == [
        Difference("Name of the worksheet", "Mine", "Theirs"),
        Difference("Currency", "USD", "CNY"),
        Difference("Gross margin wanted", "30", "24"),
        Difference("Price of the customer's alternative", "", "4720000"),
        Difference(_place("Gain or trouble"), "", "Training on other screens"),
        Difference(_place("Kind"), "", "trouble"),
        Difference(_place("Amount each time"), "", "160000"),
        Difference(
            "What this deal costs: rows",
            "6, in the order 2, 1, 3, 4, 5, 6",
            "6, in the order 1, 2, 3, 4, 5, 6",
        ),
        Difference(
            "What the customer gains or loses by choosing you: rows",
            "1, in the order 1",
            "2, in the order 1, 2",
        ),
    ]


def _place(column: str) -> str:
    return f"What the customer gains or loses by choosing you, row 2: {column}"


def test_the_same_differs_nowhere(asked: None) -> None:
    worked = work_out(TOOL, example_of(TOOL).contents)
    assert list(compare("Same", worked, "Same", worked)) == []
