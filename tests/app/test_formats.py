"""Numbers, money and dates in the reader's language."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import force_locale

from app.formats import day, days, moment, money, money_short, number, percent


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("zh_Hans", ["¥5,123,000", "¥512.3万", "-¥1.2亿", "¥9,876", "-US$12.50"]),
        ("zh_Hant", ["¥5,123,000", "¥512.3萬", "-¥1.2億", "¥9,876", "-US$12.50"]),
        ("en", ["CNY 5,123,000", "CNY 5.1M", "-CNY 123.5M", "CNY 9,876", "-USD 12.50"]),
    ],
)
def test_money(probe: Flask, locale: str, written: list[str]) -> None:
    with probe.test_request_context(), force_locale(locale):
        found = [
            money(5_123_000),
            money_short(5_123_000),
            money_short(-123_456_789),
            money_short(9_876),
            money(-12.5, "USD", digits=2),
        ]
    assert [text.replace("\u00a0", " ") for text in found] == written


def test_numbers_and_shares(probe: Flask) -> None:
    with probe.test_request_context():
        assert [number(1234.56), number(1234.56, 1), number(-0.5, 2)] == [
            "1,235",
            "1,234.6",
            "-0.50",
        ]
        assert [percent(0.5), percent(0.1251, 1), percent(-1.2)] == ["50%", "12.5%", "-120%"]


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("zh_Hans", ["2026年3月2日", "2026年3月2日 07:05", "1 个工作日", "12.5 个工作日"]),
        ("zh_Hant", ["2026年3月2日", "2026年3月2日 07:05", "1 個工作日", "12.5 個工作日"]),
        ("en", ["Mar 2, 2026", "Mar 2, 2026 07:05", "1 working day", "12.5 working days"]),
    ],
)
def test_time(probe: Flask, locale: str, written: list[str]) -> None:
    at = datetime(2026, 3, 1, 23, 5, tzinfo=UTC)
    with probe.test_request_context(), force_locale(locale):
        assert [day(date(2026, 3, 2)), moment(at), days(1), days(12.5, 1)] == written
