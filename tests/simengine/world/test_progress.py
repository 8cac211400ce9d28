"""Work, money and events under way, redrawn by what is seen of them: that they are not over."""

from collections.abc import Callable
from typing import Any

from simengine.program import Program
from simengine.run import Fork, Snapshot, drive, replay
from tests.simengine.making import answered, happened, make_program, value
from tests.simengine.world.test_beliefs import FAR_FROM_UNIFORM, REDRAWS, far_from_uniform

YES = {"options": {"yes": {}, "no": {}}}
ANSWERS = answered(go="yes")
HORIZON = 60


def deal(day: float, **parts: Any) -> Program:
    """A deal that asks on this day."""
    return make_program(
        **{
            "horizon": HORIZON,
            "stages": {"work": {"gate": "day >= 55", "start": list(parts.get("tasks", {}))}},
            "decisions": {"go": {"day": day, **YES}},
            **parts,
        }
    )


def ranks(
    program: Program, measure: Callable[[Snapshot], float | None], runs: int = 100
) -> list[int]:
    """The ranks of the truth among forks, in runs in which `measure` is later than the fork."""
    found = []
    for seed in range(runs):
        run = replay(program, seed, ANSWERS)
        truth, asked = measure(run), replay(program, seed).day
        if truth is not None and truth <= asked:
            continue
        lucks = range(REDRAWS)
        again = [measure(replay(program, seed, ANSWERS, fork=Fork(luck, 0))) for luck in lucks]
        assert all(each is None or each > asked for each in again)
        # Never is later than any day; those that are equal are put in order by chance.
        mine = HORIZON if truth is None else truth
        others = [HORIZON if each is None else each for each in again]
        ties = sum(other == mine for other in others)
        found.append(sum(other < mine for other in others) + seed % (ties + 1))
    return found


def day_of(kind: str, place: int = 0) -> Callable[[Snapshot], float | None]:
    """The day of the first fact of this kind in a run, or None."""

    def measure(run: Snapshot) -> float | None:
        return next((fact[1] for fact in happened(run, kind)), None)

    return measure


def test_the_days_of_a_task_under_way_are_longer_than_those_it_has_had() -> None:
    program = deal(6, tasks={"a": {"days": "lognormal(7, 0.5)"}})
    assert far_from_uniform(ranks(program, day_of("TaskFinished"))) < FAR_FROM_UNIFORM


def test_a_task_by_a_hidden_number_is_redrawn_with_it() -> None:
    program = deal(
        6,
        variables={"hard": {"hidden": "uniform(0, 1)", "shown_within": "0.3"}},
        tasks={"a": {"days": "10 + 10 * hard"}},
    )
    assert far_from_uniform(ranks(program, day_of("TaskFinished"))) < FAR_FROM_UNIFORM


def test_the_factor_of_the_project_shows_in_what_is_finished() -> None:
    tasks = {f"t{n}": {"days": "lognormal(5, 0.3)"} for n in range(6)}
    program = deal(40, project_factor=0.4, tasks=tasks)
    found, spread = [], []
    for seed in range(250):
        world = replay(program, seed).world
        truth, below = world.tasks.factor, 0
        for luck in range(REDRAWS):
            world.change_luck(luck, None)
            below += world.tasks.factor < truth
            spread.append(world.tasks.factor / truth)
        found.append(below)
    assert far_from_uniform(found) < FAR_FROM_UNIFORM
    # Six tasks tell much: 1 / sqrt(1 / 0.4**2 + 6 / 0.3**2) = 0.117, and the truth as far off.
    assert 0.13 < (sum((each - 1) ** 2 for each in spread) / len(spread)) ** 0.5 < 0.2


def test_a_task_that_may_take_no_time_says_nothing_of_the_factor() -> None:
    program = deal(40, project_factor=0.4, tasks={"a": {"days": "max(0, normal(0.5, 1))"}})
    seed = next(n for n in range(99) if replay(program, n).world.tasks.runs[0].days > 0)
    world = replay(program, seed).world
    world.change_luck(1, None)
    assert world.tasks.factor == world.streams.at("project factor").lognormal(1, 0.4)


