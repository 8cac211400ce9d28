"""The pages of a deal, as a browser without JavaScript and with HTMX sees them."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import update
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.library import service as library
from app.library.models import ScenarioText
from app.library.service.texts import get_program
from app.play import service as play
from app.play.models import Attempt, Decision
from app.play.pages.desk import lay_out
from tests.support.clients import Client
from tests.support.deals import (
    MINI,
    MINI_SLUG,
    NOON,
    decide_by_habit,
    mini_text,
    play_to_the_end,
    publish_mini,
)
from tests.support.html_forms import Form, get_form
from tests.support.html_pages import read_page
from tests.support.people import make_group, make_person, signed_in_as

HTMX = {"HX-Request": "true"}


@pytest.fixture
def person(db: SQLAlchemy) -> Person:
    """A trainee who reads English."""
    return make_person(locale="en")


@pytest.fixture
def browser(app: Flask, person: Person) -> FlaskClient:
    """The trainee's browser."""
    return browse(app, person)


def browse(app: Flask, person: Person) -> FlaskClient:
    app.test_client_class = Client
    return signed_in_as(app, person)


def begin(person: Person, seed: int = 4) -> int:
    """The number of a new attempt."""
    publish_mini()
    return play.start(person.id, MINI_SLUG, "practice", seed=seed, now=NOON).id


def question(answer: TestResponse) -> Form:
    """The form of the decision at hand."""
    return get_form(answer.text, "data-decision")


def stored(db: SQLAlchemy, attempt_id: int) -> list[tuple[int, str, object]]:
    db.session.rollback()
    rows = db.session.query(Decision).filter_by(attempt_id=attempt_id).order_by(Decision.step)
    return [(row.step, row.decision, row.value) for row in rows]


def path_of(answer: TestResponse) -> str:
    """Where an answer leads."""
    return urlsplit(answer.headers["Location"]).path


def send(browser: FlaskClient, form: Form, **values: str) -> TestResponse:
    """Fill in the decision's form and send it."""
    named = {name.replace("__", "."): value for name, value in values.items()}
    return browser.post(form.action, data=MultiDict(form.filled(**named)))


# -- the shelf -------------------------------------------------------------------------------


def test_the_shelf_is_empty_at_first(browser: FlaskClient) -> None:
    assert "There is no scenario yet" in browser.get("/scenarios").text


def test_the_shelf_shows_ones_own_record(browser: FlaskClient, person: Person) -> None:
    publish_mini()
    for seed in (4, 5):
        attempt = play.start(person.id, MINI_SLUG, "practice", seed=seed, now=NOON)
        play_to_the_end(attempt.id, person.id)
    still_open = begin(person)

    page = browser.get("/scenarios").text

    assert "A pump station" in page
    assert "<dt>Attempts</dt><dd>3</dd>" in page
    assert "<dt>Best score</dt><dd>87.8</dd>" in page
    assert "<dt>Assessment</dt><dd>not taken</dd>" in page
    assert f"/attempts/{still_open}" in read_page(page).links


def test_a_withdrawn_scenario_is_gone(browser: FlaskClient) -> None:
    publish_mini()
    library.withdraw(MINI_SLUG, by=make_person("admin"), now=NOON)

    assert "A pump station" not in browser.get("/scenarios").text
    assert browser.get(f"/scenarios/{MINI_SLUG}").status_code == 404
    assert browser.post(f"/scenarios/{MINI_SLUG}/practice").status_code == 404


def test_the_briefing_says_what_is_measured(browser: FlaskClient) -> None:
    publish_mini()

    page = browser.get(f"/scenarios/{MINI_SLUG}").text

    words = " ".join(read_page(page).words)
    for expected in (
        "Sell two pumps.", "You are: Sales engineer", "Cost of winning", "CNY 50K", "50%",
        "60 is a pass", "Start the assessment", "100 working days",
    ):  # fmt: skip
        assert expected in words.replace("\u00a0", " "), expected


def test_practice_begins_with_the_seed_that_was_entered(
    browser: FlaskClient, person: Person
) -> None:
    publish_mini()
    form = get_form(
        browser.get(f"/scenarios/{MINI_SLUG}").text, "action", f"/scenarios/{MINI_SLUG}/practice"
    )

    answer = browser.post(form.action, data=MultiDict(form.filled(seed=" １２３ ")))

    (attempt,) = play.attempts_of(person.id)
    assert (attempt.seed, attempt.mode) == (123, "practice")
    assert path_of(answer) == f"/attempts/{attempt.id}"


