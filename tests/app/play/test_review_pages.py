"""The review on the debrief, what-ifs, and the balance report, as a browser sees them."""

from __future__ import annotations

import re
from dataclasses import asdict
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.accounts.models import Person
from app.database import commit, release
from app.jobs import service as jobs
from app.library import service as library
from app.library.service.kinds import CHECK
from app.play import service as play
from app.play.models import Attempt
from simengine.check import Finding, check
from simengine.policies import Plan
from simengine.questions import Question
from tests.support.clients import Client
from tests.support.coaching import give_par, give_review
from tests.support.deals import (
    MINI,
    MINI_SLUG,
    NOON,
    decide_by_habit,
    play_to_the_end,
    publish_mini,
)
from tests.support.people import make_person, signed_in_as


@pytest.fixture
def person(db: SQLAlchemy) -> Person:
    publish_mini()
    return make_person(locale="en")


@pytest.fixture
def browser(app: Flask, person: Person) -> FlaskClient:
    return browse(app, person)


@pytest.fixture
def attempt(person: Person) -> Attempt:
    """A finished attempt."""
    started = play.start(person.id, MINI_SLUG, "practice", seed=4, now=NOON)
    play_to_the_end(started.id, person.id)
    return play.get_own_attempt(started.id, person.id)


def browse(app: Flask, person: Person) -> FlaskClient:
    app.test_client_class = Client
    return signed_in_as(app, person)


