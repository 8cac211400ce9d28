"""The debrief from its headline to what to do next, and on paper."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from pypdf import PdfReader
from werkzeug.datastructures import MultiDict

from app.accounts import service as accounts
from app.accounts.models import Person
from app.i18n import to_traditional
from app.library import service as library
from app.play import service as play
from app.play.charts.timeline import draw_timeline
from app.play.models import Attempt
from app.play.pages.next_steps import next_steps
from config import ROOT
from simengine.library import load_text
from simengine.policies import play as play_by
from simengine.view import look
from tests.app.play.test_charts import date_of
from tests.support.clients import Client
from tests.support.coaching import give_par, give_review, make_review
from tests.support.deals import MINI, MINI_SLUG, NOON, mini_text, play_to_the_end, publish_mini
from tests.support.html_forms import get_form
from tests.support.html_pages import read_page
from tests.support.people import make_group, make_person, signed_in_as

QUARTER = (ROOT / "tests" / "simengine" / "quarter.yaml").read_text(encoding="utf-8")


@pytest.fixture
def person(db: SQLAlchemy) -> Person:
    publish_mini()
    return make_person(locale="en", name="Wang Yu")


@pytest.fixture
def browser(app: Flask, person: Person) -> FlaskClient:
    return browse(app, person)


def browse(app: Flask, person: Person) -> FlaskClient:
    app.test_client_class = Client
    return signed_in_as(app, person)


def finish(person: Person, slug: str = MINI_SLUG, mode: str = "practice", seed: int = 4) -> Attempt:
    chosen = {} if mode == "assessed" else {"seed": seed}
    started = play.start(person.id, slug, mode, now=NOON, **chosen)  # type: ignore[arg-type]
    play_to_the_end(started.id, person.id)
    return play.get_own_attempt(started.id, person.id)


def words_of(browser: FlaskClient, attempt: Attempt) -> str:
    page = browser.get(f"/attempts/{attempt.id}/debrief")
    assert page.status_code == 200
    return " ".join(" ".join(read_page(page.text).words).split())


def pdf_of(browser: FlaskClient, attempt: Attempt) -> tuple[int, str]:
    """How many pages the PDF has, and what stands on them, without spaces."""
    answer = browser.get(f"/attempts/{attempt.id}/debrief.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return len(pages), "".join("".join(page.extract_text().split()) for page in pages)


def test_losses_hang_below_their_decisions_side_by_side() -> None:
    run = play_by(load_text(MINI), 4, "default")
    review = make_review(run, {0: "mistake", 1: "blunder", 3: "forced"})

    drawing = draw_timeline(look(run), run.journal, str, date_of, review)

    assert [bar.step for bar in drawing.losses] == [
        step for step in range(len(run.answers)) if step != 3
    ]
    assert [bar.points for bar in drawing.losses[:2]] == [1.0, 2.0]
    assert [bar.is_costly for bar in drawing.losses[:3]] == [True, True, False]
    assert [bar.is_turning_point for bar in drawing.losses[:3]] == [False, True, False]
    places = [bar.x for bar in drawing.losses]
    assert all(later - place >= 7.9 for place, later in pairwise(places))
    plain = draw_timeline(look(run), run.journal, str, date_of)
    assert plain.losses == ()
    assert plain.height < drawing.height


def test_what_mattered_stands_by_the_timeline_and_leads_to_its_row(
    browser: FlaskClient, person: Person
) -> None:
    attempt = finish(person)
    give_review(attempt, {0: "mistake", 1: "blunder"})

    page = browser.get(f"/attempts/{attempt.id}/debrief").text

    assert page.count('href="#step-2"') == 2  # in the drawing and in the list
    assert 'id="step-2"' in page
    assert page.index("The decisions that mattered") < page.index("What was hidden")
    assert page.index("What was hidden") < page.index("Every decision, and what followed")
    assert page.index("Every decision, and what followed") < page.index('id="next"')


def test_a_review_that_found_nothing_says_so(browser: FlaskClient, person: Person) -> None:
    attempt = finish(person)
    give_review(attempt, {})

    assert "No decision surely gave away enough to matter." in words_of(browser, attempt)


def test_the_group_is_compared_with_until_it_is_switched_off(app: Flask, person: Person) -> None:
    group = make_group("East")
    mates = [make_person(learns_in=group, locale="en", name=f"Mate {n}") for n in range(5)]
    attempts = [finish(mate, seed=seed) for seed, mate in enumerate(mates, 3)]
    browser = browse(app, mates[0])

    shown = words_of(browser, attempts[0])

    assert "How it compares" in shown
    assert "median of the best runs of 5 members" in shown
    assert "Mate 3" not in shown

    accounts.let_compare(group.id, is_allowed=False)

    assert "How it compares" not in words_of(browser, attempts[0])


def test_a_quarter_has_people_instead_of_an_award(browser: FlaskClient, person: Person) -> None:
    slug = load_text(QUARTER).scenario.id
    library.publish(slug, QUARTER, None, now=NOON)
    attempt = finish(person, slug)

    words = words_of(browser, attempt)

    assert "became orders" in words
    assert "salespeople" in words
    assert "How the offers were weighed" not in words
    count, text = pdf_of(browser, attempt)
    assert count <= 3
    assert "becameorders" in text


def test_a_drill_opens_its_few_decisions(browser: FlaskClient, person: Person) -> None:
    text = mini_text(slug="mini-drill").replace("kind: deal", "kind: drill")
    library.publish("mini-drill", text, None, now=NOON)
    attempt = finish(person, "mini-drill")
    give_par(attempt.digest)

    page = browser.get(f"/attempts/{attempt.id}/debrief").text

    is_open = '<details class="card debrief-fold" id="decisions" open>' in page
    assert is_open == (attempt.steps <= 5)


def test_it_is_played_again_with_the_same_luck_or_another(
    browser: FlaskClient, person: Person
) -> None:
    attempt = finish(person, seed=7)
    page = browser.get(f"/attempts/{attempt.id}/debrief").text

    same = get_form(page, "action", f"/scenarios/{MINI_SLUG}/practice")
    browser.post(same.action, data=MultiDict(same.filled()))

    assert [run.seed for run in play.attempts_of(person.id)] == [7, 7]
    assert page.count(f'action="/scenarios/{MINI_SLUG}/practice"') == 2


def test_what_cannot_be_played_again_is_not_offered(db: SQLAlchemy, person: Person) -> None:
    attempt = finish(person)
    assessed = finish(person, mode="assessed")
    scenario = library.get_program(attempt.digest).scenario

    def steps(run: Attempt, *, is_own: bool = True) -> tuple[str | None, int | None]:
        found = next_steps(run, scenario, None, is_own=is_own)
        return found.slug, found.seed

    assert steps(attempt) == (MINI_SLUG, 4)
    assert steps(assessed) == (MINI_SLUG, None)
    assert steps(attempt, is_own=False) == (None, None)
    library.publish(MINI_SLUG, mini_text("Another text."), None, now=NOON)
    assert steps(attempt) == (MINI_SLUG, None)
    library.withdraw(MINI_SLUG, by=make_person("admin"), now=NOON)
    assert steps(attempt) == (None, None)
    trial = play.start_trial(person.id, mini_text(), slug=MINI_SLUG, seed=4, now=NOON)
    assert steps(trial) == (None, None)


def test_drills_are_those_of_the_skills(db: SQLAlchemy, person: Person) -> None:
    attempt = finish(person)
    scenario = library.get_program(attempt.digest).scenario
    assert next_steps(attempt, scenario, None, is_own=True).drills == ()
    text = mini_text(slug="mini-drill").replace("kind: deal", "kind: drill")
    library.publish("mini-drill", text, None, now=NOON)

    found = next_steps(attempt, scenario, None, is_own=True)

    assert [(drill.slug, drill.skill) for drill in found.drills] == [("mini-drill", "Needs")]
    assert found.lessons == ("pricing",)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("zh_Hans", ("复盘", "得分构成", "本事与运气", "丢分", "横向对比")),
        ("zh_Hant", (to_traditional("得分构成"), to_traditional("本事与运气"))),
        ("en", ("Debrief:Apumpstation", "Skillandluck", "WangYu", "Blunder", "Howitcompares")),
    ],
)
def test_the_pdf_tells_it_in_the_readers_language(
    app: Flask, person: Person, locale: str, said: tuple[str, ...]
) -> None:
    attempt = finish(person)
    give_review(attempt, {0: "mistake", 1: "blunder"})
    reader = make_person("admin", locale=locale)

    count, text = pdf_of(browse(app, reader), attempt)

    assert 2 <= count <= 3
    assert [word for word in said if word not in text] == []


def test_an_open_deal_has_no_pdf(browser: FlaskClient, person: Person) -> None:
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=4, now=NOON)

    answer = browser.get(f"/attempts/{attempt.id}/debrief.pdf")

    assert answer.headers["Location"].endswith(f"/attempts/{attempt.id}")
