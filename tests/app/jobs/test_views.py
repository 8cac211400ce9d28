"""How far work is, for those whom its owner area lets see it; all of it, for administrators."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.accounts.models import Person
from app.jobs import service as jobs
from app.jobs.kinds import Kind, key_of
from app.jobs.models import Job
from app.jobs.service import leases
from tests.support.chores import REFUSED, SQUARES
from tests.support.people import make_person, signed_in_as

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def person(db: SQLAlchemy) -> Person:
    return make_person("trainee", name="Lin")


@pytest.fixture
def visitor(app: Flask, person: Person) -> FlaskClient:
    return signed_in_as(app, person)


@pytest.fixture
def admin(app: Flask, db: SQLAlchemy) -> FlaskClient:
    return signed_in_as(app, make_person("admin"))


def ask(kind: Kind = SQUARES, asker: str = "a") -> Job:
    payload = {"for": "Lin", "asker": asker}
    return jobs.ask(kind, key_of(payload), payload, asker=asker, now=NOW)


def take(job: Job) -> leases.Lease:
    lease = leases.take([job.kind], "me", seconds=60, now=NOW)
    assert lease is not None
    return lease


def test_a_waiting_job_says_what_comes_before_it(visitor: FlaskClient) -> None:
    ask(asker="first")
    job = ask(asker="second")

    page = visitor.get(f"/jobs/{job.id}?back=/attempts").text

    assert "1 job comes before it." in page
    assert f'hx-get="/jobs/{job.id}?back=/attempts"' in page
    assert 'hx-trigger="every 1s"' in page
    assert f'id="job-{job.id}-again" href="/attempts"' in page


def test_the_first_in_the_queue_is_about_to_begin(visitor: FlaskClient) -> None:
    assert "It is about to begin." in visitor.get(f"/jobs/{ask().id}").text


def test_work_that_cannot_say_how_much_it_is_has_just_begun(visitor: FlaskClient) -> None:
    job = ask()
    take(job)

    page = visitor.get(f"/jobs/{job.id}").text

    assert "It has just begun." in page
    assert "aria-valuenow" not in page


def test_progress_is_a_bar_and_a_figure(visitor: FlaskClient) -> None:
    job = ask()
    leases.renew(take(job), 1, 4, seconds=60, now=NOW)

    part = visitor.get(f"/jobs/{job.id}", headers=HTMX).text

    assert part.lstrip().startswith("<section")
    assert 'aria-valuenow="25"' in part
    assert "25% done" in part


def test_the_page_that_waits_is_loaded_anew_when_the_work_is_done(visitor: FlaskClient) -> None:
    job = ask()
    leases.finish(take(job), 1, now=NOW)

    part = visitor.get(f"/jobs/{job.id}?back=/attempts", headers=HTMX)
    whole = visitor.get(f"/jobs/{job.id}?back=/attempts")
    alone = visitor.get(f"/jobs/{job.id}")

    assert part.headers["HX-Redirect"] == "/attempts"
    assert "hx-get" not in part.text
    assert (whole.status_code, whole.headers["Location"]) == (302, "/attempts")
    assert "The work is done." in alone.text


def test_nobody_is_sent_to_another_site(visitor: FlaskClient) -> None:
    job = ask()
    leases.finish(take(job), 1, now=NOW)

    answer = visitor.get(f"/jobs/{job.id}?back=https://elsewhere.example/", headers=HTMX)

    assert "HX-Redirect" not in answer.headers
    assert "elsewhere" not in answer.text


def test_what_failed_says_why_and_can_be_tried_again(visitor: FlaskClient, db: SQLAlchemy) -> None:
    job = ask(REFUSED)
    inner = {"template": "%(n)s is too many", "params": {"n": 7}}
    leases.fail(take(job), "No: %(reason)s", {"reason": inner}, now=NOW)

    page = visitor.get(f"/jobs/{job.id}?back=/attempts").text
    answer = visitor.post(f"/jobs/{job.id}/retry?back=/attempts")
    db.session.rollback()

    assert "No: 7 is too many" in page
    assert f'action="/jobs/{job.id}/retry?back=/attempts"' in page
    assert (answer.status_code, answer.headers["Location"]) == (302, "/attempts")
    assert job.state == "queued"


def test_what_was_cancelled_says_so(visitor: FlaskClient) -> None:
    job = jobs.cancel_job(ask().id, now=NOW)

    assert "This work was cancelled." in visitor.get(f"/jobs/{job.id}").text


def test_only_those_whom_the_kind_lets_see_a_job_know_of_it(
    app: Flask, admin: FlaskClient, visitor: FlaskClient
) -> None:
    job = ask()
    stranger = signed_in_as(app, make_person("trainee", name="Wang"))

    found = [who.get(f"/jobs/{job.id}").status_code for who in (visitor, admin, stranger)]

    assert found == [200, 200, 404]
    assert stranger.post(f"/jobs/{job.id}/retry").status_code == 404


def test_administrators_see_and_cancel_all_work(admin: FlaskClient, db: SQLAlchemy) -> None:
    job = ask()
    leases.renew(take(job), 1, 4, seconds=60, now=NOW)

    page = admin.get("/admin/jobs").text
    answer = admin.post(f"/admin/jobs/{job.id}/cancel", follow_redirects=True)
    db.session.rollback()

    assert "25%" in page
    assert f"Job {job.id} is cancelled" in answer.text
    assert job.state == "cancelled"
    assert "Try again" in answer.text


def test_the_list_is_narrowed_to_a_state(admin: FlaskClient) -> None:
    ask()

    assert "No such work" in admin.get("/admin/jobs?state=failed").text
    assert "No such work" not in admin.get("/admin/jobs?state=queued").text
    assert "No such work" not in admin.get("/admin/jobs?state=nonsense").text


def test_a_job_of_a_kind_that_is_no_more_shows_its_bare_name(
    admin: FlaskClient, db: SQLAlchemy
) -> None:
    job = ask()
    job.kind = "forgotten"
    db.session.commit()

    assert "forgotten" in admin.get("/admin/jobs").text
