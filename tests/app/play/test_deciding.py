"""Deciding: checked by replay, stored once, never lost and never doubled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select, update

from app.errors import Conflict, DealwrightError, Invalid, NotFound
from app.play import service as play
from app.play.models import Attempt, Decision
from app.play.refusals import AnswerRefused, ScenarioFails, StepPassed
from simengine.run import ENGINE, replay
from tests.support.deals import (
    MINI,
    MINI_SLUG,
    NOON,
    decide_by_habit,
    play_to_the_end,
    publish_mini,
)
from tests.support.people import make_person

LATER = NOON + timedelta(minutes=5)

Row = tuple[int, str, Any]


def decisions(db: SQLAlchemy, attempt_id: int) -> list[Row]:
    """What is stored of an attempt."""
    query = (
        select(Decision.step, Decision.decision, Decision.value)
        .where(Decision.attempt_id == attempt_id)
        .order_by(Decision.step)
    )
    return [tuple(row) for row in db.session.execute(query)]


@pytest.fixture
def attempt(db: SQLAlchemy) -> Attempt:
    """An attempt at its first step."""
    person = make_person()
    publish_mini()
    return play.start(person.id, MINI_SLUG, "practice", seed=4, now=NOON)


def test_a_decision_is_stored(db: SQLAlchemy, attempt: Attempt) -> None:
    snapshot = play.decide(attempt.id, attempt.person_id, 0, "how_deep", "visit", now=LATER)

    assert decisions(db, attempt.id) == [(0, "how_deep", "visit")]
    assert (attempt.steps, attempt.status, attempt.started_at, attempt.played_at) == (
        1, "open", NOON, LATER,
    )  # fmt: skip
    assert snapshot.question is not None
    assert snapshot.question.step == 1


def test_the_last_decision_brings_the_score(db: SQLAlchemy, attempt: Attempt) -> None:
    snapshot = play_to_the_end(attempt.id, attempt.person_id)

    card = snapshot.scorecard
    assert (attempt.status, attempt.outcome, attempt.score, attempt.grade, attempt.passed) == (
        "finished", snapshot.outcome, card.score, card.grade, card.passed,
    )  # fmt: skip
    assert attempt.kpis == [
        {"id": k.id, "value": k.value, "points": k.points, "share": k.share, "most": k.most}
        for k in card.kpis
    ]
    assert (attempt.steps, attempt.finished_at) == (len(snapshot.answers), NOON)


def test_every_kind_of_answer_survives_the_database(db: SQLAlchemy, attempt: Attempt) -> None:
    live = play_to_the_end(attempt.id, attempt.person_id)
    play.forget_replays()

    again = play.snapshot_of(play.get_own_attempt(attempt.id, attempt.person_id))

    assert {type(answer.value) for answer in live.answers} >= {str, tuple, dict, float}
    assert (again.answers, again.journal, again.score) == (live.answers, live.journal, live.score)
    assert again.score == attempt.score


def test_where_it_stood_before_a_step(db: SQLAlchemy, attempt: Attempt) -> None:
    decide_by_habit(attempt.id, attempt.person_id)
    decide_by_habit(attempt.id, attempt.person_id)

    earlier = play.snapshot_of(attempt, upto=1)

    assert [answer.decision for answer in earlier.answers] == ["how_deep"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("nothing", "There is no option “nothing” here; choose one of: Read only; Visit"),
        (7, "Choose one option"),
        (None, "Choose one option"),
        (["visit"], "Choose one option"),
    ],
)
def test_a_wrong_answer_changes_nothing(
    db: SQLAlchemy, attempt: Attempt, value: Any, message: str
) -> None:
    with pytest.raises(AnswerRefused) as caught:
        play.decide(attempt.id, attempt.person_id, 0, "how_deep", value, now=LATER)

    assert str(caught.value.message) == message
    assert decisions(db, attempt.id) == []
    assert attempt.played_at == NOON


@pytest.mark.parametrize(
    ("decision", "value"),
    [
        ("port", ["mitigate", "transfer"]),
        ("price_bid", 1_200_001),
        ("price_bid", 605_000),
        ("crew", {"helpers": 3}),
        ("crew", {"helpers": 2, "overtime": 3}),
    ],
)
def test_what_is_over_budget_or_out_of_range_changes_nothing(
    db: SQLAlchemy, attempt: Attempt, decision: str, value: Any
) -> None:
    snapshot = play.snapshot_of(attempt)
    while snapshot.question is not None and snapshot.question.decision != decision:
        snapshot = decide_by_habit(attempt.id, attempt.person_id)
    assert snapshot.question is not None
    before = decisions(db, attempt.id)

    with pytest.raises(AnswerRefused):
        play.decide(
            attempt.id, attempt.person_id, snapshot.question.step, decision, value, now=LATER
        )

    assert decisions(db, attempt.id) == before


def test_another_decision_than_is_asked_is_refused(db: SQLAlchemy, attempt: Attempt) -> None:
    with pytest.raises(Invalid, match="Step 1 asks another decision than “price_bid”"):
        play.decide(attempt.id, attempt.person_id, 0, "price_bid", 700_000, now=LATER)

    assert decisions(db, attempt.id) == []


def test_a_step_that_is_not_reached_is_refused(db: SQLAlchemy, attempt: Attempt) -> None:
    with pytest.raises(StepPassed, match="Step 3 has not been reached"):
        play.decide(attempt.id, attempt.person_id, 2, "port", [], now=LATER)

    assert decisions(db, attempt.id) == []


def test_the_same_answer_again_changes_nothing(db: SQLAlchemy, attempt: Attempt) -> None:
    first = play.decide(attempt.id, attempt.person_id, 0, "how_deep", "visit", now=NOON)

    again = play.decide(attempt.id, attempt.person_id, 0, "how_deep", "visit", now=LATER)

    assert again.question == first.question
    assert decisions(db, attempt.id) == [(0, "how_deep", "visit")]
    assert attempt.played_at == NOON


@pytest.mark.parametrize(
    ("decision", "value"), [("how_deep", "quick"), ("how_deep", "nothing"), ("port", [])]
)
def test_another_answer_to_a_passed_step_is_refused(
    db: SQLAlchemy, attempt: Attempt, decision: str, value: Any
) -> None:
    play.decide(attempt.id, attempt.person_id, 0, "how_deep", "visit", now=NOON)

    with pytest.raises(StepPassed, match="Step 1 has been decided already"):
        play.decide(attempt.id, attempt.person_id, 0, decision, value, now=LATER)

    assert decisions(db, attempt.id) == [(0, "how_deep", "visit")]


def test_the_last_decision_again_changes_nothing(db: SQLAlchemy, attempt: Attempt) -> None:
    end = play_to_the_end(attempt.id, attempt.person_id)
    stored = decisions(db, attempt.id)
    step, decision, value = stored[-1]

    again = play.decide(attempt.id, attempt.person_id, step, decision, value, now=LATER)

    assert again.score == end.score
    assert decisions(db, attempt.id) == stored
    assert attempt.finished_at == NOON


def test_a_finished_attempt_takes_no_more(db: SQLAlchemy, attempt: Attempt) -> None:
    play_to_the_end(attempt.id, attempt.person_id)
    stored = decisions(db, attempt.id)

    with pytest.raises(Conflict, match="over"):
        play.decide(attempt.id, attempt.person_id, len(stored), "port", [], now=LATER)

    assert decisions(db, attempt.id) == stored


def test_another_persons_attempt_is_not_found(db: SQLAlchemy, attempt: Attempt) -> None:
    for role in ("trainee", "admin"):
        with pytest.raises(NotFound, match=f"attempt {attempt.id}"):
            play.decide(attempt.id, make_person(role).id, 0, "how_deep", "visit", now=LATER)
    with pytest.raises(NotFound):
        play.decide(attempt.id + 1, attempt.person_id, 0, "how_deep", "visit", now=LATER)

    assert decisions(db, attempt.id) == []


def test_giving_up(db: SQLAlchemy, attempt: Attempt) -> None:
    play.give_up(attempt.id, attempt.person_id, now=LATER)
    again = play.give_up(attempt.id, attempt.person_id, now=LATER + timedelta(minutes=1))

    assert (again.status, again.finished_at, again.score) == ("given_up", LATER, None)
    with pytest.raises(Conflict, match="over"):
        play.decide(attempt.id, attempt.person_id, 0, "how_deep", "visit", now=LATER)
    assert decisions(db, attempt.id) == []


def test_a_finished_attempt_cannot_be_given_up(db: SQLAlchemy, attempt: Attempt) -> None:
    play_to_the_end(attempt.id, attempt.person_id)

    with pytest.raises(Conflict, match="finished already"):
        play.give_up(attempt.id, attempt.person_id, now=LATER)

    assert attempt.status == "finished"


def test_nobody_gives_up_for_another(db: SQLAlchemy, attempt: Attempt) -> None:
    with pytest.raises(NotFound):
        play.give_up(attempt.id, make_person().id, now=LATER)

    assert attempt.status == "open"


def test_a_newer_version_leaves_a_started_attempt_alone(db: SQLAlchemy, attempt: Attempt) -> None:
    decide_by_habit(attempt.id, attempt.person_id)
    pinned = attempt.digest
    publish_mini("Another summary.")

    end = play_to_the_end(attempt.id, attempt.person_id)

    assert end.program.scenario.digest == attempt.digest == pinned
    assert end.program.scenario.summary["en"] == "A small deal for tests."
    assert replay(end.program, 4, end.answers).score == attempt.score


def test_an_attempt_of_another_engine_is_left_as_it_is(db: SQLAlchemy, attempt: Attempt) -> None:
    db.session.execute(update(Attempt).values(engine="0"))
    db.session.commit()

    assert not play.can_replay(play.get_own_attempt(attempt.id, attempt.person_id))
    with pytest.raises(Conflict, match=f"engine 0; engine {ENGINE}"):
        play.decide(attempt.id, attempt.person_id, 0, "how_deep", "visit", now=LATER)
    assert decisions(db, attempt.id) == []


def test_a_formula_that_fails_is_told_and_nothing_stored(db: SQLAlchemy) -> None:
    fails = MINI.replace("then: [price = answer]", 'then: ["price = answer / (answer - 900000)"]')
    person = make_person("trainer")
    attempt = play.start_trial(person.id, fails, seed=4, now=NOON)
    decide_by_habit(attempt.id, person.id)
    before = decisions(db, attempt.id)

    with pytest.raises(ScenarioFails) as caught:
        play.decide(attempt.id, person.id, 1, "price_bid", 900_000, now=LATER)

    assert str(caught.value.message) == (
        "The scenario “A pump station” has a fault of its own: The formula "
        "`answer / (answer - 900000)` divides by zero: guard the divisor, as in x / max(y, 1)"
    )
    assert decisions(db, attempt.id) == before


def test_the_unique_key_stops_what_slips_past_the_count(db: SQLAlchemy, attempt: Attempt) -> None:
    """As if another process had written the decision and not yet the count."""
    play.decide(attempt.id, attempt.person_id, 0, "how_deep", "visit", now=NOON)
    lone = Decision(
        attempt_id=attempt.id, step=1, decision="price_bid", value=800_000.0, decided_at=NOON
    )
    play.snapshot_of(attempt)
    with pytest.MonkeyPatch.context() as patch:
        stale = play.answers_of(attempt.id)
        db.session.add(lone)
        db.session.commit()
        answers = iter([stale])
        patch.setattr(
            "app.play.service.deciding.answers_of",
            lambda attempt_id: next(answers, None) or play.answers_of(attempt_id),
        )
        again = play.decide(attempt.id, attempt.person_id, 1, "price_bid", 800_000, now=LATER)

    assert [answer.decision for answer in again.answers] == ["how_deep", "price_bid"]
    assert decisions(db, attempt.id) == [(0, "how_deep", "visit"), (1, "price_bid", 800_000.0)]


def test_giving_up_in_another_tab_wins_the_race(db: SQLAlchemy, attempt: Attempt) -> None:
    """The attempt was open when the request began, and given up when it came to store."""
    with pytest.MonkeyPatch.context() as patch:
        real = play.answers_of

        def slow(attempt_id: int) -> Any:
            found = real(attempt_id)
            patch.undo()
            play.give_up(attempt_id, attempt.person_id, now=NOON)
            return found

        patch.setattr("app.play.service.deciding.answers_of", slow)
        with pytest.raises(Conflict, match="over"):
            play.decide(attempt.id, attempt.person_id, 0, "how_deep", "visit", now=LATER)

    assert decisions(db, attempt.id) == []


def test_fifty_threads_send_the_same_decisions(app: Flask) -> None:
    """Each step counts once, and everybody is told the same."""
    with app.app_context():
        person_id = make_person().id
        publish_mini()
        attempt_id = play.start(person_id, MINI_SLUG, "practice", seed=4, now=NOON).id
    given = [("how_deep", "visit"), ("price_bid", 900_000), ("port", ["transfer"])]

    def send(number: int) -> list[int]:
        reached = []
        for step, (decision, value) in enumerate(given):
            with app.app_context():
                snapshot = play.decide(attempt_id, person_id, step, decision, value, now=NOON)
                reached.append(len(snapshot.answers))
        return reached

    with app.app_context():
        first = play.start(person_id, MINI_SLUG, "practice", seed=4, now=NOON)
        for decision, value in given:
            play.decide(first.id, person_id, first.steps, decision, value, now=NOON)
        expected = decisions_of(first.id)
    with ThreadPoolExecutor(50) as pool:
        reached = list(pool.map(send, range(50)))

    assert all(steps[0] >= 1 and steps[-1] == 3 for steps in reached)
    with app.app_context():
        assert decisions_of(attempt_id) == expected


def decisions_of(attempt_id: int) -> list[tuple[int, str, Any]]:
    from app.database import db

    return decisions(db, attempt_id)


def test_threads_that_disagree_leave_one_answer(app: Flask) -> None:
    with app.app_context():
        person_id = make_person().id
        publish_mini()
        attempt_id = play.start(person_id, MINI_SLUG, "practice", seed=4, now=NOON).id

    def send(number: int) -> str:
        with app.app_context():
            value = ("quick", "visit")[number % 2]
            try:
                play.decide(attempt_id, person_id, 0, "how_deep", value, now=NOON)
            except DealwrightError as error:
                return type(error).__name__
            return value

    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(send, range(40)))

    with app.app_context():
        ((step, decision, value),) = decisions_of(attempt_id)
    assert (step, decision) == (0, "how_deep")
    assert sorted(results) == sorted([value] * 20 + ["StepPassed"] * 20)
