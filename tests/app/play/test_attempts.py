"""Who may look at which attempt, and the cache of replays."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.errors import Forbidden, NotFound
from app.play import service as play
from app.play.service import replays
from tests.support.deals import MINI, MINI_SLUG, NOON, play_to_the_end, publish_mini
from tests.support.people import make_group, make_person


def test_the_person_sees_their_attempt_always(db: SQLAlchemy) -> None:
    person = make_person()
    publish_mini()
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=1, now=NOON)

    assert play.get_visible_attempt(attempt.id, person) is attempt
    play.give_up(attempt.id, person.id, now=NOON)
    assert play.get_visible_attempt(attempt.id, person) is attempt


def test_others_see_it_when_it_is_over(db: SQLAlchemy) -> None:
    group = make_group()
    person = make_person(learns_in=group)
    watchers = [
        make_person("trainer", teaches=group),
        make_person("manager", manages=group),
        make_person("admin"),
    ]
    publish_mini()
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=1, now=NOON)

    for watcher in watchers:
        with pytest.raises(Forbidden, match="still being played"):
            play.get_visible_attempt(attempt.id, watcher)
    play_to_the_end(attempt.id, person.id)

    assert all(play.get_visible_attempt(attempt.id, watcher) is attempt for watcher in watchers)


def test_strangers_never_know_of_it(db: SQLAlchemy) -> None:
    group = make_group()
    person = make_person(learns_in=group)
    strangers = [make_person("trainee", learns_in=group), make_person("trainer"),
                 make_person("manager", manages=make_group())]  # fmt: skip
    publish_mini()
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=1, now=NOON)
    play_to_the_end(attempt.id, person.id)

    for stranger in strangers:
        with pytest.raises(NotFound):
            play.get_visible_attempt(attempt.id, stranger)
    with pytest.raises(NotFound):
        play.get_visible_attempt(attempt.id + 1, person)


def test_trials_are_their_authors_own(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    attempt = play.start_trial(trainer.id, MINI, seed=1, now=NOON)
    play_to_the_end(attempt.id, trainer.id)

    assert play.get_visible_attempt(attempt.id, trainer) is attempt
    with pytest.raises(NotFound):
        play.get_visible_attempt(attempt.id, make_person("admin"))
    assert play.attempts_of_people([trainer.id]) == []


def test_lists_of_attempts(db: SQLAlchemy) -> None:
    person, other = make_person(), make_person()
    version = publish_mini()
    first = play.start(person.id, MINI_SLUG, "practice", seed=1, now=NOON)
    second = play.start(person.id, MINI_SLUG, "assessed", now=NOON)
    third = play.start(other.id, MINI_SLUG, "practice", seed=1, now=NOON)

    assert play.attempts_of(person.id) == [second, first]
    assert play.attempts_of_people([person.id, other.id]) == [third, second, first]
    assert play.find_assessed_attempt(person.id, version.id) is second
    assert play.find_assessed_attempt(other.id, version.id) is None


def test_the_cache_keeps_a_few_and_decides_nothing(
    db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replays, "_KEPT", 2)
    person = make_person()
    publish_mini()
    attempts = [
        play.start(person.id, MINI_SLUG, "practice", seed=seed, now=NOON) for seed in (1, 2, 3)
    ]
    play.forget_replays()
    first = play.snapshot_of(attempts[0])
    play.snapshot_of(attempts[1])

    assert play.snapshot_of(attempts[0]) is first
    play.snapshot_of(attempts[2])
    play.snapshot_of(attempts[1])
    anew = play.snapshot_of(attempts[0])
    assert anew is not first
    assert (anew.journal, anew.question) == (first.journal, first.question)