def test_work_that_is_done_again_has_been_announced() -> None:
    rework = {"chance": 1, "share": 0.5}
    program = deal(11, tasks={"a": {"days": "uniform(9, 10)", "rework": rework}})
    runs = [replay(program, 1, ANSWERS, fork=fork) for fork in (None, Fork(1, 0), Fork(2, 0))]
    announced = [happened(run, "TaskReworked")[:2] for run in runs]
    assert 9 < announced[0][0][1] < 11 < announced[0][1][1]
    assert announced[0] == announced[1] == announced[2]


def test_an_event_under_way_may_not_come_at_all() -> None:
    program = deal(
        6, events={"call": {"at": "work.start", "chance": 0.5, "after": "uniform(2, 12)"}}
    )
    found = ranks(program, day_of("EventHappened"), runs=160)
    assert far_from_uniform(found) < FAR_FROM_UNIFORM


def test_an_event_that_is_sure_to_come_comes_later_than_now() -> None:
    program = deal(
        6,
        variables={"wait": {"hidden": "uniform(1, 5)"}},
        events={"call": {"at": "work.start", "after": "wait * uniform(1, 4)"}},
    )
    assert far_from_uniform(ranks(program, day_of("EventHappened"))) < FAR_FROM_UNIFORM


CONTRACT: dict[str, Any] = {
    "award": {"at": "work.start", "price": 100, "fit": 50, "risk": 50, "delivery": 50},
    "stakeholders": {"buyer": {}},
}


def signed(day: float, **contract: Any) -> Program:
    """A deal that is won on day 0."""
    return deal(day, **CONTRACT, contract={"value": 1000, **contract})


def invoiced(pay_days: str) -> Program:
    return deal(
        9,
        **CONTRACT,
        variables={"slow": {"hidden": "uniform(10, 30)"}},
        contract={"value": 1000, "milestones": {"done": {"share": 1, "pay_days": pay_days}}},
    )


def test_an_invoice_is_paid_later_than_now() -> None:
    program = invoiced("weibull(2.22, 21.2)")
    assert far_from_uniform(ranks(program, day_of("PaymentReceived"))) < FAR_FROM_UNIFORM


def test_a_payment_by_a_hidden_number_is_redrawn_with_it() -> None:
    program = invoiced("slow")
    for luck in range(5):
        run = replay(program, 1, ANSWERS, fork=Fork(luck, 0))
        assert day_of("PaymentReceived")(run) == value(run, "slow")


def test_a_change_that_was_not_requested_may_still_be() -> None:
    program = signed(
        6,
        milestones={"done": {"share": 1}},
        changes={"more": {"chance": 0.6, "after": "uniform(1, 15)"}},
    )
    found = ranks(program, day_of("ChangeRequested"), runs=160)
    assert far_from_uniform(found) < FAR_FROM_UNIFORM


# -- by source -------------------------------------------------------------------------------


def test_only_what_a_source_decides_is_another() -> None:
    program = deal(
        6,
        **CONTRACT,
        variables={"mood": {"hidden": "uniform(0, 9)"}},
        tasks={"a": {"days": "lognormal(9, 0.3)"}},
        risks={"flood": {"rate": 0.03, "during": ["work"]}},
        events={"call": {"at": "work.start", "after": "uniform(8, 50)"}},
        contract={
            "value": 9,
            "milestones": {"done": {"share": 1, "pay_days": "uniform(9, 50)"}},
        },
    )
    kinds = {
        "work": "TaskFinished",
        "risks": "RiskStruck",
        "events": "EventHappened",
        "customer": "PaymentReceived",
    }
    seed = next(
        n
        for n in range(99)
        if all(happened(replay(program, n, ANSWERS), k) for k in kinds.values())
    )

    def outcome(fork: Fork | None) -> dict[str, Any]:
        run = drive(program, seed, ANSWERS, lambda asked, world: asked.default, fork=fork)
        facts = {source: happened(run, kind) for source, kind in kinds.items()}
        return {**facts, "market": value(run, "mood")}

    truth = outcome(None)
    for step in (0, None):
        for source in truth:
            found = outcome(Fork(5, step, frozenset({source})))
            assert {key for key in truth if found[key] != truth[key]} == {source}
        everything = outcome(Fork(5, step))
        assert all(everything[key] != truth[key] for key in truth)
