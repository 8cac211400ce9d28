from typing import Any

import pytest

from simengine.check.racing import try_situations
from simengine.check.runs import Played, ToPlay, Workers
from simengine.check.situations import count_runs
from simengine.library import load_text
from simengine.policies import POLICIES
from simengine.scenario.model import Scenario
from tests.simengine.making import as_text, make_scenario

PAR = POLICIES["default"]


def scenario_of(*effects: str, times: dict[str, Any] | None = None) -> str:
    """One decision with an option for each of these effects on the points."""
    options = {f"option{place}": {"then": [each]} for place, each in enumerate(effects)}
    return as_text(
        make_scenario(
            variables={"points": {"known": 0}},
            decisions={"go": {**(times or {"at": "work.start"}), "options": options}},
            kpis={"result": {"value": "points", "worst": 0, "target": 100}},
        )
    )


def tried_in(text: str, seeds: int, budget: int) -> tuple[int, int]:
    """How many situations were tried, and about how many runs it took."""
    workers = Workers(text, "a.yaml", None, None, 0)
    bots = ("default", "random", "greedy")
    runs = [workers.play([ToPlay(seed, POLICIES[bot]) for seed in range(seeds)]) for bot in bots]
    before = workers.made
    found = try_situations(workers, load_text(text).scenario, runs, PAR, budget)
    return len(found["go"]), workers.made - before


@pytest.mark.parametrize(
    ("effects", "situations"),
    [
        # That nothing is at stake is seen at once, what is always right from thirty on.
        (("points += 1", "points += 1"), 12),
        (("points += 9", "points += 1"), 30),
        # Surely apart, but by too little for a finding.
        (("points += 9", "points += 7.6", "points += 9"), 30),
    ],
)
def test_the_race_goes_on_while_something_is_open(
    effects: tuple[str, ...], situations: int
) -> None:
    assert tried_in(scenario_of(*effects), 40, 5000)[0] == situations


def test_there_are_no_more_situations_than_the_runs_have() -> None:
    assert tried_in(scenario_of("points += 9", "points += 1"), 6, 5000)[0] == 18


def test_the_race_keeps_within_its_budget() -> None:
    text = scenario_of("points += 9", "points += 1")
    situations, runs = tried_in(text, 40, 100)
    # Five runs a situation: twelve at first, then four; what seems to be a finding gets the rest.
    assert (situations, runs) == (20, 100)
    # What is kept for findings is not spent where there are none.
    assert tried_in(text, 40, 25) == (4, 20)
    assert tried_in(text, 40, 0) == (0, 0)


def test_situations_are_on_seeds_of_their_own_and_at_every_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = scenario_of("points += 9", "points += 1", times={"every": 10})
    scenario: Scenario = load_text(text).scenario
    workers = Workers(text, "a.yaml", None, None, 0)
    bots = ("default", "random", "greedy")
    runs = [workers.play([ToPlay(seed, POLICIES[bot]) for seed in range(15)]) for bot in bots]
    jobs: list[Any] = []
    work = workers.work

    def watched(worker: Any, given: Any, count: Any) -> Any:
        jobs.extend(given)
        return work(worker, given, count)

    monkeypatch.setattr(workers, "work", watched)
    try_situations(workers, scenario, runs, PAR, 75)
    assert len(jobs) == 60 // count_runs(jobs[0], scenario.decisions["go"])
    assert [job.source for job in jobs[:4]] == ["default", "random", "greedy", "default"]
    assert [job.seed for job in jobs[:4]] == [0, 5, 10, 1]
    assert {len(job.answers) for job in jobs} == {0, 1, 2}
    futures = {(job.luck, job.luck + 1) for job in jobs}
    assert len({luck for pair in futures for luck in pair}) == 2 * len(jobs)


def test_a_decision_that_never_came_up_has_no_situations() -> None:
    text = scenario_of("points += 9", "points += 1")
    workers = Workers(text, "a.yaml", None, None, 0)
    runs = [[Played(1, "default")]]
    assert try_situations(workers, load_text(text).scenario, runs, PAR, 99) == {"go": []}


def test_where_only_one_option_is_open_nothing_can_be_tried() -> None:
    options = {"yes": {}, "no": {"when": "day > 3"}}
    text = as_text(make_scenario(decisions={"go": {"at": "work.start", "options": options}}))
    assert tried_in(text, 10, 5000)[0] == 0
