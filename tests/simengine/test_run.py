import hashlib
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simengine.errors import FormulaError, SimError
from simengine.journal import AnswerValue, DecisionMade, as_json
from simengine.library import load_file
from simengine.program import Program
from simengine.run import Answer, Fork, Snapshot, drive, replay
from simengine.view import is_visible
from simengine.world import World
from simengine.world.decisions import AnswerError, Question
from tests.simengine.making import answered, happened, make_program, play, whole

ROOT = Path(__file__).parents[2]
SCENARIOS = [ROOT / "tests/simengine/mini.yaml", *sorted((ROOT / "scenarios").glob("*/"))]


@pytest.fixture(scope="module", params=SCENARIOS, ids=lambda path: path.stem)
def program(request: pytest.FixtureRequest) -> Program:
    """Every scenario that is shipped, and the small one."""
    return load_file(request.param)


@pytest.fixture(scope="module")
def mini() -> Program:
    return load_file(SCENARIOS[0])


# -- answers ---------------------------------------------------------------------------------

TWO = make_program(
    decisions={
        "one": {"day": 1, "options": {"yes": {}, "no": {}}},
        "two": {"day": 2, "options": {"yes": {}, "no": {}}},
    }
)


def test_replay_stops_at_the_first_question_without_an_answer() -> None:
    run = replay(TWO, 0)
    assert (run.status, run.outcome, run.day) == ("waiting", None, 1)
    assert run.question is not None
    assert (run.question.decision, run.question.step) == ("one", 0)
    assert run.world.now == 1


def test_replay_of_all_answers_is_finished() -> None:
    run = replay(TWO, 0, answered(one="yes", two="no"))
    assert (run.status, run.outcome, run.day, run.question) == ("finished", "closed", 30, None)
    assert run.answers == answered(one="yes", two="no")
    assert run.score == run.scorecard.score == 75


def test_a_decider_answers_what_is_left() -> None:
    asked = []

    def decide(question: Any, world: Any) -> str:
        asked.append((question.decision, world.now))
        return "no"

    run = drive(TWO, 0, answered(one="yes"), decide)
    assert run.answers == answered(one="yes", two="no")
    assert asked == [("two", 2)]


def test_a_decider_is_checked_like_anybody() -> None:
    with pytest.raises(AnswerError, match="there is no option “maybe”"):
        drive(TWO, 0, (), lambda question, world: "maybe")


def test_an_answer_to_another_question_is_refused() -> None:
    with pytest.raises(AnswerError) as caught:
        replay(TWO, 0, answered(one="yes", three="no"))
    assert caught.value.params == {"step": 2, "asked": "two", "given": "three"}


def test_an_answer_too_many_is_refused() -> None:
    with pytest.raises(AnswerError) as caught:
        replay(TWO, 0, answered(one="yes", two="no", three="no"))
    assert caught.value.params == {"decision": "three"}


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(FormulaError, match="seed"):
        replay(TWO, seed)


# -- one run, one journal --------------------------------------------------------------------


