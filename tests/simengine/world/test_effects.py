from typing import Any

import pytest

from simengine.errors import FormulaError
from simengine.streams import Streams
from tests.simengine.making import WORDS, happened, make_program, play, value


def doing(variables: dict[str, Any] | None = None, **effects: Any) -> Any:
    """The run in which an event on day 3 has these effects."""
    return play(
        make_program(
            variables={
                "x": {"known": 10},
                "y": {"hidden": 4, "min": 0, "max": 50},
                **(variables or {}),
            },
            cast={"boss": {}},
            tasks={"visit": {"days": 2}, "other": {"days": 9}},
            stages={"work": {"gate": "day >= 30", "start": ["other"]}},
            team={
                "crew": {
                    "people": 1,
                    "hire": {"days": 1, "training_days": 1},
                    "outsource": {"days": 1, "day_rate": 1, "term": 3},
                }
            },
            risks={"flood": {"rate": 0, "during": ["work"], "responses": {"accept": {}}}},
            events={
                "never": {"day": 60, "start": ["visit"]},
                "it": {"day": 3, **effects},
            },
        )
    )


@pytest.mark.parametrize(
    ("assignment", "after"),
    [
        ("x = 3", 3),
        ("x += y", 14),
        ("x -= 2", 8),
        ("x *= 1.5", 15),
        ("x /= 4", 2.5),
        ("x = x * x + day", 103),
        ("x = y > 3", 1),
        ("y -= 100", 0),
        ("y += 100", 50),
        ("x = 1e15 * 1e15", 1e15),
        ("x -= 1e15 * 1e15", -1e15),
        ("contract.value -= 5", 0),
    ],
)
def test_an_assignment(assignment: str, after: float) -> None:
    name = assignment.split()[0]
    found = value(doing(then=[assignment]), name)
    assert found == after
    assert type(found) is float


def test_assignments_follow_each_other_and_are_written_down_if_they_change_anything() -> None:
    run = doing(then=["x += 1", "y = x", "x = 11", "y = y"])
    assert happened(run, "NumberChanged") == [
        ("NumberChanged", 3, "x", 10, 11, "it"),
        ("NumberChanged", 3, "y", 4, 11, "it"),
    ]


def test_an_assignment_left_to_chance_draws_anew_each_time() -> None:
    program = make_program(
        variables={"x": {"known": 0}}, events={"call": {"every": 10, "then": ["x = uniform(0, 1)"]}}
    )
    run = play(program, seed=6)
    streams = Streams(6)
    drawn = [streams.next("events.call.then.0").uniform(0, 1) for _ in range(3)]
    assert [fact[4] for fact in happened(run, "NumberChanged")] == [round(x, 6) for x in drawn]


def test_dividing_by_what_has_become_zero_is_told() -> None:
    with pytest.raises(FormulaError, match=r"`x /= y` divides by zero"):
        doing({"y": {"known": 4}}, then=["y = 0", "x /= y"])


def test_a_value_out_of_range_is_told() -> None:
    huge = "x = " + " * ".join(["1e15"] * 21) + " * x"
    with pytest.raises(FormulaError, match="grows out of range"):
        doing(then=[huge])


def test_numbers_stay_finite_however_they_grow() -> None:
    program = make_program(
        variables={"x": {"known": 10}},
        events={"grow": {"every": 0.5, "then": ["x *= x + true"]}},
    )
    assert value(play(program), "x") == 1e15


def test_effects_come_in_a_fixed_order() -> None:
    run = doing(
        then=["x = 1"],
        cost="x",
        hire={"crew": 1},
        outsource={"crew": 1},
        start=["visit"],
        stop=["other"],
        respond={"flood": "accept"},
        mail={"from": "boss", "subject": WORDS, "text": WORDS},
        cases=[{"when": "x == 1", "then": ["x = 2"]}],
        end="withdrawn",
    )
    facts = happened(run)
    place = facts.index(("EventHappened", 3, "it"))
    assert facts[place + 1 :] == [
        ("MoneySpent", 3, 10, "it"),
        ("NumberChanged", 3, "x", 10, 1, "it"),
        ("PeopleCalled", 3, "crew", 1, "hire", 4),
        ("PeopleCalled", 3, "crew", 1, "outsource", 4),
        ("TaskStopped", 3, "other", 0),
        ("TaskPlanned", 3, "visit", 3, 5),
        ("RiskResponded", 3, "flood", "accept"),
        ("MessageReceived", 3, "events.it"),
        ("NumberChanged", 3, "x", 1, 2, "it"),
        ("TaskStopped", 3, "visit", 0),
    ]
    assert run.outcome == "withdrawn"


def test_mail_is_found_where_it_stands() -> None:
    mail = {"from": "boss", "subject": WORDS, "text": WORDS}
    run = doing(cases=[{"when": False}, {"when": True, "mail": mail}])
    assert happened(run, "MessageReceived") == [("MessageReceived", 3, "events.it.cases.1")]
    assert run.program.mails["events.it.cases.1"].sender == "boss"


def test_the_first_case_that_holds_is_carried_out_and_no_other() -> None:
    cases = [
        {"when": "x < 5", "then": ["x = 1"]},
        {"when": "x > 5", "then": ["x = 2"], "cost": 7, "start": ["visit"], "stop": ["other"]},
        {"when": True, "then": ["x = 3"]},
    ]
    run = doing(cases=cases)
    assert value(run, "x") == 2
    assert happened(run, "MoneySpent") == [("MoneySpent", 3, 7, "it")]
    assert happened(run, "TaskFinished") == [("TaskFinished", 5, "visit", 2, 0)]
    assert happened(run, "TaskStopped") == [("TaskStopped", 3, "other", 0)]


def test_there_may_be_any_number_of_cases() -> None:
    cases = [{"when": f"x == {n}", "then": [f"x = {1000 + n}"]} for n in range(3, 400)]
    assert value(doing(cases=cases), "x") == 1010


def test_no_case_need_hold() -> None:
    assert value(doing(cases=[{"when": "x < 5", "then": ["x = 1"]}]), "x") == 10


def test_costs_below_nothing_are_nothing() -> None:
    assert happened(doing(cost=-50), "MoneySpent") == []


def test_costs_beyond_counting_are_held() -> None:
    assert value(doing(cost="1e15 * 1e15"), "money.spent") == 1e15


def test_a_circle_of_responses_is_told() -> None:
    responses = {
        "accept": {"respond": {"flood": "mitigate"}},
        "mitigate": {"respond": {"flood": "accept"}},
    }
    program = make_program(
        risks={"flood": {"rate": 0, "during": ["work"], "responses": responses}},
        events={"it": {"day": 3, "respond": {"flood": "accept"}}},
    )
    with pytest.raises(FormulaError, match=r"what happens on day 3.* keeps setting more off"):
        play(program)


def test_long_chains_of_events_are_told() -> None:
    chain = {f"e{n}": {"at": f"e{n - 1}.happened"} for n in range(1, 60)}
    program = make_program(events={"e0": {"day": 2}, **chain})
    with pytest.raises(FormulaError, match=r"what happens on day 2.* keeps setting more off"):
        play(program)
    short = make_program(events={"e0": {"day": 2}, **{k: chain[k] for k in list(chain)[:40]}})
    assert len(happened(play(short), "EventHappened")) == 41
