"""Where people land."""

import pytest
from flask import Flask

from app.accounts.landing import landing_path
from app.rights import ROLES, Role
from tests.support.people import make_person, signed_in_as


@pytest.mark.parametrize("role", ROLES)
def test_everybody_lands_on_a_page_that_opens_for_them(app: Flask, role: Role) -> None:
    with app.app_context():
        browser = signed_in_as(app, make_person(role))
    answer = browser.get("/")
    assert answer.status_code == 302
    assert browser.get(answer.location).status_code == 200


def test_each_role_begins_where_its_work_is(app: Flask) -> None:
    with app.test_request_context():
        assert {role: landing_path(role) for role in ROLES} == {
            "trainee": "/scenarios",
            "trainer": "/scenarios",
            "manager": "/insights",
            "admin": "/admin/people",
        }
