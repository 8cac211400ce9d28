from typing import Any

import pytest

from simengine.program import Program
from simengine.streams import Streams
from tests.simengine.making import happened, make_program, play, value


def delivering(milestones: dict[str, Any], **parts: Any) -> Program:
    """A program whose contract of 1000 is signed on day 2, when its task begins."""
    contract = {"value": 1000, "milestones": milestones, **parts.pop("contract", {})}
    return make_program(
        **{
            "horizon": 60,
            "stages": {
                "offer": {"gate": "day >= 2"},
                "work": {"gate": "day >= 40", "start": ["build"]},
            },
            "tasks": {"build": {"days": 10, "stage": "work"}},
            "stakeholders": {"buyer": {}},
            "decisions": {"go": {"at": "offer.start", "options": {"yes": {}, "no": {}}}},
            "award": {"at": "offer.gate", "price": 1000, "fit": 50, "risk": 50, "delivery": 50},
            "contract": contract,
            **parts,
        }
    )


def after_signing(run: Any) -> list[tuple[Any, ...]]:
    """What happened from the signature on, but for the work."""
    facts = happened(run)
    place = next(n for n, fact in enumerate(facts) if fact[0] == "ContractSigned")
    return [fact for fact in facts[place:] if not fact[0].startswith("Task")]


def test_an_advance_falls_due_at_the_signature() -> None:
    run = play(delivering({"advance": {"share": 0.3, "pay_days": 20}}))
    assert after_signing(run) == [
        ("ContractSigned", 2, 1000),
        ("MilestoneReached", 2, "advance"),
        ("MilestoneAccepted", 2, "advance", 0),
        ("InvoiceSent", 2, "advance", 300),
        ("PaymentReceived", 22, "advance", 300),
    ]
    names = ("contract.signed", "contract.value", "contract.day", "deal.won", "money.invoiced")
    assert [value(run, name) for name in names] == [True, 1000, 2, True, 300]
    names = ("total", "accepted", "on_time")
    assert [value(run, f"milestones.{name}") for name in names] == [1, 1, 1]
    assert value(run, "money.collected") == 300


def test_a_milestone_waits_for_its_tasks_and_days() -> None:
    run = play(
        delivering(
            {
                "handover": {"share": 0.9, "after": ["build"], "then": ["joy += 1"]},
                "retention": {"share": 0.1, "after": ["build"], "wait": 15, "pay_days": 60},
            },
            variables={"joy": {"known": 0}},
        )
    )
    assert after_signing(run) == [
        ("ContractSigned", 2, 1000),
        ("MilestoneReached", 12, "handover"),
        ("MilestoneAccepted", 12, "handover", 0),
        ("NumberChanged", 12, "joy", 0, 1, "handover"),
        ("InvoiceSent", 12, "handover", 900),
        ("PaymentReceived", 12, "handover", 900),
        ("MilestoneReached", 27, "retention"),
        ("MilestoneAccepted", 27, "retention", 0),
        ("InvoiceSent", 27, "retention", 100),
    ]
    assert value(run, "milestone.retention.accepted") is True


def test_a_milestone_whose_task_is_never_planned_waits_for_ever() -> None:
    run = play(
        delivering(
            {"extra": {"share": 1, "after": ["build", "more"]}},
            tasks={
                "build": {"days": 10, "stage": "work"},
                "more": {"days": 1, "stage": "work"},
            },
            events={"late": {"day": 59, "start": ["more"]}},
        )
    )
    assert after_signing(run) == [("ContractSigned", 2, 1000)]


def test_work_done_before_the_signature_counts() -> None:
    run = play(
        delivering(
            {"study": {"share": 0.5, "after": ["build"]}},
            stages={
                "offer": {"gate": "day >= 20", "start": ["build"]},
                "work": {"gate": "day >= 40"},
            },
        )
    )
    assert [fact[:2] for fact in after_signing(run)][:2] == [
        ("ContractSigned", 20),
        ("MilestoneReached", 20),
    ]


def test_a_failed_test_costs_days_and_is_repeated() -> None:
    test = {"chance": 0.4, "rework": "uniform(1, 3)", "cost": 25}
    program = delivering({"handover": {"share": 0, "after": ["build"], "acceptance": test}})
    seed = next(
        seed
        for seed in range(99)
        if [Streams(seed).at("acceptance", "handover", n).uniform(0, 1) < 0.4 for n in range(3)]
        == [False, False, True]
    )
    run = play(program, seed=seed)
    first, second = (
        Streams(seed).at("acceptance rework", "handover", n).uniform(1, 3) for n in (0, 1)
    )
    assert after_signing(run) == [
        ("ContractSigned", 2, 1000),
        ("MilestoneReached", 12, "handover"),
        ("AcceptanceRefused", 12, "handover", round(first, 6)),
        ("MoneySpent", 12, 25, "handover"),
        ("AcceptanceRefused", round(12 + first, 6), "handover", round(second, 6)),
        ("MoneySpent", round(12 + first, 6), 25, "handover"),
        ("MilestoneAccepted", round(12 + first + second, 6), "handover", 0),
    ]


