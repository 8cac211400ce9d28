from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simengine.program import Program
from simengine.streams import Streams
from tests.simengine.making import happened, make_program, play, value

ENGINEER = {"engineers": {"people": 1, "day_rate": 100}}


def working(tasks: dict[str, Any], start: list[str] | None = None, **parts: Any) -> Program:
    """A program that starts these tasks on day 0."""
    stages = {"work": {"gate": "day >= 30", "start": start or list(tasks)}}
    return make_program(**{"stages": stages, "tasks": tasks, **parts})


def test_a_task_is_planned_started_and_finished() -> None:
    run = play(working({"visit": {"days": 3, "cost": 50, "then": []}}))
    assert happened(run) == [
        ("TaskPlanned", 0, "visit", 0, 3),
        ("TaskStarted", 0, "visit", 0),
        ("TaskFinished", 3, "visit", 3, 50),
    ]
    names = ("planned", "started", "done", "day")
    assert [value(run, f"tasks.visit.{name}") for name in names] == [True, True, True, 3]
    assert value(run, "money.spent") == 50


def test_a_task_waits_for_predecessors_that_are_in_the_plan() -> None:
    run = play(
        working(
            {
                "last": {"days": 1, "after": ["long", "short", "never"]},
                "long": {"days": 5},
                "short": {"days": 2},
                "never": {"days": 9},
            },
            start=["last", "long", "short"],
            events={"other": {"day": 35, "start": ["never"]}},
        )
    )
    assert happened(run) == [
        ("TaskPlanned", 0, "long", 0, 5),
        ("TaskPlanned", 0, "short", 0, 2),
        ("TaskPlanned", 0, "last", 5, 6),
        ("TaskStarted", 0, "long", 0),
        ("TaskStarted", 0, "short", 0),
        ("TaskFinished", 2, "short", 2, 0),
        ("TaskFinished", 5, "long", 5, 0),
        ("TaskStarted", 5, "last", 0),
        ("TaskFinished", 6, "last", 1, 0),
    ]


def test_people_are_paid_by_the_day_and_waited_for() -> None:
    needs = {"engineers": 1}
    run = play(
        working(
            {"a": {"days": 3, "needs": needs}, "b": {"days": 2, "needs": needs, "cost": 7}},
            team=ENGINEER,
        )
    )
    assert happened(run, "TaskStarted", "TaskFinished") == [
        ("TaskStarted", 0, "a", 0),
        ("TaskFinished", 3, "a", 3, 300),
        ("TaskStarted", 3, "b", 3),
        ("TaskFinished", 5, "b", 2, 207),
    ]


def test_priority_decides_between_those_ready_at_the_same_moment() -> None:
    needs = {"engineers": 1}
    run = play(
        working(
            {
                "first": {"days": 2, "needs": needs},
                "queued": {"days": 2, "needs": needs, "priority": 1},
                "successor": {"days": 2, "needs": needs, "priority": 5, "after": ["first"]},
                "urgent": {"days": 2, "needs": needs, "priority": 9},
            },
            team=ENGINEER,
        )
    )
    started = [(fact[1], fact[2]) for fact in happened(run, "TaskStarted")]
    assert started == [(0, "urgent"), (2, "queued"), (4, "first"), (6, "successor")]


def test_a_successor_of_higher_priority_goes_before_who_has_queued() -> None:
    needs = {"engineers": 1}
    run = play(
        working(
            {
                "first": {"days": 2, "needs": needs, "priority": 9},
                "queued": {"days": 2, "needs": needs},
                "successor": {"days": 2, "needs": needs, "priority": 5, "after": ["first"]},
            },
            team=ENGINEER,
        )
    )
    started = [(fact[1], fact[2]) for fact in happened(run, "TaskStarted")]
    assert started == [(0, "first"), (2, "successor"), (4, "queued")]


