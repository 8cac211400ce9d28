import math
from typing import Any

import pytest

from simengine.run import Fork, replay
from simengine.streams import Streams
from tests.simengine.making import answered, happened, make_program, play, value


def threshold(seed: int = 0) -> float:
    """The hazard that the risk `flood` bears in a run of this seed."""
    return Streams(seed).at("risk", "flood").exponential(1.0)


def risky(**keys: Any) -> dict[str, Any]:
    return {
        "risks": {"flood": {**keys}},
        "horizon": 200,
        "stages": {"work": {"gate": "day >= 199"}},
    }


def test_a_rate_strikes_when_the_hazard_reaches_its_threshold() -> None:
    run = play(make_program(**risky(rate=0.05, during=["work"], cost=300)))
    day = round(threshold() / 0.05, 6)
    assert happened(run) == [("RiskStruck", day, "flood", None), ("MoneySpent", day, 300, "flood")]
    assert value(run, "risks.flood.struck") is True


def test_a_chance_is_spread_evenly_over_its_window() -> None:
    chances = [seed for seed in range(400) if _strikes(0.3, seed)]
    expected = [seed for seed in range(400) if threshold(seed) < -math.log(0.7)]
    assert chances == expected
    assert 90 < len(chances) < 150


def _strikes(chance: float, seed: int) -> bool:
    run = play(WINDOW, seed=seed)
    struck = happened(run, "RiskStruck")
    assert all(10 <= fact[1] <= 22 for fact in struck)
    return bool(struck)


WINDOW = make_program(
    horizon=30,
    risks={"flood": {"chance": 0.3, "between": [10, 22]}},
    stages={"work": {"gate": "day >= 29"}},
)


@pytest.mark.parametrize("chance", ["1", "7", "1 + 1e-12"])
def test_a_chance_of_one_is_as_good_as_certain(chance: str) -> None:
    program = make_program(risks={"flood": {"chance": chance, "between": [0, 10]}})
    assert all(happened(play(program, seed=seed), "RiskStruck") for seed in range(20))


@pytest.mark.parametrize("chance", ["0", "0 - 3"])
def test_a_chance_of_nothing_never_strikes(chance: str) -> None:
    program = make_program(risks={"flood": {"chance": chance, "between": [0, 10]}})
    assert not any(happened(play(program, seed=seed), "RiskStruck") for seed in range(20))


def test_a_window_that_closed_before_it_opened_does_nothing() -> None:
    program = make_program(
        variables={"late": {"known": 20}}, risks={"flood": {"chance": 1, "between": ["late", 10]}}
    )
    assert happened(play(program)) == []


def test_an_endless_rate_strikes_at_once() -> None:
    run = play(make_program(**risky(rate=1e15, during=["work"])))
    (struck,) = happened(run)
    assert struck[1] < 1e-5


def test_a_negative_rate_is_none() -> None:
    assert happened(play(make_program(**risky(rate=-1, during=["work"])))) == []


def test_a_warning_comes_its_days_before() -> None:
    run = play(
        make_program(
            **risky(
                rate=0.02,
                during=["work"],
                warning={"days": 6, "effects": {"then": ["seen = day"]}},
            ),
            variables={"seen": {"known": 0}},
        )
    )
    day = threshold() / 0.02
    assert happened(run) == [
        ("RiskWarned", round(day - 6, 6), "flood"),
        ("NumberChanged", round(day - 6, 6), "seen", 0, round(day - 6, 6), "flood"),
        ("RiskStruck", round(day, 6), "flood", None),
    ]
    assert value(run, "risks.flood.warned") is True


def test_a_warning_can_come_too_late_but_comes_first() -> None:
    run = play(
        make_program(**risky(rate=0.5, during=["work"], warning={"days": 50, "effects": {}}))
    )
    assert happened(run) == [
        ("RiskWarned", 0, "flood"),
        ("RiskStruck", round(threshold() / 0.5, 6), "flood", None),
    ]


RESPONSES = {
    "avoid": {"chance_times": 0},
    "mitigate": {"chance_times": 0.5, "cost": 40},
    "transfer": {"impact": {"cost": 7}},
    "accept": {},
}


