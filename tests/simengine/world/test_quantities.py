from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simengine.program import Program
from simengine.run import Answer, replay
from simengine.streams import Streams
from tests.simengine.making import happened, make_program, play, value


def seen(run: Any, name: str) -> tuple[float, float] | None:
    (spec,) = [spec for spec in run.program.quantities if spec.name == name]
    return run.world.quantities.shown(spec)  # type: ignore[no-any-return]


def test_start_values_are_drawn_in_order_and_held_within_limits() -> None:
    program = make_program(
        variables={
            "base": {"known": 10},
            "luck": {"hidden": "base + uniform(0, 1)"},
            "low": {"known": -5, "min": 0},
            "high": {"known": 500, "max": 100},
            "flag": {"known": True},
        },
        stakeholders={"buyer": {"attitude": 130}, "chief": {"attitude": {"known": -3}}},
        competitors={"hua": {"price": -1, "fit": "uniform(101, 102)"}},
    )
    world = replay(program, 5).world
    luck = 10 + Streams(5).at("first", "luck").uniform(0, 1)
    found = {name: world.get(name) for name in ("base", "luck", "low", "high", "flag")}
    assert found == {"base": 10, "luck": luck, "low": 0, "high": 100, "flag": 1}
    assert type(found["flag"]) is float
    names = ("attitude.buyer", "attitude.chief", "rivals.hua.price", "rivals.hua.fit")
    assert [world.get(name) for name in names] == [100, 0, 0, 100]


def test_drift_returns_to_its_level_week_by_week() -> None:
    program = make_program(
        variables={"x": {"known": 100, "drift": {"to": "20", "rate": 0.5}}},
        events={"stop": {"day": 17, "end": "withdrawn"}},
    )
    assert value(play(program), "x") == 20 + 80 / 8


def test_noise_without_a_level_wanders() -> None:
    program = make_program(variables={"x": {"known": 0, "drift": {"sd": 2}}})
    run = play(program, seed=9)
    streams = Streams(9)
    steps = [streams.next("drift", "x").normal(0, 2) for _ in range(6)]
    assert value(run, "x") in (round(sum(steps), 6), round(sum(steps[:5]), 6))


def test_drift_stays_within_limits() -> None:
    drift = {"to": "500", "rate": 1, "sd": 1}
    program = make_program(stakeholders={"buyer": {"attitude": {"hidden": 50, "drift": drift}}})
    assert value(play(program), "attitude.buyer") == 100


def test_a_condition_notices_drift() -> None:
    program = make_program(
        variables={"x": {"known": 0, "drift": {"to": "100", "rate": 0.5}}},
        events={"bell": {"when": "x > 80"}},
    )
    assert happened(play(program)) == [("EventHappened", 15, "bell")]


# -- what is seen ----------------------------------------------------------------------------

YES = {"options": {"yes": {}, "no": {}}}


def shown_within(formula: str, **parts: Any) -> Program:
    return make_program(
        **{
            "variables": {
                "insight": {"known": 0, "max": 100},
                "need": {
                    "hidden": "uniform(40, 60)",
                    "shown_within": formula,
                    "min": 0,
                    "max": 100,
                },
            },
            "decisions": {"go": {"every": 4, **YES}},
            **parts,
        }
    )


def test_nothing_is_seen_before_it_is_looked_at() -> None:
    program = shown_within("10", decisions={"go": {"day": 50, **YES}})
    assert seen(replay(program, 0), "need") is None


def test_a_range_is_as_wide_as_it_says_and_holds_the_truth() -> None:
    for seed in range(30):
        run = replay(shown_within("10"), seed)
        low, high = seen(run, "need") or (0, 0)
        assert high - low == pytest.approx(20)
        assert low <= run.world.get("need") <= high


def test_a_range_says_nothing_about_where_the_truth_lies() -> None:
    places = []
    for seed in range(300):
        run = replay(shown_within("10"), seed)
        low, high = seen(run, "need") or (0, 0)
        places.append((run.world.get("need") - low) / (high - low))
    quarters = [sum(n / 4 <= place < (n + 1) / 4 for place in places) for n in range(4)]
    assert all(50 < count < 100 for count in quarters)


def test_research_narrows_the_range_and_forgets_nothing() -> None:
    program = shown_within(
        "30 - insight / 4", events={"study": {"every": 5, "then": ["insight += 20"]}}
    )
    for seed in range(20):
        ranges = []
        run = replay(program, seed)
        while run.question is not None:
            ranges.append((run.world.get("need"), *(seen(run, "need") or (0, 0))))
            run = replay(program, seed, [*run.answers, *_answer(run)])
        assert len(ranges) == 7
        for truth, low, high in ranges:
            assert low <= truth <= high
        widths = [high - low for _, low, high in ranges]
        assert widths == sorted(widths, reverse=True)
        assert widths[-1] < 10.001


def _answer(run: Any) -> Any:
    return [Answer(run.question.decision, "yes")]


def test_a_wider_range_later_does_not_undo_what_was_seen() -> None:
    program = shown_within(
        "insight",
        variables={
            "insight": {"known": 5},
            "need": {"hidden": "uniform(40, 60)", "shown_within": "insight"},
        },
        events={"forget": {"day": 5, "then": ["insight = 50"]}},
    )
    first = replay(program, 1)
    last = play(program, seed=1)
    assert seen(first, "need") == seen(last, "need")


def test_a_range_can_follow_the_clock() -> None:
    for formula in ("20 - day", "20 - deal.day"):
        program = shown_within(formula)
        first = seen(replay(program, 3), "need") or (0, 0)
        last = seen(play(program, seed=3), "need") or (0, 0)
        assert first[1] - first[0] == pytest.approx(32)
        assert last[0] == last[1]


def test_a_range_is_seen_within_the_limits() -> None:
    run = replay(shown_within("90"), 2)
    low, high = seen(run, "need") or (0, 0)
    assert low >= 0
    assert high <= 100


def test_a_range_beyond_counting_is_held() -> None:
    program = make_program(
        variables={"need": {"hidden": 5, "shown_within": "1e15 * 1e15"}},
    )
    low, high = seen(replay(program, 2), "need") or (0, 0)
    assert -1e15 <= low <= 5 <= high <= 1e15


def test_no_width_is_no_doubt() -> None:
    run = replay(shown_within("0 - 4"), 2)
    truth = run.world.get("need")
    assert seen(run, "need") == (truth, truth)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10**6),
    st.floats(0, 1),
    st.floats(0, 8),
    st.lists(st.floats(-30, 40), min_size=1, max_size=6),
)
def test_ranges_hold_the_truth_whatever_moves(
    seed: int, rate: float, sd: float, studies: list[float]
) -> None:
    program = make_program(
        variables={
            "insight": {"known": 10, "min": 0, "max": 100},
            "need": {
                "hidden": "normal(50, 15)",
                "shown_within": "40 * (1 - insight / 100)",
                "drift": {"to": "70", "rate": rate, "sd": sd},
                "min": 0,
                "max": 100,
            },
        },
        decisions={"go": {"every": 4, **YES}},
        events={
            f"study{n}": {
                "day": 3 + 4 * n,
                "then": [f"insight += {gain:.3f}", f"need += {gain / 9:.3f}"],
            }
            for n, gain in enumerate(studies)
        },
    )
    run = replay(program, seed)
    width = 1e9
    while run.question is not None:
        low, high = seen(run, "need") or (1, 0)
        assert low <= run.world.get("need") <= high
        assert high - low <= width + 1e-6
        width = 100
        run = replay(program, seed, [*run.answers, *_answer(run)])
