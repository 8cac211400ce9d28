import datetime
from pathlib import Path

import pytest

from simengine.journal import (
    AwardMade,
    EventHappened,
    MessageReceived,
    NumberChanged,
    OffersWeighed,
    PaymentReceived,
    RivalMoved,
)
from simengine.library import load_file
from simengine.policies import play
from simengine.program import Program
from simengine.run import Answer, Snapshot, replay
from simengine.view import Effort, Shown, efforts, is_visible, look, see

MINI = Path(__file__).parent / "mini.yaml"


@pytest.fixture(scope="module")
def mini() -> Program:
    return load_file(MINI)


@pytest.fixture(scope="module")
def won(mini: Program) -> Snapshot:
    return next(
        run for seed in range(60) if (run := play(mini, seed, "default")).outcome == "closed"
    )


def prefix(run: Snapshot, steps: int) -> Snapshot:
    return replay(run.program, run.seed, run.answers[:steps])


def test_the_first_room(mini: Program) -> None:
    room = look(replay(mini, 4))
    assert room.day == 0
    assert room.date == datetime.date(2026, 3, 2)
    assert [(s.id, s.state) for s in room.stages] == [
        ("qualify", "current"), ("offer", "ahead"), ("delivery", "ahead"), ("close", "ahead"),
    ]  # fmt: skip
    assert room.stage.id == "qualify"
    assert (room.money.left, room.money.contract_value) == (50000, None)
    assert [(p.id, p.people, p.busy) for p in room.team] == [("sales", 1, 0), ("engineers", 2, 0)]
    assert {t.state for t in room.tasks} == {"ahead"}
    assert room.steps == ()
    assert [m.amount for m in room.milestones] == [0, 0]


@pytest.mark.parametrize("seed", range(25))
def test_ranges_hold_the_truth_and_never_widen(mini: Program, seed: int) -> None:
    run = play(mini, seed, "default")
    name = "rivals.hua.price"
    widths = []
    for steps in range(len(run.answers)):
        snapshot = prefix(run, steps)
        shown = see(snapshot, name)
        assert shown.low is not None
        assert shown.high is not None
        assert shown.low <= float(snapshot.world.get(name)) <= shown.high
        widths.append(shown.high - shown.low)
    assert widths == sorted(widths, reverse=True)


def test_what_is_known_is_exact_and_what_is_hidden_is_not_shown(mini: Program) -> None:
    snapshot = replay(mini, 4)
    assert see(snapshot, "insight") == Shown(20, 20)
    assert see(snapshot, "attitude.chief") == Shown(None, None)
    assert see(snapshot, "attitude.chief").is_hidden
    assert see(snapshot, "attitude.chief").middle is None
    price = see(snapshot, "rivals.hua.price")
    assert not price.is_known
    assert price.middle is not None


def test_everything_is_revealed_when_it_is_over(won: Snapshot) -> None:
    room = look(won)
    assert all(s.is_known for rival in room.rivals for s in rival.offer.values())
    assert all(person.attitude.is_known for person in room.stakeholders)
    facts = [fact for step in room.steps for fact in step.facts]
    assert any(isinstance(fact, OffersWeighed) for fact in facts)


def test_secret_facts_stay_secret_while_the_deal_is_played(won: Snapshot) -> None:
    room = look(prefix(won, len(won.answers) - 1))
    facts = [*room.opening, *(fact for step in room.steps for fact in step.facts)]
    assert not any(isinstance(fact, (OffersWeighed, RivalMoved)) for fact in facts)
    assert not any(
        isinstance(fact, NumberChanged) and fact.name.startswith("attitude.") for fact in facts
    )
    assert any(isinstance(fact, AwardMade) for fact in facts)


def test_steps_hold_what_followed_each_decision(won: Snapshot) -> None:
    room = look(won)
    assert [(s.step, s.decision, s.value) for s in room.steps] == [
        (step, answer.decision, answer.value) for step, answer in enumerate(won.answers)
    ]
    facts = [*room.opening, *(fact for step in room.steps for fact in step.facts)]
    assert len(facts) + len(room.steps) == len(won.journal)


def test_the_inbox_has_the_newest_first(won: Snapshot) -> None:
    inbox = look(won).inbox
    received = [fact for fact in won.journal if isinstance(fact, MessageReceived)]
    assert [(m.day, m.place) for m in inbox] == [(f.day, f.place) for f in reversed(received)]
    assert inbox[-1].mail.subject == {"en": "Hello"}


def test_milestones_are_followed_from_promise_to_payment(won: Snapshot) -> None:
    advance, handover = look(won).milestones
    assert advance.due_day is None
    assert advance.accepted_day == look(won).money.signed_day
    assert advance.amount == pytest.approx(0.3 * 900000)
    assert handover.due_day == pytest.approx(look(won).money.signed_day + 35)
    assert handover.accepted_day is not None
    paid = {f.milestone: f.day for f in won.journal if isinstance(f, PaymentReceived)}
    assert {m.id: m.paid_day for m in (advance, handover) if m.paid_day is not None} == paid


def test_tasks_under_way_are_expected_and_critical(won: Snapshot) -> None:
    steps = next(n for n in range(len(won.answers)) if won.answers[n].decision == "crew")
    room = look(prefix(won, steps))
    tasks = {task.id: task for task in room.tasks}
    assert tasks["visit"].state == "done"
    assert tasks["build"].state == "working"
    assert tasks["install"].state == "waiting"
    assert tasks["build"].is_critical
    assert tasks["install"].is_critical
    assert not tasks["visit"].is_critical
    assert tasks["build"].expected_finish is not None
    assert tasks["install"].expected_start == pytest.approx(tasks["build"].expected_finish)
    assert {pool.id: pool.busy for pool in room.team} == {"sales": 0, "engineers": 2}


def test_risks_show_their_state_and_response(mini: Program) -> None:
    runs = [play(mini, seed, policy) for seed in range(80) for policy in ("cautious", "default")]
    rooms = [look(prefix(run, len(run.answers) - left)) for run in runs for left in (0, 1)]
    views = [view for room in rooms for view in room.risks]
    assert {view.state for view in views} == {"open", "warned", "struck"}
    assert {view.response for view in views if view.id == "strike"} >= {None, "mitigate"}
    assert all((view.struck_day is not None) == (view.state == "struck") for view in views)


def test_a_stopped_task_says_so(mini: Program) -> None:
    runs = (play(mini, seed, "default") for seed in range(200))
    states = {task.state for run in runs for task in look(run).tasks}
    assert {"done", "ahead"} <= states


def test_only_labelled_numbers_are_told_of(mini: Program) -> None:
    assert is_visible(mini, NumberChanged(1.0, "insight", 1, 2, "visit"))
    assert not is_visible(mini, NumberChanged(1.0, "attitude.chief", 1, 2, "visit"))
    assert is_visible(mini, EventHappened(1.0, "welcome"))


def test_an_answer_shows_at_once(mini: Program) -> None:
    room = look(replay(mini, 4, [Answer("how_deep", "visit")]))
    assert room.steps[0].value == "visit"


def test_what_an_option_takes_is_planned_without_luck(mini: Program) -> None:
    first = replay(mini, 4)
    [visit] = efforts(first, "how_deep", "visit")

    assert visit == Effort("visit", pytest.approx(20 / 6), {"sales": 1, "engineers": 1})
    assert efforts(first, "how_deep", "quick") == ()
    assert efforts(replay(mini, 5), "how_deep", "visit") == (visit,)
    with pytest.raises(KeyError):
        efforts(first, "how_deep", "nothing")
