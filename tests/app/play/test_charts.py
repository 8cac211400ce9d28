"""The drawings: what stands where."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from app.play.charts.gantt import CHART_WIDTH, LABEL_WIDTH, Span, draw_gantt
from app.play.charts.influence import LEFT, RIGHT, WIDTH, draw_influence
from app.play.charts.scales import Scale, fit, round_ticks, text_width
from app.play.charts.timeline import draw_timeline
from app.play.spending import money_out
from simengine.journal import PenaltyIncurred, RiskStruck, TaskStopped
from simengine.library import load_text
from simengine.policies import play
from simengine.view import Shown, StakeholderView, TaskView, look
from tests.support.deals import MINI


def date_of(day: float) -> date:
    return date(2026, 3, 2) + timedelta(days=int(day))


def task(key: str, state: str, **days: float) -> TaskView:
    empty = dict.fromkeys(
        ("planned_start", "planned_finish", "start_day", "finish_day", "expected_start",
         "expected_finish", "slack_days")
    )  # fmt: skip
    return TaskView(id=key, stage="s", state=state, cost=0.0, **{**empty, **days})  # type: ignore[arg-type]


def test_a_scale_holds_values_within_its_ends() -> None:
    scale = Scale(0.0, 10.0, 100.0, 200.0)

    assert [scale(value) for value in (-5, 0, 2.5, 10, 50)] == [100.0, 100.0, 125.0, 200.0, 200.0]
    assert scale.length(2.0, 4.0) == 20.0
    assert Scale(3.0, 3.0, 7.0, 9.0)(3.0) == 7.0


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0.0, 10.0, 5, [0, 2, 4, 6, 8, 10]),
        (0.0, 4_751_010.0, 4, [0, 2_000_000, 4_000_000]),
        (3.0, 17.0, 3, [5, 10, 15]),
        (5.0, 5.0, 4, [5]),
        (0.0, 1.0, 4, [0, 0.25, 0.5, 0.75, 1]),
    ],
)
def test_ticks_are_round(low: float, high: float, most: int, expected: list[float]) -> None:
    assert round_ticks(low, high, most) == expected


def test_text_is_cut_where_it_is_too_wide() -> None:
    assert text_width("中a", 10.0) == pytest.approx(15.6)
    assert fit("Pump", 100.0, 12.0) == "Pump"
    assert fit("核心模块配置开发", 60.0, 12.0) == "核心模块…"
    assert fit("Core modules", 5.0, 12.0) == "C…"


def test_the_plan_is_drawn() -> None:
    tasks = [
        task("done", "done", planned_start=0, planned_finish=4, start_day=0, finish_day=5),
        task("working", "working", planned_start=4, planned_finish=8, start_day=5,
             expected_start=5, expected_finish=15, slack_days=0),
        task("waiting", "waiting", planned_start=8, planned_finish=10, expected_start=15,
             expected_finish=18, slack_days=2),
        task("stopped", "stopped", planned_start=2, planned_finish=3),
        task("ahead", "ahead"),
    ]  # fmt: skip

    drawing = draw_gantt(tasks, 10.0, str.upper, date_of)

    assert drawing is not None
    scale = Scale(0.0, 19.0, LABEL_WIDTH, LABEL_WIDTH + CHART_WIDTH)
    rows = {row.id: row for row in drawing.rows}
    assert [row.label for row in drawing.rows] == ["DONE", "STOPPED", "WORKING", "WAITING"]
    assert drawing.today == scale(10)
    assert rows["done"].done == Span(scale(0), scale.length(0, 5))
    assert rows["done"].planned == Span(scale(0), scale.length(0, 4))
    assert rows["working"].done == Span(scale(5), scale.length(5, 10))
    assert rows["working"].to_come == Span(scale(10), scale.length(10, 15))
    assert (rows["working"].is_critical, rows["waiting"].is_critical) == (True, False)
    assert rows["waiting"].done is None
    assert rows["waiting"].to_come == Span(scale(15), scale.length(15, 18))
    assert rows["stopped"].done is None
    assert [tick.day for tick in drawing.ticks] == [0.0, 5.0, 10.0, 15.0]
    assert [tick.date for tick in drawing.ticks[:2]] == [date_of(0), date_of(5)]


def test_what_was_over_long_ago_is_left_out() -> None:
    tasks = [
        task("old", "done", planned_start=0, planned_finish=4, start_day=0, finish_day=5),
        task("recent", "done", planned_start=0, planned_finish=4, start_day=0, finish_day=31),
        task("never", "stopped", planned_start=2, planned_finish=3),
    ]

    drawing = draw_gantt(tasks, 40.0, str, date_of, since=30.0)

    assert drawing is not None
    assert [row.id for row in drawing.rows] == ["recent"]


def test_a_long_plan_has_few_ticks() -> None:
    long = [task("long", "waiting", planned_start=0, planned_finish=1900,
                 expected_start=0, expected_finish=1900)]  # fmt: skip

    drawing = draw_gantt(long, 0.0, str, date_of)

    assert drawing is not None
    assert [tick.day for tick in drawing.ticks] == [0, 260, 520, 780, 1040, 1300, 1560, 1820]


def test_nothing_planned_is_nothing_drawn() -> None:
    assert draw_gantt([task("ahead", "ahead")], 0.0, str, date_of) is None


def test_the_buying_centre_is_mapped() -> None:
    people = [
        StakeholderView("minor", 0.2, Shown(0.0, 20.0), None),
        StakeholderView("boss", 0.4, Shown(50.0, 50.0), None),
        StakeholderView("silent", 0.2, Shown(None, None), None),
        StakeholderView("friend", 0.2, Shown(90.0, 100.0), None),
    ]

    drawing = draw_influence(people, str)

    assert drawing is not None
    across = Scale(0.0, 100.0, LEFT, WIDTH - RIGHT)
    found = {person.id: person for person in drawing.people}
    assert [person.id for person in drawing.people] == ["boss", "minor", "silent", "friend"]
    assert (found["boss"].start, found["boss"].width) == (across(50), 3.0)
    assert (found["minor"].start, found["minor"].width) == (across(0), across.length(0, 20))
    assert (found["silent"].start, found["silent"].middle) == (None, None)
    assert found["boss"].radius > found["minor"].radius
    heights = [person.y for person in drawing.people]
    assert all(below - above >= 36 for above, below in pairwise(heights))
    assert all(drawing.top < height < drawing.bottom for height in heights)
    assert found["friend"].label_x <= WIDTH - RIGHT


def test_nobody_is_no_map() -> None:
    assert draw_influence([], str) is None


def test_a_whole_deal_on_its_days() -> None:
    run = play(load_text(MINI), 4, "default")
    room = look(run)

    drawing = draw_timeline(room, run.journal, str, date_of)

    assert [band.id for band in drawing.bands] == ["qualify", "offer", "delivery", "close"]
    assert [mark.label for mark in drawing.decisions] == [str(n + 1) for n in range(7)]
    kinds = [mark.kind for mark in drawing.marks]
    assert kinds.count("payment") == 2
    assert {"award", "contract", "milestone"} <= set(kinds)
    assert len({(mark.x, mark.y) for mark in drawing.marks}) == len(drawing.marks)
    assert drawing.marks_y > drawing.decisions_y
    assert drawing.money_ticks[0].amount == 0.0


def test_the_curve_ends_at_what_was_spent() -> None:
    """The journal tells every amount that left the account."""
    run = play(load_text(MINI), 4, "default")

    drawing = draw_timeline(look(run), run.journal, str, date_of)

    money = look(run).money
    most = max(money.selling + money.delivery, money.collected)
    up = Scale(0.0, most, drawing.money_bottom, drawing.money_top)
    spent_y = float(drawing.spent.split()[-1].split(",")[1])
    collected_y = float(drawing.collected.split()[-1].split(",")[1])
    assert spent_y == up(money.selling + money.delivery)
    assert collected_y == up(money.collected)


def test_strikes_and_penalties_are_drawn() -> None:
    facts = [
        RiskStruck(10.0, "strike", None),
        PenaltyIncurred(20.0, "handover", 9_000.0),
        TaskStopped(30.0, "build", 1_000.0),
        TaskStopped(30.0, "install", 0.0),
    ]
    run = play(load_text(MINI), 1, "default")

    drawing = draw_timeline(look(run), facts, str, date_of)

    assert [(mark.kind, mark.label) for mark in drawing.marks] == [("risk", "strike")]
    assert [money_out(fact) for fact in facts] == [
        None, ("handover", 9_000.0), ("build", 1_000.0), None,
    ]  # fmt: skip


def test_a_deal_that_ended_at_once_is_drawn() -> None:
    run = play(load_text(MINI), 1, "default")

    drawing = draw_timeline(look(run), (), str, date_of)

    assert (drawing.decisions, drawing.marks) == ((), ())
