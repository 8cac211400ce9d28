"""What reviews say of decisions, for many attempts at once."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.jobs import service as jobs
from app.play import service as play
from app.play.models import Attempt
from app.play.service import JudgedDecision, JudgedRun, judging
from app.play.service.replays import answers_by_attempt
from simengine.review.model import Label
from tests.support.coaching import give_par, give_review
from tests.support.deals import MINI_SLUG, NOON, play_to_the_end, publish_mini
from tests.support.people import make_person


def finished_attempt(seed: int) -> Attempt:
    """A deal played to its end by habit."""
    person = make_person()
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=seed, now=NOON)
    play_to_the_end(attempt.id, person.id)
    return play.get_own_attempt(attempt.id, person.id)


def test_reviews_are_told_in_short(db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch) -> None:
    # Of the same run on another database.
    play.forget_judgements()
    publish_mini()
    labels: dict[int, Label] = {0: "forced", 1: "mistake"}
    reviewed, other = finished_attempt(1), finished_attempt(2)
    unplayed = play.start(make_person().id, MINI_SLUG, "practice", seed=1, now=NOON)
    assert play.judged_runs([reviewed]) == {}
    give_par(reviewed.digest)
    assert play.judged_runs([reviewed, unplayed]) == {}
    review = give_review(reviewed, labels)

    found = play.judged_runs([reviewed, other, unplayed])

    expected = JudgedRun(
        accuracy=83.0,
        decisions=tuple(
            JudgedDecision(
                step=each.step,
                decision=each.decision,
                skill=each.skill,
                label=each.label,
                loss=2.0,
                # Two points were at stake, and are gone.
                accuracy=0.0,
                stake=pytest.approx(1 - 2 ** (-2 / 6)),
            )
            for each in review.decisions[1:2]
        ),
    )
    assert len(review.decisions) == 2
    assert found == {reviewed.id: expected}
    assert [each.step for each in expected.decisions if each.is_wrong] == [1]

    monkeypatch.setattr(jobs, "results_of", lambda *_: pytest.fail("it was read before"))
    assert play.judged_runs([reviewed]) == found


def test_little_is_kept(db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_mini()
    monkeypatch.setattr(judging, "_KEPT", 1)
    attempts = [finished_attempt(3), finished_attempt(4)]
    for attempt in attempts:
        give_review(attempt, {})

    assert set(play.judged_runs(attempts)) == {attempt.id for attempt in attempts}
    assert len(judging._recent) == 1


def test_answers_of_many_attempts_are_those_of_each(db: SQLAlchemy) -> None:
    publish_mini()
    attempt = finished_attempt(1)
    fresh = play.start(make_person().id, MINI_SLUG, "practice", seed=1, now=NOON)

    assert answers_by_attempt([attempt.id, fresh.id]) == {
        attempt.id: play.answers_of(attempt.id),
        fresh.id: (),
    }
