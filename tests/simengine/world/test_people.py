from typing import Any

import pytest

from simengine.program import Program
from simengine.run import replay
from tests.simengine.making import happened, make_program, play, value

HIRE = {"days": 4, "cost": 500, "training_days": 6, "most": 2}
OUTSIDE = {"days": 2, "day_rate": 300, "term": 10, "most": 2}


def pool(**keys: Any) -> dict[str, Any]:
    return {"crew": {"people": 2, "day_rate": 100, **keys}}


def working(days: float = 10, people: int = 2, **parts: Any) -> Program:
    """A program whose crew works on one task from day 0."""
    return make_program(
        **{
            "team": pool(),
            "stages": {"work": {"gate": "day >= 38", "start": ["a"]}},
            "tasks": {"a": {"days": days, "needs": {"crew": people}}},
            **parts,
        }
    )


def finish(program: Program) -> tuple[float, float]:
    """The day on which the task is finished, and its cost."""
    (fact,) = happened(play(program), "TaskFinished")
    return fact[1], fact[4]


@pytest.mark.parametrize(("skill", "day"), [(0, 20), (50, 10), (100, 6.666667)])
def test_skill_is_speed(skill: float, day: float) -> None:
    assert finish(working(team=pool(skill=skill))) == (day, pytest.approx(200 * day))


def test_work_goes_as_fast_as_the_slowest_pool() -> None:
    program = working(
        team={**pool(skill=100), "slow": {"people": 1, "skill": 0}},
        tasks={"a": {"days": 3, "needs": {"crew": 1, "slow": 1}}},
    )
    assert finish(program)[0] == 6


def test_overtime_works_faster_for_a_higher_rate_at_once() -> None:
    program = working(events={"push": {"day": 2, "then": ["team.crew.overtime = 0.2"]}})
    # Two days at 1.0 for 200 a day, three at 1.2; then less what tiredness takes, all at 130 %
    # of the rate.
    fatigue = 0.6 / 9 / 0.5 * 0.2
    speed = 1.2 * (1 - 5 / 9 * fatigue)
    day, cost = finish(program)
    assert day == pytest.approx(5 + 4.4 / speed, abs=1e-5)
    assert cost == pytest.approx(2 * 200 + (day - 2) * 260, abs=1e-3)


def test_overtime_that_ends_slows_the_work_under_way() -> None:
    program = working(
        events={
            "push": {"day": 0, "then": ["team.crew.overtime = 0.5"]},
            "rest": {"day": 4, "then": ["team.crew.overtime = 0"]},
        }
    )
    assert finish(program) == (8, 4 * 350 + 4 * 200)


def test_overtime_is_held_within_the_pools_limit() -> None:
    program = working(
        team=pool(most_overtime=0.3),
        events={"push": {"day": 0, "then": ["team.crew.overtime = 2"]}},
    )
    assert value(play(program), "team.crew.overtime") == 0.3


def test_half_overtime_has_eaten_its_gain_after_nine_weeks() -> None:
    program = make_program(
        horizon=60,
        stages={"work": {"gate": "day >= 59"}},
        team=pool(),
        variables={"tired": {"known": 0}},
        events={
            "push": {"day": 0, "then": ["team.crew.overtime = 0.5"]},
            "look": {"day": 46, "then": ["tired = team.crew.fatigue"]},
        },
    )
    run = play(program)
    tired = value(run, "tired")
    assert tired == pytest.approx(0.6, abs=1e-6)
    assert 1.5 * (1 - 5 / 9 * tired) == pytest.approx(1)


def test_tiredness_goes_away_slowly_without_overtime() -> None:
    program = make_program(
        team=pool(),
        variables={"seen": {"known": 0}},
        events={
            "push": {"day": 0, "then": ["team.crew.overtime = 0.5"]},
            "rest": {"day": 6, "then": ["team.crew.overtime = 0"]},
            "look": {"day": 11, "then": ["seen = team.crew.fatigue"]},
        },
    )
    assert value(play(program), "seen") == pytest.approx(0.6 / 9 * 0.8, abs=1e-6)


def test_who_is_hired_comes_is_trained_and_works() -> None:
    program = make_program(team=pool(hire=HIRE), events={"call": {"day": 1, "hire": {"crew": 1}}})
    run = play(program)
    assert happened(run) == [
        ("EventHappened", 1, "call"),
        ("MoneySpent", 1, 500, "crew"),
        ("PeopleCalled", 1, "crew", 1, "hire", 5),
        ("PeopleJoined", 5, "crew", 1, "hire"),
        ("PeopleTrained", 11, "crew", 1),
    ]
    names = ("people", "free", "training")
    assert [value(run, f"team.crew.{name}") for name in names] == [3, 3, 0]


def test_newcomers_take_their_colleagues_time() -> None:
    program = working(
        team=pool(hire={**HIRE, "days": 0, "training_days": 30}),
        events={"call": {"day": 0, "hire": {"crew": 1}}},
    )
    # 0.3 of the time of one of two.
    assert finish(program)[0] == pytest.approx(10 / (1 - 0.3 / 2), abs=1e-5)


def test_no_more_are_hired_than_can_be() -> None:
    program = make_program(
        team=pool(hire=HIRE, outsource=OUTSIDE),
        events={
            "call": {"day": 1, "hire": {"crew": 1e15}, "outsource": {"crew": 1e15}},
            "again": {"day": 2, "hire": {"crew": 1}, "outsource": {"crew": 1}},
            "less": {"day": 3, "hire": {"crew": -1}, "outsource": {"crew": -1}},
        },
    )
    assert happened(play(program), "PeopleCalled") == [
        ("PeopleCalled", 1, "crew", 2, "hire", 5),
        ("PeopleCalled", 1, "crew", 2, "outsource", 3),
    ]


