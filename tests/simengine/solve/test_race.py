import math

import pytest

from simengine.policies import Plan
from simengine.policies.plan import Advice
from simengine.policies.wishes import Ranking
from simengine.solve.lab import Lab, Spent
from simengine.solve.race import Arm, confirm, race, ranked
from simengine.solve.witness import Outcome
from tests.simengine.making import as_text
from tests.simengine.solve.drills import CHANCY

OPTIONS = ("sure", "even", "good", "bad")


def plan(option: str) -> Plan:
    return Plan({"bet": Advice(Ranking((option,)))})


def lab(budget: int = 10_000) -> Lab:
    return Lab(as_text(CHANCY), "x", 1, budget, None, None)


def test_the_best_comes_first_and_has_played_most() -> None:
    here = lab()
    arms = race(here, plan("bad"), [plan(o) for o in OPTIONS], here.seeds(0, 256), first=64)
    assert [arm.plan for arm in arms][:2] == [plan("good"), plan("sure")]
    assert arms[-1].plan == plan("bad")
    assert len(arms[0].ahead) > len(arms[-1].ahead) == 64
    assert arms[0].mean == pytest.approx(10.5, abs=2.5)


def test_a_race_of_one_ends_at_once() -> None:
    here = lab()
    (arm,) = race(here, plan("bad"), [plan("sure")], here.seeds(0, 64), first=8)
    assert (set(arm.ahead), arm.error) == ({7.0}, 0.0)


def test_one_run_tells_no_error() -> None:
    assert (Arm(plan("sure"), (7.0,)).mean, Arm(plan("sure"), (7.0,)).error) == (7.0, math.inf)


def test_a_race_that_runs_out_says_what_it_saw() -> None:
    here = lab(40)
    arms = race(here, plan("bad"), [plan(o) for o in OPTIONS], here.seeds(0, 64), first=8)
    assert len(arms) == 4
    assert {len(arm.ahead) for arm in arms} == {8}
    with pytest.raises(Spent):
        race(here, plan("bad"), [plan(o) for o in OPTIONS], here.seeds(1, 64), first=8)


def test_who_is_ahead_on_fresh_seeds_is_confirmed() -> None:
    here = lab()
    ahead = confirm(here, plan("sure"), plan("good"), here.seeds(2, 512), first=16)
    assert ahead is not None
    assert ahead.mean > 0
    assert confirm(here, plan("good"), plan("even"), here.seeds(3, 512), first=64) is None
    assert confirm(here, plan("good"), plan("good"), here.seeds(4, 32), first=16) is None


def test_what_would_take_too_many_runs_is_not_confirmed() -> None:
    here = lab()
    assert confirm(here, plan("sure"), plan("good"), here.seeds(2, 3), first=2) is None
    short = lab(80)
    with pytest.raises(Spent):
        confirm(short, plan("sure"), plan("good"), short.seeds(2, 512), first=64)


def test_plans_are_ranked_by_their_means_each_once() -> None:
    here = lab()
    plans = [plan(option) for option in ("bad", "good", "sure", "bad")]
    assert ranked(here, plans, here.seeds(5, 200)) == [plan("good"), plan("sure"), plan("bad")]


def test_nothing_is_played_twice() -> None:
    here = lab()
    seeds = here.seeds(0, 5)
    here.play([plan("good"), plan("good")], [seeds, seeds])
    here.watch(plan("sure"), seeds)
    here.play([plan("good"), plan("sure")], [seeds, seeds])
    assert here.runs == 10


def test_a_plan_that_differs_where_nothing_was_asked_has_the_same_runs() -> None:
    here = lab()
    seeds = here.seeds(0, 5)
    here.play([plan("good")], [seeds])
    other = Plan({**plan("good").advice, "never": Advice(Ranking(("x",)))})
    here.inherit(other, plan("good"), "never")
    assert here.play([other], [seeds]) == here.play([plan("good")], [seeds])
    assert here.runs == 5


def test_blocks_of_seeds_have_none_in_common() -> None:
    here = lab()
    assert not set(here.seeds(0, 1000)) & set(here.seeds(1, 1000))
    assert here.seeds(0, 10)[5:] == here.seeds(0, 5, first=5)


def test_plans_are_compared_without_the_luck_of_the_award() -> None:
    """What was won against the odds is taken off, at what winning is worth."""
    here = lab()
    assert here.worth(Outcome(60.0, frozenset(), 0.75)) == 60.0
    here.gain = 40.0
    assert here.worth(Outcome(60.0, frozenset(), 0.75)) == 30.0
    assert here.worth(Outcome(20.0, frozenset(), -0.25)) == 30.0
