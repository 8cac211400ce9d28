import pytest

from simengine.streams import Fork, Streams
from tests.simengine.making import happened, make_program, play, value


def days_of(run: object, event: str) -> list[float]:
    return [fact[1] for fact in happened(run, "EventHappened") if fact[2] == event]  # type: ignore[arg-type]


def test_an_event_on_a_day() -> None:
    run = play(make_program(events={"fair": {"day": 12.5, "cost": 5}}))
    assert happened(run) == [("EventHappened", 12.5, "fair"), ("MoneySpent", 12.5, 5, "fair")]
    assert value(run, "events.fair.times") == 1


def test_a_day_before_the_first_is_the_first() -> None:
    assert days_of(play(make_program(events={"fair": {"day": -3}})), "fair") == [0]


def test_a_day_after_the_end_never_comes() -> None:
    assert happened(play(make_program(events={"fair": {"day": 31}, "far": {"day": 1e15}}))) == []


def test_a_day_left_to_chance() -> None:
    run = play(make_program(events={"fair": {"day": "uniform(3, 20)"}}), seed=4)
    day = Streams(4).at("day", "fair").uniform(3, 20)
    assert days_of(run, "fair") == [round(day, 6)]


def test_a_rhythm_begins_after_its_first_interval() -> None:
    run = play(make_program(events={"call": {"every": 8}}))
    assert days_of(run, "call") == [8, 16, 24]


def test_a_rhythm_can_say_when_it_begins() -> None:
    run = play(make_program(events={"call": {"every": 12, "first": 2}}))
    assert days_of(run, "call") == [2, 14, 26]


def test_a_guard_beside_another_trigger() -> None:
    run = play(
        make_program(
            variables={"trust": {"known": 0}},
            events={
                "call": {"every": 9, "when": "trust > 0"},
                "meet": {"day": 15, "then": ["trust = 1"]},
            },
        )
    )
    assert days_of(run, "call") == [18, 27]


def test_a_condition_triggers_once() -> None:
    run = play(
        make_program(
            variables={"trust": {"known": 0}},
            events={
                "grow": {"every": 5, "then": ["trust += 1"]},
                "party": {"when": "trust >= 2"},
                "never": {"when": "trust < 0"},
            },
        )
    )
    assert days_of(run, "party") == [10]
    assert days_of(run, "never") == []


def test_a_repeated_condition_must_have_ceased_to_hold() -> None:
    run = play(
        make_program(
            variables={"trust": {"known": 0}},
            events={
                "grow": {"every": 4, "then": ["trust += 1"]},
                "drop": {"day": 14, "then": ["trust = 0"]},
                "party": {"when": "trust >= 2", "repeat": True},
            },
        )
    )
    # It holds from day 8, ceases on day 14 and holds again from day 20, when 16 and 20 have grown.
    assert days_of(run, "party") == [8, 20]


def test_a_repeated_event_can_undo_its_own_condition() -> None:
    run = play(
        make_program(
            variables={"trust": {"known": 0}},
            events={
                "grow": {"every": 6, "then": ["trust += 1"]},
                "party": {"when": "trust >= 2", "repeat": True, "then": ["trust = 0"]},
            },
        )
    )
    assert days_of(run, "party") == [12, 24]
    assert value(run, "events.party.times") == 2


def test_a_repeated_condition_that_never_ceases_happens_once() -> None:
    run = play(make_program(events={"party": {"when": "day >= 3", "repeat": True}}))
    assert days_of(run, "party") == [3]


@pytest.mark.parametrize(
    ("condition", "day"),
    [
        ("day >= 7.3", 7.3),
        ("day > 7.3", 7.301),
        ("day == 7.3", 7.3),
        ("7.3 <= day < 9", 7.3),
        ("day / 2 > 3", 7),
        ("deal.day >= 7", 7),
        ("day >= tasks.a.day + 2 and tasks.a.done", 6),
        ("day - 1 >= 4", 5),
        ("day >= 0", 0),
    ],
)
def test_a_condition_on_the_clock_holds_at_its_moment(condition: str, day: float) -> None:
    program = make_program(
        stages={"work": {"gate": "day >= 30", "start": ["a"]}},
        tasks={"a": {"days": 4}},
        events={"bell": {"when": condition}},
    )
    assert days_of(play(program), "bell") == [day]


@pytest.mark.parametrize("start", [n / 7 for n in range(1, 60)])
def test_an_alarm_rings_whatever_the_rounding(start: float) -> None:
    """The condition is first looked at on an odd day, from which 19.1 can't be reached exactly."""
    program = make_program(
        variables={"on": {"known": 0}},
        events={
            "set": {"day": start, "then": ["on = 1"]},
            "bell": {"when": "on > 0 and day >= 19.1"},
        },
    )
    assert days_of(play(program), "bell") == [19.1]


