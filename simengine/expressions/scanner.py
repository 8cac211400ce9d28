"""The signs and words of a formula, looked through before Python's parser sees it.

What comes of it is plain ASCII on one line, without comments, texts or words of Python that
the language lacks, so a column here is a column there and the parser has nothing to warn of.
"""

import keyword
import re

from simengine.errors import N_, FormulaError
from simengine.expressions.wording import quote

MAX_CHARACTERS = 500
WORDS = frozenset({"and", "or", "not", "if", "else"})

_TOKEN = re.compile(
    r"(?P<space> +)"
    r"|(?P<number>(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]?\d[\d_]*)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<operator>//|<=|>=|==|!=|[-+*/%<>(),.])",
    re.ASCII,
)

_INSTEAD = {
    "=>": ">=",
    "=<": "<=",
    "=": "==",
    "!": "not",
    "&": "and",
    "|": "or",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "、": ",",
    "。": ".",
    "【": "(",
    "】": ")",
    "?": "a if condition else b",
    ":": "a if condition else b",
    "True": "true",
    "False": "false",
}


def scan(text: str) -> None:
    """Raise FormulaError if `text` is empty, too long, or has what formulas do not know."""
    if not text:
        raise FormulaError(N_("The formula is empty: write a number or a formula"))
    if len(text) > MAX_CHARACTERS:
        raise FormulaError(
            N_(
                "The formula %(formula)s has %(length)d characters, more than %(most)d: "
                "give a part of it a variable of its own"
            ),
            {"formula": quote(text), "length": len(text), "most": MAX_CHARACTERS},
        )
    place = 0
    last = ""
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            pair = text[place : place + 2]
            raise _unknown_sign(pair if pair in _INSTEAD else text[place], place)
        kind = str(token.lastgroup)
        word = token[0]
        if last == "number" and kind in ("name", "number"):
            raise FormulaError(
                N_("%(word)s follows a number at once: put an operator or a space between them"),
                {"word": quote(word)},
                place + 1,
            )
        if kind == "name" and word not in WORDS and keyword.iskeyword(word):
            raise _unknown_sign(word, place)
        last = kind
        place = token.end()


def _unknown_sign(sign: str, place: int) -> FormulaError:
    instead = _INSTEAD.get(sign)
    if instead is None and 0xFF01 <= ord(sign[0]) <= 0xFF5E:
        instead = chr(ord(sign[0]) - 0xFEE0)
        instead = _INSTEAD.get(instead, instead)
    if instead is None:
        return FormulaError(
            N_(
                "Formulas do not know %(sign)s: use numbers, names, + - * / // %%, "
                "< <= > >= == !=, and, or, not, if ... else, brackets and functions"
            ),
            {"sign": quote(sign)},
            place + 1,
        )
    return FormulaError(
        N_("Formulas do not know %(sign)s: write %(instead)s"),
        {"sign": quote(sign), "instead": quote(instead)},
        place + 1,
    )