def test_people_from_outside_work_at_once_and_leave() -> None:
    program = working(
        days=20,
        people=3,
        team=pool(outsource=OUTSIDE),
        tasks={"a": {"days": 3, "needs": {"crew": 3}}},
        events={"call": {"day": 1, "outsource": {"crew": 1}}},
    )
    run = play(program)
    assert happened(run) == [
        ("TaskPlanned", 0, "a", 0, 3),
        ("EventHappened", 1, "call"),
        ("PeopleCalled", 1, "crew", 1, "outsource", 3),
        ("PeopleJoined", 3, "crew", 1, "outsource"),
        ("TaskStarted", 3, "a", 3),
        # Two of our own at 100 and one at 300 are 500 a day.
        ("TaskFinished", 6, "a", 3, 1500),
        ("PeopleLeft", 13, "crew", 1),
    ]
    assert [value(run, f"team.crew.{name}") for name in ("people", "free")] == [2, 2]


def test_who_leaves_from_outside_may_be_called_again() -> None:
    program = make_program(
        team=pool(outsource=OUTSIDE),
        events={
            "call": {"day": 0, "outsource": {"crew": 2}},
            "again": {"day": 15, "outsource": {"crew": 2}},
        },
    )
    assert [fact[1] for fact in happened(play(program), "PeopleCalled")] == [0, 15]


def test_who_leaves_finishes_his_work_first() -> None:
    program = working(
        days=20, people=3, team=pool(outsource={**OUTSIDE, "term": 3}),
        tasks={
            "a": {"days": 12, "needs": {"crew": 3}},
            "b": {"days": 1, "needs": {"crew": 1}, "after": ["a"]},
        },
        stages={"work": {"gate": "day >= 38", "start": ["a", "b"]}},
        events={"call": {"day": 0, "outsource": {"crew": 1}}},
    )  # fmt: skip
    run = play(program)
    assert happened(run, "PeopleLeft", "TaskFinished") == [
        ("PeopleLeft", 5, "crew", 1),
        ("TaskFinished", 14, "a", 12, pytest.approx(3 * 500 + 9 * 300)),
        ("TaskFinished", 15, "b", 1, 100),
    ]
    assert value(run, "team.crew.free") == 2


def test_who_comes_is_given_to_who_waits_first() -> None:
    program = make_program(
        team={"crew": {"people": 0, "day_rate": 0, "hire": {**HIRE, "training_days": 0}}},
        stages={"work": {"gate": "day >= 38", "start": ["late", "urgent"]}},
        tasks={
            "late": {"days": 1, "needs": {"crew": 1}},
            "urgent": {"days": 1, "needs": {"crew": 1}, "priority": 2},
        },
        events={"call": {"day": 0, "hire": {"crew": 1}}},
    )
    started = [(fact[1], fact[2]) for fact in happened(play(program), "TaskStarted")]
    assert started == [(4, "urgent"), (5, "late")]


@pytest.mark.parametrize("day", [2, 5, 8])
def test_after_the_end_nobody_comes_or_goes(day: float) -> None:
    program = make_program(
        team=pool(hire=HIRE, outsource={**OUTSIDE, "days": 4}),
        events={
            "call": {"day": 0, "hire": {"crew": 1}, "outsource": {"crew": 1}},
            "stop": {"day": day, "end": "withdrawn"},
        },
    )
    late = [fact for fact in happened(play(program)) if fact[1] > day]
    assert late == []


def test_the_queue_knows_who_waits_for_whom() -> None:
    program = make_program(
        team={**pool(people=0, hire=HIRE), "other": {"people": 1}},
        stages={"work": {"gate": "day >= 38", "start": ["a", "b"]}},
        tasks={
            "a": {"days": 1, "needs": {"crew": 1, "other": 1}},
            "b": {"days": 1, "needs": {"other": 1}},
        },
    )
    tasks = play(program).world.tasks
    assert [tasks.waiting_for(pool) for pool in (0, 1)] == [0, 0]
    stuck = make_program(
        team={**pool(people=0, hire=HIRE), "other": {"people": 1}},
        stages={"work": {"gate": "day >= 3", "start": ["a", "b"]}, "rest": {"gate": "day >= 38"}},
        tasks={"a": {"days": 1, "stage": "work", "needs": {"crew": 1, "other": 1}},
               "b": {"days": 1, "stage": "work", "needs": {"other": 1}}},
        decisions={"go": {"at": "rest.start", "options": {"yes": {}, "no": {}}}},
    )  # fmt: skip
    tasks = replay(stuck, 0).world.tasks
    assert [tasks.waiting_for(pool) for pool in (0, 1)] == [1, 1]


def test_overtime_from_the_last_day_of_a_week_is_for_the_next() -> None:
    overtime = {"then": ["team.crew.overtime = 0.5"]}
    program = make_program(
        team=pool(),
        events={"push": {"day": 5, **overtime}, "stop": {"day": 11, "end": "withdrawn"}},
        decisions={"go": {"day": 8, "options": {"yes": {}, "no": {}}}},
    )
    assert value(replay(program, 0), "team.crew.fatigue") == 0
    assert value(play(program), "team.crew.fatigue") == pytest.approx(0.6 / 9, abs=1e-6)
