import json
from pathlib import Path

import pytest

from simengine.library import load_file
from simengine.policies import play
from simengine.records import answers_from_json, read_answers, run_record
from simengine.run import ENGINE, Answer, replay
from simengine.world.decisions import AnswerError

MINI = Path(__file__).parent / "mini.yaml"


def test_a_record_has_what_proves_the_run() -> None:
    run = play(load_file(MINI), 7, "default")
    record = run_record(run)
    assert list(record) == [
        "scenario", "digest", "engine", "seed", "answers", "status", "outcome", "day", "score",
        "passed", "grade", "kpis", "journal",
    ]  # fmt: skip
    assert record["scenario"] == "mini-deal"
    assert record["digest"] == run.program.scenario.digest
    assert record["engine"] == ENGINE
    assert record["seed"] == 7
    assert record["status"] == "finished"
    assert record["score"] == run.score
    assert list(record["kpis"]) == ["value", "cash", "cost"]
    assert len(record["journal"]) == len(run.journal)


@pytest.mark.parametrize("policy", ["default", "random", "cautious", "greedy"])
def test_the_answers_of_a_record_give_the_same_bytes_again(policy: str) -> None:
    program = load_file(MINI)
    for seed in range(12):
        text = json.dumps(run_record(play(program, seed, policy)), ensure_ascii=False)
        again = replay(program, seed, read_answers(text))
        assert json.dumps(run_record(again), ensure_ascii=False) == text


def test_a_list_of_answers_is_read_as_well() -> None:
    assert read_answers('[{"decision": "price", "value": 3}]') == (Answer("price", 3),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "this is not JSON: "),
        ("{}", "answers are a list, each with `decision` and `value`"),
        ("3", "answers are a list, each with `decision` and `value`"),
        ("[3]", "answer 1 must have `decision` and `value`, and nothing else"),
        (
            '[{"decision": "a", "value": 1}, {"decision": "b"}]',
            "answer 2 must have `decision` and `value`, and nothing else",
        ),
    ],
)
def test_anything_else_is_refused(text: str, message: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read_answers(text)
    assert str(caught.value).startswith(message)


def test_answers_may_come_as_a_tuple() -> None:
    assert answers_from_json(({"decision": "x", "value": "y"},)) == (Answer("x", "y"),)
