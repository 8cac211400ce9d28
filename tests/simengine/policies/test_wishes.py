from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simengine.policies import Plan, play
from simengine.policies.plan import Advice
from simengine.policies.wishes import Least, Picks, Place, Ranking, Shares, Term, Wish
from simengine.program import Program
from simengine.questions import check_answer
from simengine.run import replay
from tests.simengine.making import make_program, questions

NAMES = st.sampled_from(["o0", "o1", "o2", "o3", "gone"])
WISHES = {
    "choice": st.builds(Ranking, st.lists(NAMES, max_size=4).map(tuple)),
    "several": st.builds(Picks, st.lists(NAMES, max_size=4, unique=True).map(tuple)),
    "allocation": st.builds(Shares, st.dictionaries(NAMES, st.floats(0, 1), max_size=4)),
}


def answer(wish: Wish, **decision: Any) -> Any:
    """What the wish comes to when this is asked on day 0."""
    program = make_program(
        variables={
            "ceiling": {"known": 70},
            "rival": {"hidden": 60, "shown_within": 0},
            "secret": {"hidden": 1},
        },
        decisions={"go": {"at": "work.start", **decision}},
    )
    return play(program, 0, Plan({"go": Advice(wish)})).answers[0].value


@settings(max_examples=150, deadline=None)
@given(questions(), st.data())
def test_a_wish_is_never_an_error(program: Program, data: st.DataObject) -> None:
    asked = replay(program, 0).question
    if asked is None:
        return
    wish = data.draw(WISHES[asked.answer])
    given = play(program, 0, Plan({"go": Advice(wish)})).answers[0].value
    assert check_answer(asked, given) == given


def test_the_next_best_is_chosen_where_the_best_is_not_open() -> None:
    options = {"a": {"when": False}, "b": {}, "c": {}}
    assert answer(Ranking(("a", "c", "b")), options=options) == "c"
    assert answer(Ranking(("a",)), options=options, default="c") == "c"


def test_what_is_too_dear_is_left_out() -> None:
    options = {"a": {"cost": 30}, "b": {"cost": 30}, "c": {"cost": 10}}
    given = answer(Picks(("a", "b", "c")), answer="several", options=options, budget=45)
    assert given == ("a", "c")


UNITS = {"answer": "allocation", "units": 8, "options": {"a": {}, "b": {}, "c": {}}}


@pytest.mark.parametrize(
    ("shares", "given"),
    [
        ({"a": 0.5, "b": 0.25, "c": 0.25}, (4, 2, 2)),
        ({"a": 0.5, "b": 0.25}, (4, 2, 0)),
        ({"a": 0.4, "b": 0.4, "c": 0.2}, (3, 3, 2)),
        ({"a": 1.0, "b": 1.0}, (4, 4, 0)),
        ({"gone": 0.5, "a": 0.25}, (6, 0, 0)),
        ({"gone": 1.0}, (0, 0, 0)),
        ({}, (0, 0, 0)),
    ],
)
def test_units_go_where_most_is_lacking(shares: dict[str, float], given: tuple[int, ...]) -> None:
    assert tuple(answer(Shares(shares), **UNITS).values()) == given


def test_units_that_an_option_does_not_take_go_to_the_others() -> None:
    options = {"a": {"at_most": 2}, "b": {}, "c": {"when": False}}
    given = answer(Shares({"a": 0.5, "b": 0.25, "c": 0.25}), **{**UNITS, "options": options})
    assert given == {"a": 2, "b": 6, "c": 0}


def test_all_units_are_given_out_where_they_must_be() -> None:
    given = answer(Shares({"a": 0.25, "b": 0.25}), use_all=True, **UNITS)
    assert sum(given.values()) == 8
    assert sum(answer(Shares({}), use_all=True, **UNITS).values()) == 8


AMOUNT = {"answer": "amount", "amount": {"min": 10, "max": 100, "step": 5}, "default": 25}


@pytest.mark.parametrize(
    ("wish", "given"),
    [
        (Place(0.0), 10.0),
        (Place(0.5), 55.0),
        (Place(1.0), 100.0),
        (Least((Term(0.9, "ceiling"),)), 65.0),
        (Least((Term(1.0, "ceiling"), Term(1.0, "rival", "low"))), 60.0),
        (Least((Term(9.0, "ceiling"),)), 100.0),
        (Least((Term(0.0, "ceiling"),)), 10.0),
        (Least((Term(1.0, "secret"), Term(1.0, "ceiling"))), 70.0),
        (Least((Term(1.0, "secret"),)), 25.0),
    ],
)
def test_an_amount_is_on_the_grid(wish: Wish, given: float) -> None:
    assert answer(wish, **AMOUNT) == given


def test_an_amount_without_a_range_is_the_only_one_there_is() -> None:
    only = {**AMOUNT, "amount": {"min": 10, "max": 10, "step": 5}, "default": 10}
    assert answer(Least((Term(1.0, "ceiling"),)), **only) == 10.0
