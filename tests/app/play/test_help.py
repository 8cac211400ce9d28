"""The page of help, and its pictures, which are made by the templates of the room."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.play.explain import INSTRUMENTS
from app.play.pages.help import EXAMPLES, example_desk, pictures, to_still
from app.play.tour import instruments_of
from tests.support.people import make_person, signed_in_as

HEADINGS = {
    "en": "How a deal is played",
    "zh_Hans": "项目怎么打",
    "zh_Hant": "專案怎麼打",
}


@pytest.mark.parametrize("locale", HEADINGS)
def test_the_page_has_a_picture_of_each_instrument(app: Flask, db: SQLAlchemy, locale: str) -> None:
    page = signed_in_as(app, make_person("manager", locale=locale)).get("/help").text

    assert HEADINGS[locale] in page
    assert page.count('class="help-picture instrument" inert') == len(INSTRUMENTS)
    for instrument in INSTRUMENTS:
        assert f'id="{instrument.id}-title"' in page


def test_pictures_have_nothing_to_reach_and_no_id(app: Flask) -> None:
    with app.test_request_context():
        for picture in pictures():
            assert not re.search(r"<(a|form|button|input)\b|\s(id|tabindex)=", picture.html)
            assert "<" in picture.html


def test_pictures_are_kept_for_each_language(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        english = pictures()
        assert pictures() is english
    with app.test_request_context(headers={"Accept-Language": "zh-CN"}):
        assert pictures() is not english


def test_the_example_shows_something_in_every_instrument() -> None:
    deal, quarter = (example_desk(example) for example in EXAMPLES)

    assert {one.id for desk in (deal, quarter) for one in instruments_of(desk.room)} == {
        one.id for one in INSTRUMENTS
    }
    assert deal.room.money.signed_day is not None
    assert deal.plan is not None
    assert deal.influence is not None
    assert not deal.news.is_empty
    assert any(pool.busy for pool in deal.room.team)
    assert any(risk.response for risk in deal.room.risks)
    assert quarter.room.pipeline is not None
    assert quarter.room.pipeline.won


def test_what_could_be_followed_stands_still() -> None:
    html = (
        '<a class="x" href="/a" id="b">c</a><svg><use href="#d"></use></svg><p tabindex="0">e</p>'
    )

    assert to_still(html) == ('<span class="x">c</span><svg><use href="#d"></use></svg><p>e</p>')