def test_who_needs_other_people_does_not_queue() -> None:
    run = play(
        working(
            {
                "a": {"days": 4, "needs": {"engineers": 1}},
                "b": {"days": 4, "needs": {"engineers": 1}},
                "c": {"days": 4, "needs": {"sales": 1}},
            },
            team={**ENGINEER, "sales": {"people": 1}},
        )
    )
    started = [(fact[1], fact[2]) for fact in happened(run, "TaskStarted")]
    assert started == [(0, "a"), (0, "c"), (4, "b")]


def test_starting_twice_while_active_is_starting_once() -> None:
    run = play(
        working(
            {"visit": {"days": 3}},
            start=["visit", "visit"],
            events={"again": {"day": 1, "start": ["visit"]}},
        )
    )
    assert happened(run) == [
        ("TaskPlanned", 0, "visit", 0, 3),
        ("TaskStarted", 0, "visit", 0),
        ("EventHappened", 1, "again"),
        ("TaskFinished", 3, "visit", 3, 0),
    ]


def test_a_finished_task_can_be_started_again_with_other_luck() -> None:
    program = working(
        {"visit": {"days": "uniform(1, 4)", "then": ["visits += 1"]}},
        variables={"visits": {"known": 0}},
        events={"again": {"day": 10, "start": ["visit"]}},
    )
    run = play(program, seed=3)
    streams = Streams(3)
    days = [streams.at("days", "visit", time).uniform(1, 4) for time in (1, 2)]
    finished = [fact.days for fact in run.journal if type(fact).__name__ == "TaskFinished"]
    assert finished == pytest.approx(days)
    assert value(run, "visits") == 2


def test_the_project_factor_stretches_what_is_left_to_chance() -> None:
    program = working(
        {"certain": {"days": 4}, "open": {"days": "uniform(4, 4)"}}, project_factor=0.2
    )
    run = play(program, seed=5)
    factor = Streams(5).at("project factor").lognormal(1.0, 0.2)
    assert happened(run, "TaskFinished") == [
        ("TaskFinished", *sorted_pair)
        for sorted_pair in sorted(
            [(4.0, "certain", 4.0, 0), (round(4 * factor, 6), "open", round(4 * factor, 6), 0)]
        )
    ]


def test_stopping_pays_what_was_done_and_frees_people() -> None:
    needs = {"engineers": 1}
    run = play(
        working(
            {"a": {"days": 9, "needs": needs}, "b": {"days": 1, "needs": needs}},
            team=ENGINEER,
            events={"halt": {"day": 2, "stop": ["a"]}},
        )
    )
    assert happened(run) == [
        ("TaskPlanned", 0, "a", 0, 9),
        ("TaskPlanned", 0, "b", 0, 1),
        ("TaskStarted", 0, "a", 0),
        ("EventHappened", 2, "halt"),
        ("TaskStopped", 2, "a", 200),
        ("TaskStarted", 2, "b", 2),
        ("TaskFinished", 3, "b", 1, 100),
    ]
    assert value(run, "team.engineers.free") == 1
    assert value(run, "tasks.a.planned") is False
    assert value(run, "money.committed") == 0


def test_who_waits_for_a_stopped_task_goes_on() -> None:
    run = play(
        working(
            {"a": {"days": 9}, "b": {"days": 1, "after": ["a"]}},
            events={"halt": {"day": 2, "stop": ["a"]}},
        )
    )
    assert happened(run, "TaskStopped", "TaskStarted", "TaskFinished") == [
        ("TaskStarted", 0, "a", 0),
        ("TaskStopped", 2, "a", 0),
        ("TaskStarted", 2, "b", 0),
        ("TaskFinished", 3, "b", 1, 0),
    ]


def test_a_task_stopped_while_it_waits_never_begins() -> None:
    needs = {"engineers": 1}
    run = play(
        working(
            {
                "a": {"days": 4, "needs": needs},
                "queued": {"days": 1, "needs": needs},
                "behind": {"days": 1, "after": ["a"]},
            },
            team=ENGINEER,
            events={"halt": {"day": 1, "stop": ["queued", "behind"]}},
        )
    )
    assert happened(run, "TaskStarted", "TaskStopped") == [
        ("TaskStarted", 0, "a", 0),
        ("TaskStopped", 1, "queued", 0),
        ("TaskStopped", 1, "behind", 0),
    ]
    assert value(run, "team.engineers.free") == 1


