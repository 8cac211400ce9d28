from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simengine.program import Program
from simengine.run import Answer, replay
from simengine.world.decisions import (
    AmountOffer,
    AnswerError,
    OptionOffer,
    Question,
    check_answer,
    least_answer,
)
from tests.simengine.making import answered, happened, make_program, play, questions, value

MANY = {
    "quick": {"cost": 10},
    "deep": {"cost": 60},
    "both": {"cost": 40, "when": "money.left > 950"},
}


def asking(**keys: Any) -> Program:
    """A program that asks one question on day 0; by default of three options."""
    decision = {"at": "work.start", "options": MANY, **keys}
    if decision.get("answer") == "amount":
        del decision["options"]
    return make_program(decisions={"go": decision}, variables={"x": {"known": 0}})


def asked_by(program: Program) -> Question:
    question = replay(program, 0).question
    assert question is not None
    return question


def refusal(program: Program, given: Any) -> str:
    """Why the answer is not in order, word by word; nothing has come of it."""
    with pytest.raises(AnswerError) as caught:
        replay(program, 0, [Answer("go", given)])
    return str(caught.value)


# -- what is asked ---------------------------------------------------------------------------


def test_a_question_says_all_there_is_to_know() -> None:
    program = asking(answer="several", budget="money.left / 10", at_least=1, at_most=2)
    assert asked_by(program) == Question(
        step=0,
        day=0.0,
        decision="go",
        answer="several",
        options=(
            OptionOffer(id="quick", available=True, cost=10.0, at_most=None),
            OptionOffer(id="deep", available=True, cost=60.0, at_most=None),
            OptionOffer(id="both", available=True, cost=40.0, at_most=None),
        ),
        budget=100.0,
        at_least=1,
        at_most=2,
        units=None,
        use_all=False,
        amount=None,
        default=("quick",),
    )


def test_a_question_of_an_amount() -> None:
    amount = {"min": "money.left / 10", "max": 90, "step": 5}
    question = asked_by(asking(answer="amount", amount=amount, default=103))
    assert question.amount == AmountOffer(min=100, max=100, step=5)
    assert question.default == 100


def test_without_an_option_nobody_is_asked() -> None:
    program = asking(options={"yes": {"when": "day > 9"}, "no": {"when": "day > 9"}})
    run = replay(program, 0)
    assert run.status == "finished"
    assert happened(run) == [("DecisionSkipped", 0, "go")]


def test_a_guard_decides_whether_it_is_asked() -> None:
    program = asking(when="day > 9")
    assert replay(program, 0).answers == ()
    assert happened(replay(program, 0)) == []


def test_questions_come_by_days_rhythms_and_conditions() -> None:
    yes = {"options": {"yes": {}, "no": {}}}
    program = make_program(
        decisions={
            "one": {"day": 12, **yes},
            "round": {"every": 10, **yes},
            "twice": {"when": "asked.round > 1", **yes},
            "then": {"at": "later.happened", **yes},
        },
        events={"later": {"day": 13}},
    )
    made = [(fact[1], fact[3]) for fact in happened(play(program), "DecisionMade")]
    assert made == [
        (10, "round"),
        (12, "one"),
        (13, "then"),
        (20, "round"),
        (20, "twice"),
        (30, "round"),
    ]


def test_time_stands_still_while_a_question_is_open() -> None:
    program = make_program(
        events={"bell": {"day": 5}, "echo": {"day": 5}},
        decisions={
            "one": {"at": "bell.happened", "options": {"yes": {}, "no": {}}},
            "two": {"at": "bell.happened", "options": {"yes": {}, "no": {}}},
        },
    )
    open_run = replay(program, 0)
    assert open_run.status == "waiting"
    assert happened(open_run) == [("EventHappened", 5, "bell")]
    further = replay(program, 0, answered(one="yes"))
    assert (further.question.decision if further.question else None) == "two"
    assert happened(further) == [("EventHappened", 5, "bell")]
    assert happened(replay(program, 0, answered(one="yes", two="no"))) == [
        ("EventHappened", 5, "bell"),
        ("EventHappened", 5, "echo"),
    ]