def test_a_double_click_starts_one_practice(browser: FlaskClient, person: Person) -> None:
    publish_mini()
    page = f"/scenarios/{MINI_SLUG}"
    form = get_form(browser.get(page).text, "action", f"{page}/practice")
    fresh = get_form(browser.get(page).text, "action", f"{page}/practice")

    answers = [browser.post(form.action, data=MultiDict(form.filled())) for _ in range(2)]
    later = browser.post(fresh.action, data=MultiDict(fresh.filled()))
    forged = browser.post(fresh.action, data={"token": "x" * 99})

    assert path_of(answers[0]) == path_of(answers[1])
    assert len({path_of(answer) for answer in (*answers, later, forged)}) == 3


@pytest.mark.parametrize("seed", ["-1", "1.5", "lucky", "9" * 19, "1" * 20])
def test_a_bad_seed_is_refused_and_kept(browser: FlaskClient, person: Person, seed: str) -> None:
    publish_mini()

    answer = browser.post(f"/scenarios/{MINI_SLUG}/practice", data={"seed": seed})

    assert answer.status_code == 422
    assert f'value="{seed}"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert play.attempts_of(person.id) == []


def test_the_assessment_is_begun_gone_on_with_and_taken_once(
    browser: FlaskClient, person: Person
) -> None:
    publish_mini()
    address = f"/scenarios/{MINI_SLUG}/assessment"

    first = browser.post(address)
    assert "Continue the assessment" in browser.get(f"/scenarios/{MINI_SLUG}").text
    again = browser.post(address)
    assert path_of(first) == path_of(again)
    (attempt,) = play.attempts_of(person.id)
    play_to_the_end(attempt.id, person.id)
    third = browser.post(address)
    briefing = browser.get(f"/scenarios/{MINI_SLUG}").text

    assert third.status_code == 409
    assert "counts once" in third.text
    assert "You have taken it." in briefing
    assert f"/attempts/{attempt.id}/debrief" in read_page(briefing).links


# -- the room --------------------------------------------------------------------------------


def test_a_whole_deal_by_plain_forms(db: SQLAlchemy, browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person)
    given = {
        "how_deep": {"answer": "visit"},
        "price_bid": {"answer": "900000"},
        "port": {"answer": "transfer"},
        "crew": {"units__helpers": "1", "units__overtime": "2"},
    }
    steps = 0
    target = f"/attempts/{attempt_id}"
    while not target.endswith("/debrief"):
        form = question(browser.get(target))
        answer = send(browser, form, **given[form.attributes["data-decision"]])
        assert answer.status_code == 302
        target = path_of(answer)
        steps += 1

    values = [value for _, _, value in stored(db, attempt_id)]
    assert values[:4] == ["visit", 900000.0, ["transfer"], {"helpers": 1, "overtime": 2}]
    assert len(values) == steps
    attempt = play.get_own_attempt(attempt_id, person.id)
    assert attempt.status == "finished"
    assert browser.get(target).status_code == 200
    assert path_of(browser.get(f"/attempts/{attempt_id}")) == target


def test_the_room_shows_every_instrument(browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person)
    for _ in range(3):
        decide_by_habit(attempt_id, person.id)

    words = " ".join(" ".join(read_page(browser.get(f"/attempts/{attempt_id}").text).words).split())

    for expected in (
        "Day ", "Left of the budget for delivery", "Crew", "Who does what?",
        "4 units can be given out.",
        "Qualify (passed)", "Deliver (under way)", "Close (still ahead)",
        "Hello", "Wu", "Against us", "Hua Pumps", "Insight", "critical", "Engineers",
        "Port strike", "Milestones and payments", "if the deal ended today",
        "Decisions so far", "Sell two pumps.",
    ):  # fmt: skip
        assert expected in words, expected


def test_the_risk_register_puts_first_what_matters(browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person)
    early = " ".join(read_page(browser.get(f"/attempts/{attempt_id}").text).words)
    for _ in range(6):
        decide_by_habit(attempt_id, person.id)
    snapshot = play.snapshot_of(play.get_own_attempt(attempt_id, person.id))

    rows = lay_out(play.get_own_attempt(attempt_id, person.id), snapshot).risks

    assert "No longer possible" not in early
    assert snapshot.day > 20
    found = [(row.view.id, row.view.state, row.is_over) for row in rows]
    assert found[-1] == ("budget_cut", "open", True)
    assert [row.is_over for row in rows] == sorted(row.is_over for row in rows)