def digest(run: Snapshot) -> str:
    text = json.dumps(as_json(run.journal), sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("seed", range(6))
def test_step_by_step_is_the_same_as_at_once(program: Program, seed: int) -> None:
    run = play(program, seed=seed)
    again = replay(program, seed, run.answers)
    assert (again.journal, again.scorecard, again.kernel_events) == (
        run.journal, run.scorecard, run.kernel_events,
    )  # fmt: skip
    steps = [replay(program, seed, run.answers[:n]) for n in range(len(run.answers) + 1)]
    for before, after in itertools.pairwise(steps):
        assert after.journal[: len(before.journal)] == before.journal
        assert before.question is not None
        assert before.question.step == len(before.answers)
    assert steps[-1].journal == run.journal


PRINT_DIGEST = """
import hashlib, json, sys
from pathlib import Path
from simengine.journal import AnswerValue, DecisionMade, as_json
from simengine.library import load_file
from simengine.run import drive
for path in sys.argv[1:]:
    program = load_file(Path(path))
    for seed in range(3):
        run = drive(program, seed, (), lambda asked, world: asked.default)
        text = json.dumps(as_json(run.journal), sort_keys=True, allow_nan=False)
        print(hashlib.sha256(text.encode()).hexdigest())
"""


def test_every_process_and_hash_seed_gives_the_same_bytes() -> None:
    expected = [digest(play(load_file(path), seed=seed)) for path in SCENARIOS for seed in range(3)]
    for hash_seed in ("0", "1", "4242"):
        found = subprocess.run(
            [sys.executable, "-c", PRINT_DIGEST, *map(str, SCENARIOS)],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert found.stdout.split() == expected


def test_different_seeds_are_different_luck(program: Program) -> None:
    assert len({digest(play(program, seed=seed)) for seed in range(8)}) == 8


def test_an_answer_shifts_nobody_elses_luck() -> None:
    """Of two runs that differ in one answer, only what the answer touches differs."""
    parts: dict[str, Any] = {
        "project_factor": 0.2,
        "variables": {
            "x": {"known": 0},
            "mood": {"hidden": "normal(50, 5)", "drift": {"sd": 2}},
        },
        "tasks": {
            name: {"days": "parkinson(6, 0.4)", "rework": {"chance": 0.4, "share": 0.5}}
            for name in ("a", "b", "extra")
        },
        "stages": {"work": {"gate": "day >= 30", "start": ["a"]}},
        "risks": {"flood": {"rate": 0.04, "during": ["work"]}},
        "events": {
            "call": {"every": 3, "chance": 0.5, "then": ["x += uniform(0, 1)"]},
            "then_b": {"at": "a.done", "after": "uniform(1, 3)", "start": ["b"]},
        },
        "decisions": {
            "go": {
                "at": "work.start",
                "options": {
                    "less": {},
                    "more": {"start": ["extra"], "then": ["x += uniform(0, 1)"], "cost": 9},
                },
            }
        },
    }
    program = make_program(**parts)
    for seed in range(25):
        less, more = (play(program, {"go": option}, seed=seed) for option in ("less", "more"))
        kinds = ("TaskFinished", "TaskReworked", "RiskStruck", "EventHappened")
        mine = [fact for fact in happened(more, *kinds) if fact[2] != "extra"]
        assert mine == happened(less, *kinds)
        assert more.world.get("mood") == less.world.get("mood")
        gains = [
            [fact[4] - fact[3] for fact in happened(run, "NumberChanged") if fact[5] == "call"]
            for run in (less, more)
        ]
        assert gains[0] == pytest.approx(gains[1], abs=2e-6)


# -- forks -----------------------------------------------------------------------------------


def visible(run: Snapshot, decisions: int) -> str:
    """What a trainee has seen of a run when so many decisions were made, as JSON."""
    facts: list[Any] = []
    for fact in run.journal:
        if isinstance(fact, DecisionMade) and fact.step == decisions:
            break
        if is_visible(run.program, fact):
            facts.append(fact)
    return json.dumps(as_json(facts), sort_keys=True)


@pytest.mark.parametrize("seed", range(3))
def test_a_fork_keeps_the_past_and_changes_the_future(program: Program, seed: int) -> None:
    run = play(program, seed=seed)
    for step in range(0, len(run.answers), 4):
        for luck in range(2):
            fork = Fork(luck, step)
            forked = drive(program, seed, run.answers[: step + 1], _by_default, fork=fork)
            assert forked.status == "finished"
            assert forked.answers[: step + 1] == run.answers[: step + 1]
            assert visible(forked, step) == visible(run, step)
            again = drive(program, seed, forked.answers, _by_default, fork=fork)
            assert digest(again) == digest(forked)
    futures = {digest(play(program, seed=seed, fork=Fork(luck, 0))) for luck in range(3)}
    assert len({*futures, digest(run)}) == 4


def _by_default(asked: Question, world: World) -> AnswerValue:
    return asked.default


def test_nothing_is_another_before_the_question_of_the_fork_is_answered(mini: Program) -> None:
    run = play(mini, seed=3)
    straight, forked = (replay(mini, 3, run.answers[:2], fork=fork) for fork in (None, Fork(8, 2)))
    assert forked.question == straight.question
    assert forked.world.s == straight.world.s


def test_a_fork_from_the_beginning_is_another_luck_altogether(mini: Program) -> None:
    assert digest(play(mini, seed=3, fork=Fork(8))) != digest(play(mini, seed=3))
    hidden = {play(mini, seed=3, fork=Fork(luck)).world.get("complexity") for luck in range(9)}
    assert len(hidden) == 9


def test_an_answer_shifts_nobodys_luck_after_a_fork(mini: Program) -> None:
    """Two answers at a fork meet the same future: what they do not touch is the same in both."""
    run = play(mini, seed=3)
    step = [answer.decision for answer in run.answers].index("how_deep")
    for luck in range(5):
        hidden = set()
        for option in mini.scenario.decisions["how_deep"].options:
            answers = [*run.answers[:step], Answer("how_deep", option)]
            world = replay(mini, 3, answers, fork=Fork(luck, step)).world
            hidden.add((world.get("rivals.hua.price"), world.get("complexity")))
        assert len(hidden) == 1


# -- what could go on for ever ---------------------------------------------------------------


def test_events_that_never_stop_are_told() -> None:
    program = make_program(
        tasks={"a": {"days": 0, "start": ["b"]}, "b": {"days": 0, "start": ["a"]}},
        stages={"work": {"gate": "day >= 30", "start": ["a"]}},
    )
    with pytest.raises(FormulaError, match="never stop"):
        play(program)


def test_events_that_are_too_many_are_told() -> None:
    """Each moment has its end, but there is always another."""
    every = {f"e{n}": {"every": 0.5} for n in range(60)}
    program = make_program(horizon=2000, stages={"work": {"gate": "day >= 1999"}}, events=every)
    with pytest.raises(FormulaError, match=r"events around day 16.* never stop"):
        play(program)


def test_conditions_that_never_settle_are_told() -> None:
    count = 510
    variables = {f"x{n}": {"known": 0} for n in range(count + 1)}
    events = {
        f"e{n}": {"when": f"x{n} > 0", "then": [f"x{n + 1} = 1"]} for n in reversed(range(count))
    }
    start = {"go_on": {"day": 1, "then": ["x0 = 1"]}}
    with pytest.raises(FormulaError, match="keep setting each other off"):
        play(make_program(variables=variables, events={**events, **start}))


def test_a_formula_that_fails_at_run_time_is_a_domain_error() -> None:
    program = make_program(
        variables={"x": {"known": 1}},
        events={"one": {"day": 3, "then": ["x = 0"]}, "two": {"day": 4, "cost": "5 / x"}},
    )
    with pytest.raises(FormulaError, match="divides by zero"):
        play(program)


def test_formulas_read_the_day_of_their_own_moment() -> None:
    program = make_program(
        variables={"x": {"known": 0}, "y": {"known": 0}, "z": {"known": 0}},
        stages={"work": {"gate": "day >= 30", "start": ["a"]}},
        tasks={"a": {"days": 3.25, "then": ["x = day", "z = deal.day"]}},
        events={"e": {"day": 7.5, "then": ["y = day"], "cost": "day"}},
    )
    run = play(program)
    assert [run.world.get(name) for name in ("x", "y", "z")] == [3.25, 7.5, 3.25]
    assert ("MoneySpent", 7.5, 7.5, "e") in whole(run)


# -- hostile answers -------------------------------------------------------------------------

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 50), keep=st.integers(0, 12), data=st.data())
def test_any_answers_give_a_run_or_an_answer_error(seed: int, keep: int, data: Any) -> None:
    program = load_file(SCENARIOS[0])
    run = play(program, seed=seed)
    keep = min(keep, len(run.answers) - 1)
    decision = data.draw(st.just(run.answers[keep].decision) | st.text(max_size=5))
    answers = [*run.answers[:keep], Answer(decision, data.draw(json_values))]
    assert _outcome(program, seed, answers) in ("waiting", "finished", "AnswerError")


def _outcome(program: Program, seed: int, answers: list[Answer]) -> str:
    try:
        return replay(program, seed, answers).status
    except SimError as error:
        return type(error).__name__ if str(error) else "silence"
