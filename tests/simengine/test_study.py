import json
import multiprocessing
import statistics
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from simengine.estimates import estimate, histogram, share_of, summarise
from simengine.library import load_text
from simengine.policies import POLICIES as BOTS
from simengine.policies import Imitate, play
from simengine.run import ENGINE, Snapshot
from simengine.scenario.problems import ScenarioInvalid
from simengine.study import StudyError, run_study
from tests.simengine.making import answered, as_text, make_scenario

MINI = (Path(__file__).parent / "mini.yaml").read_text("utf-8")
POLICIES = ("default", "random", "greedy")


@pytest.fixture(scope="module")
def processes() -> Iterator[Executor]:
    # Spawned, for pytest has threads of its own, which a fork would not survive.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        yield executor


def runs_of(policy: str, n: int, seed: int = 1) -> list[Snapshot]:
    return [play(load_text(MINI), each, policy) for each in range(seed, seed + n)]


def test_a_study_says_of_each_policy_what_its_runs_were() -> None:
    study = run_study(MINI, ["default", "cautious"], 30, seed=4)
    runs = runs_of("default", 30, seed=4)
    result = study.policies[0]
    assert (study.scenario, study.engine, study.seed, study.n) == ("mini-deal", ENGINE, 4, 30)
    assert study.digest == load_text(MINI).scenario.digest
    assert (result.policy, result.n) == ("default", 30)
    assert result.score == summarise([run.score for run in runs])
    assert result.passed == share_of(sum(run.scorecard.passed for run in runs), 30)
    assert result.won == share_of(sum(run.world.get("deal.won") is True for run in runs), 30)
    assert result.days == summarise([run.day for run in runs])
    assert result.spent == summarise([run.world.get("money.spent") for run in runs])
    assert result.collected == summarise([run.world.get("money.collected") for run in runs])
    assert result.score_histogram == histogram([run.score for run in runs], 0, 100, 20)
    assert result.days_histogram == histogram([run.day for run in runs], 0, 100, 20)
    outcomes = [run.outcome for run in runs]
    assert result.outcomes == {key: outcomes.count(key) for key in sorted(set(outcomes))}


def test_a_study_says_of_each_kpi_what_it_came_to() -> None:
    (result,) = run_study(MINI, ["default"], 20).policies
    runs = runs_of("default", 20)
    assert [kpi.id for kpi in result.kpis] == ["value", "cash", "cost"]
    for place, kpi in enumerate(result.kpis):
        points = [run.scorecard.kpis[place].points for run in runs]
        assert kpi.value == summarise([run.scorecard.kpis[place].value for run in runs])
        assert kpi.points == summarise(points)
        assert kpi.histogram == histogram(points, 0, 100, 20)


def test_a_study_compares_the_policies_seed_by_seed() -> None:
    study = run_study(MINI, POLICIES, 25)
    found = [(each.first, each.second) for each in study.differences]
    assert found == [("default", "random"), ("default", "greedy"), ("random", "greedy")]
    scores = {policy: [run.score for run in runs_of(policy, 25)] for policy in POLICIES}
    for each in study.differences:
        first, second = scores[each.first], scores[each.second]
        by_seed = [round(a - b, 6) for a, b in zip(first, second, strict=True)]
        assert each.score == estimate(by_seed)
        assert (each.better, each.equal, each.worse) == (
            sum(difference > 0 for difference in by_seed),
            sum(difference == 0 for difference in by_seed),
            sum(difference < 0 for difference in by_seed),
        )
        apart = statistics.variance(first) + statistics.variance(second)
        assert each.times_fewer_runs == pytest.approx(apart / statistics.variance(by_seed))


def test_what_never_differs_saves_nothing_that_could_be_counted() -> None:
    # One decision that changes nothing: every policy comes to the same.
    (difference,) = run_study(as_text(make_scenario()), ["default", "greedy"], 3).differences
    assert (difference.score.mean, difference.score.sd) == (0.0, 0.0)
    assert (difference.better, difference.equal, difference.worse) == (0, 3, 0)
    assert difference.times_fewer_runs is None


def test_where_there_is_no_award_nothing_is_won() -> None:
    (result,) = run_study(as_text(make_scenario()), ["default"], 3).policies
    assert result.won is None
    assert result.outcomes == {"closed": 3}