def test_the_room_shows_the_matrix_and_what_an_option_takes(
    browser: FlaskClient, person: Person
) -> None:
    page = browser.get(f"/attempts/{begin(person)}").text

    assert page.count('class="risk-dot is-open"') == 1
    assert "Likelihood × severity" in page
    assert "Visit: about 3 working days, Sales × 1, Engineers × 1" in page
    assert page.count('class="dial"') == 3


def test_hidden_numbers_stay_hidden(browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person)
    attempt = play.get_own_attempt(attempt_id, person.id)
    world = play.snapshot_of(attempt).world
    hidden = [world.get("rivals.hua.price"), world.get("attitude.chief"), world.get("complexity")]

    page = browser.get(f"/attempts/{attempt_id}").text

    assert "Not known yet" not in page
    assert [f"{value:,.0f}" for value in hidden[:1] if f"{value:,.0f}" in page] == []
    assert "Unknown" in page


@pytest.mark.parametrize(
    ("decision", "values", "message"),
    [
        ("price_bid", {"answer": "100"}, "100 is out of range"),
        ("price_bid", {"answer": "605000"}, "between two steps"),
        ("price_bid", {"answer": "much"}, "“much” is no number"),
        ("price_bid", {"answer": ""}, "This is no number"),
        ("crew", {"units__helpers": "2", "units__overtime": "3"}, "5 units are given out"),
        ("crew", {"units__helpers": "3"}, "“Helpers” takes no more than 2"),
        ("crew", {"units__overtime": "-1"}, "“-1” is no whole number"),
        ("crew", {"units__overtime": "1.5"}, "“1.5” is no whole number"),
    ],
)
def test_a_wrong_answer_is_told_and_kept(
    db: SQLAlchemy,
    browser: FlaskClient,
    person: Person,
    decision: str,
    values: dict[str, str],
    message: str,
) -> None:
    attempt_id = begin(person)
    while (
        question(page := browser.get(f"/attempts/{attempt_id}")).attributes["data-decision"]
        != decision
    ):
        decide_by_habit(attempt_id, person.id)
    before = stored(db, attempt_id)

    answer = send(browser, question(page), **values)

    assert answer.status_code == 422
    assert message in answer.text
    kept = dict(question(answer).fields())
    assert {name: kept[name.replace("__", ".")] for name in values} == values
    assert stored(db, attempt_id) == before


def test_choices_over_the_budget_stay_ticked(
    db: SQLAlchemy, browser: FlaskClient, person: Person
) -> None:
    attempt_id = begin(person)
    for _ in range(2):
        decide_by_habit(attempt_id, person.id)
    form = question(browser.get(f"/attempts/{attempt_id}"))
    data = [*form.fields(), ("answer", "mitigate"), ("answer", "transfer")]

    answer = browser.post(form.action, data=MultiDict(data))

    assert answer.status_code == 422
    assert "the budget is 10,000" in answer.text
    ticked = [c.value for c in question(answer).controls if c.is_checked]
    assert ticked == ["mitigate", "transfer"]
    assert len(stored(db, attempt_id)) == 2


@pytest.mark.parametrize(
    ("data", "status", "message"),
    [
        ({}, 400, "which step"),
        ({"step": "x", "decision": "how_deep"}, 400, "which step"),
        ({"step": "-1", "decision": "how_deep"}, 400, "which step"),
        ({"step": "0"}, 400, "no decision “”"),
        ({"step": "0", "decision": "nothing"}, 400, "no decision “nothing”"),
        ({"step": "0", "decision": "price_bid", "answer": "700000"}, 400, "another decision"),
        ({"step": "0", "decision": "how_deep"}, 422, "Choose one option"),
        ({"step": "0", "decision": "how_deep", "answer": "x"}, 422, "no option “x”"),
        ({"step": "3", "decision": "how_deep", "answer": "visit"}, 409, "not been reached"),
    ],
)
def test_a_forged_form_is_refused(
    db: SQLAlchemy,
    browser: FlaskClient,
    person: Person,
    data: dict[str, str],
    status: int,
    message: str,
) -> None:
    attempt_id = begin(person)

    answer = browser.post(f"/attempts/{attempt_id}/decisions", data=data)

    assert (answer.status_code, stored(db, attempt_id)) == (status, [])
    assert message in answer.text


