"""The pages of scores, as managers and trainers get them."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event

from app.accounts.models import Group, Person
from app.database import db as database
from app.insights import board
from app.insights.export import attempts_as_csv
from app.library import service as library
from app.play import service as play
from app.play.figures import figure
from tests.support.deals import MINI_SLUG, NOON, play_to_the_end, publish_mini
from tests.support.people import make_group, make_person, signed_in_as


def make_class(names: list[str]) -> tuple[Group, Person, list[Person]]:
    """A group with its manager and people who have each finished a deal."""
    publish_mini()
    group = make_group("east")
    manager = make_person("manager", manages=group)
    people = [make_person(name=name, learns_in=group) for name in names]
    for seed, person in enumerate(people):
        attempt = play.start(person.id, MINI_SLUG, "practice", seed=seed, now=NOON)
        play_to_the_end(attempt.id, person.id)
    return group, manager, people


def test_the_page_without_groups_says_what_to_do(app: Flask, db: SQLAlchemy) -> None:
    page = signed_in_as(app, make_person("trainer")).get("/insights").text
    assert "Ask an administrator to add you to one." in page


def test_the_page_without_attempts_says_what_to_do(app: Flask, db: SQLAlchemy) -> None:
    manager = make_person("manager", manages=make_group())
    page = signed_in_as(app, manager).get("/insights").text
    assert "Nobody has played yet" in page


def test_filters_that_fit_nobody_say_so(app: Flask, db: SQLAlchemy) -> None:
    _, manager, _ = make_class(["Lin"])
    page = signed_in_as(app, manager).get("/insights?mode=assessed").text
    assert "Nothing fits" in page


def test_the_page_shows_people_scores_and_kpis(app: Flask, db: SQLAlchemy) -> None:
    _, manager, people = make_class(["Lin", "Wu", "Gao", "Bai", "Hu"])
    page = signed_in_as(app, manager).get("/insights").text
    assert all(person.name in page for person in people)
    assert "A pump station" in page
    assert "Cost of winning" in page
    assert "5 of 5" in page
    for person in people:
        (attempt,) = play.attempts_of(person.id)
        assert attempt.score is not None
        assert f"{attempt.score:.1f}" in page
        assert f"/attempts/{attempt.id}/debrief" in page


def test_few_people_are_not_summed_up(app: Flask, db: SQLAlchemy) -> None:
    _, manager, _ = make_class(["Lin"])
    assert "too few to say" in signed_in_as(app, manager).get("/insights").text


def test_names_are_shown_as_text(app: Flask, db: SQLAlchemy) -> None:
    _, manager, _ = make_class(["<script>alert(1)</script>"])
    page = signed_in_as(app, manager).get("/insights").text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_number_of_queries_does_not_grow_with_people(app: Flask, db: SQLAlchemy) -> None:
    group, manager, _ = make_class(["Lin", "Wu"])
    client = signed_in_as(app, manager)
    client.get("/insights")

    def count_queries() -> int:
        seen: list[str] = []
        engine = database.engine

        def note(*arguments: object) -> None:
            seen.append(str(arguments[2]))

        event.listen(engine, "before_cursor_execute", note)
        try:
            assert client.get("/insights").status_code == 200
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    before = count_queries()
    for seed in range(4):
        person = make_person(learns_in=group)
        attempt = play.start(person.id, MINI_SLUG, "practice", seed=seed, now=NOON)
        play_to_the_end(attempt.id, person.id)
    assert count_queries() == before


def test_a_person_page_shows_attempts_and_weak_kpis(app: Flask, db: SQLAlchemy) -> None:
    _, manager, (lin,) = make_class(["Lin"])
    given_up = play.start(lin.id, MINI_SLUG, "practice", seed=9, now=NOON)
    play.give_up(given_up.id, lin.id, now=NOON)
    page = signed_in_as(app, manager).get(f"/insights/people/{lin.id}").text
    assert "KPIs, the weakest first" in page
    assert f"/attempts/{given_up.id}" in page
    assert "polyline" in page


def test_a_person_who_has_finished_nothing_has_a_page(app: Flask, db: SQLAlchemy) -> None:
    publish_mini()
    group = make_group("north")
    other = make_person("manager", manages=group)
    newcomer = make_person(name="Newcomer", learns_in=group)
    client = signed_in_as(app, other)
    assert "has not started a scenario" in client.get(f"/insights/people/{newcomer.id}").text
    play.start(newcomer.id, MINI_SLUG, "practice", seed=1, now=NOON)
    assert "No attempt is finished yet." in client.get(f"/insights/people/{newcomer.id}").text


def test_attempts_are_exported_for_excel(app: Flask, db: SQLAlchemy) -> None:
    _, manager, (lin,) = make_class(["=cmd|' /C calc'!A0"])
    response = signed_in_as(app, manager).get("/insights/attempts.csv")
    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"] == "attachment; filename=mini-deal-attempts.csv"
    text = response.data.decode("utf-8-sig")
    assert response.data.startswith(b"\xef\xbb\xbf")
    headings, row = csv.reader(io.StringIO(text))
    (attempt,) = play.attempts_of(lin.id)
    assert attempt.score is not None
    assert dict(zip(headings, row, strict=True)) == {
        "Name": "'=cmd|' /C calc'!A0",
        "E-mail address": lin.email,
        "Scenario": "A pump station",
        "Version": "1",
        "Mode": "Practice",
        "Status": "Finished",
        "Started": "2026-03-02T12:00+00:00",
        "Finished": "2026-03-02T12:00+00:00",
        "Score": str(round(attempt.score, 1)),
        "Grade": attempt.grade,
        "Passed": "Yes" if attempt.passed else "No",
        "Outcome": {"closed": "Deal closed", "lost": "Tender lost", "expired": "Time ran out"}[
            attempt.outcome or ""
        ],
        **{
            f"{title} (points)": str(round(kpi["points"], 1))
            for title, kpi in zip(
                ("Contract", "Cash", "Cost of winning"), attempt.kpis or [], strict=True
            )
        },
    }


def test_an_open_attempt_is_exported_without_a_score(app: Flask, db: SQLAlchemy) -> None:
    publish_mini()
    group = make_group()
    manager = make_person("manager", manages=group)
    play.start(make_person(learns_in=group).id, MINI_SLUG, "practice", seed=1, now=NOON)
    text = signed_in_as(app, manager).get("/insights/attempts.csv").data.decode("utf-8-sig")
    headings, row = csv.reader(io.StringIO(text))
    assert row[headings.index("Score") :] == [""] * (len(headings) - headings.index("Score"))


def test_many_people_are_shown_page_by_page(
    app: Flask, db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "LINES_PER_PAGE", 2)
    _, manager, _ = make_class(["Adam", "Bela", "Cleo"])
    client = signed_in_as(app, manager)

    first = client.get("/insights").text
    second = client.get("/insights?page=2").text

    assert ("Adam" in first, "Cleo" in first) == (True, False)
    assert ("Adam" in second, "Cleo" in second) == (False, True)
    assert 'href="/insights?page=2"' in first


def test_kpis_are_shown_against_their_target(app: Flask, db: SQLAlchemy) -> None:
    _, manager, (lin,) = make_class(["Lin"])
    (attempt,) = play.attempts_of(lin.id)
    kpi = play.snapshot_of(attempt).program.scenario.kpis["value"]
    with app.test_request_context(headers={"Accept-Language": "en"}):
        target = figure(kpi.target, kpi.unit, "CNY", short=True)

    page = signed_in_as(app, manager).get(f"/insights/people/{lin.id}").text

    assert f'<td class="num">{target}</td>' in page


def test_a_title_that_is_a_formula_is_no_formula_in_the_export(app: Flask, db: SQLAlchemy) -> None:
    scenario = library.get_program(publish_mini().digest).scenario
    kpi = scenario.kpis["value"].model_copy(update={"title": {"en": "=1+1"}})
    hostile = scenario.model_copy(update={"kpis": {"value": kpi}})

    with app.test_request_context(headers={"Accept-Language": "en"}):
        text = attempts_as_csv(hostile, [])

    assert text.rstrip().endswith(",'=1+1 (points)")
