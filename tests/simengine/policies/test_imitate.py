import pickle

import pytest

from simengine.policies import POLICIES, Imitate, play
from simengine.run import Answer
from simengine.streams import Fork
from tests.simengine.making import answered, make_program

ROUNDS = make_program(
    decisions={
        "go": {"at": "work.start", "options": {"yes": {}, "no": {}}},
        "again": {
            "every": 10,
            "options": {"left": {"when": "day < 15"}, "middle": {}, "right": {}},
            "default": "right",
        },
    }
)


def test_the_nth_answer_is_given_the_nth_time() -> None:
    given = answered(go="no")
    given += (Answer("again", "left"), Answer("again", "middle"))
    run = play(ROUNDS, 0, Imitate(given))
    assert run.answers == (*given, Answer("again", "right"))


def test_what_is_not_in_order_any_more_is_left_to_the_fallback() -> None:
    given = (Answer("again", "middle"), Answer("again", "left"))
    run = play(ROUNDS, 0, Imitate(given, fallback=POLICIES["greedy"]))
    assert [answer.value for answer in run.answers] == ["yes", "middle", "middle", "middle"]


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_whoever_is_imitated_is_met_again(policy: str) -> None:
    run = play(ROUNDS, 3, policy)
    assert play(ROUNDS, 3, Imitate(run.answers)).journal == run.journal


def test_an_imitation_can_be_sent_to_another_process() -> None:
    imitate = Imitate(play(ROUNDS, 3, "random").answers, POLICIES["cautious"])
    assert pickle.loads(pickle.dumps(imitate)) == imitate


def test_answers_come_before_the_policy() -> None:
    run = play(ROUNDS, 0, "default", answered(go="no", again="left"))
    assert [answer.value for answer in run.answers] == ["no", "left", "right", "right"]


def test_with_all_luck_another_a_policy_has_other_dice_from_there_on() -> None:
    own = play(ROUNDS, 3, "random").answers
    forks = [play(ROUNDS, 3, "random", fork=Fork(luck, step=2)).answers for luck in range(12)]
    assert {answers[:2] for answers in forks} == {own[:2]}
    assert len({answers[2:] for answers in forks}) > 1
    apart = play(ROUNDS, 3, "random", fork=Fork(1, step=2, sources=frozenset({"work"})))
    assert apart.answers == own
