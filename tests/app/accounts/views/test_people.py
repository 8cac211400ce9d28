"""``/admin/people``."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.accounts.service.directory import PEOPLE_PER_PAGE
from tests.support.people import make_group, make_person, signed_in_as


@pytest.fixture
def admin(db: SQLAlchemy, app: Flask) -> FlaskClient:
    """The browser of an administrator called 何静."""
    return signed_in_as(app, make_person("admin", name="何静", email="admin@example.com"))


def names(page: str) -> list[str]:
    return re.findall(r'<a href="/admin/people/\d+">([^<]+)</a>', page)


def test_everybody_is_listed_with_role_groups_and_state(admin: FlaskClient) -> None:
    make_person("trainer", name="周明远", email="zhou@example.com", teaches=make_group("华东一组"))
    make_person("trainee", name="<赵敏>", is_active=False)
    page = admin.get("/admin/people").text
    assert set(names(page)) == {"何静", "周明远", "&lt;赵敏&gt;"}
    for expected in ("3 people", "zhou@example.com", "华东一组", "teaches here", "Deactivated"):
        assert expected in page


def test_search_and_filters_narrow_the_list(admin: FlaskClient) -> None:
    group = make_group()
    make_person("trainee", name="王伟", learns_in=group)
    make_person("trainee", name="王芳", is_active=False)
    make_person("trainer", name="王强", teaches=group)
    found = {
        query: names(admin.get(f"/admin/people?{query}").text)
        for query in (
            "q=王&role=trainee",
            "q=王&state=active&role=trainee",
            "state=inactive",
            f"group={group.id}&role=trainer",
            "q=nobody",
        )
    }
    assert list(found.values()) == [["王伟", "王芳"], ["王伟"], ["王芳"], ["王强"], []]


def test_an_empty_result_offers_the_way_back(admin: FlaskClient) -> None:
    page = admin.get("/admin/people?q=nobody").text
    assert "Nobody found" in page
    assert 'value="nobody"' in page
    assert 'href="/admin/people">Show all</a>' in page


@pytest.mark.parametrize("query", ["role=king", "state=ill", "group=x", "group=999"])
def test_a_filter_that_makes_no_sense_is_dropped(admin: FlaskClient, query: str) -> None:
    assert admin.get(f"/admin/people?{query}").location == "/admin/people"


def test_pages_keep_the_filter(admin: FlaskClient) -> None:
    for number in range(PEOPLE_PER_PAGE + 1):
        make_person(name=f"Wang {number:02}")
    first = admin.get("/admin/people?q=Wang&role=trainee").text
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link is not None
    second = admin.get(link[1].replace("&amp;", "&")).text
    assert (len(names(first)), names(second)) == (PEOPLE_PER_PAGE, [f"Wang {PEOPLE_PER_PAGE}"])
    assert admin.get("/admin/people?page=99").status_code == 200


def test_a_role_is_changed(db: SQLAlchemy, admin: FlaskClient) -> None:
    person = make_person("trainee", name="王伟")
    answer = admin.post(f"/admin/people/{person.id}/role", data={"role": "manager"})
    assert answer.location == f"/admin/people/{person.id}"
    page = admin.get(answer.location).text
    assert "The role of 王伟 is changed." in page
    assert '<option selected value="manager">' in page


def test_an_unknown_role_changes_nothing(db: SQLAlchemy, admin: FlaskClient) -> None:
    person = make_person("trainee")
    answer = admin.post(f"/admin/people/{person.id}/role", data={"role": "king"})
    assert answer.status_code == 302
    db.session.rollback()
    assert (person.role, person.session_version) == ("trainee", 1)


def test_somebody_is_deactivated_and_reactivated(db: SQLAlchemy, admin: FlaskClient) -> None:
    person = make_person(name="王伟")
    path = f"/admin/people/{person.id}"

    admin.post(f"{path}/deactivate")
    shut_out = admin.get(path).text
    admin.post(f"{path}/reactivate")
    back_in = admin.get(path).text

    assert "王伟 can no longer sign in." in shut_out
    assert "Reactivate the account" in shut_out
    assert "Make the link" not in shut_out
    assert "王伟 can sign in again." in back_in
    assert "Deactivate the account" in back_in
    db.session.rollback()
    assert person.is_active


def test_ones_own_account_is_left_to_others(db: SQLAlchemy, admin: FlaskClient) -> None:
    (own_id,) = re.findall(r"/admin/people/(\d+)\"", admin.get("/admin/people").text)
    page = admin.get(f"/admin/people/{own_id}").text
    assert "Only another administrator can change your role" in page
    assert "Deactivate the account" not in page
    refused = admin.post(f"/admin/people/{own_id}/role", data={"role": "trainee"})
    assert refused.status_code == 403
    assert "You cannot change your own role." in refused.text


def test_there_is_no_page_of_nobody(admin: FlaskClient) -> None:
    answer = admin.get("/admin/people/999")
    assert answer.status_code == 404
    assert "There is no person with the number 999." in answer.text
