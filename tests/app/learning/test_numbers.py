"""Numbers of certificates."""

from __future__ import annotations

from itertools import combinations

import pytest

from app.learning.numbers import ALPHABET, new_number, number_of, read_number

DIGITS = [7, 19, 3, 20, 23, 0, 29, 10, 9, 4, 26]
NUMBER = "DW-7K3M-Q0XA-94TT"


def test_a_number_has_a_check_character() -> None:
    assert number_of(DIGITS) == NUMBER


def test_numbers_are_read_as_they_are_printed() -> None:
    for _ in range(200):
        number = new_number()
        assert read_number(number) == number


@pytest.mark.parametrize(
    "typed",
    [
        "dw-7k3m-q0xa-94tt",
        "7K3M Q0XA 94TT",
        "DW7K3MQOXA94TT",
        " ＤＷ－７Ｋ３Ｍ－Ｑ０ＸＡ－９４ＴＴ ",
        "DW—7K3M—Q0XA—94TT",
    ],
)
def test_what_people_type_is_understood(typed: str) -> None:
    assert read_number(typed) == NUMBER


@pytest.mark.parametrize(
    "typed", ["", "DW", "DW-7K3M-Q0XA", NUMBER + "0", "DW-7K3U-Q0XA-94TT", "号" * 12, "7" * 5000]
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert read_number(typed) is None


def test_every_slip_of_one_character_is_noticed() -> None:
    plain = NUMBER.replace("-", "").removeprefix("DW")
    slips = [
        plain[:place] + other + plain[place + 1 :]
        for place in range(len(plain))
        for other in ALPHABET
        if other != plain[place]
    ]
    assert [slip for slip in slips if read_number(slip) is not None] == []


def test_any_two_characters_that_changed_places_are_noticed() -> None:
    plain = NUMBER.replace("-", "").removeprefix("DW")
    swaps = []
    for one, other in combinations(range(len(plain)), 2):
        signs = list(plain)
        signs[one], signs[other] = signs[other], signs[one]
        if signs[one] != signs[other]:
            swaps.append("".join(signs))
    assert [swap for swap in swaps if read_number(swap) is not None] == []