def test_a_task_stopped_in_the_moment_of_its_start_books_nobody() -> None:
    run = play(
        working(
            {"a": {"days": 4, "needs": {"engineers": 1}, "cost": 10}},
            team=ENGINEER,
            decisions={
                "go": {
                    "at": "work.start",
                    "options": {"yes": {"stop": ["a"]}, "no": {}},
                }
            },
        )
    )
    assert happened(run) == [
        ("TaskPlanned", 0, "a", 0, 4),
        ("TaskStopped", 0, "a", 0),
    ]
    assert value(run, "team.engineers.free") == 1
    assert value(run, "money.spent") == 0


def test_stopped_and_started_again_in_one_moment_runs_once() -> None:
    run = play(
        working(
            {"a": {"days": 4, "needs": {"engineers": 1}}},
            team=ENGINEER,
            decisions={
                "go": {
                    "at": "work.start",
                    "options": {"yes": {"stop": ["a"], "start": ["a"]}, "no": {}},
                }
            },
        )
    )
    assert happened(run) == [
        ("TaskPlanned", 0, "a", 0, 4),
        ("TaskStopped", 0, "a", 0),
        ("TaskPlanned", 0, "a", 0, 4),
        ("TaskStarted", 0, "a", 0),
        ("TaskFinished", 4, "a", 4, 400),
    ]


def test_a_task_can_be_stopped_by_what_its_own_start_sets_off() -> None:
    run = play(
        working(
            {"a": {"days": 4, "needs": {"engineers": 1}, "cost": 30}},
            team=ENGINEER,
            events={"second_thoughts": {"at": "a.start", "stop": ["a"]}},
        )
    )
    assert happened(run) == [
        ("TaskPlanned", 0, "a", 0, 4),
        ("TaskStarted", 0, "a", 0),
        ("EventHappened", 0, "second_thoughts"),
        ("TaskStopped", 0, "a", 30),
    ]
    assert value(run, "team.engineers.free") == 1


def test_the_deal_can_end_by_what_a_start_sets_off() -> None:
    run = play(
        working(
            {"a": {"days": 4}},
            events={"second_thoughts": {"at": "a.start", "end": "withdrawn"}},
        )
    )
    assert run.outcome == "withdrawn"
    assert happened(run)[-1] == ("TaskStopped", 0, "a", 0)


def test_stopped_after_people_were_given_but_before_it_began() -> None:
    """`b` is given the engineer that `a` leaves, and called off in the same moment."""
    needs = {"engineers": 1}
    run = play(
        working(
            {
                "a": {"days": 3, "needs": needs},
                "b": {"days": 5, "needs": needs},
                "c": {"days": 3},
            },
            team=ENGINEER,
            events={"other": {"at": "c.done", "after": 0, "stop": ["b"]}},
        )
    )
    assert happened(run, "TaskStarted", "TaskStopped") == [
        ("TaskStarted", 0, "a", 0),
        ("TaskStarted", 0, "c", 0),
        ("TaskStopped", 3, "b", 0),
    ]
    assert value(run, "team.engineers.free") == 1


def test_who_is_given_people_can_be_stopped_before_he_wakes() -> None:
    """Both get people in one moment; the first one's start calls the second off."""
    needs = {"engineers": 1}
    run = play(
        working(
            {
                "before": {"days": 3, "needs": {"engineers": 2}},
                "first": {"days": 5, "needs": needs},
                "second": {"days": 5, "needs": needs},
            },
            team={"engineers": {"people": 2}},
            events={"other": {"at": "first.start", "stop": ["second"]}},
        )
    )
    assert happened(run, "TaskStarted", "TaskStopped") == [
        ("TaskStarted", 0, "before", 0),
        ("TaskStarted", 3, "first", 3),
        ("TaskStopped", 3, "second", 0),
    ]
    assert value(run, "team.engineers.free") == 2


