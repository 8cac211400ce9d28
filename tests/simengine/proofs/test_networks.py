"""Work that depends on other work, against the critical path and the theory of schedules."""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simengine.journal import TaskFinished, TaskStarted
from simengine.run import Snapshot
from tests.simengine.making import make_program, play

_ROUNDING = 1e-6

Tasks = Mapping[str, Mapping[str, Any]]


class Done(NamedTuple):
    """When a task was ready to begin, began and ended."""

    ready: float
    start: float
    finish: float

    def runs_at(self, day: float) -> bool:
        """Whether it was under way just after this moment."""
        return self.start <= day + _ROUNDING and self.finish > day + _ROUNDING


@st.composite
def networks(draw: st.DrawFn, *, most: int = 24, pools: int = 2) -> dict[str, dict[str, Any]]:
    """Tasks that each depend on up to three before them and need up to two people of a pool."""
    names = [f"t{place}" for place in range(draw(st.integers(2, most)))]
    needs = st.dictionaries(
        st.sampled_from([f"p{pool}" for pool in range(pools)]),
        st.integers(1, 2),
        min_size=1,
        max_size=2,
    )
    return {
        name: {
            "days": draw(st.integers(1, 40)) / 4,
            "needs": draw(needs),
            "priority": draw(st.integers(0, 2)),
            "after": sorted(
                draw(st.sets(st.sampled_from(names[:place]), max_size=3)) if place else []
            ),
        }
        for place, name in enumerate(names)
    }


def perform(tasks: Tasks, **parts: Any) -> dict[str, Done]:
    """Start all the tasks at once, and return what became of them."""
    stages = {"work": {"gate": "day >= 2000", "start": list(tasks)}}
    program = make_program(**{"horizon": 2000, "stages": stages, "tasks": tasks, **parts})
    return performed(play(program))


def performed(run: Snapshot) -> dict[str, Done]:
    """What became of the tasks of a run."""
    started = {fact.task: fact for fact in run.journal if isinstance(fact, TaskStarted)}
    return {
        fact.task: Done(
            started[fact.task].day - started[fact.task].waited, started[fact.task].day, fact.day
        )
        for fact in run.journal
        if isinstance(fact, TaskFinished)
    }


def longest_path(days: Mapping[str, float], tasks: Tasks) -> dict[str, float]:
    """The earliest finish of each task (Kelley & Walker 1959); befores come before their afters."""
    finish: dict[str, float] = {}
    for name, task in tasks.items():
        finish[name] = max((finish[before] for before in task["after"]), default=0.0) + days[name]
    return finish


@settings(max_examples=25, deadline=None, derandomize=True)
@given(networks())
def test_where_nobody_competes_the_critical_path_says_when(tasks: dict[str, Any]) -> None:
    crowd = {"p0": {"people": 50}, "p1": {"people": 50}}
    done = perform(tasks, team=crowd)
    days = {name: task["days"] for name, task in tasks.items()}
    assert {name: one.finish for name, one in done.items()} == pytest.approx(
        longest_path(days, tasks)
    )
    assert all(one.start == pytest.approx(one.ready) for one in done.values())


@settings(max_examples=15, deadline=None, derandomize=True)
@given(networks())
def test_chance_changes_the_days_but_not_the_order(tasks: dict[str, Any]) -> None:
    drawn = {
        name: {**task, "needs": {}, "days": f"parkinson({task['days']}, 0.4)"}
        for name, task in tasks.items()
    }
    done = perform(drawn, project_factor=0.17)
    days = {name: one.finish - one.start for name, one in done.items()}
    assert {name: one.finish for name, one in done.items()} == pytest.approx(
        longest_path(days, tasks)
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(networks(), st.integers(2, 4), st.integers(2, 4))
def test_where_people_are_few_work_is_done_in_order_within_their_number(
    tasks: dict[str, Any], p0: int, p1: int
) -> None:
    people = {"p0": p0, "p1": p1}
    done = perform(tasks, team={pool: {"people": count} for pool, count in people.items()})
    assert done.keys() == tasks.keys()
    days = {name: task["days"] for name, task in tasks.items()}
    for name, earliest in longest_path(days, tasks).items():
        ready = max((done[before].finish for before in tasks[name]["after"]), default=0.0)
        assert done[name].ready == pytest.approx(ready)
        assert done[name].start >= ready - _ROUNDING
        assert done[name].finish - done[name].start == pytest.approx(days[name])
        assert done[name].finish >= earliest - _ROUNDING
    for day in sorted({moment for one in done.values() for moment in (one.start, one.finish)}):
        under_way = [name for name, one in done.items() if one.runs_at(day)]
        assert fits(under_way, tasks, people)
        for name, one in done.items():
            if one.ready <= day - _ROUNDING and one.start > day + _ROUNDING:
                check_that_it_had_to_wait(name, day, under_way, done, tasks, people)


def check_that_it_had_to_wait(
    name: str,
    day: float,
    under_way: list[str],
    done: Mapping[str, Done],
    tasks: Tasks,
    people: Mapping[str, int],
) -> None:
    """No task waits beside people it could have had, nor for one of less priority that begins."""
    priority = tasks[name]["priority"]
    before_it = [
        other
        for other in under_way
        if done[other].start < day - _ROUNDING or tasks[other]["priority"] >= priority
    ]
    assert not fits([*before_it, name], tasks, people)


def fits(names: list[str], tasks: Tasks, people: Mapping[str, int]) -> bool:
    """Whether there are people enough for all of these at once."""
    return all(
        sum(tasks[name]["needs"].get(pool, 0) for name in names) <= count
        for pool, count in people.items()
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(networks(pools=1), st.integers(1, 4))
def test_the_whole_takes_no_longer_than_graham_allows(tasks: dict[str, Any], people: int) -> None:
    """Whoever never idles needs at most work / m + (1 - 1 / m) · critical path (Graham 1969)."""
    alone = {name: {**task, "needs": {"p0": 1}} for name, task in tasks.items()}
    done = perform(alone, team={"p0": {"people": people}})
    days = {name: task["days"] for name, task in tasks.items()}
    critical, work = max(longest_path(days, tasks).values()), math.fsum(days.values())
    whole = max(one.finish for one in done.values())
    assert whole >= max(critical, work / people) - _ROUNDING
    assert whole <= work / people + (1 - 1 / people) * critical + _ROUNDING
