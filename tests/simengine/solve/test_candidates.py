from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simengine.policies.wishes import Least, Picks, Place, Ranking, Shares, Term, Wish
from simengine.program import Program
from simengine.questions import Question, check_answer
from simengine.run import replay
from simengine.sight import Sight
from simengine.solve.candidates import candidates, unit_of, wish_of
from tests.simengine.making import WORDS, make_program, questions


def asking(**decision: Any) -> Program:
    money = {"label": WORDS, "unit": "money", "known": 50}
    return make_program(
        variables={"ceiling": money, "limit": money, "insight": {"label": WORDS, "known": 5}},
        competitors={"rival": {}},
        decisions={"go": {"at": "work.start", **decision}},
    )


def near(now: Wish, program: Program) -> list[Wish]:
    asked = replay(program, 0).question
    assert asked is not None
    return candidates(program, program.scenario.decisions["go"], asked, now)


def test_of_a_choice_every_other_option_is_tried() -> None:
    program = asking(options={"a": {}, "b": {}, "c": {}})
    assert near(Ranking(("b", "a", "c")), program) == [
        Ranking(("a", "b", "c")),
        Ranking(("c", "b", "a")),
    ]


def test_of_few_options_every_set_that_can_be_paid_is_tried() -> None:
    options = {"a": {"cost": 30}, "b": {"cost": 20}, "c": {"cost": 20}}
    program = asking(answer="several", options=options, budget=45, at_least=1, at_most=2)
    assert near(Picks(("a",)), program) == [Picks(("b",)), Picks(("c",)), Picks(("b", "c"))]


def test_a_set_with_an_option_that_is_not_open_now_is_tried_for_another_time() -> None:
    program = asking(answer="several", options={"a": {"when": False}, "b": {}})
    assert near(Picks(()), program) == [Picks(("a",)), Picks(("b",)), Picks(("a", "b"))]


def test_of_many_options_the_sets_nearby_are_tried() -> None:
    names = [f"o{n}" for n in range(8)]
    program = asking(answer="several", options={name: {} for name in names})
    found = near(Picks(("o0", "o1")), program)
    assert len(found) == 6 + 2 + 2 * 6
    assert {Picks(("o0", "o1", "o2")), Picks(("o1",)), Picks(("o0", "o7"))} <= set(found)


def test_of_few_units_every_split_is_tried() -> None:
    program = asking(answer="allocation", units=2, options={"a": {"at_most": 1}, "b": {}})
    found = near(Shares({"a": 0.5, "b": 0.5}), program)
    assert found == [Shares({}), Shares({"b": 0.5}), Shares({"b": 1.0}), Shares({"a": 0.5})]


def test_of_many_units_the_splits_nearby_are_tried() -> None:
    program = asking(
        answer="allocation", units=20, options={"a": {"at_most": 12}, "b": {}, "c": {}}
    )
    found = near(Shares({"a": 0.5, "b": 0.25}), program)
    assert Shares({"a": 0.45, "b": 0.3}) in found
    assert Shares({"a": 0.5, "b": 0.25, "c": 0.2}) in found
    assert Shares({"a": 0.5, "b": 0.05}) in found
    assert Shares({"a": 0.3, "b": 0.3, "c": 0.3}) in found
    full = near(Shares({"a": 0.6}), program)
    assert max(wish.shares.get("a", 0) for wish in full if isinstance(wish, Shares)) == 0.6


AMOUNT = {"answer": "amount", "amount": {"min": 0, "max": 100, "step": 10}, "default": 50}


def test_of_few_amounts_all_are_tried_and_multiples_of_what_is_shown() -> None:
    program = asking(**AMOUNT, shows=["ceiling", "insight"])
    found = near(Place(0.5), program)
    assert {Place(place / 10) for place in (0, 1, 2, 3, 4, 6, 7, 8, 9, 10)} <= set(found)
    shown = [wish for wish in found if isinstance(wish, Least)]
    assert {term.see for wish in shown for term in wish.least} == {"ceiling"}
    assert Least((Term(0.96, "ceiling", "low"),)) in shown


def test_of_many_amounts_places_are_tried() -> None:
    program = asking(**{**AMOUNT, "amount": {"min": 0, "max": 1000, "step": 1}})
    found = near(Place(1.0), program)
    assert len(found) == 12 + 2
    assert near(Least((Term(1.0, "ceiling"),)), program)[:13] == [Place(n / 12) for n in range(13)]


def test_an_amount_that_is_the_only_one_has_places_all_the_same() -> None:
    program = asking(**{**AMOUNT, "amount": {"min": 10, "max": 10, "step": 1}, "default": 10})
    assert Place(0.0) in near(Place(0.5), program)


def test_near_a_multiple_its_terms_are_moved_left_out_and_joined() -> None:
    program = asking(**AMOUNT, shows=["ceiling", "limit"])
    ceiling, limit = Term(1.0, "ceiling", "low"), Term(0.9, "limit")
    one = near(Least((ceiling,)), program)
    assert Least((Term(0.98, "ceiling", "low"),)) in one
    assert Least((Term(1.0, "ceiling", "middle"),)) in one
    assert Least((ceiling, Term(1.0, "limit", "middle"))) in one
    two = near(Least((ceiling, limit)), program)
    assert {Least((ceiling,)), Least((limit,))} <= set(two)
    assert all(isinstance(wish, Place) or len(wish.least) <= 2 for wish in two)  # type: ignore[union-attr]
    three = Least((ceiling, limit, Term(1.0, "rivals.rival.price")))
    assert max(len(w.least) for w in near(three, program) if isinstance(w, Least)) == 3


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("ceiling", "money"),
        ("rivals.rival.price", "money"),
        ("rivals.rival.fit", "points"),
        ("day", None),
    ],
)
def test_a_number_has_a_unit(name: str, unit: str | None) -> None:
    assert unit_of(asking(options={"a": {}, "b": {}}), name) == unit


def fitted(wish: Wish, asked: Question, program: Program) -> Any:
    return wish.fit(asked, Sight(replay(program, 0).world, program.scenario.decisions["go"]))


@settings(max_examples=60, deadline=None)
@given(questions(), st.data())
def test_the_wish_of_an_answer_gives_it_again(program: Program, data: st.DataObject) -> None:
    asked = replay(program, 0).question
    if asked is None:
        return
    answer = check_answer(asked, asked.default)
    wish = wish_of(asked, answer)
    assert fitted(wish, asked, program) == answer
    for other in candidates(program, program.scenario.decisions["go"], asked, wish):
        check_answer(asked, fitted(other, asked, program))
        assert other != wish


def test_the_wish_of_an_amount_is_its_place() -> None:
    program = asking(**AMOUNT)
    asked = replay(program, 0).question
    assert asked is not None
    assert wish_of(asked, 30.0) == Place(0.3)