def test_who_wakes_from_waiting_can_be_stopped_in_that_moment() -> None:
    run = play(
        working(
            {
                "before": {"days": 3},
                "first": {"days": 5, "after": ["before"]},
                "second": {"days": 5, "after": ["before"]},
            },
            events={"other": {"at": "first.start", "stop": ["second"]}},
        )
    )
    assert happened(run, "TaskStarted", "TaskStopped") == [
        ("TaskStarted", 0, "before", 0),
        ("TaskStarted", 3, "first", 0),
        ("TaskStopped", 3, "second", 0),
    ]


def test_a_task_may_start_itself_again_in_its_effects() -> None:
    run = play(
        working(
            {"a": {"days": 2, "then": ["rounds += 1"], "start": ["b"]}, "b": {"days": 1}},
            start=["a"],
            variables={"rounds": {"known": 0}},
            events={"again": {"at": "b.done", "when": "rounds < 3", "start": ["a"]}},
        )
    )
    finished = [(fact[1], fact[2]) for fact in happened(run, "TaskFinished")]
    assert finished == [(2, "a"), (3, "b"), (5, "a"), (6, "b"), (8, "a"), (9, "b")]


def test_rework_takes_a_share_of_the_days_it_took() -> None:
    run = play(
        working(
            {"a": {"days": 4, "needs": {"engineers": 1}, "rework": {"chance": 1, "share": 0.5}}},
            team=ENGINEER,
        )
    )
    assert happened(run) == [
        ("TaskPlanned", 0, "a", 0, 4),
        ("TaskStarted", 0, "a", 0),
        ("TaskReworked", 4, "a", 2),
        ("TaskReworked", 6, "a", 2),
        ("TaskReworked", 8, "a", 2),
        ("TaskFinished", 10, "a", 10, 1000),
    ]


def test_rework_counts_the_project_factor_too() -> None:
    program = working(
        {"a": {"days": "uniform(4, 4)", "rework": {"chance": 1, "share": 0.5}}}, project_factor=0.2
    )
    run = play(program, seed=5)
    factor = Streams(5).at("project factor").lognormal(1.0, 0.2)
    reworked = [fact.days for fact in run.journal if type(fact).__name__ == "TaskReworked"]
    assert reworked == pytest.approx([2 * factor] * 3)


def test_without_bad_luck_nothing_is_done_again() -> None:
    run = play(working({"a": {"days": 4, "rework": {"chance": 0, "share": 0.5}}}))
    assert happened(run, "TaskReworked") == []


def test_committed_money_falls_as_it_is_spent() -> None:
    program = working(
        {"a": {"days": 8, "needs": {"engineers": 1}, "cost": 60}},
        team=ENGINEER,
        variables={"seen": {"known": 0}},
        events={"look": {"every": 3, "then": ["seen = money.committed"]}},
    )
    seen = [fact[4] for fact in happened(play(program), "NumberChanged")]
    # 860 planned; the cost is spent at the start, people at the end of the week and of the work.
    assert seen == [800, 300, 0]


def test_the_plan_guesses_what_is_hidden() -> None:
    program = working(
        {"a": {"days": "10 / load"}, "b": {"days": "10 / (load - 2)"}, "c": {"days": "2 * pace"}},
        variables={"load": {"hidden": "uniform(1, 3)"}, "pace": {"known": 4}},
    )
    plans = [(fact[2], fact[4]) for fact in happened(play(program, seed=1), "TaskPlanned")]
    assert plans == [("a", 5), ("b", 0), ("c", 8)]


def test_a_plan_takes_what_it_cannot_guess_for_nothing() -> None:
    """Halfway between its ends, `load` would have `pace` divide by zero."""
    program = working(
        {"a": {"days": "pace + 2"}},
        variables={"load": {"hidden": "uniform(0, 2)"}, "pace": {"hidden": "1 / (load - 1)"}},
    )
    plans = [(fact[2], fact[4]) for fact in happened(play(program, seed=1), "TaskPlanned")]
    assert plans == [("a", 2)]


