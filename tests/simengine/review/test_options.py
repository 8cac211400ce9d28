from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from simengine.journal import AnswerValue
from simengine.program import Program
from simengine.questions import Question, check_answer, least_answer
from simengine.review.options import MOST_ANSWERS, answers_to_weigh
from simengine.run import replay
from tests.simengine.making import make_program, questions


def asked(**decision: Any) -> Question:
    program = make_program(decisions={"go": {"at": "work.start", **decision}})
    question = replay(program, 1).question
    assert question is not None
    return question


def test_every_open_option_of_a_choice_is_weighed() -> None:
    question = asked(options={"a": {}, "b": {"when": False}, "c": {}, "d": {}})
    assert answers_to_weigh(question, "d", ("d", "a")) == ("a", "c", "d")


def test_amounts_lie_all_over_the_range() -> None:
    question = asked(answer="amount", amount={"min": 100, "max": 200, "step": 10})
    assert answers_to_weigh(question, 140.0, (170.0, 140.0, 180.0)) == (
        140.0, 170.0, 180.0, 130.0, 150.0, 100.0, 200.0,
    )  # fmt: skip


def test_sets_are_those_next_to_the_chosen_one() -> None:
    question = asked(answer="several", at_most=2, options={"a": {}, "b": {}, "c": {}})
    assert answers_to_weigh(question, ("a",), (("b", "c"),)) == (
        ("a",), ("b", "c"), (), ("a", "b"), ("a", "c"),
    )  # fmt: skip


def test_units_go_to_all_or_to_one() -> None:
    question = asked(answer="allocation", units=3, options={"a": {}, "b": {"at_most": 2}})
    assert answers_to_weigh(question, {"a": 0, "b": 0}, ({"a": 0, "b": 2},)) == (
        {"a": 0, "b": 0}, {"a": 0, "b": 2}, {"a": 2, "b": 1}, {"a": 3, "b": 0}, {"a": 1, "b": 2},
    )  # fmt: skip


def test_no_more_than_eight_are_weighed_of_many() -> None:
    question = asked(answer="several", options={f"o{n}": {} for n in range(20)})
    found = answers_to_weigh(question, (), ())
    assert len(found) == MOST_ANSWERS


def test_what_leaves_no_choice_has_one_answer() -> None:
    assert answers_to_weigh(asked(options={"a": {}, "b": {"when": False}}), "a", ("a",)) == ("a",)
    question = asked(answer="allocation", units=0, options={"a": {}, "b": {}})
    assert answers_to_weigh(question, {"a": 0, "b": 0}, ()) == ({"a": 0, "b": 0},)


# Making a scenario takes longer than drawing one.
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questions())
def test_all_of_them_are_in_order_and_each_is_there_once(program: Program) -> None:
    question = replay(program, 1).question
    if question is None:
        return
    chosen = least_answer(question)
    found = answers_to_weigh(question, chosen, (chosen,))
    assert check_answer(question, chosen) in found
    seen: list[AnswerValue] = []
    for answer in found:
        assert check_answer(question, answer) == answer
        assert answer not in seen
        seen.append(answer)


@pytest.mark.parametrize("kind", ["several", "allocation"])
def test_what_the_trainee_and_par_answered_is_always_among_them(kind: str) -> None:
    units = {"units": 9} if kind == "allocation" else {}
    question = asked(answer=kind, **units, options={f"o{n}": {} for n in range(9)})
    chosen: AnswerValue = ("o8",)
    par: AnswerValue = ("o1", "o2")
    if kind == "allocation":
        none = {option.id: 0 for option in question.options}
        chosen, par = {**none, "o8": 4}, {**none, "o1": 9}
    assert answers_to_weigh(question, chosen, (par,))[:2] == (chosen, par)
