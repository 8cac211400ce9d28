"""Beginning an attempt: on which version, with which luck, and how often."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from app.errors import Conflict, Invalid, NotFound
from app.library import service as library
from app.play import service as play
from app.play.models import Attempt
from simengine.run import ENGINE
from simengine.scenario.problems import ScenarioInvalid
from tests.support.deals import (
    MINI,
    MINI_SLUG,
    NOON,
    decide_by_habit,
    mini_text,
    publish_mini,
)
from tests.support.people import make_person
from tests.support.threads import at_once


def count_attempts(db: SQLAlchemy) -> int | None:
    return db.session.scalar(select(func.count()).select_from(Attempt))


def test_practice_with_a_seed_of_ones_own(db: SQLAlchemy) -> None:
    person, version = make_person(), publish_mini()

    attempt = play.start(person.id, MINI_SLUG, "practice", seed=42, now=NOON)

    assert (
        attempt.person_id, attempt.entry_id, attempt.version_id, attempt.digest, attempt.engine,
        attempt.seed, attempt.mode, attempt.status, attempt.steps, attempt.started_at,
        attempt.played_at, attempt.finished_at, attempt.score, attempt.grade, attempt.passed,
        attempt.outcome, attempt.kpis,
    ) == (
        person.id, version.entry_id, version.id, version.digest, ENGINE,
        42, "practice", "open", 0, NOON, NOON, None, None, None, None, None, None,
    )  # fmt: skip


def test_a_form_that_is_sent_again_gets_the_attempt_that_it_started(db: SQLAlchemy) -> None:
    person, other = make_person(), make_person()
    publish_mini()

    def start(person_id: int, token: str | None) -> int:
        return play.start(person_id, MINI_SLUG, "practice", form_token=token, now=NOON).id

    first, again = start(person.id, "a" * 32), start(person.id, "a" * 32)
    others = [start(person.id, "b" * 32), start(other.id, "a" * 32), start(person.id, None)]

    assert first == again
    assert len({first, *others, start(person.id, None)}) == 5


def test_a_form_that_is_gone_back_to_begins_anew(db: SQLAlchemy) -> None:
    person, token = make_person(), "a" * 32
    publish_mini()

    def start(seed: int | None) -> Attempt:
        return play.start(person.id, MINI_SLUG, "practice", seed=seed, form_token=token, now=NOON)

    first = start(1)
    other_seed = start(2)
    decide_by_habit(first.id, person.id)
    after_a_decision = start(1)

    assert len({first.id, other_seed.id, after_a_decision.id}) == 3
    assert (other_seed.seed, other_seed.form_token) == (2, None)


def test_a_form_that_is_sent_twice_at_once_starts_one_attempt(app: Flask, db: SQLAlchemy) -> None:
    person_id = make_person().id
    publish_mini()

    def start() -> int:
        return play.start(person_id, MINI_SLUG, "practice", form_token="a" * 32, now=NOON).id

    started = at_once(app, [start] * 4)

    assert len(set(started)) == 1
    assert count_attempts(db) == 1


def test_practice_with_a_random_seed(db: SQLAlchemy) -> None:
    person = make_person()
    publish_mini()

    seeds = {play.start(person.id, MINI_SLUG, "practice", now=NOON).seed for _ in range(3)}

    assert len(seeds) == 3
    assert all(0 <= seed < 1_000_000_000 for seed in seeds)


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_out_of_range_is_refused(db: SQLAlchemy, seed: int) -> None:
    person = make_person()
    publish_mini()

    with pytest.raises(Invalid, match="from 0 to 9223372036854775807"):
        play.start(person.id, MINI_SLUG, "practice", seed=seed, now=NOON)

    assert count_attempts(db) == 0


def test_the_largest_seed(db: SQLAlchemy) -> None:
    person = make_person()
    publish_mini()

    attempt = play.start(person.id, MINI_SLUG, "practice", seed=2**63 - 1, now=NOON)

    assert play.snapshot_of(attempt).seed == 2**63 - 1


def test_an_unknown_or_withdrawn_scenario_is_not_found(db: SQLAlchemy) -> None:
    person = make_person()
    publish_mini()
    library.withdraw(MINI_SLUG, by=make_person("admin"), now=NOON)

    for slug in ("nothing", MINI_SLUG):
        with pytest.raises(NotFound, match="not on offer"):
            play.start(person.id, slug, "practice", now=NOON)


def test_everybody_is_assessed_with_the_same_luck(db: SQLAlchemy) -> None:
    version = publish_mini()

    seeds = {play.start(make_person().id, MINI_SLUG, "assessed", now=NOON).seed for _ in range(2)}

    assert seeds == {version.assessed_seed}


def test_an_open_assessment_is_taken_up_again(db: SQLAlchemy) -> None:
    person = make_person()
    publish_mini()
    first = play.start(person.id, MINI_SLUG, "assessed", now=NOON)

    again = play.start(person.id, MINI_SLUG, "assessed", now=NOON)

    assert again.id == first.id
    assert count_attempts(db) == 1


def test_an_assessment_counts_once(db: SQLAlchemy) -> None:
    person = make_person()
    publish_mini()
    attempt = play.start(person.id, MINI_SLUG, "assessed", now=NOON)
    play.give_up(attempt.id, person.id, now=NOON)

    with pytest.raises(Conflict, match="already"):
        play.start(person.id, MINI_SLUG, "assessed", now=NOON)


def test_a_new_version_can_be_assessed_anew(db: SQLAlchemy) -> None:
    person = make_person()
    publish_mini()
    first = play.start(person.id, MINI_SLUG, "assessed", now=NOON)
    publish_mini("Second.")

    second = play.start(person.id, MINI_SLUG, "assessed", now=NOON)

    assert (first.version.number, second.version.number) == (1, 2)


def test_many_clicks_start_one_assessment(app: Flask) -> None:
    with app.app_context():
        person_id = make_person().id
        publish_mini()

    def begin(_number: int) -> int:
        with app.app_context():
            return play.start(person_id, MINI_SLUG, "assessed", now=NOON).id

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(begin, range(16)))

    assert len(found) == 1


def test_a_trial_needs_no_publishing(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    entry = library.save_draft("other-deal", "half a draft", by=trainer, now=NOON)

    attempt = play.start_trial(
        trainer.id, mini_text(slug="other-deal"), slug="other-deal", seed=7, now=NOON
    )

    assert (attempt.mode, attempt.version_id, attempt.entry_id, attempt.seed) == (
        "trial", None, entry.id, 7,
    )  # fmt: skip
    assert play.attempts_of(trainer.id) == []
    assert play.attempts_of(trainer.id, with_uncounted=True) == [attempt]


def test_a_trial_of_a_text_with_problems_is_refused(db: SQLAlchemy) -> None:
    with pytest.raises(ScenarioInvalid):
        play.start_trial(make_person("trainer").id, "schema: 2", now=NOON)

    assert count_attempts(db) == 0


def test_a_trial_in_which_nothing_is_asked_is_refused(db: SQLAlchemy) -> None:
    silent = MINI
    for trigger in ("at: qualify.start", "at: offer.gate", "at: delivery.start"):
        silent = silent.replace(f"    {trigger}\n", f"    {trigger}\n    when: day > 99\n")
    silent = silent.replace("gate: tasks.visit.done or chose.how_deep.quick", "gate: day > 98")

    with pytest.raises(Invalid, match="nothing is ever asked with the seed 5"):
        play.start_trial(make_person("trainer").id, silent, seed=5, now=NOON)
