from simengine.library import load_text
from simengine.policies import Plan
from simengine.policies.plan import Advice, Rule, Sign
from simengine.policies.wishes import Ranking
from simengine.solve.lab import Lab
from simengine.solve.slots import (
    Slot,
    rule_slots,
    slots_of,
    wish_at,
    with_rule,
    with_wish,
    without_rule,
)
from tests.simengine.making import as_text, make_scenario

TEXT = as_text(
    make_scenario(
        decisions={
            "go": {"at": "work.start", "options": {"yes": {}, "no": {}}},
            "again": {"every": 5, "options": {"a": {}, "b": {}}},
        }
    )
)
A, B, C = Ranking(("a",)), Ranking(("b",)), Ranking(("c",))


def slots() -> dict[tuple[str, float], Slot]:
    lab = Lab(TEXT, "x", 1, 100, None, None)
    found = slots_of(lab.watch(Plan({}), lab.seeds(0, 2)))
    return {(slot.decision, slot.sign.than if slot.sign else 0.0): slot for slot in found}


def test_what_comes_back_has_a_slot_for_each_of_its_first_times() -> None:
    assert load_text(TEXT).scenario.id == "test"
    found = slots()
    assert list(found) == [
        ("go", 0.0), ("again", 0.0), ("again", 1.0), ("again", 2.0), ("again", 3.0),
    ]  # fmt: skip
    assert [slot.asked.day for slot in found.values()] == [0.0, 5.0, 10.0, 15.0, 20.0]
    assert {slot.share for slot in found.values()} == {1.0}


def test_each_slot_has_a_wish_of_its_own_once_it_is_given_one() -> None:
    found = slots()
    plan = Plan({"again": Advice(A)})
    assert wish_at(plan, found["go", 0.0]) is None
    assert wish_at(plan, found["again", 1.0]) == A
    plan = with_wish(plan, found["again", 1.0], B)
    plan = with_wish(plan, found["again", 3.0], C)
    wishes = [wish_at(plan, found["again", float(times)]) for times in range(4)]
    assert wishes == [A, B, B, C]
    assert [rule.when[0].than for rule in plan.advice["again"].rules] == [3.0, 1.0]
    plan = with_wish(plan, found["again", 2.0], A)
    assert [rule.when[0].than for rule in plan.advice["again"].rules] == [3.0, 2.0, 1.0]
    plan = with_wish(plan, found["again", 3.0], B)
    assert wish_at(plan, found["again", 3.0]) == B


def test_a_situation_goes_before_all_else() -> None:
    found = slots()
    rule = Rule((Sign("day", "middle", "below", 7.0),), C)
    plan = with_rule(with_wish(Plan({}), found["again", 1.0], B), "again", rule)
    assert plan.advice["again"].rules[0] == rule
    assert wish_at(plan, found["again", 1.0]) == B
    assert with_wish(plan, found["again", 0.0], A).advice["again"].do == A


LATE, EARLY = Sign("day", "middle", "from", 9.0), Sign("day", "middle", "below", 2.0)


def ruled() -> Plan:
    """A plan whose rules are, in turn: one that is met later on, one that never is, one by two
    signs, one by how often something was asked, and one of a decision that there is not."""
    rules = [Rule((LATE,), B), Rule((EARLY,), B), Rule((LATE, EARLY), B)]
    rules.append(Rule((Sign("asked.go", "middle", "from", 1.0),), B))
    gone = Advice(A, (Rule((LATE,), B),))
    return Plan({"again": Advice(A, tuple(rules)), "gone": gone})


def test_a_rule_by_one_sign_has_a_slot_where_it_is_met() -> None:
    lab = Lab(TEXT, "x", 1, 100, None, None)
    (slot,) = rule_slots(lab.program, ruled(), lab.watch(ruled(), lab.seeds(0, 2)))
    assert (slot.decision, slot.sign, slot.asked.day, slot.share) == ("again", LATE, 10.0, 1.0)
    assert wish_at(ruled(), slot) == B


def test_a_rule_keeps_its_place_with_another_wish_or_goes() -> None:
    lab = Lab(TEXT, "x", 1, 100, None, None)
    (slot,) = rule_slots(lab.program, ruled(), lab.watch(ruled(), lab.seeds(0, 2)))
    changed = with_wish(ruled(), slot, C).advice["again"]
    assert [rule.do for rule in changed.rules] == [C, B, B, B]
    kept = without_rule(ruled(), slot).advice["again"]
    assert kept.rules == ruled().advice["again"].rules[1:]
