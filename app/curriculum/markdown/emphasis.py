"""Emphasis beside Chinese characters.

CommonMark takes ``**“引号”**后`` for no emphasis: the closing marks follow a punctuation mark and
stand before a letter. Chinese has no spaces around words, so here a Chinese character beside the
marks counts as a space would (the rule of the "CJK-friendly emphasis" proposal to CommonMark).
"""

from __future__ import annotations

import unicodedata

from markdown_it import MarkdownIt
from markdown_it.common.utils import isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_MARKER = "*"


def use(md: MarkdownIt) -> None:
    """Replace the rule for ``*``; ``_`` marks nothing, as in file names."""
    md.inline.ruler.at("emphasis", _tokenize)


def _tokenize(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != _MARKER:
        return False
    length = _run_length(state)
    can_open, can_close = _flanks(state, length)
    for _ in range(length):
        token = state.push("text", "", 0)
        token.content = _MARKER
        state.delimiters.append(
            Delimiter(
                marker=ord(_MARKER),
                length=length,
                token=len(state.tokens) - 1,
                end=-1,
                open=can_open,
                close=can_close,
            )
        )
    state.pos += length
    return True


def _run_length(state: StateInline) -> int:
    end = state.pos
    while end < state.posMax and state.src[end] == _MARKER:
        end += 1
    return end - state.pos


def _flanks(state: StateInline, length: int) -> tuple[bool, bool]:
    """Whether the marks may open and close, by the characters on both sides."""
    before = state.src[state.pos - 1] if state.pos > 0 else " "
    after = state.src[state.pos + length] if state.pos + length < state.posMax else " "
    return _leans(after, before), _leans(before, after)


def _leans(inner: str, outer: str) -> bool:
    """Whether marks between the two may hold `inner`."""
    if _is_space(inner):
        return False
    is_plain = not _is_mark(inner) or _is_wide(inner)
    return is_plain or _is_space(outer) or _is_mark(outer) or _is_wide(outer)


def _is_space(character: str) -> bool:
    return isWhiteSpace(ord(character)) or character == "\n"


def _is_mark(character: str) -> bool:
    return isPunctChar(character) or unicodedata.category(character)[0] in "PS"


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