def test_a_study_is_the_same_however_it_is_divided(processes: Executor) -> None:
    alone = run_study(MINI, POLICIES, 23)
    with ThreadPoolExecutor(3) as threads:
        others = [
            run_study(MINI, POLICIES, 23, chunk_size=1),
            run_study(MINI, POLICIES, 23, chunk_size=100),
            run_study(MINI, POLICIES, 23, executor=threads, chunk_size=2),
            run_study(MINI, POLICIES, 23, executor=processes, chunk_size=5),
            run_study(MINI, POLICIES, 23, executor=processes),
        ]
    assert others == [alone] * 5
    assert {json.dumps(study.as_json()) for study in others} == {json.dumps(alone.as_json())}


class LastFirst(Executor):
    """Finishes what it is given in the wrong order: as soon as the last one of five is there."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Any, Any]] = []

    def submit(self, function: Any, /, *given: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, function, given))
        if len(self.waiting) == 5:
            for each, work, things in reversed(self.waiting):
                each.set_result(work(*things))
        return future


def test_the_order_in_which_chunks_come_back_does_not_matter() -> None:
    late = run_study(MINI, ["random"], 10, executor=LastFirst(), chunk_size=2)
    assert late == run_study(MINI, ["random"], 10)


def test_progress_is_told_in_runs() -> None:
    told: list[tuple[int, int]] = []

    def progress(made: int, all_runs: int) -> None:
        told.append((made, all_runs))

    run_study(MINI, ["default", "greedy"], 5, chunk_size=2, progress=progress)
    assert told == [(4, 10), (8, 10), (10, 10)]


def test_a_study_can_be_called_off(processes: Executor) -> None:
    class CalledOff(Exception):
        pass

    def call_off(made: int, all_runs: int) -> None:
        raise CalledOff(made)

    with pytest.raises(CalledOff):
        run_study(MINI, ["default"], 2000, executor=processes, chunk_size=1, progress=call_off)
    # What had not begun has been cancelled, so the workers are there for the next study.
    assert run_study(MINI, ["default"], 2, executor=processes).n == 2


def test_a_policy_named_twice_is_studied_once() -> None:
    study = run_study(MINI, ["greedy", "default", "greedy"], 2)
    assert [result.policy for result in study.policies] == ["greedy", "default"]


@pytest.mark.parametrize(
    ("policies", "n", "seed", "message"),
    [
        (["bold"], 5, 1, "there is no bot “bold”; take one of: cautious, default, "),
        ([], 5, 1, "there is no bot “”; take one of: "),
        (["default"], 1, 1, "a study takes at least 2 runs, not 1"),
        (["default"], 5, -1, "the seeds -1 to 3 are out of range"),
        (["default"], 2, 2**63 - 1, f"the seeds {2**63 - 1} to {2**63} are out of range"),
    ],
)
def test_what_cannot_be_studied_is_refused(
    policies: list[str], n: int, seed: int, message: str
) -> None:
    with pytest.raises(StudyError, match=message):
        run_study(MINI, policies, n, seed=seed)


def test_a_scenario_that_is_not_in_order_is_refused() -> None:
    with pytest.raises(ScenarioInvalid, match=r"deal\.yaml:"):
        run_study("schema: 1", ["default"], 2, name="deal.yaml")


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_run_that_fails_is_named(elsewhere: bool, processes: Executor) -> None:
    # The logarithm of a number that is below zero for some seeds, first for seed 5.
    scenario = make_scenario(
        variables={"x": {"label": {"en": "X"}, "hidden": "normal(1, 1)"}},
        events={"fall": {"day": 1, "then": ["x = log(x)"]}},
    )
    executor = processes if elsewhere else None
    message = r"the bot “default” can't play seed 5: In the formula `log\(x\)`: log\(-0"
    with pytest.raises(StudyError, match=message) as caught:
        run_study(as_text(scenario), ["default"], 20, executor=executor, chunk_size=20)
    assert caught.value.translated(str.lower).endswith("log() takes a number above zero")


def test_a_policy_may_be_given_instead_of_named() -> None:
    given = Imitate(play(load_text(MINI), 1, "random").answers)
    study = run_study(MINI, ["default", given, BOTS["default"], given], 6)
    assert [result.policy for result in study.policies] == ["default", "imitate"]
    scores = [play(load_text(MINI), seed, given).score for seed in range(1, 7)]
    assert study.policies[1].score == summarise(scores)


def test_a_given_policy_is_played_by_other_processes(processes: Executor) -> None:
    given = Imitate(play(load_text(MINI), 1, "random").answers)
    here, there = (run_study(MINI, [given], 6, executor=where) for where in (None, processes))
    assert here == there


def test_two_policies_need_two_names() -> None:
    with pytest.raises(StudyError) as caught:
        run_study(MINI, [Imitate(()), "default", Imitate(answered(how_deep="quick"))], 2)
    assert str(caught.value) == "two policies are called “imitate”; give each a name of its own"
