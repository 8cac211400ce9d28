from tests.simengine.making import happened, make_program, play, value, whole

FIRST = {"go": {"at": "one.start", "options": {"yes": {}, "no": {}}}}


def test_stages_follow_each_other_through_their_gates() -> None:
    run = play(
        make_program(
            stages={
                "one": {"gate": "tasks.visit.done", "start": ["visit"], "passed": {"cost": 3}},
                "two": {"gate": "day >= 7", "cost": 5},
            },
            tasks={"visit": {"days": 4}},
            decisions=FIRST,
        )
    )
    assert whole(run) == [
        ("StageEntered", 0, "one"),
        ("TaskPlanned", 0, "visit", 0, 4),
        ("DecisionMade", 0, 0, "go", "yes", 0),
        ("TaskStarted", 0, "visit", 0),
        ("TaskFinished", 4, "visit", 4, 0),
        ("StagePassed", 4, "one", False),
        ("MoneySpent", 4, 3, "one"),
        ("StageEntered", 4, "two"),
        ("MoneySpent", 4, 5, "two"),
        ("StagePassed", 7, "two", False),
        ("DealEnded", 7, "closed"),
    ]
    assert [value(run, f"stage.two.{name}") for name in ("entered", "passed", "day")] == [
        True, True, 4,
    ]  # fmt: skip
    assert (run.status, run.outcome, run.day) == ("finished", "closed", 7)
    assert [value(run, f"deal.{name}") for name in ("over", "day", "won", "lost")] == [
        True, 7, False, False,
    ]  # fmt: skip


def test_a_gate_that_holds_already_is_passed_at_once() -> None:
    run = play(make_program(stages={"one": {"gate": "day >= 0"}}, decisions=FIRST))
    assert run.day == 0


def test_time_ends_a_stage_whose_gate_stays_closed() -> None:
    run = play(
        make_program(
            variables={"trust": {"known": 0}},
            stages={
                "one": {
                    "gate": "trust > 0",
                    "latest": 6,
                    "late": {"then": ["trust -= 1"]},
                    "passed": {"then": ["trust -= 10"]},
                },
                "two": {"gate": "day >= 9", "latest": 20, "late": {"cost": 1}},
            },
            events={"hope": {"day": 8, "then": ["trust = 99"]}},
            decisions=FIRST,
        )
    )
    assert whole(run) == [
        ("StageEntered", 0, "one"),
        ("DecisionMade", 0, 0, "go", "yes", 0),
        ("StagePassed", 6, "one", True),
        ("NumberChanged", 6, "trust", 0, -10, "one"),
        ("NumberChanged", 6, "trust", -10, -11, "one"),
        ("StageEntered", 6, "two"),
        ("EventHappened", 8, "hope"),
        ("NumberChanged", 8, "trust", -11, 99, "hope"),
        ("StagePassed", 9, "two", False),
        ("DealEnded", 9, "closed"),
    ]


def test_what_ends_at_the_deadline_has_met_it() -> None:
    """The deadline is set before the task begins, and so comes first on day 5."""
    stages = {
        "one": {"gate": "tasks.bid.done", "latest": 5, "late": {"end": "lost"}},
        "two": {"gate": "day >= 9", "latest": 4},
    }
    program = make_program(
        stages=stages,
        tasks={"bid": {"days": 4}},
        events={"begin": {"day": 1, "start": ["bid"]}},
        decisions=FIRST,
    )
    assert happened(play(program), "StagePassed") == [
        ("StagePassed", 5, "one", False),
        ("StagePassed", 9, "two", False),
    ]


def test_a_time_limit_below_nothing_ends_the_stage_at_once() -> None:
    stages = {"one": {"gate": "day >= 9", "latest": -2}}
    assert play(make_program(stages=stages, decisions=FIRST)).day == 0


def test_moments_of_a_stage_in_their_order() -> None:
    yes = {"options": {"yes": {}, "no": {}}}
    run = play(
        make_program(
            stages={"one": {"gate": "day >= 4"}, "two": {"gate": "day >= 5"}},
            events={
                "begin": {"at": "one.start"},
                "door": {"at": "one.gate"},
                "through": {"at": "one.passed"},
            },
            decisions={"first": {"at": "one.start", **yes}, "last": {"at": "one.gate", **yes}},
        )
    )
    assert [fact[:2] for fact in whole(run)] == [
        ("StageEntered", 0),
        ("EventHappened", 0),
        ("DecisionMade", 0),
        ("EventHappened", 4),
        ("DecisionMade", 4),
        ("StagePassed", 4),
        ("EventHappened", 4),
        ("StageEntered", 4),
        ("StagePassed", 5),
        ("DealEnded", 5),
    ]


def test_a_deal_that_does_not_close_expires() -> None:
    run = play(
        make_program(
            stages={"one": {"gate": "events.call.times > 9"}},
            events={"call": {"every": 9}},
            decisions=FIRST,
        )
    )
    assert (run.outcome, run.day) == ("expired", 40)
    assert whole(run)[-1] == ("DealEnded", 40, "expired")


def ending(**keys: object) -> list[tuple[object, ...]]:
    """What follows when the deal ends in this place of the first of two stages."""
    program = make_program(
        stages={"one": {"gate": "day >= 4", **keys}, "two": {"gate": "day >= 9", "cost": 1}},
        decisions=FIRST,
    )
    return whole(play(program))[1:]


def test_the_deal_can_end_at_every_turn_of_a_stage() -> None:
    out = {"end": "withdrawn"}
    made = ("DecisionMade", 0, 0, "go", "yes", 0)
    assert ending(**out) == [("DealEnded", 0, "withdrawn")]
    assert ending(passed=out) == [
        made,
        ("StagePassed", 4, "one", False),
        ("DealEnded", 4, "withdrawn"),
    ]
    assert ending(latest=2, late=out) == [
        made,
        ("StagePassed", 2, "one", True),
        ("DealEnded", 2, "withdrawn"),
    ]


def test_the_deal_can_end_at_the_moments_of_a_stage() -> None:
    for moment, day in {"one.start": 0, "one.gate": 4, "one.passed": 4}.items():
        program = make_program(
            stages={"one": {"gate": "day >= 4"}, "two": {"gate": "day >= 9"}},
            events={"stop": {"at": moment, "end": "lost"}},
            decisions={"go": {"at": moment, "options": {"yes": {}, "no": {}}}},
        )
        run = play(program)
        assert (run.outcome, run.day, run.answers) == ("lost", day, ())
        assert happened(run) == [("EventHappened", day, "stop")]


def test_the_deal_can_end_while_a_gate_is_waited_for() -> None:
    run = play(
        make_program(
            stages={"one": {"gate": "deal.over"}},
            events={"stop": {"day": 3, "end": "withdrawn"}},
            decisions=FIRST,
        )
    )
    assert (run.outcome, run.day) == ("withdrawn", 3)
    assert not value(run, "stage.one.passed")