def test_a_condition_on_the_clock_can_move() -> None:
    program = make_program(
        variables={"deadline": {"known": 10}},
        events={
            "longer": {"day": 8, "then": ["deadline = 20"]},
            "bell": {"when": "day >= deadline"},
        },
    )
    assert days_of(play(program), "bell") == [20]


def test_chance_decides_whether_it_happens_at_all() -> None:
    program = make_program(events={"fair": {"day": 3, "chance": 0.25}})
    seeds = [seed for seed in range(200) if days_of(play(program, seed=seed), "fair")]
    expected = [
        seed for seed in range(200) if Streams(seed).next("chance", "fair").uniform(0, 1) < 0.25
    ]
    assert seeds == expected
    assert 30 < len(seeds) < 70


def test_each_time_has_a_chance_of_its_own() -> None:
    program = make_program(events={"call": {"every": 3, "chance": 0.5}})
    times = {tuple(days_of(play(program, seed=seed), "call")) for seed in range(20)}
    assert len(times) == 20


def test_it_can_come_later_than_its_trigger() -> None:
    program = make_program(
        stages={"work": {"gate": "day >= 30", "start": ["a"]}},
        tasks={"a": {"days": 4}},
        events={
            "echo": {"at": "a.done", "after": "uniform(2, 3)"},
            "now": {"at": "a.done", "after": -1},
        },
    )
    run = play(program)
    later = Streams(0).next("after", "echo").uniform(2, 3)
    assert happened(run, "EventHappened") == [
        ("EventHappened", 4, "now"),
        ("EventHappened", round(4 + later, 6), "echo"),
    ]


def test_what_is_still_to_come_does_not_happen_after_the_end() -> None:
    program = make_program(
        events={
            "echo": {"day": 3, "after": 5},
            "day": {"day": 9},
            "call": {"every": 6},
            "when": {"when": "day >= 7"},
            "stop": {"day": 4, "end": "withdrawn"},
        }
    )
    assert happened(play(program), "EventHappened") == [("EventHappened", 4, "stop")]


def test_moves_of_competitors_are_events() -> None:
    program = make_program(
        competitors={"hua": {"moves": {"cut": {"day": 5, "then": ["rivals.hua.price *= 0.9"]}}}},
        events={"gossip": {"at": "cut.happened"}},
    )
    run = play(program)
    assert happened(run) == [
        ("RivalMoved", 5, "hua", "cut"),
        ("NumberChanged", 5, "rivals.hua.price", 100, 90, "cut"),
        ("EventHappened", 5, "gossip"),
    ]
    assert value(run, "events.cut.times") == 1


def test_events_at_one_moment_happen_in_the_order_of_the_file() -> None:
    program = make_program(
        stages={"work": {"gate": "day >= 30"}},
        events={
            "third": {"at": "second.happened"},
            "first": {"at": "work.start"},
            "second": {"at": "work.start"},
        },
    )
    assert [fact[2] for fact in happened(play(program), "EventHappened")] == [
        "first", "second", "third",
    ]  # fmt: skip


# -- another luck ----------------------------------------------------------------------------

FORKED = make_program(
    events={
        "open": {"day": "uniform(2, 28)"},
        "fixed": {"day": 20},
        "bound": {"day": "length"},
    },
    variables={"length": {"hidden": "uniform(15, 25)"}},
    decisions={"go": {"day": 10, "options": {"yes": {}, "no": {}}}},
)


def test_a_fork_draws_the_days_that_are_still_to_come_anew() -> None:
    seed = next(seed for seed in range(100) if days_of(play(FORKED, seed=seed), "open")[0] > 15)
    found = {days_of(play(FORKED, seed=seed, fork=Fork(luck, 0)), "open")[0] for luck in range(40)}
    assert len(found) == 40
    assert min(found) > 10
    for luck in range(3):
        run = play(FORKED, seed=seed, fork=Fork(luck, 0))
        assert days_of(run, "fixed") == [20]
        assert days_of(run, "bound") == [value(run, "length")]


def test_a_fork_leaves_what_has_happened() -> None:
    seed = next(seed for seed in range(100) if days_of(play(FORKED, seed=seed), "open")[0] < 9)
    day = days_of(play(FORKED, seed=seed), "open")
    assert all(days_of(play(FORKED, seed=seed, fork=Fork(n, 0)), "open") == day for n in range(5))


def test_a_day_stays_where_hardly_another_is_still_to_come() -> None:
    late = make_program(
        events={"open": {"day": "29 if chance(0.01) else 1"}},
        decisions={"go": {"day": 28, "options": {"yes": {}, "no": {}}}},
    )
    seed = next(seed for seed in range(999) if days_of(play(late, seed=seed), "open") == [29])
    for luck in range(5):
        assert days_of(play(late, seed=seed, fork=Fork(luck, 0)), "open") == [29]
