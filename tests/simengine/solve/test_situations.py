import pytest

from simengine.policies import Plan
from simengine.policies.plan import Advice, Sign
from simengine.policies.wishes import Place, Ranking
from simengine.solve.climb import climb
from simengine.solve.lab import Lab
from simengine.solve.situations import add_rules, best_split, best_splits
from simengine.solve.witness import Feature
from tests.simengine.making import as_text
from tests.simengine.solve.drills import PRICE, SEEN, sometimes

DAY, TRUST = Feature("day", "middle"), Feature("trust", "low")


def test_the_split_is_where_gains_and_losses_part() -> None:
    rows = [(float(n % 7), float(n)) for n in range(100)]
    ahead = [4.0 if n >= 60 else -1.0 for n in range(100)]
    split = best_split((DAY, TRUST), rows, ahead)
    assert split is not None
    assert split.sign == Sign("trust", "low", "from", 58.0)
    assert split.gain == pytest.approx(1.58)


def test_a_split_may_be_below_too() -> None:
    rows = [(float(n),) for n in range(20)]
    split = best_split((DAY,), rows, [2.0 if n < 10 else -2.0 for n in range(20)])
    assert split is not None
    assert split.sign == Sign("day", "middle", "below", 10.0)


def test_a_threshold_is_rounded_where_there_is_room() -> None:
    rows = [(4_100_000.0 + n,) for n in range(10)] + [(4_612_345.0 + n,) for n in range(10)]
    split = best_split((DAY,), rows, [-0.1] * 10 + [1.0] * 10)
    assert split is not None
    assert split.sign.than == 4_360_000.0


def test_what_was_not_seen_is_on_neither_side() -> None:
    rows = [(None,)] * 30 + [(1.0,)] * 10 + [(0.0,)] * 10
    split = best_split((DAY,), rows, [9.0] * 30 + [3.0] * 10 + [-3.0] * 10)
    assert split is not None
    assert (split.sign.side, split.gain) == ("from", 0.6)


def test_chance_alone_is_no_rule() -> None:
    rows = [(float(n),) for n in range(40)]
    assert best_split((DAY,), rows, [1.0 if n % 2 else -1.0 for n in range(40)]) is None
    assert best_split((DAY,), [(1.0,)] * 40, [1.0] * 40) is None


def corner(row: tuple[float, float]) -> float:
    """A gain in one corner of what is seen, and a loss elsewhere."""
    return 6.0 if row[0] >= 5 and row[1] < 5 else -2.0


def test_two_signs_may_part_what_one_does_not() -> None:
    rows = [(float(n % 10), float(n // 10)) for n in range(100)]
    first, second = best_splits((DAY, TRUST), rows, [corner(row) for row in rows])
    assert {first.sign, second.sign} == {
        Sign("day", "middle", "from", 5.0),
        Sign("trust", "low", "below", 5.0),
    }
    assert (first.gain, second.gain) == (1.0, 1.5)


def test_a_second_sign_must_surely_part_off_losses() -> None:
    rows = [(float(n),) for n in range(40)]
    ahead = [-1.0 if n < 20 else 1.0 + n / 100 for n in range(40)]
    assert len(best_splits((DAY,), rows, ahead)) == 1
    assert len(best_splits((DAY,), rows, [-1.0 if n < 20 else 1.0 for n in range(40)])) == 1
    assert best_splits((DAY,), rows, [0.0] * 40) == ()
    switch = [(float(n >= 20),) for n in range(40)]
    assert len(best_splits((DAY,), switch, ahead)) == 1


def test_a_rule_is_added_where_a_number_tells_when_the_habit_is_wrong() -> None:
    lab = Lab(as_text(SEEN), "x", 1, 10_000, None, None)
    plan = Plan({"go": Advice(Ranking(("safe", "bold")))})
    (rule,) = add_rules(lab, plan, block=0).advice["go"].rules
    assert rule.do == Ranking(("bold", "safe"))
    assert (rule.when[0].see, rule.when[0].side) == ("mood", "from")
    assert rule.when[0].than == pytest.approx(50, abs=12)


def test_a_later_round_tries_other_wishes() -> None:
    """Of thirteen places and more, a round tries six; where to ask for how much is seen."""
    lab = Lab(as_text(PRICE), "x", 1, 30_000, None, None)
    plan = Plan({"price": Advice(Place(0.3))})
    rules = [
        add_rules(lab, plan, block=0, rounds=range(rounds)).advice["price"].rules
        for rounds in (1, 2)
    ]
    assert [len(found) for found in rules] == [1, 2]
    assert rules[1][1:] == rules[0]
    assert {rule.when[0].see for rule in rules[1]} == {"limit"}


def test_no_rule_is_looked_for_where_too_few_runs_are_asked() -> None:
    lab = Lab(as_text(sometimes(2)), "x", 1, 10_000, None, None)
    plan = Plan({name: Advice(Ranking(("stay", "leap"))) for name in ("odd", "usual")})
    assert add_rules(lab, plan, block=0).advice["odd"].rules == ()


def test_what_no_plan_speaks_of_is_no_place_for_a_rule() -> None:
    lab = Lab(as_text(SEEN), "x", 1, 10_000, None, None)
    assert add_rules(lab, Plan({}), block=0) == Plan({})


def test_a_climb_gives_advice_where_there_was_none_and_ends_with_its_rounds() -> None:
    lab = Lab(as_text(sometimes(50)), "x", 1, 10_000, None, None)
    found = climb(lab, Plan({}), {}, block=0, rounds=(0,))
    assert found == Plan({name: Advice(Ranking(("leap", "stay"))) for name in ("odd", "usual")})


def test_a_rule_that_fresh_seeds_do_not_confirm_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simengine.solve.situations.confirm", lambda *_args, **_options: None)
    lab = Lab(as_text(SEEN), "x", 1, 10_000, None, None)
    plan = Plan({"go": Advice(Ranking(("safe", "bold")))})
    assert add_rules(lab, plan, block=0) == plan
