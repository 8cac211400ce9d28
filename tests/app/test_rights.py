"""The door of every route."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from app import rights
from app.rights import ROLES, Role, allow, public, signed_in
from tests.support.probe import FakePerson

SignIn = Callable[[FakePerson], None]


def test_everybody_may_enter_a_public_page(probe: Flask) -> None:
    assert probe.test_client().get("/probe/public").text == "public 0"


def test_a_visitor_signs_in_first_and_comes_back(probe: Flask) -> None:
    answer = probe.test_client().get("/probe/managers?group=1&page=2")
    assert answer.status_code == 302
    address = urlsplit(answer.headers["Location"])
    assert address.path == "/login"
    assert parse_qs(address.query) == {"next": ["/probe/managers?group=1&page=2"]}


def test_a_refused_write_is_not_repeated_after_signing_in(probe: Flask) -> None:
    probe.config["WTF_CSRF_ENABLED"] = False
    answer = probe.test_client().post("/probe/signed-in")
    assert answer.headers["Location"] == "/login"


def test_htmx_leaves_the_page_to_sign_in(probe: Flask) -> None:
    answer = probe.test_client().get("/probe/signed-in", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/login"


@pytest.mark.parametrize("role", ROLES)
def test_a_page_opens_for_its_roles_alone(probe: Flask, sign_in: SignIn, role: Role) -> None:
    sign_in(FakePerson(role))
    browser = probe.test_client()
    statuses = [browser.get(f"/probe/{page}").status_code for page in ("signed-in", "managers")]
    assert statuses == [200, 200 if role in ("manager", "admin") else 403]


def test_a_route_that_does_not_say_who_may_enter_is_refused(probe: Flask) -> None:
    probe.add_url_rule("/silent", "silent", lambda: "open to all?")
    with pytest.raises(RuntimeError, match="do not say who may enter: silent"):
        rights.check_all_declared(probe)
    assert probe.test_client().get("/silent").status_code == 500


def test_a_right_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declares its right twice"):

        @public
        @signed_in
        def view() -> None: ...


@pytest.mark.parametrize("roles", [(), ("boss",), ("trainee", "boss")])
def test_a_right_names_known_roles(roles: tuple[Role, ...]) -> None:
    with pytest.raises(ValueError, match="name one or more of"):
        allow(*roles)


def test_every_route_of_the_application_has_a_right(probe: Flask) -> None:
    found = {
        rule.endpoint: rights.find_right(probe, rule.endpoint)
        for rule in probe.url_map.iter_rules()
    }
    assert {endpoint for endpoint, right in found.items() if right is None} == set()
