"""When a card comes again: FSRS, reckoned in whole days.

The Free Spaced Repetition Scheduler (Ye, 2022; version 6, package ``fsrs``) holds of each card how
stable its memory is and how difficult it is, and lets it come again when the probability of still
knowing it has fallen to nine in ten. People review once a day at whatever hour, so a day counts
from midnight to midnight: what was learned yesterday evening is a day old this morning.

Cards that were learned together would come together for ever, so longer intervals are spread a
little, in the ranges of FSRS's own fuzz; but by a seed, so that the same history gives the same
days again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from fsrs import Card, Rating, Scheduler
from fsrs import State as FsrsState

from app.memory.models import State

RETENTION = 0.9
"""The share of cards that should still be known when they come again."""

MOST_DAYS = 365
"""Nobody waits for longer: what is asked comes from a trade that changes."""

# What is missed comes again on the same day, after everything else, until it is known.
_SOON = (timedelta(minutes=10),)
_SCHEDULER = Scheduler(
    desired_retention=RETENTION,
    learning_steps=_SOON,
    relearning_steps=_SOON,
    maximum_interval=MOST_DAYS,
    enable_fuzzing=False,  # It would draw from the random numbers of the whole process.
)

_STATES: dict[FsrsState, State] = {
    FsrsState.Learning: "learning",
    FsrsState.Review: "review",
    FsrsState.Relearning: "relearning",
}
_FSRS_STATES = {state: fsrs for fsrs, state in _STATES.items()}

# From so many days to so many, the share of an interval by which it may be moved: as in FSRS.
_SPREAD = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float(MOST_DAYS), 0.05))
_LEAST_SPREAD_DAYS = 2.5


@dataclass(frozen=True)
class Held:
    """How a card is held in memory."""

    state: State = "new"
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    due_on: date | None = None
    last_on: date | None = None
    lapses: int = 0


def reviewed(held: Held, rating: Rating, day: date, seed: str) -> Held:
    """How a card is held after a review on a day; `seed` spreads its days (:func:`seed_of`)."""
    before = Card(
        card_id=0,
        state=_FSRS_STATES.get(held.state, FsrsState.Learning),
        step=held.step,
        stability=held.stability,
        difficulty=held.difficulty,
        due=_noon(held.due_on or day),
        last_review=None if held.last_on is None else _noon(held.last_on),
    )
    after, _log = _SCHEDULER.review_card(before, rating, _noon(day))
    state = _STATES[after.state]
    interval = (after.due.date() - day).days
    if state == "review":
        interval = spread(interval, seed)
    is_lapse = held.state == "review" and rating == Rating.Again
    return Held(
        state=state,
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        due_on=day + timedelta(days=interval),
        last_on=day,
        lapses=held.lapses + is_lapse,
    )


def spread(days: int, seed: str) -> int:
    """An interval moved by a few days, at the bidding of a seed; short ones stay as they are."""
    if days < _LEAST_SPREAD_DAYS:
        return days
    reach = 1.0 + sum(share * max(min(days, to) - since, 0.0) for since, to, share in _SPREAD)
    high = min(round(days + reach), MOST_DAYS)
    low = min(max(round(days - reach), 2), high)
    return Random(seed).randint(low, high)


def seed_of(person_id: int, key: str, repetition: int) -> str:
    """What the days of one review of one card are drawn by."""
    return f"{person_id}:{key}:{repetition}"


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
