"""What is read from what people type."""

from __future__ import annotations

from datetime import date

import pytest

from app.worksheets.declaration import Field
from app.worksheets.typed import (
    MOST_SHORT,
    Unreadable,
    canonical,
    grouped,
    read_number,
    read_value,
)

MONEY = Field("m", "Amount", "money")
SHARE = Field("p", "Share", "percent", most=1.0)
DAY = Field("d", "Day", "date")
CHOICE = Field("c", "Choice", "choice", choices=(("a", "A"), ("b", "B")))
RATING = Field("r", "Score", "rating")
WORDS = Field("t", "Words")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3800000", 3_800_000),
        ("3,800,000", 3_800_000),
        ("３，８００，０００", 3_800_000),
        ("380万", 3_800_000),
        ("4.7 万元", 47_000),
        ("¥ 1.2亿", 120_000_000),
        ("CNY 3.8m", 3_800_000),
        ("50k", 50_000),
        ("-12.5", -12.5),
        ("−3", -3),
        (".5", 0.5),
        ("7.", 7),
        ("0", 0),
    ],
)
def test_numbers_as_people_write_them(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["many", "3,5", "1,23,456", "1.2.3", "--1", "万", "1e5", "٣", "."])
def test_what_is_no_number_says_how_to_write_one(asked: None, text: str) -> None:
    with pytest.raises(Unreadable, match="is not a number"):
        read_number(text)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (MONEY, "", None),
        (MONEY, "  12 ", 12),
        (SHARE, "24", 0.24),
        (SHARE, "24 %", 0.24),
        (SHARE, "0.5％", 0.005),
        (DAY, "2026-05-18", date(2026, 5, 18)),
        (DAY, "2026/5/18", date(2026, 5, 18)),
        (DAY, "2026年5月18日", date(2026, 5, 18)),
        (CHOICE, "b", "b"),
        (CHOICE, "z", None),
        (RATING, "5", 5),
        (RATING, "6", None),
        (WORDS, " some words ", "some words"),
    ],
)
def test_values_of_every_kind(field: Field, text: str, value: object) -> None:
    assert read_value(field, text) == value


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        (MONEY, "-1", "At least 0 is needed"),
        (SHARE, "120", "At most 100% fits"),
        (MONEY, "9" * 14, "too large"),
        (DAY, "tomorrow", "is not a day from"),
        (DAY, "2026-02-30", "is not a day from"),
        (DAY, "9999-01-01", "from 1900 to 2200"),
        (WORDS, "x" * (MOST_SHORT + 1), "301 characters"),
    ],
)
def test_what_cannot_be_says_why(asked: None, field: Field, text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_value(field, text)


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        (MONEY, "380万", "3800000"),
        (MONEY, "1,234.50", "1234.5"),
        (MONEY, "many", "many"),
        (MONEY, " ", " "),
        (SHARE, "24 %", "24"),
        (DAY, "2026/5/18", "2026-05-18"),
        (DAY, "soon", "soon"),
        (WORDS, "two\n lines ", "two lines"),
        (Field("l", "Long", "long"), "two\nlines", "two\nlines"),
    ],
)
def test_what_is_kept_is_plain(asked: None, field: Field, text: str, kept: str) -> None:
    assert canonical(field, text) == kept


@pytest.mark.parametrize(
    ("text", "shown"),
    [("3800000", "3,800,000"), ("1900", "1900"), ("-12345.5", "-12,345.5"), ("many", "many")],
)
def test_large_numbers_are_shown_in_groups(text: str, shown: str) -> None:
    assert grouped(MONEY, text) == shown
    assert grouped(SHARE, text) == text