def test_the_default_is_the_authors_while_it_is_in_order() -> None:
    assert asked_by(asking(default="deep")).default == "deep"
    assert (
        asked_by(asking(default="both", options={**MANY, "both": {"when": "day > 3"}})).default
        == "quick"
    )
    assert asked_by(asking()).default == "quick"


# -- what may be answered --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("fly", "there is no option “fly” here; choose one of: quick, deep, both"),
        ("both", "“both” can't be chosen now; choose another option"),
        (3, "choose one option"),
        (None, "choose one option"),
        (["quick"], "choose one option"),
        ({"quick": 1}, "choose one option"),
        ("\ud800" * 900, None),
    ],
)
def test_a_choice_that_is_not_in_order(given: Any, why: str | None) -> None:
    program = asking(options={**MANY, "both": {"when": "day > 3"}})
    found = refusal(program, given)
    assert why is None or found == why
    assert found.isprintable()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (["fly"], "there is no option “fly” here; choose one of: quick, deep, both"),
        (["quick", "quick"], "each option can be chosen only once"),
        (
            ["deep", "both"],
            "these options cost 100 together, but the budget is 99.5; leave some out",
        ),
        ([], "too few are chosen; choose at least 1"),
        (["quick", "deep", "both"], "too many are chosen; choose at most 2"),
        ("quick", "choose options from the list"),
        ([["quick"]], "choose options from the list"),
        ([{}, {}], "choose options from the list"),
        ({"quick": True}, "choose options from the list"),
        (7, "choose options from the list"),
    ],
)
def test_several_that_are_not_in_order(given: Any, why: str) -> None:
    budget = 99.5 if why.startswith("these") else 1000
    program = asking(answer="several", budget=budget, at_least=1, at_most=2)
    assert refusal(program, given) == why


ALLOCATION: dict[str, Any] = {
    "answer": "allocation",
    "units": 5.9,
    "options": {
        "call": {"at_most": 3, "then": ["x += answer"]},
        "write": {"cost": "10 * answer", "then": ["x += 10 * answer"]},
        "fly": {"when": "day > 3"},
    },
}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"walk": 1}, "there is no option “walk” here; choose one of: call, write, fly"),
        ({"walk": 0}, "there is no option “walk” here; choose one of: call, write, fly"),
        ({"fly": 1}, "“fly” can't be chosen now; choose another option"),
        ({"call": 4}, "“call” takes no more than 3; give it fewer"),
        ({"call": -1}, "“call” needs a whole number of units, 0 or more"),
        ({"call": 1.0}, "“call” needs a whole number of units, 0 or more"),
        ({"call": True}, "“call” needs a whole number of units, 0 or more"),
        ({"call": "1"}, "“call” needs a whole number of units, 0 or more"),
        ({"call": 10**400}, "“call” needs a whole number of units, 0 or more"),
        ({"call": [1]}, "“call” needs a whole number of units, 0 or more"),
        ({"write": 6}, "6 units are given out, but there are only 5; take some back"),
        ({"call": 2, "write": 4}, "6 units are given out, but there are only 5; take some back"),
        ({1: 1}, "give a number of units to each option"),
        (["call"], "give a number of units to each option"),
        ("call", "give a number of units to each option"),
        (5, "give a number of units to each option"),
    ],
)
def test_an_allocation_that_is_not_in_order(given: Any, why: str) -> None:
    assert refusal(asking(**ALLOCATION), given) == why


def test_an_allocation_within_a_budget_and_using_all() -> None:
    assert (
        refusal(asking(**ALLOCATION, budget=35), {"write": 4})
        == "this costs 40 together, but the budget is 35; give out less"
    )
    assert (
        refusal(asking(**ALLOCATION, use_all=True), {"call": 3, "write": 1})
        == "all 5 units must be given out; give out 1 more"
    )


AMOUNT: dict[str, Any] = {
    "answer": "amount",
    "amount": {"min": 0.5, "max": 10, "step": 3},
    "then": ["x = answer"],
}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (0, "0 is out of range; write a number from 0.5 to 10"),
        (10.5, "10.5 is out of range; write a number from 0.5 to 10"),
        (4, "4 is between two steps; go from 0.5 in steps of 3"),
        ("4", "this is no number; write one in digits"),
        (True, "this is no number; write one in digits"),
        (None, "this is no number; write one in digits"),
        ([3.5], "this is no number; write one in digits"),
        (float("nan"), "this is no number; write one in digits"),
        (float("inf"), "this is no number; write one in digits"),
        (10**400, "this is no number; write one in digits"),
        (-1e300, "this is no number; write one in digits"),
    ],
)
def test_an_amount_that_is_not_in_order(given: Any, why: str) -> None:
    assert refusal(asking(**AMOUNT), given) == why


