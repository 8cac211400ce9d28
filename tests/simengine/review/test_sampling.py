from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from simengine.library import load_text
from simengine.policies import POLICIES, play
from simengine.review.sampling import (
    Batch,
    Line,
    Outcomes,
    Scenario,
    Work,
    batches,
    carry_out,
    play_batch,
)
from simengine.review.watching import ReviewError
from simengine.run import Answer
from simengine.streams import Fork
from tests.simengine.making import as_text, make_scenario

MINI = (Path(__file__).parents[1] / "mini.yaml").read_text("utf-8")
SCENARIO = Scenario(MINI, "mini.yaml", 5)
QUICK = Line((Answer("how_deep", "quick"),), POLICIES["default"])
VISIT = Line((Answer("how_deep", "visit"),), POLICIES["cautious"])


def test_a_batch_holds_each_line_under_each_fork() -> None:
    forks = [Fork(1, 0), None]
    found = play_batch(Batch(SCENARIO, (QUICK, VISIT), tuple(forks)))
    for outcomes, fork in zip(found, forks, strict=True):
        for outcome, line in zip(outcomes, (QUICK, VISIT), strict=True):
            run = play(load_text(MINI), 5, line.policy, line.answers, fork=fork)
            assert outcome[:2] == (run.score, tuple(k.share for k in run.scorecard.kpis))
            assert sum(outcome.shares) == pytest.approx(outcome.score, abs=1e-5)


def test_batches_cover_all_forks_in_order() -> None:
    forks = [Fork(luck, 0) for luck in range(30)]
    found = batches(SCENARIO, [QUICK, VISIT], forks)
    assert [fork for batch in found for fork in batch.forks] == forks
    assert {batch.lines for batch in found} == {(QUICK, VISIT)}
    assert [len(batch.forks) for batch in found] == [12, 12, 6]


def test_a_run_that_fails_is_told_with_its_reason() -> None:
    scenario = make_scenario(
        variables={"x": {"label": {"en": "X"}, "hidden": "normal(1, 1)"}},
        events={"fall": {"day": 1, "then": ["x = log(x)"]}},
    )
    forks = tuple(Fork(luck) for luck in range(20))
    line = Line((), POLICIES["default"])
    with pytest.raises(ReviewError, match=r"another luck: In the formula `log\(x\)`"):
        play_batch(Batch(Scenario(as_text(scenario), "x.yaml", 1), (line,), forks))


def counting(rounds: int, width: int) -> Work[tuple[int, list[float]]]:
    """Asks for so many rounds of so many futures; returns the rounds and all the scores."""
    scores: list[float] = []
    for each in range(rounds):
        forks = [Fork(luck, 0) for luck in range(each * width, (each + 1) * width)]
        found = yield batches(SCENARIO, [QUICK], forks)
        scores += [outcome.score for (outcome,) in found]
    return rounds, scores


class LastFirst(Executor):
    """Ends what it is given in the wrong order, two at a time: each round here has two batches."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Outcomes], Any, Any]] = []

    def submit(self, function: Any, /, *given: Any, **named: Any) -> Future[Any]:
        future: Future[Outcomes] = Future()
        self.waiting.append((future, function, given))
        if len(self.waiting) == 2:
            both, self.waiting = self.waiting, []
            for each, work, things in reversed(both):
                each.set_result(work(*things))
        return future


def works() -> list[Work[tuple[int, list[float]]]]:
    return [counting(2, 30), counting(0, 1), counting(1, 30), counting(3, 30)]


def test_results_do_not_depend_on_who_made_the_runs() -> None:
    alone = carry_out(works(), None, lambda place, has_ended: None)
    assert [(rounds, len(scores)) for rounds, scores in alone] == [
        (2, 60),
        (0, 0),
        (1, 30),
        (3, 90),
    ]
    with ThreadPoolExecutor(3) as threads:
        for executor in (threads, LastFirst()):
            assert carry_out(works(), executor, lambda place, has_ended: None) == alone


def test_it_is_told_how_each_work_goes_on() -> None:
    told: list[tuple[int, bool]] = []
    carry_out(works(), None, lambda place, has_ended: told.append((place, has_ended)))
    assert told == [(0, False), (0, True), (2, True), (3, False), (3, False), (3, True)]


class Never(Executor):
    """Does nothing that it is given."""

    def __init__(self) -> None:
        self.given: list[Future[Outcomes]] = []

    def submit(self, function: Any, /, *given: Any, **named: Any) -> Future[Any]:
        self.given.append(Future())
        return self.given[-1]


def test_what_fails_cancels_the_rest() -> None:
    class Failing(Never):
        def submit(self, function: Any, /, *given: Any, **named: Any) -> Future[Any]:
            future = super().submit(function)
            if len(self.given) == 3:
                future.set_exception(ReviewError("no"))
            return future

    executor = Failing()
    with pytest.raises(ReviewError, match="no"):
        carry_out([counting(1, 40), counting(1, 1)], executor, lambda place, has_ended: None)
    assert [future.cancelled() for future in executor.given] == [True, True, False]


def test_an_executor_that_is_cancelled_ends_the_review() -> None:
    class Cancelling(Never):
        def submit(self, function: Any, /, *given: Any, **named: Any) -> Future[Any]:
            future = super().submit(function)
            future.cancel()
            return future

    with pytest.raises(CancelledError):
        carry_out([counting(1, 1)], Cancelling(), lambda place, has_ended: None)
