import pickle

from simengine.acts import Acts
from simengine.journal import as_json
from simengine.run import replay
from tests.simengine.making import happened, make_program, play, value

PROGRAM = make_program(
    variables={"x": {"known": 0}, "spent": {"known": 0}},
    stages={"work": {"gate": "day >= 30", "start": ["visit"]}},
    tasks={"visit": {"days": 3, "cost": 40, "then": ["x += uniform(1, 2)"]}},
    events={
        "rich": {"when": "money.spent > 30", "then": ["spent = money.spent"]},
        "poor": {"when": "money.left < 900", "cost": 5},
        "busy": {"when": "money.committed > 0"},
        "bill": {"day": 8, "cost": 90},
    },
)


def test_a_program_goes_to_another_process_and_is_the_same_there() -> None:
    program = pickle.loads(pickle.dumps(PROGRAM))
    assert isinstance(program.acts, Acts)
    here, there = (replay(each, 7, play(PROGRAM, seed=7).answers) for each in (PROGRAM, program))
    assert as_json(here.journal) == as_json(there.journal)


def test_money_is_noticed_by_whoever_spends_it() -> None:
    run = play(PROGRAM)
    assert happened(run, "EventHappened", "MoneySpent") == [
        ("EventHappened", 0, "busy"),
        ("EventHappened", 0, "rich"),
        ("EventHappened", 8, "bill"),
        ("MoneySpent", 8, 90, "bill"),
        ("EventHappened", 8, "poor"),
        ("MoneySpent", 8, 5, "poor"),
    ]
    assert value(run, "spent") == 40