def words_of(html: str) -> str:
    """The words of a page, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_a_debrief_offers_the_review(browser: FlaskClient, attempt: Attempt) -> None:
    give_par(attempt.digest)
    page = browser.get(f"/attempts/{attempt.id}/debrief")
    assert "Review this deal" in page.text

    asked = browser.post(f"/attempts/{attempt.id}/review")

    assert asked.headers["Location"].endswith(f"/attempts/{attempt.id}/debrief#review")
    waiting = browser.get(f"/attempts/{attempt.id}/debrief").text
    assert "Review of a finished deal" in waiting
    assert "Review this deal" not in waiting


def test_a_review_that_waits_for_par_says_so(browser: FlaskClient, attempt: Attempt) -> None:
    browser.post(f"/attempts/{attempt.id}/review")

    page = browser.get(f"/attempts/{attempt.id}/debrief").text

    assert "Before this deal can be reviewed" in page
    assert "Par of a scenario" in page


def test_the_review_stands_on_the_debrief(browser: FlaskClient, attempt: Attempt) -> None:
    review = give_review(attempt, {0: "mistake", 1: "blunder", 2: "close", 3: "forced"})

    page = browser.get(f"/attempts/{attempt.id}/debrief").text

    text = words_of(page)
    for said in (
        "83 / 100",
        "Against it these decisions gave away 20.0, which leaves 50.0; luck made that 87.8",
        f"+{review.luck.mean:.1f}",
        "Runs played for this review: 1,234",
        "The award",
        "Whether risks struck",
        "Mistake",
        "Blunder",
        "Too close to call",
        "No choice",
        "The decisions that mattered",
        "The turning point",
        "luck added 37.8 points",
        "Points lost",
        "points given away",
    ):
        assert said in text or said in page, said
    assert "How long work took" not in text, "a source that moved nothing"


def test_the_review_of_a_finished_deal_is_asked_for_by_itself(
    browser: FlaskClient, person: Person
) -> None:
    started = play.start(person.id, MINI_SLUG, "practice", seed=4, now=NOON)
    give_par(started.digest)
    while (
        asked := play.snapshot_of(play.get_own_attempt(started.id, person.id)).question
    ) is not None:
        form = {"step": str(asked.step), "decision": asked.decision, **_fields(asked)}
        assert browser.post(f"/attempts/{started.id}/decisions", data=form).status_code == 302

    release()
    job = play.find_review_job(play.get_own_attempt(started.id, person.id))
    assert job is not None
    assert jobs.askers_of(job.id) == [f"attempt:{started.id}"]


def _question(attempt_id: int, person: Person) -> Question | None:
    return play.snapshot_of(play.get_own_attempt(attempt_id, person.id)).question


def _fields(asked: Question) -> dict[str, str]:
    default = asked.default
    if isinstance(default, dict):
        return {f"units.{option}": str(units) for option, units in default.items()}
    if isinstance(default, tuple):
        return {"answer": default[0]} if default else {}
    return {"answer": str(default)}


def test_playing_on_otherwise_begins_where_it_was_decided(
    browser: FlaskClient, attempt: Attempt, person: Person
) -> None:
    page = browser.get(f"/attempts/{attempt.id}/debrief").text
    assert "What if? Play on from here" in page

    answer = browser.post(f"/attempts/{attempt.id}/what-if", data={"step": "1"})

    room = browser.get(answer.headers["Location"]).text
    assert "What if" in room
    begun = play.attempts_of(person.id, with_uncounted=True)[0]
    assert (begun.mode, begun.steps) == ("what_if", 1)
    decide_by_habit(begun.id, person.id)


def test_an_assessment_offers_no_what_if(browser: FlaskClient, person: Person) -> None:
    started = play.start(person.id, MINI_SLUG, "assessed", now=NOON)
    play_to_the_end(started.id, person.id)

    assert "What if?" not in browser.get(f"/attempts/{started.id}/debrief").text
    refused = browser.post(f"/attempts/{started.id}/what-if", data={"step": "1"})
    assert refused.status_code == 409


def test_a_scenario_shows_what_par_and_the_bots_score(app: Flask, browser: FlaskClient) -> None:
    assert "What par and the bots score" not in browser.get(f"/scenarios/{MINI_SLUG}").text
    give_par(library.current_version(MINI_SLUG).digest)

    page = words_of(browser.get(f"/scenarios/{MINI_SLUG}").text)

    assert "What par and the bots score" in page
    places = [page.index(name) for name in ("Par", "Cautious", "Habit", "Chance", "Greedy")]
    assert places == sorted(places)
    assert "Balance report" not in page
    refused = browser.post(f"/scenarios/{MINI_SLUG}/practice", data={"seed": "-1"})
    assert refused.status_code == 422
    assert "What par and the bots score" in refused.text


def test_a_trainer_has_the_balance_checked(app: Flask, person: Person) -> None:
    browser = browse(app, make_person(role="trainer", locale="en"))
    digest = library.current_version(MINI_SLUG).digest
    address = f"/scenarios/{MINI_SLUG}/balance"
    assert "Balance report" in browser.get(f"/scenarios/{MINI_SLUG}").text
    assert "Find par" in browser.get(address).text

    browser.post(address)
    assert "Par of a scenario" in browser.get(address).text

    give_par(digest)
    assert "Check the balance" in browser.get(address).text
    browser.post(address)
    job = library.find_balance_check(digest)
    assert job is not None
    assert "Balance report of a scenario" in browser.get(address).text

    report = check(MINI, par=Plan({}), seeds=4, budget_runs=400)
    jobs.provide(CHECK, job.key, asdict(report), now=NOON)
    commit()
    page = words_of(browser.get(address).text)
    assert "At a glance" in page
    for finding in report.findings:
        assert finding.code in page
        assert finding.text() in page
    assert _found(digest) == report.findings


def test_a_balance_report_without_par_serves_until_there_is_one(app: Flask, person: Person) -> None:
    digest = library.current_version(MINI_SLUG).digest
    job = library.ask_for_balance(digest, asker="version:1", now=NOON)
    report = check(MINI, par_source="missing", seeds=4, budget_runs=400)
    jobs.provide(CHECK, job.key, asdict(report), now=NOON)
    commit()
    assert _found(digest) == report.findings

    give_par(digest)

    assert _found(digest) == report.findings


def _found(digest: str) -> tuple[Finding, ...]:
    report = library.find_balance(digest)
    assert report is not None
    return report.findings
