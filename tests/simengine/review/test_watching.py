from dataclasses import dataclass
from pathlib import Path

import pytest

from simengine.journal import AnswerValue
from simengine.library import load_text
from simengine.policies import POLICIES, play
from simengine.questions import AnswerError, Question
from simengine.review.watching import ReviewError, watch
from simengine.run import Answer, replay
from simengine.sight import Sight
from simengine.streams import Stream
from tests.simengine.making import make_program

MINI = (Path(__file__).parents[1] / "mini.yaml").read_text("utf-8")


@dataclass(frozen=True)
class Dear:
    """Bids high, and otherwise does the usual."""

    name: str = "dear"

    def __call__(self, asked: Question, sight: Sight, stream: Stream) -> AnswerValue:
        return 1_100_000 if asked.decision == "price_bid" else asked.default


def test_each_step_tells_what_was_asked_and_what_par_would_have_answered() -> None:
    program = load_text(MINI)
    played = play(program, 3, "cautious")
    run, steps = watch(program, 3, played.answers, Dear())
    assert run.score == played.score
    assert [step.asked.step for step in steps] == list(range(len(played.answers)))
    assert [(step.asked.decision, step.chosen) for step in steps] == [
        (answer.decision, answer.value) for answer in played.answers
    ]
    depth, price, *_ = steps
    assert (depth.stage, depth.chosen, depth.par) == ("qualify", "quick", "visit")
    assert depth.answers == ("quick", "visit")
    assert (price.stage, price.chosen, price.par) == ("offer", 810_000.0, 1_100_000.0)
    # The trainee's, par's, and those of the bots; then what lies about the range.
    assert price.answers == (
        810_000.0, 1_100_000.0, 900_000.0, 1_140_000.0, 750_000.0, 1_050_000.0, 600_000.0,
        1_200_000.0,
    )  # fmt: skip


def test_the_question_is_the_one_that_was_open_then() -> None:
    program = load_text(MINI)
    played = play(program, 3, "random")
    _, steps = watch(program, 3, played.answers, POLICIES["default"])
    for step in steps:
        assert step.asked == replay(program, 3, played.answers[: step.asked.step]).question


def test_a_run_that_is_not_finished_is_refused() -> None:
    answers = (Answer("how_deep", "visit"),)
    with pytest.raises(ReviewError, match=r"only a finished run .* answer “price_bid” first"):
        watch(load_text(MINI), 3, answers, POLICIES["default"])


def test_answers_that_are_not_in_order_are_refused() -> None:
    with pytest.raises(AnswerError, match="no option “none”"):
        watch(load_text(MINI), 3, (Answer("how_deep", "none"),), POLICIES["default"])


def test_a_decision_between_stages_belongs_to_the_one_before() -> None:
    program = make_program(
        stages={"first": {"gate": "day >= 10"}, "second": {"gate": "day >= 20"}},
        decisions={
            key: {"day": day, "options": {"a": {}, "b": {}}}
            for key, day in (("x", 0), ("y", 9), ("z", 11))
        },
    )
    answers = tuple(Answer(key, "a") for key in "xyz")
    _, steps = watch(program, 1, answers, POLICIES["default"])
    assert [step.stage for step in steps] == ["first", "first", "second"]
