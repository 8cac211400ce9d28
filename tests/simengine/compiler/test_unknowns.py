from tests.simengine.making import make_program


def test_hidden_numbers_in_which_chance_has_a_part_are_unknown() -> None:
    program = make_program(
        variables={
            "known": {"known": "uniform(1, 2)"},
            "constant": {"hidden": 5},
            "derived": {"hidden": "known + 1"},
            "drawn": {"hidden": "uniform(1, 2)"},
            "steady": {"hidden": 5, "drift": {"to": "3", "rate": 0.5}},
            "drifting": {"hidden": 5, "drift": {"sd": 1}},
            "moved": {"hidden": 5},
            "pushed": {"hidden": 5},
        },
        events={"e": {"day": 1, "then": ["moved += uniform(0, 1)", "pushed += 1"]}},
    )
    names = [[unknown.spec.name for unknown in group] for group in program.unknown]
    assert names == [["drawn"], ["drifting"], ["moved"]]
    assert program.unknown_slots == {program.slots[name] for (name,) in names}


def test_those_that_are_drawn_from_each_other_are_together() -> None:
    program = make_program(
        variables={
            "a": {"hidden": "uniform(1, 2)"},
            "b": {"hidden": "uniform(1, 2)"},
            "alone": {"hidden": "uniform(1, 2)"},
            "c": {"hidden": "b * 2"},
            "d": {"hidden": "a + c"},
        }
    )
    names = [[unknown.spec.name for unknown in group] for group in program.unknown]
    assert sorted(names) == [["a", "b", "c", "d"], ["alone"]]


def test_an_effect_is_found_by_its_cause_if_it_is_the_only_one() -> None:
    program = make_program(
        variables={"mood": {"hidden": "uniform(1, 2)"}},
        events={
            "once": {"day": 1, "then": ["mood *= 2"]},
            "twice": {"day": 1, "then": ["mood += 1", "mood = 3"]},
            "case": {"day": 1, "cases": [{"when": "day > 0", "then": ["mood -= 1"]}]},
        },
    )
    ((unknown,),) = program.unknown
    assert {cause: change.op for cause, change in unknown.changes.items()} == {
        "once": "*=",
        "case": "-=",
    }
