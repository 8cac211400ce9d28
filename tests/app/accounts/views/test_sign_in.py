"""``/login`` and ``/logout``."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from werkzeug.test import TestResponse

from app.accounts import service
from app.accounts.demo import PASSWORD as DEMO_PASSWORD
from app.accounts.demo import seed
from app.accounts.landing import landing_path
from app.rights import ROLES, Role
from tests.support.people import PASSWORD, make_person, signed_in_as

WRONG = "This e-mail address and password do not belong to an active account."


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD, **data: str) -> TestResponse:
    return client.post("/login", data={"email": email, "password": password, **data})


@pytest.mark.parametrize("role", ROLES)
def test_people_begin_where_their_work_is(
    db: SQLAlchemy, app: Flask, client: FlaskClient, role: Role
) -> None:
    person = make_person(role)
    with app.test_request_context():
        landing = landing_path(role)
    answer = sign_in(client, person.email.upper())
    assert (answer.status_code, answer.location) == (302, landing)
    assert client.get(landing).status_code == 200
    assert client.get("/login").location == landing


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("/account", "/account"),
        ("/account?tab=1#top", "/account?tab=1#top"),
        ("//evil.example", None),
        ("/\\evil.example", None),
        ("/\t/evil.example", None),
        ("https://evil.example/", None),
        ("javascript:alert(1)", None),
        ("account", None),
        ("", None),
    ],
)
def test_one_goes_on_to_paths_of_this_site_only(
    db: SQLAlchemy, client: FlaskClient, wanted: str, given: str | None
) -> None:
    person = make_person("admin")
    answer = sign_in(client, person.email, next=wanted)
    assert answer.location == (given or "/admin/people")


def test_a_visitor_returns_to_the_page_they_asked_for(db: SQLAlchemy, client: FlaskClient) -> None:
    person = make_person("admin")
    asked = client.get("/admin/people?q=王")
    page = client.get(asked.location)
    kept = re.search(r'id="next"[^>]*value="([^"]*)"', page.text)
    assert kept is not None
    assert sign_in(client, person.email, next=kept[1]).location == "/admin/people?q=%E7%8E%8B"


@pytest.mark.parametrize(
    ("email", "password"),
    [("wang@example.com", "wrong"), ("gone@example.com", PASSWORD), ("nobody@b.c", PASSWORD)],
)
def test_a_refusal_is_told_beside_the_password(
    db: SQLAlchemy, client: FlaskClient, email: str, password: str
) -> None:
    make_person(email="wang@example.com")
    make_person(email="gone@example.com", is_active=False)
    answer = sign_in(client, email, password)
    assert answer.status_code == 422
    assert f'<a href="#password">Password</a>: {WRONG}' in answer.text
    assert f'value="{email}"' in answer.text
    assert password not in answer.text
    assert client.get("/account").status_code == 302


def test_both_fields_are_needed(client: FlaskClient) -> None:
    answer = sign_in(client, "", "")
    assert answer.status_code == 422
    assert answer.text.count("This field is required.") == 4  # beside each, and in the summary


def test_a_planted_session_is_worth_nothing_afterwards(
    db: SQLAlchemy, app: Flask, client: FlaskClient
) -> None:
    """Whoever put a session into the victim's browser knows nothing of the one after signing in."""
    person = make_person()
    with client.session_transaction() as planted:
        planted.update(csrf_token="planted", locale="zh_Hant", anything="else")
    before = client.get_cookie(app.config["SESSION_COOKIE_NAME"])

    sign_in(client, person.email)

    after = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert before is not None
    assert after is not None
    assert after.value != before.value
    with client.session_transaction() as kept:
        assert "csrf_token" not in kept
        assert "anything" not in kept
        assert (kept["_user_id"], kept["locale"]) == (person.get_id(), "zh_Hant")


def test_signing_in_as_somebody_else_leaves_nothing_of_the_first(
    db: SQLAlchemy, app: Flask
) -> None:
    first, second = make_person(), make_person()
    browser = signed_in_as(app, first)
    sign_in(browser, second.email)
    with browser.session_transaction() as kept:
        assert kept["_user_id"] == second.get_id()


def test_signing_out_ends_the_session_and_keeps_the_language(db: SQLAlchemy, app: Flask) -> None:
    browser = signed_in_as(app, make_person())
    browser.post("/language", data={"locale": "zh_Hant"})
    assert browser.post("/logout").location == "/login"
    with browser.session_transaction() as kept:
        assert dict(kept) == {"locale": "zh_Hant"}
    assert browser.get("/account").location == "/login?next=/account"


def test_nobody_signs_out_by_following_a_link(db: SQLAlchemy, app: Flask) -> None:
    assert signed_in_as(app, make_person()).get("/logout").status_code == 405


