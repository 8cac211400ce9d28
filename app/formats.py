"""Jinja filters that write numbers, money and dates as the reader's language does."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from babel import numbers
from flask import Flask
from flask_babel import format_date, format_time, get_locale, ngettext

Number: TypeAlias = int | float | Decimal

_COMPACT_FROM = 10_000
_NO_BREAK_SPACE = "\u00a0"


def init_app(app: Flask) -> None:
    """Add the filters to the templates of ``app``."""
    app.jinja_env.filters.update(
        money=money,
        money_short=money_short,
        number=number,
        signed=signed,
        percent=percent,
        date=day,
        moment=moment,
        days=days,
    )


def money(amount: Number, currency: str = "CNY", digits: int = 0) -> str:
    """A whole amount: ``¥5,123,000`` in Chinese, ``CNY 5,123,000`` in English."""
    return _with_currency(number(_size(amount), digits), currency, is_negative=amount < 0)


def money_short(amount: Number, currency: str = "CNY") -> str:
    """An amount to a few figures: ``¥512.3万`` in Chinese, ``CNY 5.1M`` in English."""
    if _size(amount) < _COMPACT_FROM:
        return money(amount, currency)
    figures = numbers.format_compact_decimal(_size(amount), locale=get_locale(), fraction_digits=1)
    return _with_currency(figures, currency, is_negative=amount < 0)


def number(value: Number, digits: int = 0) -> str:
    """A number with thousands separated and exactly ``digits`` decimals."""
    return numbers.format_decimal(value, _pattern(digits), locale=get_locale())


def signed(value: Number, digits: int = 0) -> str:
    """A number with its sign: ``+3.2``, ``−0.4``; zero has none."""
    rounded = round(float(value), digits)
    if not rounded:
        return number(0, digits)
    return ("+" if rounded > 0 else "−") + number(abs(rounded), digits)


def percent(share: Number, digits: int = 0) -> str:
    """A share of 1 as a percentage: 0.125 is ``12%``, or ``12.5%`` with one digit."""
    return numbers.format_percent(share, _pattern(digits) + "%", locale=get_locale())


def day(value: date, style: str = "medium") -> str:
    """A calendar day."""
    return str(format_date(value, style, rebase=False))


def moment(value: datetime) -> str:
    """A moment in the installation's timezone, to the minute."""
    return f"{format_date(value)} {format_time(value, 'HH:mm')}"


def days(count: Number, digits: int = 0) -> str:
    """A length in working days."""
    rounded = round(float(count), digits)
    return str(
        ngettext(
            "%(count)s working day",
            "%(count)s working days",
            1 if rounded == 1 else 2,
            count=number(rounded, digits),
        )
    )


def _size(amount: Number) -> Number:
    return -amount if amount < 0 else amount


def _pattern(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")


def _with_currency(figures: str, currency: str, *, is_negative: bool) -> str:
    """Chinese readers know the sign; in English the code says which money ``¥`` would be."""
    if str(get_locale()).startswith("zh"):
        sign = numbers.get_currency_symbol(currency, locale="zh_Hans_CN")
    else:
        sign = currency + _NO_BREAK_SPACE
    return ("-" if is_negative else "") + sign + figures