def test_no_plan_is_longer_than_the_deal() -> None:
    program = working(
        {"a": {"days": "1e15"}, "b": {"days": "1e15 * pace"}}, variables={"pace": {"known": 4}}
    )
    plans = [(fact[2], fact[4]) for fact in happened(play(program), "TaskPlanned")]
    assert plans == [("a", 40), ("b", 40)]


def test_a_constant_that_no_plan_can_be_made_of_is_planned_as_nothing() -> None:
    program = working({"a": {"days": "1 / (1 - uniform(0, 2))"}})
    assert happened(play(program, seed=7), "TaskPlanned") == [("TaskPlanned", 0, "a", 0, 0)]


def test_a_task_of_no_days_ends_as_it_begins() -> None:
    run = play(working({"a": {"days": -3}}))
    assert happened(run) == [
        ("TaskPlanned", 0, "a", 0, 0),
        ("TaskStarted", 0, "a", 0),
        ("TaskFinished", 0, "a", 0, 0),
    ]


# -- networks --------------------------------------------------------------------------------


@st.composite
def networks(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Tasks with days, needs, priorities and predecessors among those before them."""
    count = draw(st.integers(1, 9))
    names = [f"t{n}" for n in range(count)]
    tasks: dict[str, dict[str, Any]] = {}
    for place, name in enumerate(names):
        tasks[name] = {
            "days": draw(st.integers(0, 6)),
            "priority": draw(st.integers(0, 3)),
            "after": draw(st.lists(st.sampled_from(names[:place]), unique=True, max_size=3))
            if place
            else [],
            "needs": draw(
                st.dictionaries(st.sampled_from(["p", "q"]), st.integers(1, 2), max_size=2)
            ),
        }
    return dict(draw(st.permutations(list(tasks.items()))))


def critical_path(tasks: dict[str, dict[str, Any]]) -> dict[str, float]:
    finish: dict[str, float] = {}
    for name in sorted(tasks, key=lambda name: int(name[1:])):
        task = tasks[name]
        finish[name] = max((finish[b] for b in task["after"]), default=0) + task["days"]
    return finish


@settings(max_examples=60, deadline=None)
@given(networks())
def test_without_contention_tasks_follow_the_critical_path(
    tasks: dict[str, dict[str, Any]],
) -> None:
    program = working(
        tasks,
        horizon=100,
        stages={"work": {"gate": "day >= 90", "start": list(tasks)}},
        team={"p": {"people": 50}, "q": {"people": 50}},
    )
    finished = {fact[2]: fact[1] for fact in happened(play(program), "TaskFinished")}
    assert finished == pytest.approx(critical_path(tasks))


@settings(max_examples=60, deadline=None)
@given(networks(), st.integers(2, 3), st.integers(2, 3))
def test_with_contention_nothing_runs_too_early_nor_beyond_capacity(
    tasks: dict[str, dict[str, Any]], p: int, q: int
) -> None:
    program = working(
        tasks,
        horizon=100,
        stages={"work": {"gate": "day >= 99", "start": list(tasks)}},
        team={"p": {"people": p}, "q": {"people": q}},
    )
    run = play(program)
    started = {fact[2]: fact[1] for fact in happened(run, "TaskStarted")}
    finished = {fact[2]: fact[1] for fact in happened(run, "TaskFinished")}
    assert started.keys() == finished.keys() == tasks.keys()
    for name, task in tasks.items():
        assert all(started[name] >= finished[before] - 1e-9 for before in task["after"])
    for pool, people in {"p": p, "q": q}.items():
        for moment in started.values():
            busy = sum(
                task["needs"].get(pool, 0)
                for name, task in tasks.items()
                if started[name] <= moment < finished[name]
            )
            assert busy <= people
        assert value(run, f"team.{pool}.free") == people