def answering(option: str, **keys: Any) -> Any:
    return play(
        make_program(
            **risky(rate=0.05, during=["work"], cost=300, responses=RESPONSES, **keys),
            decisions={
                "go": {
                    "at": "work.start",
                    "options": {name: {"respond": {"flood": name}} for name in RESPONSES},
                }
            },
        ),
        {"go": option},
    )


def test_each_response_does_what_it_says() -> None:
    day = threshold() / 0.05
    assert happened(answering("accept")) == [
        ("RiskResponded", 0, "flood", "accept"),
        ("RiskStruck", round(day, 6), "flood", "accept"),
        ("MoneySpent", round(day, 6), 300, "flood"),
    ]
    assert happened(answering("transfer")) == [
        ("RiskResponded", 0, "flood", "transfer"),
        ("RiskStruck", round(day, 6), "flood", "transfer"),
        ("MoneySpent", round(day, 6), 7, "flood"),
    ]
    assert happened(answering("mitigate")) == [
        ("RiskResponded", 0, "flood", "mitigate"),
        ("MoneySpent", 0, 40, "flood"),
        ("RiskStruck", round(2 * day, 6), "flood", "mitigate"),
        ("MoneySpent", round(2 * day, 6), 300, "flood"),
    ]
    assert happened(answering("avoid")) == [("RiskResponded", 0, "flood", "avoid")]


def test_a_later_response_takes_the_place_of_an_earlier() -> None:
    run = play(
        make_program(
            **risky(rate=0.001, during=["work"], responses=RESPONSES),
            events={
                "one": {"day": 1, "respond": {"flood": "mitigate"}},
                "two": {"day": 2, "respond": {"flood": "accept"}},
            },
        )
    )
    past = ("avoided", "transferred", "mitigated", "accepted")
    assert [value(run, f"risks.flood.{word}") for word in past] == [False, False, False, True]


def test_a_response_counts_from_the_moment_it_is_given() -> None:
    """Bad luck due on day 3 is put off by a response on day 2: half the rate takes two days."""
    seed = next(seed for seed in range(100) if 0.6 < threshold(seed) < 0.8)
    rate = threshold(seed) / 3
    run = play(
        make_program(
            **risky(rate=rate, during=["work"], responses=RESPONSES),
            events={"one": {"day": 2, "respond": {"flood": "mitigate"}}},
        ),
        seed=seed,
    )
    (struck,) = happened(run, "RiskStruck")
    assert struck[1] == pytest.approx(4, abs=1e-5)


def stages(*days: float) -> dict[str, Any]:
    """Stages a, b, c... that end on these days."""
    return {"abcdef"[place]: {"gate": f"day >= {day}"} for place, day in enumerate(days)}


GO = {"go": {"at": "a.start", "options": {"yes": {}, "no": {}}}}


def test_hazard_adds_up_only_in_its_stages() -> None:
    """Stages a and c count, b between them does not."""
    seed = next(seed for seed in range(100) if 1.0 < threshold(seed) < 1.2)
    program = make_program(
        horizon=60,
        stages=stages(7, 19, 59),
        decisions=GO,
        risks={"flood": {"rate": 0.1, "during": ["a", "c"]}},
    )
    run = play(program, seed=seed)
    (struck,) = happened(run, "RiskStruck")
    assert struck[1] == pytest.approx(threshold(seed) / 0.1 + 12, abs=1e-5)


def test_a_short_stage_between_does_not_count_either() -> None:
    """The week goes on over stage b, which ends within it."""
    seed = next(seed for seed in range(100) if 1.0 < threshold(seed) < 1.2)
    program = make_program(
        horizon=60,
        stages=stages(7, 9, 59),
        decisions=GO,
        risks={"flood": {"rate": 0.1, "during": ["a", "c"]}},
    )
    (struck,) = happened(play(program, seed=seed), "RiskStruck")
    assert struck[1] == pytest.approx(threshold(seed) / 0.1 + 2, abs=1e-5)