def test_a_test_that_always_fails_is_repeated_at_most_twice_a_day() -> None:
    test = {"chance": 0, "rework": 0}
    program = delivering({"handover": {"share": 1, "after": ["build"], "acceptance": test}})
    refused = happened(play(program), "AcceptanceRefused")
    assert [fact[1] for fact in refused] == [12 + n / 2 for n in range(57)]


def test_moments_of_a_milestone() -> None:
    test = {"chance": 0.5, "rework": 5}
    program = delivering(
        {"handover": {"share": 0, "after": ["build"], "acceptance": test}},
        events={"tears": {"at": "handover.refused"}, "joy": {"at": "handover.accepted"}},
    )
    seen = {tuple(f[2] for f in happened(play(program, seed=n), "EventHappened")) for n in range(9)}
    assert ("joy",) in seen
    assert ("tears", "joy") in seen


PENALTY = {"penalty": {"per_day": 0.01, "cap": 0.05}}


def test_delay_costs_damages_up_to_the_cap() -> None:
    run = play(
        delivering(
            {
                "one": {"share": 0, "after": ["build"], "due": 7},
                "two": {"share": 0, "after": ["build"], "due": 6},
                "three": {"share": 0, "after": ["build"], "due": 12},
            },
            contract=PENALTY,
            money={"selling": 1000, "delivery": 700},
        )
    )
    assert after_signing(run) == [
        ("ContractSigned", 2, 1000),
        ("MilestoneReached", 12, "one"),
        ("PenaltyIncurred", 12, "one", 30),
        ("MilestoneAccepted", 12, "one", 3),
        ("MilestoneReached", 12, "two"),
        ("PenaltyIncurred", 12, "two", 20),
        ("MilestoneAccepted", 12, "two", 4),
        ("MilestoneReached", 12, "three"),
        ("MilestoneAccepted", 12, "three", 0),
    ]
    assert value(run, "money.penalty") == 50
    assert value(run, "money.delivery") == 50
    assert value(run, "money.left") == 650
    assert value(run, "milestones.on_time") == 1
    assert value(run, "milestone.two.late") == 4


def test_what_is_not_accepted_at_the_end_is_late_by_then() -> None:
    run = play(
        delivering(
            {
                "never": {"share": 1, "after": ["more"], "due": 35},
                "free": {"share": 0, "after": ["more"]},
            },
            tasks={
                "build": {"days": 10, "stage": "work"},
                "more": {"days": 99, "stage": "work"},
            },
            events={"late": {"day": 30, "start": ["more"]}},
            contract=PENALTY,
        )
    )
    assert after_signing(run) == [
        ("ContractSigned", 2, 1000),
        ("EventHappened", 30, "late"),
        ("PenaltyIncurred", 40, "never", 30),
    ]
    assert value(run, "milestone.never.late") == 3
    assert value(run, "milestone.never.accepted") is False


def test_rounding_is_no_delay() -> None:
    """Ten days of work with people, reviewed weekly, end at 12.1 but for the last bits."""
    program = delivering(
        {"handover": {"share": 0, "after": ["build"], "due": 10.1}},
        team={"crew": {"people": 1, "skill": 53}},
        tasks={
            "build": {"days": "10.1 * 1.03", "stage": "work", "needs": {"crew": 1}},
        },
    )
    run = play(program)
    assert happened(run, "MilestoneAccepted") == [("MilestoneAccepted", 12.1, "handover", 0)]
    assert value(run, "milestones.on_time") == 1


def test_money_counts_for_delivery_from_the_signature_on() -> None:
    run = play(
        delivering(
            {"one": {"share": 0}},
            money={"selling": 1000, "delivery": "contract.value * 0.7"},
            events={"before": {"day": 1, "cost": 60}, "after": {"day": 3, "cost": 90}},
        )
    )
    names = ("spent", "selling", "delivery", "left", "selling_budget", "delivery_budget")
    assert [value(run, f"money.{name}") for name in names] == [150, 60, 90, 610, 1000, 700]


def test_without_a_delivery_budget_the_selling_budget_goes_on() -> None:
    run = play(
        delivering(
            {"one": {"share": 0}},
            events={"before": {"day": 1, "cost": 60}, "after": {"day": 3, "cost": 90}},
        )
    )
    names = ("spent", "selling", "delivery", "left", "selling_budget", "delivery_budget")
    assert [value(run, f"money.{name}") for name in names] == [150, 60, 90, 850, 1000, 0]


