from pathlib import Path

import pytest

from simengine.check.bots import (
    GRADES,
    Blind,
    Careless,
    SameDice,
    graded,
    most_frequent,
)
from simengine.journal import AnswerValue
from simengine.library import load_text
from simengine.policies import POLICIES, Policy, play
from simengine.run import Answer

MINI = load_text((Path(__file__).parents[1] / "mini.yaml").read_text("utf-8"))
PAR = POLICIES["cautious"]


def test_the_graded_bots_go_from_par_to_pure_chance() -> None:
    bots = graded(PAR)
    assert bots[0] is PAR
    assert bots[-1] is POLICIES["random"]
    assert [bot.name for bot in bots] == [
        "cautious", "random 25 %", "random 50 %", "random 75 %", "random",
    ]  # fmt: skip
    assert len(bots) == len(GRADES)


def test_who_is_never_careless_plays_as_par_does() -> None:
    for seed in range(3):
        assert play(MINI, seed, Careless(PAR, 0.0)).answers == play(MINI, seed, PAR).answers


def test_who_is_always_careless_answers_anything() -> None:
    answers = {play(MINI, seed, Careless(PAR, 1.0)).answers[0].value for seed in range(20)}
    assert answers == {"quick", "visit"}


@pytest.mark.parametrize("bot", graded(PAR))
def test_the_same_player_plays_a_seed_again_as_it_did(bot: Policy) -> None:
    for seed in range(5):
        run = play(MINI, seed, bot)
        assert play(MINI, seed, SameDice(bot, seed, run.answers)).answers == run.answers


def test_what_the_same_player_leaves_to_its_dice_falls_alike_by_another_luck() -> None:
    """And what it does not, goes by what it sees there."""
    first = {bot: play(MINI, 3, POLICIES[bot]).answers for bot in ("random", "cautious")}
    for luck in range(10, 20):
        again = play(MINI, luck, SameDice(POLICIES["random"], 3, first["random"])).answers
        assert again[0] == first["random"][0]
        again = play(MINI, luck, SameDice(PAR, 3, first["cautious"])).answers
        assert again == play(MINI, luck, PAR).answers


def test_the_blind_bot_gives_its_answer_wherever_it_is_in_order() -> None:
    blind = Blind({"how_deep": "quick", "price_bid": -1.0})
    run = play(MINI, 1, blind)
    given = [(answer.decision, answer.value) for answer in run.answers]
    # A price out of range is no answer, and of the port nothing is on the list: by habit.
    assert given[:2] == [("how_deep", "quick"), ("price_bid", 900000.0)]
    assert all(answer.value == () for answer in run.answers if answer.decision == "port")


@pytest.mark.parametrize(
    ("values", "usual"),
    [
        (["a", "b", "b"], "b"),
        (["a", "b"], "a"),
        ([3.0, 9.0, 4.0], 4.0),
        ([{"x": 1}, {"x": 2}, {"x": 2}], {"x": 2}),
        ([("a",), (), ()], ()),
    ],
)
def test_the_most_frequent_answer_is_given(values: list[AnswerValue], usual: AnswerValue) -> None:
    runs = [(Answer("d", value),) for value in values]
    assert most_frequent(runs) == Blind({"d": usual})
