"""Every route, every method, every role, one's own group and another's.

The table stands with its areas, in ``tests/app/<area>/rights_rows.py``; ``tests/support/rights.py``
says how to write one. A route that is in none of them fails here.
"""

import pytest
from flask import Flask

from app.rights import find_right
from tests.support.rights import VISITORS, Row, all_rows, parse, routes_of, try_row

ROWS = all_rows()


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_visitor_gets_what_the_table_says(app: Flask, row: Row) -> None:
    assert try_row(app, row) == row.expected


def test_the_table_holds_every_route_and_no_other(app: Flask) -> None:
    described = {row.route for row in ROWS}
    existing = set(routes_of(app))
    assert sorted(existing - described) == [], "add rows for these routes"
    assert sorted(described - existing) == [], "delete the rows of these routes"


def test_no_line_stands_twice() -> None:
    lines = [str(row) for row in ROWS]
    assert sorted(line for line in set(lines) if lines.count(line) > 1) == []


def test_each_object_is_tried_as_own_and_as_anothers() -> None:
    tried: dict[tuple[str, str], set[str]] = {}
    for row in ROWS:
        if "<" in row.path:
            tried.setdefault(row.route, set()).add(row.sample_name.partition("_")[0])
    one_sided = {
        " ".join(route): kinds
        for route, kinds in tried.items()
        if not (kinds >= {"own", "other"} or kinds == {"any"})
    }
    assert one_sided == {}


def test_the_table_agrees_with_what_the_routes_declare(app: Flask) -> None:
    endpoints = routes_of(app)
    wrong = []
    for row in ROWS:
        right = find_right(app, endpoints[row.route])
        assert right is not None, row
        for visitor in VISITORS:
            is_shut_out = not right.is_public and visitor not in right.roles
            shut = "login" if visitor == "anonymous" else "403"
            if is_shut_out and row.expected[visitor] != shut:
                wrong.append(f"{row}: {visitor} is declared to get {shut}")
    assert wrong == []


@pytest.mark.parametrize(
    "line",
    [
        "GET / - login 302 302 302",
        "GET / - login 302 302 302 302 302",
        "GET / nothing login 302 302 302 302",
    ],
)
def test_a_line_that_makes_no_sense_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not METHOD PATH SAMPLE and 5 results"):
        parse(line, {})


def test_a_sample_that_nobody_uses_is_refused() -> None:
    with pytest.raises(ValueError, match=r"samples in no row: \['idle'\]"):
        parse("GET / - login 302 302 302 302", {"idle": lambda _world: {}})
