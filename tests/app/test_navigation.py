"""The main navigation and the start page."""

from collections.abc import Callable

from flask import Flask
from flask_babel import lazy_gettext
from sqlalchemy.exc import OperationalError

from app.navigation import NavItem, NavLink, add_nav_item, visible_nav_items
from tests.support.probe import FakePerson

SignIn = Callable[[FakePerson], None]


def add_items(app: Flask) -> None:
    app.extensions["dealwright.navigation"] = []
    add_nav_item(app, NavItem(lazy_gettext("Pages"), "probe.for_managers", "users", order=2))
    add_nav_item(app, NavItem(lazy_gettext("Main"), "probe.for_people", "target", order=1))


def test_each_role_sees_what_it_may_open_in_order(probe: Flask, sign_in: SignIn) -> None:
    add_items(probe)
    main = NavLink("Main", "/probe/signed-in", "target", is_current=False)
    pages = NavLink("Pages", "/probe/managers", "users", is_current=True)

    sign_in(FakePerson("manager"))
    with probe.test_request_context("/probe/managers/3"):
        assert visible_nav_items() == [main, pages]
    sign_in(FakePerson("trainee"))
    with probe.test_request_context("/probe/managers/3"):
        assert visible_nav_items() == [main]


def test_a_visitor_sees_no_navigation_and_starts_at_sign_in(probe: Flask) -> None:
    add_items(probe)
    with probe.test_request_context("/"):
        assert visible_nav_items() == []
    assert probe.test_client().get("/").headers["Location"] == "/login"


def test_a_person_starts_where_their_work_begins(probe: Flask, sign_in: SignIn) -> None:
    sign_in(FakePerson("admin"))
    assert probe.test_client().get("/").headers["Location"] == "/admin/people"


def test_an_entry_says_what_waits_there_unless_the_database_fails(
    probe: Flask, sign_in: SignIn
) -> None:
    def fail() -> int:
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))

    probe.extensions["dealwright.navigation"] = []
    for count in (lambda: 3, fail):
        add_nav_item(
            probe, NavItem(lazy_gettext("Main"), "probe.for_people", "target", 1, count=count)
        )
    sign_in(FakePerson("trainee"))
    with probe.test_request_context("/probe/page"):
        assert [item.count for item in visible_nav_items()] == [3, 0]


def test_the_page_shows_where_one_is_and_who(probe: Flask, sign_in: SignIn) -> None:
    add_items(probe)
    sign_in(FakePerson("trainee", name="<林>"))
    page = probe.test_client().get("/probe/page").text
    assert "&lt;林&gt;" in page
    assert '<a href="/probe/signed-in">' in page
    assert "/probe/managers" not in page
