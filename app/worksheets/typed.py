"""From what somebody typed to a value, or to what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from flask_babel import gettext as _

from app.formats import number, percent
from app.worksheets.declaration import MOST_RATING, Field
from app.worksheets.sheet import Value

MOST_SHORT = 300
MOST_LONG = 3000

_MOST_SIZE = 1e13
_GROUPED_FROM = 5
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_CURRENCIES = re.compile(r"(?:CNY|RMB|USD|EUR|HKD|TWD|JPY|GBP|SGD|NT\$|US\$|HK\$|[¥$€£元])", re.I)
_NUMBER = re.compile(r"([-+]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?")
_POWERS = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "k": 1e3, "m": 1e6}
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


class Unreadable(ValueError):
    """What was typed is no such value. The message is a whole sentence with the way out."""


def read_value(field: Field, text: str) -> Value:
    """The value of a field, None where nothing is typed. Raises Unreadable."""
    text = text.strip()
    if not text:
        return None
    match field.kind:
        case "text" | "long":
            return _checked_text(text, MOST_SHORT if field.kind == "text" else MOST_LONG)
        case "date":
            return read_day(text)
        case "choice":
            return text if text in dict(field.choices) else None
        case "rating":
            return float(text) if text in map(str, range(1, MOST_RATING + 1)) else None
        case "percent":
            return _checked_size(field, read_number(text.rstrip("%％ "), text) / 100)
        case _:
            return _checked_size(field, read_number(text))


def canonical(field: Field, text: str) -> str:
    """What is kept of what somebody typed: 380万 as 3800000, 2026/5/18 as 2026-05-18.

    What cannot be read is kept as it was typed.
    """
    if not field.can_be_wrong:
        return " ".join(text.split()) if field.kind == "text" else text
    try:
        value = read_value(field, text)
    except Unreadable:
        return text
    if isinstance(value, date):
        return value.isoformat()
    return text if not isinstance(value, float) else _plain(field, value)


def grouped(field: Field, text: str) -> str:
    """A number that is kept, with its thousands apart so that it can be read."""
    if field.kind not in ("number", "money"):
        return text
    whole, point, decimals = text.partition(".")
    if not whole.lstrip("-").isdigit() or len(whole) < _GROUPED_FROM:
        return text
    return f"{int(whole):,}{point}{decimals}"


def _plain(field: Field, value: float) -> str:
    shown = value * 100 if field.kind == "percent" else value
    return f"{shown:.6f}".rstrip("0").rstrip(".")


def read_number(text: str, shown: str = "") -> float:
    """The number: 3800000, 3,800,000, 380万 or 3.8m, with or without a currency. Raises Unreadable.

    A comma that does not part thousands is refused: it may be meant for a point.
    """
    plain = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")
    plain = re.sub(r"\s", "", _CURRENCIES.sub("", plain))
    power = _POWERS.get(plain[-1:].lower(), 1.0)
    if power != 1.0:
        plain = plain[:-1]
    found = _NUMBER.fullmatch(plain)
    if found is None or not re.search(r"\d", plain) or not plain.isascii():
        raise Unreadable(
            _("“%(text)s” is not a number. Write digits, with a point for decimals: 3800000, "
              "3,800,000 or 380万.", text=(shown or text)[:40])
        )  # fmt: skip
    value = float(plain.replace(",", "")) * power
    if abs(value) > _MOST_SIZE:
        raise Unreadable(_("“%(text)s” is too large to calculate with.", text=(shown or text)[:40]))
    # 4.7万 is 47000 and not 47000.000000000007.
    return round(value, 6) if power != 1.0 else value


def read_day(text: str) -> date:
    """The day: 2026-05-18, 2026/5/18 or 2026年5月18日. Raises Unreadable."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        if found is None:
            raise ValueError(text)
        day = date(*map(int, found.groups()))
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise ValueError(text)
        return day
    except ValueError:
        raise Unreadable(
            _(
                "“%(text)s” is not a day from 1900 to 2200. Write year, month and day: 2026-05-18.",
                text=text[:40],
            )
        ) from None


def _checked_size(field: Field, value: float) -> float:
    if field.least is not None and value < field.least:
        raise Unreadable(_("At least %(least)s is needed here.", least=_bound(field, field.least)))
    if field.most is not None and value > field.most:
        raise Unreadable(_("At most %(most)s fits here.", most=_bound(field, field.most)))
    return value


def _bound(field: Field, value: float) -> str:
    return percent(value) if field.kind == "percent" else number(value, 0)


def _checked_text(text: str, most: int) -> str:
    if len(text) > most:
        raise Unreadable(
            _("This has %(length)s characters; at most %(most)s are calculated with and printed. "
              "Shorten it.", length=len(text), most=most)
        )  # fmt: skip
    return text
