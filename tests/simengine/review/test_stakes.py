"""What is usually at stake is measured once, over situations of players of every skill."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from simengine.policies import POLICIES
from simengine.review.stakes import SITUATIONS, measure_stakes
from simengine.review.watching import ReviewError
from tests.simengine.making import as_text, make_scenario

PAR = POLICIES["default"]


def worth(**points: str) -> dict[str, Any]:
    return {
        "options": {
            option: {"then": [f"points += {formula}"]} for option, formula in points.items()
        },
        "default": next(iter(points)),
    }


def deal(**decisions: Any) -> str:
    return as_text(
        make_scenario(
            horizon=30,
            variables={"points": {"label": {"en": "Points"}, "known": 50, "min": 0, "max": 100}},
            decisions=decisions,
            kpis={"points": {"value": "points", "worst": 0, "target": 100}},
        )
    )


TEXT = deal(
    sure={"day": 1, **worth(good="6", bad="-4")},
    chancy={"day": 2, **worth(good="normal(3, 4)", bad="normal(-2, 4)", middling="0")},
    nothing={"day": 3, **worth(one="0", other="0")},
    chance={"day": 4, **worth(one="normal(0, 3)", other="normal(0, 3)")},
    again={"every": 5, "first": 5, **worth(good="1", bad="-1")},
    forced={"day": 5, "options": {"yes": {}, "no": {"when": "day > 99"}}},
    never={"day": 6, "when": "points > 99", **worth(good="6", bad="-4")},
)


def test_what_lies_between_the_best_answer_and_the_worst() -> None:
    found = measure_stakes(TEXT, PAR, seed=3, budget_runs=20_000)
    points = dict(found.points)
    assert list(points) == ["sure", "chancy", "nothing", "chance", "again"], "met, in their order"
    assert (points["sure"], points["nothing"]) == (10.0, 0.0)
    assert points["again"] == 2.0, "each time that it is asked"
    assert points["chancy"] == pytest.approx(5, abs=0.8)
    assert points["chance"] < 0.8, "the luckiest answer is not taken for the best"
    per_situation = 8 * (2 + 3 + 2 + 2 + 2)
    assert SITUATIONS * per_situation < found.runs < 20_000


def test_few_runs_are_shared_by_all_decisions() -> None:
    told: list[tuple[int, int]] = []
    found = measure_stakes(
        TEXT, PAR, seed=3, budget_runs=200, progress=lambda *heard: told.append(heard)
    )
    assert set(found.points) == {"sure", "chancy", "nothing", "chance", "again"}
    assert found.runs <= 200
    assert told[-1] == (found.runs, 200)
    assert [made for made, _ in told] == sorted(made for made, _ in told)


def test_without_runs_nothing_is_known() -> None:
    assert measure_stakes(TEXT, PAR, seed=3, budget_runs=0).points == {}
    assert measure_stakes(TEXT, PAR, seed=3, budget_runs=0).runs == 0


def test_it_is_the_same_on_any_executor() -> None:
    here = measure_stakes(TEXT, PAR, seed=9, budget_runs=1500)
    with ThreadPoolExecutor(3) as executor:
        assert measure_stakes(TEXT, PAR, seed=9, budget_runs=1500, executor=executor) == here
    assert measure_stakes(TEXT, PAR, seed=10, budget_runs=1500) != here


def test_a_run_that_fails_says_so() -> None:
    fails = deal(go={"day": 1, **worth(good="1", bad="1 / (points - points)")})
    with pytest.raises(ReviewError, match="another luck"):
        measure_stakes(fails, PAR, seed=1, budget_runs=100)
