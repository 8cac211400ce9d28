"""The schedule is FSRS's own, over whole histories; its spread is drawn by a seed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from fsrs import Card, Rating, Scheduler
from fsrs import State as FsrsState

from app.memory.schedule import MOST_DAYS, RETENTION, Held, reviewed, spread

BEGAN = date(2026, 3, 2)
TEN_MINUTES = (timedelta(minutes=10),)
NAMES = {
    FsrsState.Learning: "learning",
    FsrsState.Review: "review",
    FsrsState.Relearning: "relearning",
}


def history(seed: int, length: int = 60) -> list[tuple[date, Rating]]:
    """Reviews at odd intervals, some on the same day, some much too late."""
    luck, day, found = Random(seed), BEGAN, []
    for _ in range(length):
        found.append((day, luck.choice([Rating.Again, Rating.Hard, Rating.Good, Rating.Easy])))
        day += timedelta(days=luck.choice([0, 0, 1, 2, 5, 13, 40]))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_a_whole_history_goes_as_fsrs_itself_has_it(seed: int) -> None:
    theirs = Scheduler(
        desired_retention=RETENTION,
        learning_steps=TEN_MINUTES,
        relearning_steps=TEN_MINUTES,
        maximum_interval=MOST_DAYS,
        enable_fuzzing=False,
    )
    card, held, lapses = Card(card_id=1), Held(), 0
    for day, rating in history(seed):
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        lapses += card.state == FsrsState.Review and rating == Rating.Again
        card, _log = theirs.review_card(card, rating, at)
        held = reviewed(held, rating, day, "7:item.a:1")
        interval = (card.due.date() - day).days
        if card.state == FsrsState.Review:
            interval = spread(interval, "7:item.a:1")
        assert held == Held(
            state=NAMES[card.state],  # type: ignore[arg-type]
            step=card.step,
            stability=card.stability,
            difficulty=card.difficulty,
            due_on=day + timedelta(days=interval),
            last_on=day,
            lapses=lapses,
        )


def test_what_is_missed_comes_again_today_until_it_is_known() -> None:
    missed = reviewed(Held(), Rating.Again, BEGAN, "a")
    assert (missed.state, missed.due_on) == ("learning", BEGAN)
    known = reviewed(missed, Rating.Good, BEGAN, "a")
    assert known.state == "review"
    assert known.due_on is not None
    assert known.due_on > BEGAN
    forgotten = reviewed(known, Rating.Again, known.due_on, "a")
    assert (forgotten.state, forgotten.due_on, forgotten.lapses) == (
        "relearning",
        known.due_on,
        1,
    )


def test_the_evening_before_is_a_day_ago() -> None:
    """Reckoned in hours, a card learned at night and seen in the morning would gain nothing."""
    known = reviewed(Held(), Rating.Good, BEGAN, "a")
    same_day = reviewed(known, Rating.Good, BEGAN, "a")
    next_day = reviewed(known, Rating.Good, BEGAN + timedelta(days=1), "a")
    assert known.stability is not None
    assert same_day.stability is not None
    assert next_day.stability is not None
    assert next_day.stability > same_day.stability >= known.stability


@pytest.mark.parametrize(
    ("days", "low", "high"), [(1, 1, 1), (2, 2, 2), (3, 2, 4), (10, 8, 12), (100, 93, 107)]
)
def test_intervals_are_spread_as_far_as_fsrs_does(days: int, low: int, high: int) -> None:
    found = {spread(days, str(seed)) for seed in range(400)}
    assert found == set(range(low, high + 1))


def test_the_spread_is_the_same_every_time_and_never_beyond_a_year() -> None:
    assert [spread(50, "7:item.a:3") for _ in range(3)] == [spread(50, "7:item.a:3")] * 3
    assert max(spread(MOST_DAYS, str(seed)) for seed in range(200)) == MOST_DAYS
    held = Held()
    for _ in range(12):
        held = reviewed(held, Rating.Easy, held.due_on or BEGAN, "x")
    assert held.due_on is not None
    assert held.last_on is not None
    assert (held.due_on - held.last_on).days <= MOST_DAYS
