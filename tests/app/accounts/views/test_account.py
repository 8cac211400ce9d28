"""``/account``."""

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.accounts import service
from tests.support.people import PASSWORD, make_group, make_person, signed_in_as

NEW = "paper-lantern-47-river"


def test_the_page_says_who_one_is(db: SQLAlchemy, app: Flask) -> None:
    person = make_person("trainer", email="zhou@example.com", teaches=make_group("华东 <一组>"))
    page = signed_in_as(app, person).get("/account").text
    for expected in ("zhou@example.com", "Trainer", "华东 &lt;一组&gt;", "teaches here"):
        assert expected in page


def test_name_and_language_are_saved_and_used_at_once(db: SQLAlchemy, app: Flask) -> None:
    person = make_person()
    browser = signed_in_as(app, person)

    answer = browser.post("/account", data={"name": " 林 晓 ", "locale": "zh_Hans"})

    assert (answer.status_code, answer.location) == (302, "/account")
    page = browser.get("/account", headers={"Accept-Language": "en"}).text
    assert '<html lang="zh-Hans">' in page
    assert "修改已保存。" in page
    db.session.rollback()
    assert (person.name, person.locale) == ("林 晓", "zh_Hans")
    browser.post("/account", data={"name": "林晓", "locale": ""})
    db.session.rollback()
    assert (person.name, person.locale) == ("林晓", None)


def test_a_refused_profile_comes_back_with_reasons(db: SQLAlchemy, app: Flask) -> None:
    person = make_person(name="Wei")
    browser = signed_in_as(app, person)
    blank = browser.post("/account", data={"name": "   ", "locale": "en"})
    unknown = browser.post("/account", data={"name": "Wei", "locale": "tlh"})
    hidden = browser.post("/account", data={"name": "We\u202ei", "locale": "en"})
    assert [answer.status_code for answer in (blank, unknown, hidden)] == [422] * 3
    assert 'aria-invalid="true"' in unknown.text
    assert "This name holds characters that cannot be shown." in hidden.text
    db.session.rollback()
    assert (person.name, person.locale) == ("Wei", None)


def test_a_new_password_keeps_this_browser_alone_signed_in(db: SQLAlchemy, app: Flask) -> None:
    person = make_person()
    here, elsewhere = signed_in_as(app, person), signed_in_as(app, person)

    answer = here.post(
        "/account/password",
        data={"current_password": PASSWORD, "new_password": NEW, "repeated": NEW},
    )

    assert answer.location == "/account"
    assert "You are signed out everywhere else." in here.get("/account").text
    assert elsewhere.get("/account").location == "/login?next=/account"
    db.session.rollback()
    assert service.sign_in(person.email, NEW) is person


def test_a_refused_password_is_told_beside_its_field(db: SQLAlchemy, app: Flask) -> None:
    person = make_person()
    browser = signed_in_as(app, person)

    def reasons(current: str, new: str, repeated: str) -> tuple[int, str]:
        data = {"current_password": current, "new_password": new, "repeated": repeated}
        answer = browser.post("/account/password", data=data)
        return answer.status_code, answer.text

    for (status, page), field, reason in [
        (reasons("wrong", NEW, NEW), "current_password", "This is not your current password."),
        (reasons(PASSWORD, "short", "short"), "new_password", "at least 8 characters"),
        (reasons(PASSWORD, NEW, "else"), "repeated", "The two passwords are not the same."),
    ]:
        assert status == 422
        assert reason in page
        assert f'id="{field}-errors"' in page
    assert service.sign_in(person.email, PASSWORD).session_version == 1
