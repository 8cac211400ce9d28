"""The network of the lesson on schedules, and others worked out by hand."""

from __future__ import annotations

import math

import pytest

from app.worksheets.calculations.network import (
    Circle,
    Task,
    Timing,
    chance_by,
    days_for,
    plan,
)

# The MES for Chenxing: three paths meet at F.
CHENXING = (
    Task("A", 13, (), 10, 22),
    Task("B", 30, ("A",)),
    Task("C", 18, ("A",), 15, 27),
    Task("D", 14, ("C",), 11, 23),
    Task("E", 18, ("A",)),
    Task("F", 10, ("B", "D", "E"), 7, 19),
    Task("G", 5, ("B",)),
    Task("H", 8, ("F", "G"), 6, 16),
    Task("I", 3, ("H",), 2, 4),
)


def test_forward_and_backward_pass() -> None:
    found = plan(CHENXING)
    assert found.length == 66
    assert found.path == ("A", "C", "D", "F", "H", "I")
    assert found.timings == {
        "A": Timing(0, 13, 0, 13),
        "B": Timing(13, 43, 15, 45),
        "C": Timing(13, 31, 13, 31),
        "D": Timing(31, 45, 31, 45),
        "E": Timing(13, 31, 27, 45),
        "F": Timing(45, 55, 45, 55),
        "G": Timing(43, 48, 50, 55),
        "H": Timing(55, 63, 55, 63),
        "I": Timing(63, 66, 63, 66),
    }
    assert [key for key, timing in found.timings.items() if timing.is_critical] == list("ACDFHI")
    assert {key: found.timings[key].slack for key in "BEG"} == {"B": 2, "E": 14, "G": 7}


def test_gateways_ordered_at_signing_gain_two_days() -> None:
    early = [Task("C", 18) if task.key == "C" else task for task in CHENXING]
    found = plan(early)
    assert found.length == 64
    assert found.timings["D"].slack == 11


def test_three_points_give_mean_and_deviation() -> None:
    gateways = CHENXING[2]
    assert (gateways.expected, gateways.deviation) == (19, 2)
    assert (Task("B", 30).expected, Task("B", 30).deviation) == (30, 0)


def test_the_promise_that_holds_in_nine_cases_of_ten() -> None:
    found = plan(CHENXING, by_expected=True)
    assert found.length == pytest.approx(71)
    assert found.deviation == pytest.approx(4.35, abs=0.01)
    assert days_for(found, 0.9) == pytest.approx(76.6, abs=0.05)
    assert chance_by(found, 71) == pytest.approx(0.5)
    assert chance_by(found, 77) == pytest.approx(0.916, abs=0.001)


def test_a_plan_without_three_points_is_certain() -> None:
    found = plan([Task("A", 3), Task("B", 4, ("A",))])
    assert found.deviation == 0
    assert (chance_by(found, 6.5), chance_by(found, 7)) == (0.0, 1.0)
    assert days_for(found, 0.9) == 7


def test_of_equally_long_paths_the_most_uncertain_counts() -> None:
    found = plan(
        [Task("S", 4, (), 4, 4), Task("U", 4, (), 1, 7), Task("E", 1, ("S", "U"), 1, 1)],
        by_expected=True,
    )
    assert found.path == ("U", "E")
    assert found.deviation == pytest.approx(1)


@pytest.mark.parametrize(
    ("after", "circle"),
    [
        ({"A": ("B",), "B": ("A",), "C": ()}, ("A", "B")),
        ({"A": (), "B": ("A", "D"), "C": ("B",), "D": ("C",)}, ("B", "D", "C")),
    ],
)
def test_a_circle_is_named(after: dict[str, tuple[str, ...]], circle: tuple[str, ...]) -> None:
    with pytest.raises(Circle) as caught:
        plan([Task(key, 1, befores) for key, befores in after.items()])
    assert caught.value.keys == circle


def test_a_task_that_many_wait_for_is_no_circle() -> None:
    tasks = [Task("Z", 1, ("X", "Y")), Task("Y", 2, ("X",)), Task("X", 3)]
    assert plan(tasks).length == 6


def test_nothing_takes_no_time() -> None:
    assert plan([]).length == 0
    assert plan([]).path == ()


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    chain = [Task(str(n), 1, (str(n - 1),) if n else ()) for n in range(2000, -1, -1)]
    assert math.isclose(plan(chain).length, 2001)