@pytest.mark.parametrize("change", ["password", "role", "deactivation"])
def test_sessions_of_before_end(db: SQLAlchemy, app: Flask, change: str) -> None:
    admin, person = make_person("admin"), make_person()
    browser = signed_in_as(app, person)
    assert browser.get("/account").status_code == 200
    if change == "password":
        service.change_password(
            person.id, current_password=PASSWORD, new_password="paper-lantern-47-river"
        )
    elif change == "role":
        service.change_role(person.id, "trainer", by_id=admin.id)
    else:
        service.deactivate(person.id, by_id=admin.id)
    assert browser.get("/account").location == "/login?next=/account"


def test_a_form_without_its_token_is_refused(
    db: SQLAlchemy, app: Flask, client: FlaskClient
) -> None:
    person = make_person()
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        refused = sign_in(client, person.email)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/login").text)
        assert token is not None
        forged = sign_in(app.test_client(), person.email, csrf_token=token[1])
        accepted = sign_in(client, person.email, csrf_token=token[1])
        old_token = client.post("/logout", data={"csrf_token": token[1]})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    statuses = [answer.status_code for answer in (refused, forged, accepted, old_token)]
    assert statuses == [400, 400, 302, 400]


def sign_in_from(client: FlaskClient, address: str, email: str, password: str = PASSWORD) -> int:
    data = {"email": email, "password": password}
    return client.post("/login", data=data, environ_base={"REMOTE_ADDR": address}).status_code


def test_who_is_shut_out_by_another_gets_in_from_elsewhere(
    db: SQLAlchemy, app: Flask, client: FlaskClient
) -> None:
    person = make_person()
    guesses = [sign_in_from(client, "10.0.0.9", person.email, "wrong") for _ in range(11)]

    assert guesses == [422] * 10 + [429]
    assert sign_in_from(app.test_client(), "10.0.0.9", person.email) == 429
    assert sign_in_from(app.test_client(), "10.0.0.1", person.email) == 302


def test_many_addresses_together_shut_one_account(
    db: SQLAlchemy, app: Flask, client: FlaskClient
) -> None:
    person = make_person()
    for number in range(100):
        assert sign_in_from(client, f"10.0.0.{number // 10}", person.email, "wrong") == 422

    assert sign_in_from(app.test_client(), "10.0.1.1", person.email) == 429


def test_too_many_failures_shut_one_account_at_one_address(
    db: SQLAlchemy, app: Flask, client: FlaskClient
) -> None:
    person, other = make_person(email="wang@example.com"), make_person()
    spellings = ["wang@example.com", "WANG@example.com", " wang@example.com "]
    failures = [sign_in(client, spellings[n % 3], "wrong").status_code for n in range(10)]

    refused = sign_in(app.test_client(), person.email)

    assert failures == [422] * 10
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 600
    assert "Signing in failed too often. Try again in 10 minutes." in refused.text
    assert sign_in(client, other.email).status_code == 302


def test_success_is_not_counted(db: SQLAlchemy, app: Flask) -> None:
    person = make_person()
    statuses = [sign_in(app.test_client(), person.email).status_code for _ in range(12)]
    assert statuses == [302] * 12


def test_too_many_failures_shut_one_address(db: SQLAlchemy, app: Flask) -> None:
    person = make_person()
    browser = app.test_client()
    for number in range(30):
        assert sign_in(browser, f"guess{number}@example.com").status_code == 422
    assert sign_in(browser, person.email).status_code == 429
    from_elsewhere = browser.post(
        "/login",
        data={"email": person.email, "password": PASSWORD},
        environ_base={"REMOTE_ADDR": "10.0.0.9"},
    )
    assert from_elsewhere.status_code == 302


def test_the_wait_is_told_in_the_readers_language(db: SQLAlchemy, client: FlaskClient) -> None:
    for _ in range(10):
        sign_in(client, "wang@example.com")
    answer = client.post(
        "/login", data={"email": "wang@example.com"}, headers={"Accept-Language": "zh-TW"}
    )
    assert answer.status_code == 429
    assert "登入失敗次數過多" in answer.text


def test_the_demo_shows_its_accounts_and_a_real_installation_none(
    db: SQLAlchemy, app: Flask, client: FlaskClient
) -> None:
    seed()
    assert DEMO_PASSWORD not in client.get("/login").text
    app.config["DEMO"] = True
    try:
        page = client.get("/login?next=/account").text
    finally:
        app.config["DEMO"] = False
    offered = re.findall(r'name="email" value="([^"]+)"', page)
    assert offered == [f"{login}@demo.example" for login in (*ROLES, "newcomer")]
    assert page.count('<input type="hidden" name="next" value="/account">') == 5
    assert [sign_in(client, email, DEMO_PASSWORD).status_code for email in offered] == [302] * 5


def test_the_languages_of_person_and_browser(db: SQLAlchemy, app: Flask) -> None:
    chinese = signed_in_as(app, make_person(locale="zh_Hans"))
    undecided = signed_in_as(app, make_person())
    english = {"Accept-Language": "en"}
    assert '<html lang="zh-Hans">' in chinese.get("/account", headers=english).text
    assert '<html lang="en">' in undecided.get("/account", headers=english).text
