"""Which language a reader gets."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask_babel import force_locale

from app.i18n import find_locale, language_tag, pick, to_traditional
from tests.support.probe import FakePerson


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("zh", "zh_Hans"),
        ("zh-CN", "zh_Hans"),
        ("zh-SG", "zh_Hans"),
        ("zh-Hans-CN", "zh_Hans"),
        ("zh-TW", "zh_Hant"),
        ("zh-HK", "zh_Hant"),
        ("zh-MO", "zh_Hant"),
        ("zh-Hant-HK", "zh_Hant"),
        ("ZH_tw", "zh_Hant"),
        ("en-GB", "en"),
        ("en", "en"),
        ("de-CH", None),
        ("", None),
        ("*", None),
    ],
)
def test_a_tag_finds_its_locale(tag: str, locale: str | None) -> None:
    assert find_locale(tag) == locale


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh-HK,en;q=0.8", "zh-Hant"),
        ("de,en-GB;q=0.7,zh;q=0.5", "en"),
        ("de,fr", "en"),
        ("", "en"),
    ],
)
def test_the_browser_is_asked_first(probe: Flask, header: str, tag: str) -> None:
    answer = probe.test_client().get("/probe/page", headers={"Accept-Language": header})
    assert f'<html lang="{tag}">' in answer.text


def test_a_visitors_choice_wins_over_the_browser(probe: Flask) -> None:
    probe.config["WTF_CSRF_ENABLED"] = False
    browser = probe.test_client()

    answer = browser.post("/language", data={"locale": "zh_Hant", "next": "/probe/page?a=1"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/probe/page?a=1")
    page = browser.get("/probe/page", headers={"Accept-Language": "en"})
    assert '<html lang="zh-Hant">' in page.text


def test_a_persons_saved_choice_wins_over_all(
    probe: Flask, sign_in: Callable[[FakePerson], None]
) -> None:
    probe.config["WTF_CSRF_ENABLED"] = False
    browser = probe.test_client()
    browser.post("/language", data={"locale": "en"})
    person = FakePerson(locale="zh_Hans")
    sign_in(person)

    assert '<html lang="zh-Hans">' in browser.get("/probe/page").text
    browser.post("/language", data={"locale": "zh_Hant"})
    assert person.locale == "zh_Hant"
    assert '<html lang="zh-Hant">' in browser.get("/probe/page").text


def test_a_language_that_is_not_here_is_refused(probe: Flask) -> None:
    probe.config["WTF_CSRF_ENABLED"] = False
    answer = probe.test_client().post("/language", data={"locale": "tlh"})
    assert answer.status_code == 400
    assert "There is no language “tlh” here." in answer.text


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("项目干系人", "專案利害關係人"),
        ("从投标、中标到回款", "從投標、得標到收款"),
        ("质保金在质保期满后支付", "保固保證金在保固期滿後支付"),
        ("招标文件里的软件信息", "招標文件裡的軟體資訊"),
        ("技术支持人员支持我们", "技術支援人員支持我們"),
        ("请在“情景”里写“干系人”", "請在「情境」裡寫「利害關係人」"),
        ("\ue000 is nobody's", " is nobody's"),
        ("", ""),
    ],
)
def test_traditional_chinese_speaks_as_taiwan_does(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == traditional


@pytest.mark.parametrize(
    ("locale", "text", "picked"),
    [
        ("zh_Hans", {"zh-Hans": "报价", "en": "Price"}, "报价"),
        ("zh_Hant", {"zh-Hans": "报价", "en": "Price"}, "報價"),
        ("zh_Hant", {"zh-Hans": "报价", "zh-Hant": "開價", "en": "Price"}, "開價"),
        ("en", {"zh-Hans": "报价", "en": "Price"}, "Price"),
        ("en", {"zh-Hans": "报价"}, "报价"),
        ("zh_Hans", {"en": "Price"}, "Price"),
    ],
)
def test_a_text_is_picked_in_the_readers_language(
    probe: Flask, locale: str, text: dict[str, str], picked: str
) -> None:
    with probe.test_request_context(), force_locale(locale):
        assert pick(text) == picked


def test_a_text_without_any_language_is_an_error(probe: Flask) -> None:
    with probe.test_request_context(), pytest.raises(ValueError, match="no language at all"):
        pick({})


def test_without_a_request_english_is_spoken(probe: Flask) -> None:
    with probe.app_context():
        assert language_tag() == "en"
    assert language_tag() == "en"
