"""Which passwords are too easy to guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from flask_babel import gettext as _
from zxcvbn import zxcvbn

from app.accounts.refusals import Refused

MIN_LENGTH = 8
MAX_LENGTH = 128
MIN_SCORE = 3
"""Of zxcvbn's 0 to 4: at least 10^8 guesses, offline with a slow hash."""

_ZXCVBN_MAX_LENGTH = 72
_COMMON = Path(__file__).with_name("common_passwords.txt")


def check_strength(field: str, password: str, *, about: Iterable[str] = ()) -> None:
    """Raise Refused about ``field`` for a password that is short, long or easy to guess.

    ``about`` are things known of the person, such as name and address, which must not help.
    """
    if len(password) < MIN_LENGTH:
        raise Refused(field, _("A password has at least %(count)s characters.", count=MIN_LENGTH))
    if len(password) > MAX_LENGTH:
        raise Refused(field, _("A password has at most %(count)s characters.", count=MAX_LENGTH))
    if guess_score(password, about=about) < MIN_SCORE:
        raise Refused(
            field,
            _("This password is too easy to guess. A few words that do not belong together, "
              "or something longer, is safer."),
        )  # fmt: skip


def guess_score(password: str, *, about: Iterable[str] = ()) -> int:
    """How hard the password is to guess, 0 to 4, as zxcvbn rates it.

    It is told the words and numbers that are common in Chinese passwords, which it does not know;
    nothing but a few of them with a year or birthday, such as ``zhangwei1990``, is 0.
    """
    if _common_pattern().fullmatch(password):
        return 0
    known = [*common_parts(), *(part for text in about for part in _parts_of(text))]
    # zxcvbn refuses longer passwords; a longer one is not easier to guess than its beginning.
    result = zxcvbn(password[:_ZXCVBN_MAX_LENGTH], user_inputs=known)
    score: int = result["score"]
    return score


def _parts_of(text: str) -> list[str]:
    """What somebody might make a password of: the words of it, and what stands before an @."""
    return [text.partition("@")[0], *re.findall(r"\w+", text)]


@cache
def common_parts() -> tuple[str, ...]:
    """The words and numbers of ``common_passwords.txt``."""
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def _common_pattern() -> re.Pattern[str]:
    part = "(?:" + "|".join(map(re.escape, common_parts())) + ")"
    return re.compile(rf"{part}{{0,3}}[\W_]?[0-9]{{0,8}}[\W_]?{part}?[\W_]?", re.I)