@pytest.mark.parametrize(
    ("given", "taken"),
    [(3.5, 3.5), (9.5, 9.5), (10, 10), (0.5, 0.5), (3.5000001, 3.5000001), (10.0000001, 10)],
)
def test_amounts_in_order(given: float, taken: float) -> None:
    program = asking(**AMOUNT)
    run = replay(program, 0, [Answer("go", given)])
    assert run.answers == (Answer("go", taken),)
    assert run.world.get("x") == run.world.get("answers.go") == taken


def test_a_refused_answer_leaves_no_trace() -> None:
    program = asking(answer="several", budget=50)
    before = replay(program, 0)
    refusal(program, ["deep"])
    after = replay(program, 0)
    assert (before.journal, before.question) == (after.journal, after.question)


# -- what follows ----------------------------------------------------------------------------


def test_a_choice_is_written_down_before_what_follows() -> None:
    program = asking(
        options={"quick": {"cost": 10, "then": ["x = 1"]}, "deep": {"cost": 60}},
        then=["x += 5"],
        cost=3,
    )
    run = play(program, {"go": "quick"})
    assert happened(run, "DecisionMade", "MoneySpent", "NumberChanged") == [
        ("DecisionMade", 0, 0, "go", "quick", 13),
        ("MoneySpent", 0, 10, "go.quick"),
        ("NumberChanged", 0, "x", 0, 1, "go.quick"),
        ("MoneySpent", 0, 3, "go"),
        ("NumberChanged", 0, "x", 1, 6, "go"),
    ]
    names = ("asked.go", "chose.go.quick", "chose.go.deep", "answer")
    assert [value(run, name) for name in names] == [1, True, False, 0]


def test_several_are_carried_out_in_the_order_of_the_file() -> None:
    options = {key: {"cost": cost} for key, cost in {"a": 1, "b": 2, "c": 3}.items()}
    run = play(asking(answer="several", options=options), {"go": ("c", "a")})
    assert happened(run, "DecisionMade", "MoneySpent") == [
        ("DecisionMade", 0, 0, "go", ("a", "c"), 4),
        ("MoneySpent", 0, 1, "go.a"),
        ("MoneySpent", 0, 3, "go.c"),
    ]
    assert [value(run, f"chose.go.{key}") for key in "abc"] == [True, False, True]


def test_an_allocation_gives_each_option_its_units() -> None:
    run = play(asking(**ALLOCATION), {"go": {"write": 2, "call": 3}})
    assert happened(run, "DecisionMade", "MoneySpent", "NumberChanged") == [
        ("DecisionMade", 0, 0, "go", {"call": 3, "write": 2, "fly": 0}, 20),
        ("NumberChanged", 0, "x", 0, 3, "go.call"),
        ("MoneySpent", 0, 20, "go.write"),
        ("NumberChanged", 0, "x", 3, 23, "go.write"),
    ]
    assert [value(run, f"chose.go.{key}") for key in ("call", "write", "fly")] == [3, 2, 0]


def test_units_of_nothing_are_carried_out_too() -> None:
    program = make_program(
        team={"crew": {"people": 1}},
        decisions={
            "go": {
                "every": 8,
                "answer": "allocation",
                "units": 3,
                "options": {"late": {"then": ["team.crew.overtime = answer / 10"]}, "rest": {}},
            }
        },
    )
    run = play(program, {"go": [{"late": 3}, {"late": 0}, {}]})
    assert [fact[1:5] for fact in happened(run, "NumberChanged")] == [
        (8, "team.crew.overtime", 0, 0.3),
        (16, "team.crew.overtime", 0.3, 0),
    ]


def test_units_of_what_cannot_be_chosen_are_not_carried_out() -> None:
    options = {
        "call": {"then": ["x += 1"]},
        "fly": {"when": "day > 3", "then": ["x += 10"]},
        "walk": {"when": "day < 3", "then": ["x += 100"]},
    }
    program = asking(answer="allocation", units=2, options=options)
    assert value(play(program, {"go": {"call": 0, "fly": 0, "walk": 2}}), "x") == 101


