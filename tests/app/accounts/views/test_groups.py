"""``/admin/groups``."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.accounts import service
from tests.support.people import make_group, make_person, signed_in_as


@pytest.fixture
def admin(db: SQLAlchemy, app: Flask) -> FlaskClient:
    """The browser of an administrator."""
    return signed_in_as(app, make_person("admin"))


def test_groups_are_listed_with_their_sizes(admin: FlaskClient) -> None:
    assert "There is no group yet" in admin.get("/admin/groups").text
    group = make_group("华东 <一组>")
    make_person("trainee", learns_in=group)
    make_person("trainee", learns_in=group)
    make_person("trainer", teaches=group)
    page = admin.get("/admin/groups").text
    assert "华东 &lt;一组&gt;" in page
    assert re.findall(r'<td class="num">(\d+)</td>', page) == ["2", "1", "0"]


def test_a_group_is_made_and_renamed(admin: FlaskClient) -> None:
    made = admin.post("/admin/groups", data={"name": "华东一组"})
    (group,) = service.list_groups()
    assert made.location == f"/admin/groups/{group.id}"
    assert "The group “华东一组” is made." in admin.get(made.location).text

    renamed = admin.post(f"{made.location}/name", data={"name": "华东二组"})

    assert renamed.location == made.location
    assert "<h1>华东二组</h1>" in admin.get(made.location).text


def test_the_comparison_of_scores_is_switched_off_and_on(admin: FlaskClient) -> None:
    group = make_group()
    page = f"/admin/groups/{group.id}"
    checked = re.compile(r'<input(?=[^>]* checked)[^>]* name="compares_scores"')
    assert checked.search(admin.get(page).text)

    off = admin.post(f"{page}/comparison")

    assert off.location == page
    assert not checked.search(admin.get(page).text)
    admin.post(f"{page}/comparison", data={"compares_scores": "y"})
    assert checked.search(admin.get(page).text)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "This field is required."), ("南", "already a group “南”"), (" \t", "required")],
)
def test_a_name_that_cannot_be_comes_back(admin: FlaskClient, name: str, reason: str) -> None:
    make_group("南")
    group = make_group("东")
    for path in ("/admin/groups", f"/admin/groups/{group.id}/name"):
        answer = admin.post(path, data={"name": name})
        assert answer.status_code == 422
        assert reason in answer.text
    assert "<h1>东</h1>" in admin.get(f"/admin/groups/{group.id}").text


def test_people_join_and_leave(admin: FlaskClient) -> None:
    group = make_group()
    make_person("trainer", name="周明远", email="zhou@example.com")
    path = f"/admin/groups/{group.id}"
    assert '<option value="zhou@example.com">周明远 · Trainer</option>' in admin.get(path).text

    joined = admin.post(f"{path}/people", data={"email": "ZHOU@example.com", "kind": "teacher"})

    assert joined.location == path
    page = admin.get(path).text
    assert "周明远 now belongs to the group." in page
    assert "Nobody teaches this group." not in page
    assert "Nobody learns in this group." in page
    assert '<option value="zhou@example.com">' not in page
    removal = re.search(rf'action="({path}/memberships/\d+/remove)"', page)
    assert removal is not None
    assert admin.post(removal[1]).location == path
    page = admin.get(path).text
    assert "The person is removed from the group." in page
    assert "Nobody teaches this group." in page


@pytest.mark.parametrize(
    ("email", "kind", "reason"),
    [
        ("", "member", "This field is required."),
        ("nobody@example.com", "member", "Nobody has the address “nobody@example.com”."),
        ("lin@example.com", "teacher", "林晓 is not a trainer. Change the role first."),
        ("lin@example.com", "king", "Not a valid choice."),
    ],
)
def test_who_cannot_join_is_told_why(
    admin: FlaskClient, email: str, kind: str, reason: str
) -> None:
    group = make_group()
    make_person("trainee", name="林晓", email="lin@example.com")
    answer = admin.post(f"/admin/groups/{group.id}/people", data={"email": email, "kind": kind})
    assert answer.status_code == 422
    assert reason in answer.text
    assert service.memberships_in(group.id) == []


def test_who_left_for_good_is_marked(admin: FlaskClient) -> None:
    group = make_group()
    make_person("trainee", name="赵敏", learns_in=group, is_active=False)
    assert "Deactivated" in admin.get(f"/admin/groups/{group.id}").text


@pytest.mark.parametrize("tail", ["", "/name", "/people"])
def test_there_is_no_page_of_no_group(admin: FlaskClient, tail: str) -> None:
    path = f"/admin/groups/999{tail}"
    answer = admin.post(path) if tail else admin.get(path)
    assert answer.status_code == 404
    assert "There is no group with the number 999." in answer.text
