"""What if: the same past and luck, another answer; it counts for nothing."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.accounts.models import Person
from app.errors import Conflict, NotFound
from app.play import service as play
from app.play.models import Attempt
from tests.support.deals import MINI_SLUG, NOON, play_to_the_end, publish_mini
from tests.support.people import make_person


@pytest.fixture
def person(db: SQLAlchemy) -> Person:
    publish_mini()
    return make_person()


def finished(person: Person, mode: str = "practice") -> Attempt:
    seed = {"seed": 4} if mode == "practice" else {}
    started = play.start(person.id, MINI_SLUG, mode, now=NOON, **seed)  # type: ignore[arg-type]
    play_to_the_end(started.id, person.id)
    return play.get_own_attempt(started.id, person.id)


def test_it_has_the_past_and_the_luck_of_its_origin(person: Person) -> None:
    origin = finished(person)

    attempt = play.start_what_if(origin.id, person.id, 2, now=NOON)

    assert (attempt.mode, attempt.status, attempt.steps) == ("what_if", "open", 2)
    assert (attempt.origin_id, attempt.origin_step) == (origin.id, 2)
    assert (attempt.digest, attempt.engine, attempt.seed, attempt.entry_id, attempt.version_id) == (
        origin.digest, origin.engine, origin.seed, origin.entry_id, origin.version_id
    )  # fmt: skip
    assert play.answers_of(attempt.id) == play.answers_of(origin.id)[:2]
    before = play.snapshot_of(origin, upto=2)
    assert play.snapshot_of(attempt).journal == before.journal


def test_the_same_answers_lead_to_the_same_score(person: Person) -> None:
    origin = finished(person)
    attempt = play.start_what_if(origin.id, person.id, 1, now=NOON)

    assert play_to_the_end(attempt.id, person.id).score == origin.score


def test_it_counts_for_nothing(person: Person) -> None:
    origin = finished(person)
    attempt = play.start_what_if(origin.id, person.id, 0, now=NOON)

    assert play.attempts_of(person.id) == [origin]
    assert set(play.attempts_of(person.id, with_uncounted=True)) == {origin, attempt}
    assert play.attempts_of_people([person.id]) == [origin]


def test_an_untouched_one_is_taken_up_again(person: Person) -> None:
    origin = finished(person)
    first = play.start_what_if(origin.id, person.id, 1, now=NOON)

    assert play.start_what_if(origin.id, person.id, 1, now=NOON) is first
    play_to_the_end(first.id, person.id)
    assert play.start_what_if(origin.id, person.id, 1, now=NOON).id != first.id


def test_a_what_if_can_be_departed_from_in_turn(person: Person) -> None:
    origin = finished(person)
    first = play.start_what_if(origin.id, person.id, 1, now=NOON)
    play_to_the_end(first.id, person.id)

    second = play.start_what_if(first.id, person.id, 2, now=NOON)

    assert (second.mode, second.origin_id) == ("what_if", first.id)


def test_the_luck_of_an_assessment_is_not_tried_out(person: Person) -> None:
    origin = finished(person, "assessed")

    with pytest.raises(Conflict, match="An assessment cannot be tried again"):
        play.start_what_if(origin.id, person.id, 0, now=NOON)


def test_what_is_open_cannot_be_departed_from(person: Person) -> None:
    started = play.start(person.id, MINI_SLUG, "practice", seed=4, now=NOON)

    with pytest.raises(Conflict, match="Finish this attempt first"):
        play.start_what_if(started.id, person.id, 0, now=NOON)


@pytest.mark.parametrize("step", [-1, 99])
def test_there_is_no_such_step(person: Person, step: int) -> None:
    origin = finished(person)

    with pytest.raises(NotFound, match=f"no step {step + 1}"):
        play.start_what_if(origin.id, person.id, step, now=NOON)


def test_nobody_plays_on_in_anothers_attempt(person: Person) -> None:
    origin = finished(person)

    with pytest.raises(NotFound):
        play.start_what_if(origin.id, make_person().id, 0, now=NOON)
