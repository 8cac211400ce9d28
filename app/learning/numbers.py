"""Numbers of certificates: ``DW-7K3M-Q0XA-94TT``.

Eleven characters of chance, 55 bits, so that nobody finds one by trying; then a check character.
They are Crockford's base 32: no I, L, O or U, so that a number can be read out and typed in.
"""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "DW"
MOST_TYPED = 40
"""Longer than any number with whatever stands between its characters."""

_LENGTH = 12
_GROUP = 4
_READ_AS = str.maketrans("OIL", "011")
# x^5 + x^2 + 1, by which the 32 characters are a field.
_FIELD = 0b100101


def new_number() -> str:
    """A number that was never given out, but for a chance of one in many millions of millions."""
    return number_of([secrets.randbelow(len(ALPHABET)) for _ in range(_LENGTH - 1)])


def number_of(digits: list[int]) -> str:
    """The number whose eleven characters have these places in the alphabet."""
    text = "".join(ALPHABET[digit] for digit in (*digits, _shifted(_remainder(digits))))
    groups = [text[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP)]
    return "-".join((PREFIX, *groups))


def read_number(typed: str) -> str | None:
    """The number as it is printed, however it was typed; None for what is none of ours.

    Case, dashes, spaces, full-width characters and the usual confusions (O for 0, I and L for 1)
    do not matter. Every single wrong character is noticed, and any two that changed places.
    """
    if len(typed) > MOST_TYPED:
        return None
    plain = unicodedata.normalize("NFKC", typed).upper()
    plain = "".join(sign for sign in plain if sign.isalnum())
    if len(plain) == len(PREFIX) + _LENGTH:
        plain = plain.removeprefix(PREFIX)
    digits = [ALPHABET.find(sign) for sign in plain.translate(_READ_AS)]
    if len(digits) != _LENGTH or -1 in digits or _remainder(digits):
        return None
    return number_of(digits[:-1])


def _remainder(digits: list[int]) -> int:
    """The digits as a polynomial over the field of 32, at its generator.

    The generator's powers differ for 31 places: so a change of one digit, or a swap of two, can
    not leave the sum at zero.
    """
    found = 0
    for digit in digits:
        found = _shifted(found) ^ digit
    return found


def _shifted(digit: int) -> int:
    """A digit times the generator."""
    doubled = digit << 1
    return doubled ^ _FIELD if doubled > 31 else doubled
