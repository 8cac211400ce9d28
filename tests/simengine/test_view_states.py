"""The states in which the room shows tasks, numbers and risks."""

from simengine.run import replay
from simengine.view import Shown, look
from tests.simengine.making import WORDS, make_program

ASK = {"go": {"day": 10, "options": {"yes": {}, "no": {}}}}


def test_every_state_of_a_task() -> None:
    needs = {"crew": 1}
    room = look(
        replay(
            make_program(
                team={"crew": {"people": 1}},
                stages={"work": {"gate": "day >= 30", "start": ["a", "b", "c", "d", "e"]}},
                tasks={
                    "a": {"days": 20, "needs": needs},
                    "b": {"days": 4, "needs": needs},
                    "c": {"days": 4, "after": ["a"]},
                    "d": {"days": 4},
                    "e": {"days": 9},
                    "f": {"days": 1},
                },
                events={"halt": {"day": 6, "stop": ["e"]}, "later": {"day": 50, "start": ["f"]}},
                decisions=ASK,
            ),
            0,
        )
    )
    assert {task.id: task.state for task in room.tasks} == {
        "a": "working", "b": "queued", "c": "waiting", "d": "done", "e": "stopped", "f": "ahead",
    }  # fmt: skip


def test_numbers_have_a_label_and_something_to_show() -> None:
    label = {"label": WORDS}
    room = look(
        replay(
            make_program(
                variables={
                    "known": {"known": 3, **label},
                    "inner": {"known": 3},
                    "ranged": {"hidden": 5, "shown_within": 0, **label},
                    "secret": {"hidden": 5, **label},
                },
                decisions=ASK,
            ),
            0,
        )
    )
    assert [(number.name, number.value) for number in room.numbers] == [
        ("known", Shown(3, 3)),
        ("ranged", Shown(5, 5)),
    ]


def test_every_state_of_a_risk() -> None:
    soon = {"rate": 1, "during": ["work"]}
    room = look(
        replay(
            make_program(
                risks={
                    "open": {"rate": 0, "during": ["work"]},
                    "warned": {
                        "rate": 0.002,
                        "during": ["work"],
                        "warning": {"days": 500, "effects": {}},
                    },
                    "struck": soon,
                },
                decisions=ASK,
            ),
            2,
        )
    )
    assert {risk.id: risk.state for risk in room.risks} == {
        "open": "open", "warned": "warned", "struck": "struck",
    }  # fmt: skip


def test_without_a_contract_there_are_no_milestones() -> None:
    assert look(replay(make_program(decisions=ASK), 0)).milestones == ()