def test_sent_twice_counts_once(db: SQLAlchemy, browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person)
    form = question(browser.get(f"/attempts/{attempt_id}"))

    answers = [send(browser, form, answer="visit") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert stored(db, attempt_id) == [(0, "how_deep", "visit")]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_second_tab_is_shown_where_the_deal_stands(
    db: SQLAlchemy, browser: FlaskClient, person: Person, headers: dict[str, str]
) -> None:
    attempt_id = begin(person)
    form = question(browser.get(f"/attempts/{attempt_id}"))
    send(browser, form, answer="visit")

    late = browser.post(form.action, data=MultiDict(form.filled(answer="quick")), headers=headers)

    assert late.status_code == 409
    assert "Step 1 has been decided already" in late.text
    assert question(late).attributes["data-decision"] == "price_bid"
    assert late.headers["HX-Retarget"] == "#room"
    assert stored(db, attempt_id) == [(0, "how_deep", "visit")]


def test_a_finished_deal_is_over(db: SQLAlchemy, browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person)
    form = question(browser.get(f"/attempts/{attempt_id}"))
    play_to_the_end(attempt_id, person.id)
    before = stored(db, attempt_id)

    late = send(browser, form, answer="quick")
    beyond = browser.post(
        form.action, data={"step": str(len(before)), "decision": "crew", "units.helpers": "0"}
    )

    unreadable = browser.post(
        form.action, data={"step": "0", "decision": "price_bid", "answer": "much"}
    )

    assert (late.status_code, beyond.status_code, unreadable.status_code) == (409, 409, 400)
    assert "Step 1 has been decided already" in late.text
    assert "over" in beyond.text
    assert stored(db, attempt_id) == before


def test_a_room_that_was_just_left_leads_to_the_debrief(
    db: SQLAlchemy, browser: FlaskClient, person: Person
) -> None:
    """The last decision was made in another tab after this page had seen the deal open."""
    attempt_id = begin(person)
    play_to_the_end(attempt_id, person.id)
    db.session.execute(update(Attempt).values(status="open"))
    db.session.commit()
    steps = len(stored(db, attempt_id))

    room = browser.get(f"/attempts/{attempt_id}")
    late = browser.post(
        f"/attempts/{attempt_id}/decisions",
        data={"step": str(steps), "decision": "crew", "units.helpers": "0"},
    )

    assert path_of(room) == f"/attempts/{attempt_id}/debrief"
    assert late.status_code == 409


def test_htmx_gets_the_next_room_alone(browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person)
    form = question(browser.get(f"/attempts/{attempt_id}"))

    answer = browser.post(form.action, data=MultiDict(form.filled(answer="visit")), headers=HTMX)

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="room"')
    assert question(answer).attributes["data-decision"] == "price_bid"


def test_htmx_gets_the_form_back_with_what_is_wrong(browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person)
    form = question(browser.get(f"/attempts/{attempt_id}"))

    answer = browser.post(form.action, data=MultiDict(form.fields()), headers=HTMX)

    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#room")
    assert answer.text.lstrip().startswith('<div id="room"')
    assert 'id="answer-error"' in answer.text


def test_htmx_is_led_to_the_debrief(browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person, seed=1)
    decide_by_habit(attempt_id, person.id)
    form = question(browser.get(f"/attempts/{attempt_id}"))

    answer = browser.post(form.action, data=MultiDict(form.filled(answer="1200000")), headers=HTMX)

    assert answer.headers["HX-Redirect"] == f"/attempts/{attempt_id}/debrief"


def test_a_past_room_shows_what_was_chosen_and_asks_nothing(
    browser: FlaskClient, person: Person
) -> None:
    attempt_id = begin(person)
    play_to_the_end(attempt_id, person.id)

    for step, (control, value) in enumerate(
        [("option-visit", "visit"), ("amount", "900000"), ("", ""), ("option-helpers", "0")]
    ):
        page = browser.get(f"/attempts/{attempt_id}?step={step}")
        assert f"as it was at step {step + 1}" in page.text
        assert question(page).fields()[:3] == question(page).fields()
        assert ">Decide</button>" not in page.text
        if control:
            assert f'id="{control}"' in page.text
            assert f'value="{value}"' in page.text


def test_a_past_choice_of_several_is_ticked(browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person)
    for _ in range(2):
        decide_by_habit(attempt_id, person.id)
    play.decide(attempt_id, person.id, 2, "port", ["transfer"], now=NOON)

    past = question(browser.get(f"/attempts/{attempt_id}?step=2"))

    assert [c.value for c in past.controls if c.is_checked] == ["transfer"]


@pytest.mark.parametrize("step", ["-1", "99", "x", ""])
def test_a_step_that_is_not_past_is_the_present(
    browser: FlaskClient, person: Person, step: str
) -> None:
    attempt_id = begin(person)

    page = browser.get(f"/attempts/{attempt_id}?step={step}")

    assert question(page).attributes["data-decision"] == "how_deep"
    assert "Back to the present" not in page.text


def test_one_may_look_back_in_an_open_deal(browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person)
    decide_by_habit(attempt_id, person.id)

    assert "Back to the present" in browser.get(f"/attempts/{attempt_id}?step=0").text


def test_a_fault_of_the_scenario_is_told(app: Flask, db: SQLAlchemy) -> None:
    fails = MINI.replace("then: [price = answer]", 'then: ["price = answer / (answer - 900000)"]')
    trainer = make_person("trainer", locale="en")
    attempt_id = play.start_trial(trainer.id, fails, seed=4, now=NOON).id
    decide_by_habit(attempt_id, trainer.id)
    browser = browse(app, trainer)
    form = question(browser.get(f"/attempts/{attempt_id}"))

    whole = browser.post(form.action, data=MultiDict(form.filled(answer="900000")))
    part = browser.post(form.action, data=MultiDict(form.filled(answer="900000")), headers=HTMX)

    for answer in (whole, part):
        assert answer.status_code == 422
        assert "“A pump station” has a fault of its own" in answer.text
        assert "answer / (answer - 900000)" in answer.text
    assert part.headers["HX-Retarget"] == "#messages"
    assert len(stored(db, attempt_id)) == 1


# -- giving up and the list ------------------------------------------------------------------


def test_giving_up_asks_first(db: SQLAlchemy, browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person)
    decide_by_habit(attempt_id, person.id)
    address = f"/attempts/{attempt_id}/give-up"

    form = get_form(browser.get(address).text, "action", address)
    assert play.get_own_attempt(attempt_id, person.id).status == "open"
    answer = browser.post(form.action, data=MultiDict(form.fields()))

    assert path_of(answer) == "/attempts"
    assert "You have given up this deal" in browser.get("/attempts").text
    room = browser.get(f"/attempts/{attempt_id}").text
    assert "This deal was given up" in room
    assert path_of(browser.get(f"/attempts/{attempt_id}/debrief")) == f"/attempts/{attempt_id}"
    db.session.rollback()
    assert play.get_own_attempt(attempt_id, person.id).status == "given_up"


def test_giving_up_an_assessment_warns(browser: FlaskClient, person: Person) -> None:
    publish_mini()
    attempt = play.start(person.id, MINI_SLUG, "assessed", now=NOON)

    assert "cannot be taken again" in browser.get(f"/attempts/{attempt.id}/give-up").text


def test_the_list_of_attempts(browser: FlaskClient, person: Person) -> None:
    assert "You have not played yet" in browser.get("/attempts").text
    finished, still_open, given_up = begin(person), begin(person, 5), begin(person, 7)
    play_to_the_end(finished, person.id)
    play.give_up(given_up, person.id, now=NOON)

    links = read_page(browser.get("/attempts").text).links

    assert [link for link in links if link.startswith("/attempts/")] == [
        f"/attempts/{given_up}", f"/attempts/{still_open}", f"/attempts/{finished}/debrief",
    ]  # fmt: skip


@pytest.mark.parametrize(("has_entry", "title"), [(True, MINI_SLUG), (False, "%.12s")])
def test_attempts_at_an_unreadable_scenario_are_still_listed(
    db: SQLAlchemy, browser: FlaskClient, person: Person, has_entry: bool, title: str
) -> None:
    attempt = play.get_own_attempt(begin(person), person.id)
    db.session.execute(update(ScenarioText).values(source="schema: 9"))
    if not has_entry:
        db.session.execute(update(Attempt).values(entry_id=None))
    db.session.commit()
    get_program.cache_clear()

    listed = browser.get("/attempts").text
    room = browser.get(f"/attempts/{attempt.id}")

    assert f'<th scope="row">{title % attempt.digest if "%" in title else title}' in listed
    assert room.status_code == 409
    assert "was written for another engine" in room.text


# -- the debrief -----------------------------------------------------------------------------


def test_the_debrief_tells_the_whole_story(browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person)
    end = play_to_the_end(attempt_id, person.id)

    words = " ".join(read_page(browser.get(f"/attempts/{attempt_id}/debrief").text).words)

    for expected in (
        "Deal closed", f"{end.score:.1f}", "Grade A", "Proved by replay", "Seed 4",
        "The contract was won at", "the offer had a chance of",
        end.program.scenario.digest[:12], "What the score is made of", "Cost of winning",
        "How the offers were weighed", "Hua Pumps", "What was hidden",
        "The customer's people: their attitude", "Gao",
        "Every decision", "Depth", "Chosen: Visit", "Crew", "The whole journal",
        "What to do next", "With the same luck", "With new luck", "Save as PDF",
    ):  # fmt: skip
        assert expected in words, expected


def test_an_open_deal_has_no_debrief(browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person)

    assert path_of(browser.get(f"/attempts/{attempt_id}/debrief")) == f"/attempts/{attempt_id}"


def test_a_manager_reads_it_as_the_trainee_saw_it(app: Flask, db: SQLAlchemy) -> None:
    group = make_group()
    trainee = make_person(learns_in=group, name="王雨桐")
    manager = make_person("manager", manages=group, locale="en")
    attempt_id = begin(trainee)
    play_to_the_end(attempt_id, trainee.id)
    browser = browse(app, manager)

    debrief = browser.get(f"/attempts/{attempt_id}/debrief").text
    room = browser.get(f"/attempts/{attempt_id}?step=1")

    assert "王雨桐" in debrief
    assert "With new luck" not in debrief
    assert browser.get(f"/attempts/{attempt_id}/debrief.pdf").status_code == 200
    assert "as it was at step 2" in room.text
    assert question(room).attributes["data-decision"] == "price_bid"


def test_a_changed_score_would_be_seen(
    db: SQLAlchemy, browser: FlaskClient, person: Person
) -> None:
    attempt_id = begin(person)
    play_to_the_end(attempt_id, person.id)
    db.session.execute(update(Attempt).values(score=99.5))
    db.session.commit()

    page = browser.get(f"/attempts/{attempt_id}/debrief").text

    assert "The replay gives another score: 87.8" in page


def test_another_engines_attempt_keeps_its_score(
    db: SQLAlchemy, browser: FlaskClient, person: Person
) -> None:
    attempt_id = begin(person)
    play_to_the_end(attempt_id, person.id)
    db.session.execute(update(Attempt).values(engine="0"))
    db.session.commit()

    debrief = browser.get(f"/attempts/{attempt_id}/debrief")
    room = browser.get(f"/attempts/{attempt_id}?step=0")

    assert "cannot be replayed" in debrief.text
    assert "Deal closed: 87.8 points." in debrief.text
    assert "What the score is made of" in debrief.text
    assert browser.get(f"/attempts/{attempt_id}/debrief.pdf").status_code == 200
    assert room.status_code == 409


def test_a_deal_without_an_award(db: SQLAlchemy, browser: FlaskClient, person: Person) -> None:
    text = mini_text().replace(
        "      quick: {label: {en: Read only}}", "      quick: {label: {en: Leave}, end: withdrawn}"
    )
    library.publish(MINI_SLUG, text, None, now=NOON)
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=4, now=NOON)
    play.decide(attempt.id, person.id, 0, "how_deep", "quick", now=NOON)

    page = browser.get(f"/attempts/{attempt.id}/debrief").text

    assert "Withdrawn" in page
    assert "How the offers were weighed" not in page


def test_a_deal_that_was_lost_early(browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person, seed=1)
    play_to_the_end(attempt_id, person.id)

    page = browser.get(f"/attempts/{attempt_id}/debrief").text

    assert "Tender lost" in page
    assert "not passed" in page


@pytest.mark.parametrize("locale", ["zh_Hans", "zh_Hant"])
def test_the_pages_speak_chinese(app: Flask, db: SQLAlchemy, locale: str) -> None:
    person = make_person(locale=locale)
    attempt_id = begin(person)
    play_to_the_end(attempt_id, person.id)
    browser = browse(app, person)

    for path in ("/scenarios", f"/attempts/{attempt_id}?step=3", f"/attempts/{attempt_id}/debrief"):
        assert read_page(browser.get(path).text).lang == locale.replace("_", "-")


def test_a_newer_version_leaves_the_room_alone(browser: FlaskClient, person: Person) -> None:
    attempt_id = begin(person)
    newer = mini_text().replace("A pump station", "Two pump stations")
    library.publish(MINI_SLUG, newer, None, now=NOON)

    assert "Two pump stations" not in browser.get(f"/attempts/{attempt_id}").text
    assert "Two pump stations" in browser.get("/scenarios").text
