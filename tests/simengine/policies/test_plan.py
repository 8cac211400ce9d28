import json
import pickle
from dataclasses import replace
from typing import Any

import pytest

from simengine.policies import POLICIES, Plan, PlanError, play
from simengine.policies.plan import Advice, Rule, Sign
from simengine.policies.wishes import Least, Picks, Place, Ranking, Shares, Term
from simengine.program import Program
from tests.simengine.making import make_program

SOON = Sign("asked.again", "middle", "below", 1.0)
PLAN = Plan(
    {
        "go": Advice(Ranking(("no", "yes"))),
        "again": Advice(
            Ranking(("right",)),
            (Rule((SOON,), Ranking(("left",))), Rule((SOON, SOON), Ranking(("middle",)))),
        ),
        "some": Advice(Picks(("a", "b"))),
        "units": Advice(Shares({"a": 0.5, "b": 0.25})),
        "price": Advice(Least((Term(0.9, "rival", "low"), Term(1.0, "ceiling")))),
        "days": Advice(Place(0.25)),
    }
)


@pytest.fixture(scope="module")
def program() -> Program:
    return make_program(
        decisions={
            "go": {"at": "work.start", "options": {"yes": {}, "no": {}}},
            "again": {
                "every": 10,
                "options": {"left": {}, "middle": {}, "right": {}},
            },
        }
    )


def test_a_plan_is_read_back_as_it_was_written() -> None:
    stored = json.loads(json.dumps(PLAN.as_json()))
    assert Plan.from_json(stored) == PLAN
    assert Plan.from_json(stored, name="mine").name == "mine"
    assert stored["advice"]["days"] == {"do": {"place": 0.25}, "rules": []}
    assert stored["advice"]["again"]["rules"][0] == {
        "when": [{"see": "asked.again", "part": "middle", "side": "below", "than": 1.0}],
        "do": {"rank": ["left"]},
    }


def test_a_plan_may_know_what_is_at_stake() -> None:
    weighed = replace(PLAN, stakes={"price": 12.5})
    assert weighed.as_json() == {**PLAN.as_json(), "stakes": {"price": 12.5}}
    assert Plan.from_json(weighed.as_json()) == weighed
    with pytest.raises(PlanError, match=r"stakes\.price"):
        Plan.from_json({**PLAN.as_json(), "stakes": {"price": -1}})


def test_a_plan_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(PLAN)) == PLAN


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "this is no plan: plan: Input should be an object"),
        ({"schema": 2, "advice": {}}, "this is no plan: schema: Input should be 1"),
        ({"schema": 1}, "this is no plan: advice: Field required"),
        (
            {"schema": 1, "advice": {}, "more": 1},
            "this is no plan: more: Unexpected keyword argument",
        ),
        (
            {"schema": 1, "advice": {"go": {"do": {"rank": ["yes"]}, "rules": [{"when": []}]}}},
            "this is no plan: advice.go.rules.0.when: "
            "Tuple should have at least 1 item after validation, not 0",
        ),
        (
            {"schema": 1, "advice": float("nan")},
            "this is no plan: plan: Out of range float values are not JSON compliant",
        ),
        (
            {"schema": {1}},
            "this is no plan: plan: Object of type set is not JSON serializable",
        ),
    ],
)
def test_what_is_no_plan_is_refused(data: Any, said: str) -> None:
    with pytest.raises(PlanError) as caught:
        Plan.from_json(data)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    "wish",
    [{"place": 2}, {"place": "0.5"}, {"shares": {"a": -1}}, {"least": []}, {"rank": [1]}, {}],
)
def test_a_wish_out_of_bounds_is_refused(wish: dict[str, Any]) -> None:
    with pytest.raises(PlanError):
        Plan.from_json({"schema": 1, "advice": {"go": {"do": wish}}})


def test_the_first_rule_that_holds_decides(program: Program) -> None:
    values = [answer.value for answer in play(program, 0, PLAN).answers]
    assert values == ["no", "left", "right", "right"]


def test_what_there_is_no_advice_for_is_done_by_habit(program: Program) -> None:
    nothing, habit = play(program, 0, Plan({})), play(program, 0, "default")
    assert nothing.answers == habit.answers


def test_advice_for_another_kind_of_answer_is_left_aside(program: Program) -> None:
    run = play(program, 0, Plan({"go": Advice(Place(0.5))}))
    assert run.answers == play(program, 0, POLICIES["default"]).answers


def test_what_is_not_seen_is_no_sign() -> None:
    program = make_program(
        variables={"secret": {"hidden": 5}},
        decisions={"go": {"at": "work.start", "options": {"yes": {}, "no": {}}}},
    )
    for side in ("from", "below"):
        sign = Sign("secret", "middle", side, 3.0)  # type: ignore[arg-type]
        plan = Plan({"go": Advice(Ranking(("yes",)), (Rule((sign,), Ranking(("no",))),))})
        assert play(program, 0, plan).answers[0].value == "yes"