def test_a_risk_does_not_strike_outside_its_stages() -> None:
    program = make_program(
        horizon=60, stages=stages(7, 59), decisions=GO,
        risks={"flood": {"rate": 0.1, "during": ["a"]}},
    )  # fmt: skip
    seeds = [seed for seed in range(60) if happened(play(program, seed=seed), "RiskStruck")]
    assert seeds == [seed for seed in range(60) if threshold(seed) < 0.7]


def test_a_struck_risk_sleeps() -> None:
    program = make_program(
        horizon=60, stages=stages(20, 59), decisions=GO,
        risks={"flood": {"rate": 1, "during": ["a", "b"]}},
    )  # fmt: skip
    assert len(happened(play(program), "RiskStruck")) == 1


def test_a_warning_can_be_answered_at_once() -> None:
    """Half the hazard from the warning on: what was 4 days off is 8 days off."""
    warning = {"days": 4, "effects": {}}
    halved = {"mitigate": {"chance_times": 0.5}}
    program = make_program(
        **risky(rate=0.05, during=["work"], warning=warning, responses=halved),
        events={"act": {"at": "flood.warned", "respond": {"flood": "mitigate"}}},
    )
    seed = next(seed for seed in range(99) if 5 < threshold(seed) / 0.05 < 100)
    run = play(program, seed=seed)
    (warned,), (struck,) = happened(run, "RiskWarned"), happened(run, "RiskStruck")
    assert struck[1] == pytest.approx(warned[1] + 8, abs=1e-5)


def test_nothing_strikes_after_the_end() -> None:
    program = make_program(
        risks={"flood": {"rate": 0.02, "during": ["work"]}},
        events={"stop": {"day": 1, "end": "withdrawn"}},
    )
    assert not any(happened(play(program, seed=seed), "RiskStruck") for seed in range(30))


def test_its_moments_set_things_off() -> None:
    run = play(
        make_program(
            **risky(rate=0.05, during=["work"], warning={"days": 2, "effects": {}}),
            events={"sign": {"at": "flood.warned"}, "help": {"at": "flood.struck"}},
        )
    )
    assert [(fact[0], fact[2]) for fact in happened(run)] == [
        ("RiskWarned", "flood"),
        ("EventHappened", "sign"),
        ("RiskStruck", "flood"),
        ("EventHappened", "help"),
    ]


# -- another luck ----------------------------------------------------------------------------

FORKED = make_program(
    **risky(rate=0.02, during=["work"], warning={"days": 5, "effects": {}}),
    decisions={"go": {"day": 20, "options": {"yes": {}, "no": {}}}},
)


def test_a_fork_draws_the_rest_of_the_hazard_anew() -> None:
    seed = next(seed for seed in range(100) if threshold(seed) / 0.02 > 60)
    days = set()
    for luck in range(200):
        run = play(FORKED, seed=seed, fork=Fork(luck, 0))
        struck = happened(run, "RiskStruck")
        # It had not warned by day 20, so it is at least 5 days off; a week at most is late.
        assert all(fact[1] >= 25 for fact in struck)
        days.add(struck[0][1] if struck else None)
    assert len(days) > 150
    assert sum(day is not None and day < 60 for day in days) > 80


def test_a_fork_leaves_what_has_struck_or_warned() -> None:
    seed = next(seed for seed in range(300) if 21 < threshold(seed) / 0.02 < 24)
    day = round(threshold(seed) / 0.02, 6)
    for luck in range(5):
        run = play(FORKED, seed=seed, fork=Fork(luck, 0))
        assert happened(run, "RiskStruck") == [("RiskStruck", day, "flood", None)]
    early = next(seed for seed in range(300) if threshold(seed) / 0.02 < 19)
    for luck in range(5):
        assert len(happened(play(FORKED, seed=early, fork=Fork(luck, 0)), "RiskStruck")) == 1


def test_without_the_fork_the_luck_stays() -> None:
    run = replay(FORKED, 3, answered(go="yes"))
    again = replay(FORKED, 3, answered(go="yes"), fork=Fork(1, 5))
    assert run.journal == again.journal
