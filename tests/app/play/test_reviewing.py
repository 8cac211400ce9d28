"""Reviews are asked for once, wait for par, and say what the engine says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.accounts.models import Person
from app.errors import Conflict
from app.jobs import service as jobs
from app.library import service as library
from app.library.service.kinds import SOLVE
from app.play import service as play
from app.play.models import Attempt
from app.play.service.kinds import REVIEW, may_see_review
from app.play.service.reviewing import read_review
from simengine.estimates import Estimate
from simengine.policies import Plan
from simengine.review.reviewing import review_run
from tests.support.coaching import give_par, give_review
from tests.support.deals import MINI, MINI_SLUG, NOON, play_to_the_end, publish_mini
from tests.support.people import make_group, make_person


@pytest.fixture
def person(db: SQLAlchemy) -> Person:
    return make_person()


@pytest.fixture
def attempt(person: Person) -> Attempt:
    """A finished attempt."""
    publish_mini()
    started = play.start(person.id, MINI_SLUG, "practice", seed=4, now=NOON)
    play_to_the_end(started.id, person.id)
    return play.get_own_attempt(started.id, person.id)


def test_without_par_the_search_for_it_comes_first(attempt: Attempt) -> None:
    job = play.ask_for_review(attempt, now=NOON)

    assert (job.kind, job.state) == (SOLVE.name, "queued")
    assert play.find_review_job(attempt) is job
    assert play.find_review(attempt) is None
    assert jobs.askers_of(job.id) == [f"attempt:{attempt.id}"]


def test_the_same_review_is_one_job(attempt: Attempt) -> None:
    give_par(attempt.digest)

    job = play.ask_for_review(attempt, now=NOON)

    assert play.ask_for_review(attempt, now=NOON) is job
    assert play.find_review_job(attempt) is job
    assert (job.kind, job.payload["seed"]) == (REVIEW.name, 4)
    assert play.find_review(attempt) is None


def test_a_review_is_read_as_it_was_written(attempt: Attempt) -> None:
    written = give_review(attempt, {1: "blunder"})

    assert play.find_review(attempt) == written


def test_a_review_from_before_is_still_read(attempt: Attempt) -> None:
    """What it found of each decision comes up in the daily review for ever."""
    now = give_review(attempt, {1: "blunder"})
    before = now.as_json()
    del before["par_score"]
    before["accuracy"] = 83.0
    for each in before["decisions"]:
        del each["behind_par"]

    found = read_review(before)

    assert found.accuracy == Estimate(0, 83.0, 0.0, 83.0, 83.0)
    assert found.decisions == tuple(replace(each, behind_par=None) for each in now.decisions)


def test_a_job_says_what_the_engine_says(attempt: Attempt) -> None:
    give_par(attempt.digest)
    job = play.ask_for_review(attempt, now=NOON)
    assert REVIEW.load is not None
    progress: list[tuple[int, int]] = []

    with ThreadPoolExecutor(1) as executor:
        result = REVIEW.run(REVIEW.load(job.payload), lambda *at: progress.append(at), executor)

    answers = play.answers_of(attempt.id)
    review = review_run(MINI, 4, answers, Plan({}))
    assert result == review.as_json()
    assert progress[-1][0] == progress[-1][1] > 0


def test_only_what_is_finished_is_reviewed(person: Person) -> None:
    publish_mini()
    started = play.start(person.id, MINI_SLUG, "practice", seed=4, now=NOON)

    with pytest.raises(Conflict, match="once it is finished"):
        play.ask_for_review(started, now=NOON)


def test_who_may_see_the_attempt_may_see_the_work_on_its_review(db: SQLAlchemy) -> None:
    publish_mini()
    group = make_group()
    person = make_person(learns_in=group)
    trainer, stranger = make_person("trainer", teaches=group), make_person()
    started = play.start(person.id, MINI_SLUG, "practice", seed=4, now=NOON)
    play_to_the_end(started.id, person.id)
    give_par(started.digest)
    job = play.ask_for_review(play.get_own_attempt(started.id, person.id), now=NOON)

    seen = [may_see_review(viewer, job) for viewer in (person, trainer, stranger)]
    assert seen == [True, True, False]


def test_a_search_and_a_check_say_what_the_engine_says(
    db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.library.service.kinds.SOLVE_RUNS", 500)
    version = publish_mini()
    digest = version.digest
    job = library.ask_for_par(digest, asker="version:1", now=NOON)
    assert SOLVE.load is not None

    with ThreadPoolExecutor(1) as executor:
        found = SOLVE.run(SOLVE.load(job.payload), _ignore, executor)
    library.keep_par(digest, found, now=NOON)

    par = library.find_par(digest)
    assert par is not None
    assert par.mean.n >= 2
    assert set(par.bots) == {"default", "random", "cautious", "greedy"}
    assert Plan.from_json(par.plan).as_json() == found["plan"]


def _ignore(_made: int, _all: int) -> None: ...


def test_a_par_of_another_text_is_not_kept(db: SQLAlchemy) -> None:
    digest = publish_mini().digest
    library.keep_par(digest, {"digest": "another", "engine": "1"}, now=NOON)

    assert library.find_par(digest) is None
