"""Overtime, against the Business Roundtable (Scheduled Overtime Effect on Construction Projects,
1980): half a day more each day works more at first, and after nine weeks no more than without."""

from itertools import pairwise

import pytest

from simengine.journal import TaskFinished
from simengine.run import Snapshot
from tests.simengine.making import make_program, play
from tests.simengine.proofs.gauges import tell

SLICE = 0.25
SLICES = 299
DAY_RATE = 1000


def working(overtime: float, *, days: float, rest_from: float | None = None) -> Snapshot:
    """One person works off slices of a quarter of a day, with overtime until there is a rest."""
    names = [f"slice_{i}" for i in range(SLICES)]
    share = "team.crew.overtime"
    rest = {} if rest_from is None else {"rest": {"day": rest_from, "then": [f"{share} = 0"]}}
    stage = {"gate": f"day >= {days}", "then": [f"{share} = {overtime}"], "start": names}
    return play(
        make_program(
            horizon=days,
            money={"selling": 10**7},
            team={"crew": {"people": 1, "day_rate": DAY_RATE}},
            stages={"work": stage},
            tasks={name: {"days": SLICE, "needs": {"crew": 1}} for name in names},
            events=rest,
        )
    )


def output_by_week(run: Snapshot, weeks: int) -> list[float]:
    """Plan days of work done in each week, as a share of the week's five."""
    ends = [0.0] + [fact.day for fact in run.journal if isinstance(fact, TaskFinished)]

    def done_by(day: float) -> float:
        place = sum(end <= day + 1e-9 for end in ends) - 1
        begun = (day - ends[place]) / (ends[place + 1] - ends[place])
        return SLICE * (place + begun)

    return [(done_by(5.0 * week + 5) - done_by(5.0 * week)) / 5 for week in range(weeks)]


def test_the_gain_of_half_a_day_more_is_gone_after_nine_weeks() -> None:
    """Fatigue takes 1/27 of the output each week: 1.5 · (1 - k / 27) of a normal week's work."""
    output = output_by_week(working(0.5, days=62), 12)
    tell(f"output by week at 50 % overtime: {' '.join(f'{week:.3f}' for week in output)}")
    assert output == pytest.approx([1.5 * (1 - week / 27) for week in range(12)], abs=0.002)
    assert all(earlier > later for earlier, later in pairwise(output))
    assert output[8] > 1.05
    assert output[9] == pytest.approx(1.0, abs=0.002)
    assert output[10] < 1


def test_a_quarter_more_gains_less_and_lasts_little_longer() -> None:
    """At 25 %, 1.25 · (1 - k / 54): a smaller gain, gone after eleven weeks."""
    output = output_by_week(working(0.25, days=66), 13)
    assert output == pytest.approx([1.25 * (1 - week / 54) for week in range(13)], abs=0.002)
    assert output[10] > 1
    assert output[11] < 1


def test_a_tired_crew_works_less_than_a_fresh_one_until_it_has_rested() -> None:
    """Nine weeks' fatigue takes a third; of it a fifth goes away each week of rest."""
    output = output_by_week(working(0.5, days=66, rest_from=46), 13)
    rested = [1 - 0.8**week / 3 for week in range(1, 4)]
    assert output[10:] == pytest.approx(rested, abs=0.002)


def test_tired_work_is_dearer_than_fresh_work() -> None:
    """Overtime hours cost half as much again, so a day with half a day more costs 1.75."""
    run = working(0.5, days=62)
    finished = [fact for fact in run.journal if isinstance(fact, TaskFinished)]
    fresh = finished[0]
    tired = next(fact for fact in finished if fact.day - fact.days > 45)
    assert fresh.cost == pytest.approx(1.75 / 1.5 * SLICE * DAY_RATE)
    # In the tenth week as much is done as without overtime, for 1.75 times the money.
    assert tired.cost == pytest.approx(1.75 * SLICE * DAY_RATE)