def test_a_later_answer_takes_the_place_of_an_earlier() -> None:
    program = make_program(
        decisions={"go": {"every": 12, "options": {"yes": {}, "no": {}}}},
    )
    run = play(program, {"go": ["yes", "no"]})
    assert [value(run, f"chose.go.{key}") for key in ("yes", "no")] == [False, True]
    assert value(run, "asked.go") == 2


def test_withdrawing_ends_the_deal_and_nothing_more_follows() -> None:
    run = play(
        make_program(
            decisions={
                "go": {
                    "at": "work.start",
                    "options": {"leave": {"end": "withdrawn"}, "stay": {}},
                    "cost": 50,
                },
                "next": {"at": "work.start", "options": {"yes": {}, "no": {}}},
            }
        ),
        {"go": "leave"},
    )
    assert [fact[0] for fact in happened(run, "DecisionMade", "DealEnded", "MoneySpent")] == [
        "DecisionMade",
        "DealEnded",
    ]
    assert (run.outcome, run.day, len(run.answers)) == ("withdrawn", 0, 1)


# -- what can always be answered -------------------------------------------------------------


def test_no_more_options_are_wanted_than_can_be_paid() -> None:
    question = asked_by(asking(answer="several", budget=55, at_least=3))
    assert question.at_least == 2
    assert question.default == ("quick", "both")


def test_no_more_options_are_wanted_than_can_be_chosen() -> None:
    options = {"a": {}, "b": {"when": "day > 3"}, "c": {}}
    question = asked_by(asking(answer="several", at_least=3, options=options))
    assert question.at_least == 2
    assert question.default == ("a", "c")


def test_no_more_units_are_there_than_can_be_given_out() -> None:
    options = {
        "a": {"at_most": 2},
        "b": {"at_most": 9, "cost": "10 * answer"},
        "c": {"when": "day > 3"},
    }
    keys = {"answer": "allocation", "options": options, "units": 8, "use_all": True}
    assert asked_by(asking(**keys)).default == {"a": 2, "b": 6, "c": 0}
    poor = asked_by(asking(**keys, budget=35))
    assert poor.units == 5
    assert poor.default == {"a": 2, "b": 3, "c": 0}
    assert asked_by(asking(**{**keys, "use_all": False})).default == {"a": 0, "b": 0, "c": 0}
    assert asked_by(asking(**{**keys, "units": "0 - 7"})).units == 0


def test_units_beyond_counting_are_held() -> None:
    keys = {"answer": "allocation", "options": {"a": {}, "b": {}}, "units": "1e15 * 1e15"}
    assert asked_by(asking(**keys)).units == 1_000


def test_amounts_beyond_counting_are_held() -> None:
    amount = {"min": "0 - 1e15 * 1e15", "max": "1e15 * 1e15", "step": 0.0001}
    question = asked_by(asking(answer="amount", amount=amount, default="1e15 * 1e9"))
    assert question.amount == AmountOffer(min=-1e15, max=1e15, step=0.0001)
    assert check_answer(question, question.default) == question.default


@settings(max_examples=150, deadline=None)
@given(questions())
def test_every_question_can_be_answered(program: Program) -> None:
    question = replay(program, 0).question
    if question is not None:
        assert check_answer(question, question.default) == question.default
        assert check_answer(question, least_answer(question)) == least_answer(question)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["quick", "deep", "call", "write", 10**400, -(10**4000), 3.5]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=4) | st.sampled_from(["call", "write", "fly"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)

QUESTIONS = [
    asking(),
    asking(answer="several", budget=99, at_most=2),
    asking(**ALLOCATION, budget=30),
    asking(**AMOUNT),
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(QUESTIONS), json_values)
def test_any_json_is_answer_or_answer_error(program: Program, given: Any) -> None:
    assert what_comes_of(program, given).startswith(("finished", "refused: "))


def what_comes_of(program: Program, given: Any) -> str:
    try:
        return replay(program, 0, [Answer("go", given)]).status
    except AnswerError as error:
        return f"refused: {error}"
