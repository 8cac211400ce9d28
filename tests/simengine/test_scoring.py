import pytest

from simengine.run import replay
from simengine.scoring import KpiResult, Scorecard, kpi_points
from tests.simengine.making import make_program, play


@pytest.mark.parametrize(
    ("value", "worst", "target", "points"),
    [
        (0, 0, 10, 0), (10, 0, 10, 100), (5, 0, 10, 50), (-3, 0, 10, 0), (99, 0, 10, 100),
        (10, 10, 0, 0), (0, 10, 0, 100), (2.5, 10, 0, 75), (12, 10, 0, 0), (-1, 10, 0, 100),
        (0, -5, 5, 50), (1e15, 0, 5e-324, 100), (-1e15, 0, 5e-324, 0),
    ],
)  # fmt: skip
def test_points_run_in_a_straight_line_from_worst_to_target(
    value: float, worst: float, target: float, points: float
) -> None:
    assert kpi_points(value, worst, target) == points


def scored(**score: object) -> Scorecard:
    kpis = {
        "length": {"value": "deal.day", "worst": 0, "target": 40, "weight": 3},
        "calls": {"value": "events.call.times", "worst": 4, "target": 0, "weight": 1},
    }
    program = make_program(kpis=kpis, events={"call": {"every": 8}}, score=score)
    return play(program).scorecard


def test_the_score_is_the_weighted_mean() -> None:
    card = scored()
    assert card.kpis == (
        KpiResult("length", 30, 75, 3, 56.25, 75),
        KpiResult("calls", 3, 25, 1, 6.25, 25),
    )
    assert (card.score, card.passed, card.grade) == (62.5, True, "C")


@pytest.mark.parametrize(
    ("score", "passed", "grade"),
    [
        ({"pass_mark": 62.5}, True, "C"),
        ({"pass_mark": 62.6}, False, "C"),
        ({"grades": {"good": 62.5, "fair": 10}}, True, "good"),
        ({"grades": {"good": 62.6, "fair": 10}}, True, "fair"),
        ({"grades": {"good": 90, "fair": 70}}, True, "fair"),
    ],
)
def test_grades_and_pass_mark(score: dict[str, object], passed: bool, grade: str) -> None:
    card = scored(**score)
    assert (card.passed, card.grade) == (passed, grade)


def test_a_run_that_waits_has_a_score_so_far() -> None:
    program = make_program(
        decisions={"go": {"day": 8, "options": {"yes": {}, "no": {}}}},
    )
    assert replay(program, 0).score == 20