def test_change_requests_come_by_chance_after_the_signature() -> None:
    changes = {
        "bigger": {"chance": 0.5, "after": "uniform(5, 9)", "then": ["contract.value += 80"]},
        "never": {"chance": 0, "after": 1},
    }
    program = delivering(
        {"handover": {"share": 1, "after": ["build"], "wait": 5}},
        contract={"changes": changes},
        decisions={"go": {"at": "bigger.requested", "options": {"yes": {}, "no": {}}}},
    )
    seed = next(s for s in range(99) if Streams(s).at("change", "bigger").uniform(0, 1) < 0.5)
    run = play(program, seed=seed)
    day = round(2 + Streams(seed).at("change day", "bigger").uniform(5, 9), 6)
    assert after_signing(run) == [
        ("ContractSigned", 2, 1000),
        ("ChangeRequested", day, "bigger"),
        ("NumberChanged", day, "contract.value", 1000, 1080, "bigger"),
        ("MilestoneReached", 17, "handover"),
        ("MilestoneAccepted", 17, "handover", 0),
        ("InvoiceSent", 17, "handover", 1080),
        ("PaymentReceived", 17, "handover", 1080),
    ]
    assert happened(run, "DecisionMade") == [("DecisionMade", day, 0, "go", "yes", 0)]
    assert value(run, "events.bigger.times") == 1
    without = next(s for s in range(99) if Streams(s).at("change", "bigger").uniform(0, 1) > 0.5)
    assert happened(play(program, seed=without), "ChangeRequested") == []


def test_what_is_asked_for_after_the_end_is_not_heard() -> None:
    run = play(
        delivering(
            {
                "advance": {"share": 0.3, "pay_days": 8},
                "soon": {"share": 0.3, "wait": 9},
                "refused": {"share": 0.3, "acceptance": {"chance": 0, "rework": 4}},
            },
            contract={"changes": {"bigger": {"after": 5}}},
            events={"stop": {"day": 5, "end": "withdrawn"}},
        )
    )
    assert after_signing(run) == [
        ("ContractSigned", 2, 1000),
        ("MilestoneReached", 2, "advance"),
        ("MilestoneAccepted", 2, "advance", 0),
        ("InvoiceSent", 2, "advance", 300),
        ("MilestoneReached", 2, "refused"),
        ("AcceptanceRefused", 2, "refused", 4),
        ("EventHappened", 5, "stop"),
        # Invoices already sent are still collected.
        ("PaymentReceived", 10, "advance", 300),
    ]
    assert run.day == 5
    assert run.outcome == "withdrawn"


def test_money_that_comes_after_the_horizon_does_not_count() -> None:
    run = play(delivering({"advance": {"share": 1, "pay_days": 58.5}}))
    assert happened(run, "PaymentReceived") == []
    assert value(run, "money.collected") == 0


def test_a_contract_may_end_the_deal_as_it_is_signed() -> None:
    run = play(
        delivering(
            {"advance": {"share": 1}},
            contract={"end": "withdrawn", "changes": {"bigger": {"after": 1}}},
        )
    )
    assert after_signing(run) == [("ContractSigned", 2, 1000)]


def test_a_task_done_after_the_end_reaches_nothing() -> None:
    run = play(
        delivering(
            {"handover": {"share": 1, "after": ["build"]}},
            tasks={"build": {"days": 10, "stage": "work", "end": "withdrawn"}},
        )
    )
    assert after_signing(run) == [("ContractSigned", 2, 1000)]


@pytest.mark.parametrize(("formula", "signed"), [("0 - 5", 0), ("1e15 * 1e15", 1e15)])
def test_a_value_that_can_be_counted_with(formula: str, signed: float) -> None:
    run = play(delivering({"advance": {"share": 1}}, contract={"value": formula}))
    assert value(run, "contract.value") == signed


def test_due_days_are_known_once_signed() -> None:
    program = delivering(
        {
            "one": {"share": 0, "due": 9},
            "two": {"share": 0},
            "before": {"share": 0, "due": -5},
            "never": {"share": 0, "due": "1e15 * 1e15"},
        }
    )
    run = play(program)
    specs = program.contract.milestones if program.contract else ()
    assert [run.world.delivery.due_day(spec) for spec in specs] == [11, None, 2, 2002]
    lost = make_program(
        stakeholders={"buyer": {}},
        award={
            "at": "work.gate",
            "price": 1,
            "fit": 1,
            "risk": 1,
            "delivery": 1,
            "qualified": False,
        },
        contract={"value": 1, "milestones": {"one": {"share": 0, "due": 9}}},
    )
    assert lost.contract is not None
    assert play(lost).world.delivery.due_day(lost.contract.milestones[0]) is None
