"""What a fork redraws fits what was shown, and as often as the truth does.

The proof of a belief is that the truth looks like one of its draws: over many runs the rank of
the true value among redraws is uniform (simulation-based calibration: Talts et al. 2018).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simengine.errors import FormulaError
from simengine.library import load_file
from simengine.policies import play as play_deal
from simengine.program import Program
from simengine.run import replay
from simengine.view import look
from simengine.world import World
from tests.simengine.making import answered, make_program

ROOT = Path(__file__).parents[3]
SCENARIOS = [
    ROOT / "tests/simengine/mini.yaml",
    ROOT / "tests/simengine/quarter.yaml",
    *sorted((ROOT / "scenarios").glob("*/")),
]

RUNS = 200
REDRAWS = 19
# Of chi-squared with 19 degrees of freedom, one in a thousand is above it.
FAR_FROM_UNIFORM = 43.8

YES = {"options": {"yes": {}, "no": {}}}


def asked(program: Program, seed: int) -> World:
    """The world of a run that waits for the answer to `go`."""
    first = answered(first="yes") if "first" in program.scenario.decisions else ()
    return replay(program, seed, first).world


def ranks(program: Program, *names: str) -> dict[str, list[int]]:
    """How many of the redraws are below the truth, for each of the numbers, in each of many
    runs."""
    found: dict[str, list[int]] = {name: [] for name in names}
    for seed in range(RUNS):
        world = asked(program, seed)
        truths = [world.get(name) for name in names]
        below = dict.fromkeys(names, 0)
        for luck in range(REDRAWS):
            world.change_luck(luck, None)
            for name, truth in zip(names, truths, strict=True):
                below[name] += world.get(name) < truth
        for name in names:
            found[name].append(below[name])
    return found


def far_from_uniform(found: list[int]) -> float:
    """Chi-squared of the ranks against the same number of each."""
    expected = len(found) / (REDRAWS + 1)
    return sum((found.count(rank) - expected) ** 2 / expected for rank in range(REDRAWS + 1))


def uncertain(**quantities: Any) -> Program:
    """A deal that asks on day 12, with research on day 4 and 8 that narrows what is shown."""
    return make_program(
        variables={"insight": {"known": 0, "max": 100}, **quantities},
        events={
            "look": {"day": 1, "then": ["insight += 0"]},
            "study": {"every": 4, "then": ["insight += 25"]},
            "visit": {"day": 7, "then": [f"{name} += 4" for name in quantities]},
        },
        decisions={"first": {"day": 2, **YES}, "go": {"day": 12, **YES}},
    )


WIDE = "30 - insight / 4"


@pytest.mark.parametrize(
    "need",
    [
        {"hidden": "uniform(20, 80)"},
        {"hidden": "normal(50, 15)", "shown_within": WIDE, "min": 0, "max": 100},
        {"hidden": "triangular(15, 40, 95)", "shown_within": WIDE},
        {
            "hidden": "normal(50, 10)",
            "shown_within": WIDE,
            "drift": {"to": 70, "rate": 0.3, "sd": 6},
        },
        {"hidden": "50", "drift": {"sd": 5}},
        {"hidden": "lognormal(50, 0.5)", "shown_within": "12", "drift": {"sd": 8}},
    ],
)
def test_the_truth_is_like_a_redraw(need: dict[str, Any]) -> None:
    found = ranks(uncertain(need=need), "need")["need"]
    assert far_from_uniform(found) < FAR_FROM_UNIFORM


def test_numbers_that_depend_on_each_other_are_redrawn_together() -> None:
    program = uncertain(
        ceiling={"hidden": "normal(500, 50)"},
        price={"hidden": "ceiling * uniform(0.8, 1)", "shown_within": "40 - insight / 4"},
        gap={"hidden": "ceiling - price", "shown_within": "50"},
    )
    assert [len(group) for group in program.unknown] == [3]
    for found in ranks(program, "ceiling", "price", "gap").values():
        assert far_from_uniform(found) < FAR_FROM_UNIFORM


def test_an_effect_that_drew_is_drawn_again() -> None:
    program = make_program(
        variables={
            "mood": {"hidden": "normal(50, 5)"},
            "fixed": {"hidden": "40"},
            "late": {"hidden": "40"},
        },
        events={
            "talk": {"day": 1, "then": ["mood += normal(0, 9)", "fixed -= uniform(0, 9)"]},
            "leave": {"day": 2, "then": ["mood *= uniform(0.8, 1)", "fixed /= uniform(1, 2)"]},
            "begin": {"day": 2, "then": ["late = uniform(1, 2)"]},
        },
        decisions={"go": {"day": 3, **YES}},
    )
    for found in ranks(program, "mood", "fixed", "late").values():
        assert far_from_uniform(found) < FAR_FROM_UNIFORM


def test_what_effects_did_stays_done() -> None:
    program = make_program(
        variables={
            "times": {"hidden": "uniform(10, 20)"},
            "over": {"hidden": "uniform(10, 20)"},
            "plus": {"hidden": "uniform(10, 20)"},
            "twice": {"hidden": "uniform(10, 20)"},
            "set": {"hidden": "uniform(10, 20)"},
        },
        events={
            "e": {
                "day": 1,
                "then": [
                    "times *= 10", "over /= 10", "plus += 100", "twice += 50", "twice += 50",
                    "set = 7",
                ],
            }
        },
        decisions={"go": {"day": 3, **YES}},
    )  # fmt: skip
    world = asked(program, 1)
    before = {name: world.get(name) for name in program.scenario.variables}
    world.change_luck(1, None)
    after = {name: world.get(name) for name in program.scenario.variables}
    assert 100 <= after["times"] <= 200
    assert 1 <= after["over"] <= 2
    assert 110 <= after["plus"] <= 120
    assert 110 <= after["twice"] <= 120
    assert after["set"] == before["set"] == 7
    assert all(after[name] != before[name] for name in before if name != "set")


def test_what_is_known_is_left_alone() -> None:
    program = make_program(
        variables={
            "known": {"known": "uniform(1, 2)", "drift": {"sd": 1}},
            "constant": {"hidden": 5},
            "exact": {"hidden": "uniform(1, 2)", "shown_within": 0},
        },
        decisions={"go": {"day": 6, **YES}},
    )
    world = asked(program, 1)
    before = list(world.s)
    world.change_luck(1, None)
    assert world.s == before


def test_where_hardly_anything_fits_the_range_decides() -> None:
    """A look at what is next to impossible: no draw of the prior comes near it."""
    program = make_program(
        variables={"need": {"hidden": "0 if chance(0.999) else 900", "shown_within": 3}},
        decisions={"go": {"day": 6, **YES}},
    )
    seed = next(n for n in range(9999) if asked(program, n).get("need") == 900)
    world = asked(program, seed)
    (spec,) = program.quantities
    shown = world.quantities.shown(spec)
    assert shown is not None
    found = set()
    for luck in range(20):
        world.change_luck(luck, None)
        assert shown[0] <= world.get("need") <= shown[1]
        assert world.quantities.shown(spec) == shown
        found.add(world.get("need"))
    assert len(found) > 15


def test_a_formula_that_fails_for_another_past_is_no_redraw() -> None:
    program = make_program(
        variables={"need": {"hidden": "10 / (0 if chance(0.99) else 1)"}},
        decisions={"go": {"day": 6, **YES}},
    )
    world = next(w for w in _worlds(program) if w is not None)
    for luck in range(5):
        world.change_luck(luck, None)
        assert world.get("need") == 10


def _worlds(program: Program) -> Iterator[World | None]:
    for seed in range(999):
        try:
            yield asked(program, seed)
        except FormulaError:
            yield None


# -- whole deals -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", range(2))
def test_nothing_that_is_seen_is_another(path: Path, seed: int) -> None:
    """The whole room looks the same after a redraw as before it."""
    program = load_file(path)
    run = play_deal(program, seed, "cautious")
    for step in range(seed, len(run.answers), 4):
        waiting = replay(program, seed, run.answers[:step])
        before, hidden = look(waiting), _hidden(waiting.world)
        waiting.world.change_luck(step, None)
        assert look(waiting) == before
        assert _hidden(waiting.world) != hidden


def _hidden(world: World) -> list[float]:
    return [float(world.s[slot]) for slot in sorted(world.program.unknown_slots)]
